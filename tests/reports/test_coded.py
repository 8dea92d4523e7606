from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import CodingError, ReportError
from checker.reports.coded import find_cell, match
from checker.reports.coding import parse_coding, read_coding
from checker.reports.csv_files import write_csv
from checker.scoring.assessment import Assessment, Outcome
from tests.factories import make_article, make_assessment

SAMPLE = make_assessment()
HOST = SAMPLE.stories[0].first
AID = SAMPLE.stories[1].first


def codes(
    *rows: tuple[str, int | str, str], assessment: Assessment = SAMPLE, head: str = ""
) -> list[tuple[str, int, Outcome, Outcome]]:
    """Article, point, coded and found of each cell that `rows` are about."""
    lines = [f'"{a}";{p};{o}' for a, p, o in rows]
    data = "\n".join([f"article;point;outcome{head}", *lines]).encode()
    return [
        (c.article.id, c.cell.point, c.coded, c.found)
        for c in match(parse_coding(data, "c.csv"), assessment, "r.json")
    ]


@pytest.mark.parametrize(
    "name",
    [
        HOST.id,
        HOST.title,
        f"  {HOST.title.upper().replace(' ', '   ')}\t",
        HOST.url,
        SAMPLE.stories[0].reprints[0].file,
        "EVENING.txt",
        "articles\\evening.txt",
        "https://wire.example/a",
    ],
)
def test_every_way_to_name_an_article_or_its_reprint(name: str) -> None:
    assert codes((name, 1, "partial")) == [(HOST.id, 1, Outcome.PARTIAL, Outcome.CARRIED)]


@pytest.mark.parametrize("title", ["=cmd()", "a;+b", "Cafe\u0301 news", "\u202eturned"])
def test_a_title_as_a_csv_must_write_it_names_its_article(title: str, tmp_path: Path) -> None:
    article = make_article(title, "A text.", file="a.txt")
    assessment = make_assessment([article], ["A point."], outcomes={(0, 1): Outcome.CARRIED})
    matrix = write_csv(assessment, tmp_path, "t")[1]
    found = match(read_coding(matrix), assessment, "r.json")
    assert [(c.article.id, c.agrees) for c in found] == [(article.id, True)]


def test_a_composed_letter_is_the_same_letter() -> None:
    article = make_article("Cafe\u0301 news", "A text.")
    assessment = make_assessment([article], ["A point."])
    assert codes(("CAF\u00c9 NEWS", 1, "absent"), assessment=assessment)[0][0] == article.id


def fault(*rows: tuple[str, int | str, str], assessment: Assessment = SAMPLE) -> str:
    with pytest.raises(CodingError) as caught:
        codes(*rows, assessment=assessment)
    return str(caught.value)


def test_an_article_that_is_not_in_the_report() -> None:
    said = 'c.csv:2: the article "Something else" is not in the report. Name it by its title, file'
    assert fault(("Something else", 1, "absent")).startswith(said)
    near = (
        f'c.csv:2: the article "{HOST.title}s" is not in the report. Did you mean "{HOST.title}"?'
    )
    assert fault((HOST.title + "s", 1, "absent")) == near
    assert f'Did you mean "{HOST.title}"?' in fault((HOST.title[:8].upper(), 1, "absent"))
    assert "Did you mean" not in fault((HOST.title[:3], 1, "absent"))


def test_an_article_that_was_not_checked() -> None:
    said = "was not checked (language not covered: Russian). Leave its outcomes empty"
    for name in ("Переговоры о реке", "articles/vesti.txt", "vesti.txt"):
        assert fault((name, 1, "absent")) == f'c.csv:2: "{name}" {said}'


def test_a_title_that_two_articles_have() -> None:
    twins = [
        make_article("Twins", "One.", file="articles/a.txt"),
        make_article("twins", "Two.", file="articles/b.txt", url="https://b.example/1"),
        make_article("Twins ", "Three.", file="articles/b.txt", url="https://b.example/2"),
        make_article("Twins", "Four.", file="articles/b.txt"),
    ]
    pair = make_assessment(twins[:2], ["A point."])
    assert fault(("TWINS", 1, "absent"), assessment=pair) == (
        'c.csv:2: 2 articles are called "TWINS". In a column called article, name the one you '
        "mean by its file, URL or id: articles/a.txt, articles/b.txt"
    )
    assert codes(("a.txt", 1, "absent"), assessment=pair)[0][0] == twins[0].id
    four = make_assessment(twins, ["A point."])
    assert fault(("twins", 1, "absent"), assessment=four).endswith(
        "articles/a.txt, https://b.example/1, https://b.example/2, …"
    )
    assert twins[3].id in fault(
        ("twins", 1, "absent"), assessment=make_assessment([twins[3], *twins[1:3]], ["A point."])
    )


def test_a_point_that_is_not_in_the_report() -> None:
    assert fault((HOST.title, 1, "absent"), (HOST.title, 9, "absent")) == (
        "c.csv:3: point 9 is not in the report for this article. "
        "The report has narrative, 1, 2, 3, 4 and 5"
    )
    plain = make_assessment([HOST], ["A point."])
    assert fault((HOST.title, "narrative", "absent"), assessment=plain) == (
        "c.csv:2: the narrative is not in the report for this article. The report has 1"
    )


def test_a_cell_coded_twice() -> None:
    assert len(codes((HOST.title, 1, "absent"), (HOST.url, 1, "absent"))) == 1
    said = fault((HOST.title, 1, "absent"), (AID.title, 1, "absent"), (HOST.id, 1, "partial"))
    assert said.startswith("c.csv:4: this cell is coded partial here and absent in line 2.")


def test_a_row_written_over_counts_before_the_others_of_its_cell() -> None:
    rows = [(HOST.id, 3, "carried"), (HOST.id, 3, "partial"), (HOST.id, 3, "carried")]
    assert codes(*rows, head=";rank") == [(HOST.id, 3, Outcome.PARTIAL, Outcome.CARRIED)]
    with pytest.raises(CodingError, match=r"c\.csv:3: this cell is coded absent here"):
        codes((HOST.id, 3, "partial"), (HOST.id, 3, "absent"), head=";rank")
    with pytest.raises(CodingError, match=r"c\.csv:3: this cell is coded partial here"):
        codes(*rows)


def test_a_report_without_cells() -> None:
    with pytest.raises(ReportError, match=r"r.json: the report has no cells. Name another one"):
        codes((HOST.id, 1, "absent"), assessment=replace(SAMPLE, cells=()))


@given(st.text(st.characters(exclude_characters='"\0', exclude_categories=["Cs"]), min_size=1))
def test_no_name_raises_anything_but_our_own_error(name: str) -> None:
    try:
        found = codes((name, 1, "absent"))
    except CodingError as error:
        assert str(error).startswith("c.csv:")
    else:
        assert len(found) == 1


def test_one_cell_is_found_by_any_name_of_its_story() -> None:
    for name in (HOST.id, HOST.title.upper(), "evening.txt"):
        assert find_cell(name, 1, SAMPLE, "r.json") == (HOST, SAMPLE.cell(HOST.id, 1))


def test_faults_of_one_name_say_nothing_of_a_column() -> None:
    same = [make_article("Same", f"Text {n}.", file=f"{n}.txt") for n in "ab"]
    several = make_assessment(same, ["A point."])
    with pytest.raises(CodingError) as caught:
        find_cell("same", 1, several, "r.json")
    assert str(caught.value) == (
        'r.json: 2 articles are called "same". Name the one you mean by its file, URL or id: '
        "a.txt, b.txt"
    )
    left = SAMPLE.not_checked[0]
    with pytest.raises(CodingError, match="was not checked") as caught:
        find_cell(left.file, 1, SAMPLE, "r.json")
    assert "outcomes" not in str(caught.value)
    with pytest.raises(CodingError, match="point 9 is not in the report"):
        find_cell(HOST.id, 9, SAMPLE, "r.json")
    with pytest.raises(ReportError, match="has no cells"):
        find_cell(HOST.id, 1, make_assessment(0, 1), "r.json")
