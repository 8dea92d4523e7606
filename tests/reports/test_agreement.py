from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.metrics import cohen_kappa_score

from checker.messages.points import NARRATIVE
from checker.reports.agreement import Agreement, Share, measure, to_json
from checker.reports.coded import CodedCell, match
from checker.reports.coding import read_coding
from checker.reports.csv_files import write_csv
from checker.scoring.assessment import Assessment, Outcome
from tests.factories import make_assessment

C, P, D, X, A = Outcome

# (coded, found) by hand: 12 cells in 4 stories of 3 points.
PAIRS = [
    (C, C), (C, C), (C, A), (P, C), (P, A), (D, D),
    (D, X), (X, A), (A, A), (A, A), (A, X), (A, A),
]  # fmt: skip


def agreement(pairs: list[tuple[Outcome, Outcome]], points: int = 3) -> Agreement:
    """The agreement on cells with these outcomes, in stories of so many points."""
    outcomes = {(i // points, i % points + 1): found for i, (_, found) in enumerate(pairs)}
    made = make_assessment(-(-len(pairs) // points), points, words=15, outcomes=outcomes)
    articles = {a.id: a for a in made.articles}
    coded = [
        CodedCell(articles[cell.article], cell, code)
        for cell, (code, _) in zip(made.cells, pairs, strict=False)
    ]
    return measure(coded, made)


def test_figures_reckoned_by_hand() -> None:
    made = agreement(PAIRS)
    assert (made.cells, made.articles, made.by_person, made.rough) == (12, 4, 0, True)
    assert made.same == Share(6, 12)
    # coded C 3, P 2, D 2, X 1, A 4; found C 3, P 0, D 1, X 2, A 6: by chance 37 of 144.
    assert made.kappa == pytest.approx((12 * 6 - 37) / (144 - 37))
    assert made.carried_right == Share(2, 3)
    assert made.carried_found == Share(2, 3)
    assert made.divergent_found == Share(2, 3)
    assert (made.divergent_false, made.divergent_false_each) == (1, 0.25)
    assert {k: n for k, n in made.table.items() if n} == {
        (C, C): 2, (C, A): 1, (P, C): 1, (P, A): 1, (D, D): 1,
        (D, X): 1, (X, A): 1, (A, A): 3, (A, X): 1,
    }  # fmt: skip
    assert len(made.table) == 25
    assert [(c.coded, c.found) for c in made.differing] == [p for p in PAIRS if p[0] is not p[1]]


def test_the_wilson_interval_reckoned_by_hand() -> None:
    # n = 10, p = 0.8, z = 1.96: (0.8 + 0.19207 ± 1.96 √(0.016 + 0.009604)) / 1.384146
    low, high = Share(8, 10).interval or (0, 0)
    assert (low, high) == (pytest.approx(0.4902, abs=1e-4), pytest.approx(0.9433, abs=1e-4))
    assert Share(0, 0).interval is None
    assert Share(0, 0).value is None


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_is_that_of_scipy(share: tuple[int, int]) -> None:
    expected = binomtest(*share).proportion_ci(method="wilson")
    found = Share(*share).interval
    assert found == (pytest.approx(expected.low), pytest.approx(expected.high))


OUTCOMES = st.sampled_from(Outcome)


@given(st.lists(st.tuples(OUTCOMES, OUTCOMES), min_size=1, max_size=40))
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[Outcome, Outcome]]) -> None:
    made = agreement(pairs)
    if len({o for pair in pairs for o in pair}) == 1:
        assert made.kappa is None
    else:
        coded, found = zip(*pairs, strict=True)
        assert made.kappa == pytest.approx(cohen_kappa_score(coded, found))
    assert sum(made.table.values()) == len(pairs)
    assert made.same.count + len(made.differing) == len(pairs)


def test_thirty_cells_are_no_longer_few() -> None:
    assert agreement([(A, A)] * 29).rough
    assert not agreement([(A, A)] * 30).rough


def test_what_a_person_decided_says_nothing_of_the_program() -> None:
    made = make_assessment(1, 2, words=15, outcomes={(0, 1): C, (0, 2): A})
    cells = (replace(made.cells[0], decided_by="person"), made.cells[1])
    assessment = replace(made, cells=cells)
    coded = [CodedCell(made.articles[0], cell, X) for cell in cells]
    found = measure(coded, assessment)
    assert (found.by_person, len(found.coded), found.cells) == (1, 1, 1)
    nothing = measure(coded[:1], assessment)
    assert (nothing.kappa, nothing.same.value, nothing.divergent_false_each) == (None, None, None)
    assert json.loads(to_json(nothing, "r.json"))["same"]["low"] is None


def test_absent_cells_left_out_of_the_coding_are_told() -> None:
    outcomes = {(0, n): C if n < 3 else A for n in range(1, 7)}
    made = make_assessment(1, 6, words=15, outcomes=outcomes)
    coded = [CodedCell(made.articles[0], cell, C) for cell in made.cells]
    assert measure(coded[:2], made).misses_unseen
    assert measure(coded[:2], made).absent == Share(0, 4)
    assert not measure(coded, made).misses_unseen
    assert not measure(coded[:4], made).misses_unseen


def test_the_background_narrative_counts_where_it_is_coded() -> None:
    sample = make_assessment()
    background = replace(sample, tallies=tuple(t for t in sample.tallies if t.point != NARRATIVE))
    cell = background.cell(background.stories[0].first.id, NARRATIVE)
    other = background.cell(background.stories[0].first.id, 1)
    assert cell
    assert other
    first = background.stories[0].first
    assert measure([CodedCell(first, other, C)], background).cells == 7 * 5 - 1
    assert measure([CodedCell(first, cell, C)], background).cells == 7 * 6 - 1


@pytest.mark.parametrize("table", [1, 2], ids=["matrix", "findings"])
@pytest.mark.parametrize("assessment", [make_assessment(), make_assessment(30, 12, words=30)])
def test_the_reports_own_tables_agree_with_it(
    table: int, assessment: Assessment, tmp_path: Path
) -> None:
    file = write_csv(assessment, tmp_path, "talks")[table]
    made = measure(match(read_coding(file), assessment, "r.json"), assessment)
    assert made.same.value == made.kappa == 1.0
    assert made.by_person == sum(c.decided_by == "person" for c in assessment.cells)
    assert made.misses_unseen is (table == 2)
    if table == 1:
        assert len(made.coded) == made.cells


def test_the_json_has_all_of_it() -> None:
    data = json.loads(to_json(agreement(PAIRS), "reports/r.json"))
    assert list(data) == [
        "brief", "report", "cells", "coded", "articles", "decided_by_person", "rough",
        "misses_unseen", "same", "kappa", "carried", "divergence", "table", "differing",
    ]  # fmt: skip
    assert (data["report"], data["cells"], data["coded"]) == ("reports/r.json", 12, 12)
    assert data["carried"]["precision"] | {"low": 0, "high": 0} == {
        "count": 2, "of": 3, "share": 2 / 3, "low": 0, "high": 0,
    }  # fmt: skip
    assert data["divergence"]["false_for_each_article"] == 0.25
    assert data["table"]["carried"]["absent"] == 1
    assert data["table"]["absent"]["carried"] == 0
    assert len(data["differing"]) == 6
    assert data["differing"][0] | {"article": ""} == {
        "article": "", "title": "Council story 1", "file": "articles/0.docx", "point": 3,
        "coded": "carried", "found": "absent", "unsure": False,
    }  # fmt: skip
