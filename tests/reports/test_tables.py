from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from checker.messages.points import NARRATIVE
from checker.reports.sheet import Kind, Mark, Table
from checker.reports.tables import make_tables
from checker.scoring.assessment import Assessment, Outcome
from tests.factories import make_article, make_assessment


def tables(assessment: Assessment | None = None) -> dict[str, Table]:
    return {t.name: t for t in make_tables(assessment or make_assessment())}


def records(table: Table) -> list[dict[str, Any]]:
    heads = [c.title for c in table.columns]
    return [dict(zip(heads, row, strict=True)) for row in table.rows]


KINDS: dict[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.WHOLE: (int, str),  # "narrative" stands where a point has no number
    Kind.SHARE: (int, float),
    Kind.NUMBER: (int, float),
    Kind.DAY: (dt.date,),
    Kind.MARK: (Mark,),
}


@pytest.mark.parametrize(
    "assessment", [make_assessment(), make_assessment(4, 3), make_assessment(0, 0)]
)
def test_each_row_has_a_value_of_its_kind_for_each_column(assessment: Assessment) -> None:
    made = make_tables(assessment)
    assert [t.name for t in made] == ["points", "matrix", "findings", "articles"]
    for table in made:
        for row in table.rows:
            for column, value in zip(table.columns, row, strict=True):
                assert value is None or isinstance(value, KINDS[column.kind]), column.title


def test_points_show_counts_claims_outlets_and_both_ends_of_the_evidence() -> None:
    rows = records(tables()["points"])
    assert [r["Point"] for r in rows] == [1, 2, 3, 4, 5, "narrative"]
    first = rows[0]
    assert first["Pull-through"] == pytest.approx(1 / 7)
    assert [first[o.value.capitalize()] for o in Outcome] == [1, 0, 0, 1, 5]
    assert (first["Stories"], first["Unsure"]) == (7, 1)
    assert first["Carried by"] == "Lisset Courier, Evening Bulletin"
    assert first["Claims"] == "1a: 1, 1b: 1"
    assert first["Best sentence"].startswith("Arvenia, a neutral country")
    assert first["Worst outcome"] == Mark(Outcome.CONTRADICTED)
    assert first["Worst sentence"].startswith("Arvenia has quietly")
    assert first["Worst: outlet"] == "Upstream Daily"


def test_a_distortion_is_the_worst_where_nothing_contradicts() -> None:
    second = records(tables()["points"])[1]
    assert second["Worst outcome"] == Mark(Outcome.DISTORTED)
    assert "50 tonnes" in second["Worst sentence"]
    assert second["Best sentence"] is None


def test_the_matrix_has_a_row_for_each_story_newest_first_undated_last() -> None:
    rows = records(tables()["matrix"])
    days = [r["Date"] for r in rows]
    assert days[-1] is None
    assert days[:-1] == sorted(days[:-1], reverse=True)
    assert len(rows) == len(make_assessment().stories)
    host = next(r for r in rows if r["Headline"] == "Arvenia opens river talks in Lisset")
    assert host["Reprints"] == 2
    assert host["4: Arvenia asks no payment for hosting the talks."] == Mark(
        Outcome.CARRIED, unsure=True
    )
    assert host["Strongest sentence"].startswith("Arvenia, a neutral country")
    assert host["It bears on"] == 1


def test_a_narrative_that_is_not_counted_is_in_neither_points_nor_matrix() -> None:
    sample = make_assessment()
    tallies = tuple(t for t in sample.tallies if t.point != NARRATIVE)
    background = tables(replace(sample, tallies=tallies))
    assert [r["Point"] for r in records(background["points"])] == [1, 2, 3, 4, 5]
    heads = [c.title for c in background["matrix"].columns]
    assert not [h for h in heads if h.startswith("narrative")]
    assert [c.title for c in tables()["matrix"].columns if c.title.startswith("narrative")]
    assert "narrative" in [r["Point"] for r in records(background["findings"])]


def test_findings_come_worst_first_each_with_its_sentence() -> None:
    rows = records(tables()["findings"])
    order = [r["Outcome"].outcome.value for r in rows]
    assert list(dict.fromkeys(order)) == [
        "contradicted",
        "distorted",
        "carried",
        "partial",
        "absent",
    ]
    assert all(r["Sentence"] for r in rows)
    bent = next(r for r in rows if r["Outcome"].outcome is Outcome.DISTORTED)
    assert (bent["The brief has"], bent["The article has"]) == ("500 tonnes", "50 tonnes")
    assert bent["Claim in full"].startswith("Arvenia has sent 500 tonnes")
    assert (bent["Place"], bent["Judge"], bent["Judge sure"]) == ("lead", "carries", 0.92)
    assert bent["Link"] == "https://valleypost.example/convoy?id=7&part=2"


def test_every_piece_of_evidence_has_its_row() -> None:
    assessment = make_assessment()
    rows = records(tables(assessment)["findings"])
    texts = sorted(e.text for c in assessment.cells for e in c.evidence)
    assert sorted(r["Sentence"] for r in rows) == texts


def test_an_outcome_that_a_person_set_without_a_sentence_is_a_finding_too() -> None:
    assessment = make_assessment()
    cells = tuple(
        replace(c, outcome=Outcome.CARRIED, decided_by="person")
        if c.point == 5 and c.article == assessment.stories[0].first.id
        else c
        for c in assessment.cells
    )
    rows = records(tables(replace(assessment, cells=cells))["findings"])
    (set_by_hand,) = [r for r in rows if r["Point"] == 5]
    assert set_by_hand["Outcome"] == Mark(Outcome.CARRIED, by_person=True)
    assert set_by_hand["Sentence"] is None
    assert set_by_hand["Decided by"] == "person"
    assert set_by_hand["Sure"] is None


def test_articles_list_stories_reprints_and_what_was_left_out() -> None:
    rows = records(tables()["articles"])
    status = [r["Status"] for r in rows]
    assert (status.count("checked"), status.count("reprint"), status.count("not checked")) == (
        7,
        2,
        2,
    )
    at = next(i for i, r in enumerate(rows) if r["Outlet"] == "Evening Bulletin")
    assert rows[at]["Status"] == "reprint"
    assert (
        rows[at]["Reprint of, or why not checked"]
        == "Lisset Courier, Arvenia opens river talks in Lisset"
    )
    assert rows[at]["Carried"] is None
    assert rows[-1]["Reprint of, or why not checked"] == "language not covered: Russian"
    assert rows[-1]["File"] == "articles/vesti.txt"
    # Summed over the column each story counts once, and the narrative not at all.
    carried = sum(r["Carried"] or 0 for r in rows)
    tallied = [t for t in make_assessment().tallies if t.point]
    assert carried == sum(t.counts[Outcome.CARRIED] for t in tallied)


def test_only_plain_web_addresses_become_links() -> None:
    article = make_article("A title", "A text.", url="javascript:alert(1)")
    rows = records(tables(make_assessment([article], ["A point."]))["articles"])
    assert rows[0]["Link"] is None


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (Mark(Outcome.CARRIED), "carried"),
        (Mark(Outcome.ABSENT, unsure=True), "absent (unsure)"),
        (Mark(Outcome.PARTIAL, by_person=True), "partial (decided by a person)"),
        (Mark(Outcome.PARTIAL, True, True), "partial (unsure, decided by a person)"),
    ],
)
def test_a_mark_in_words(mark: Mark, words: str) -> None:
    assert mark.words == words
