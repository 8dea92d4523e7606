"""One article against one point: the evidence shown is the evidence compared."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from checker.articles.article import Place
from checker.messages.points import NARRATIVE, Claim
from checker.scoring.assessment import Cell, Label, Mismatch, Outcome, Verdict
from checker.scoring.candidates import Reach, Window
from checker.scoring.cell import cell_of
from checker.scoring.method import Method
from checker.scoring.outcome import FEATURES, CellModel, Judged, Thresholds
from tests.factories import make_article

ARTICLE = make_article("A wet road")
WINDOWS = (
    Window((1,), "Only 50 tonnes arrived.", Place.LEAD),
    Window((2,), "The road was wet.", Place.BODY),
)
HEARD, DENIED, SILENT = Verdict(0.9, 0.05, 0.05), Verdict(0.02, 0.95, 0.03), Verdict(0, 0, 1)
FIFTY = Mismatch("500", "50", 5, 7)


def test_each_variant_keeps_the_figures_it_was_compared_with() -> None:
    # Both variants carry the point's own number as their id: they must not be mixed up.
    judged = [
        Judged("variant", "1", 0, HEARD, 0.8, (FIFTY,)),
        Judged("variant", "1", 1, SILENT, 0.1),
    ]
    cell = cell_of(ARTICLE, 1, WINDOWS, judged, (), Method())
    assert cell.outcome is Outcome.DISTORTED
    assert cell.evidence[0].mismatches == (FIFTY,)
    assert cell.prominence == 2


def test_a_denial_is_shown_with_the_sentence_that_denies() -> None:
    judged = [Judged("point", "1", 0, SILENT, 0.5), Judged("point", "1", 1, DENIED, 0.4)]
    cell = cell_of(ARTICLE, 1, WINDOWS, judged, (), Method())
    assert cell.outcome is Outcome.CONTRADICTED
    assert [(e.text, e.label) for e in cell.evidence] == [("The road was wet.", Label.CONTRADICTS)]
    assert cell.prominence == 1


def test_without_a_verdict_the_point_is_absent_and_sure() -> None:
    cell = cell_of(ARTICLE, 1, WINDOWS, [], (), Method())
    assert (cell.outcome, cell.probability, cell.evidence) == (Outcome.ABSENT, 1.0, ())


def test_the_sentence_is_shown_rather_than_a_wide_window_that_is_a_little_surer() -> None:
    windows = (*WINDOWS, Window((0, 1, 2), "A wet road. Only 50 tonnes arrived.", Place.HEADLINE))
    judged = [
        Judged("point", "1", 0, Verdict(0.7, 0.1, 0.2), 0.8),
        Judged("point", "1", 2, HEARD, 0.8, reach=Reach.WIDE),
    ]
    cell = cell_of(ARTICLE, 1, windows, judged, (), Method())
    assert [e.passages for e in cell.evidence] == [(1,)]
    # What only the wide window says is shown with it.
    judged = [replace(judged[0], verdict=SILENT), replace(judged[1], role="variant")]
    cell = cell_of(ARTICLE, 1, windows, judged, (), Method(thresholds=Thresholds(carries=0.0)))
    assert [e.passages for e in cell.evidence] == [(0, 1, 2)]


def test_an_extract_is_never_shown() -> None:
    windows = (*WINDOWS, Window((0, 2), "A wet road. The road was wet.", Place.HEADLINE))
    judged = [
        Judged("point", "1", 0, Verdict(0.6, 0.1, 0.3), 0.8),
        Judged("point", "1", 2, HEARD, 0.8, reach=Reach.EXTRACT),
    ]
    cell = cell_of(ARTICLE, 1, windows, judged, (), Method())
    assert [e.passages for e in cell.evidence] == [(1,)]


def test_another_figure_than_the_narrative_s_is_another_event() -> None:
    other = Judged("main", "n1", 0, HEARD, 0.8, (FIFTY,))
    assert cell_of(ARTICLE, NARRATIVE, WINDOWS, [other], (), Method()).outcome is Outcome.ABSENT
    same = replace(other, mismatches=())
    found = cell_of(ARTICLE, NARRATIVE, WINDOWS, [other, same], (), Method())
    assert found.outcome is Outcome.CARRIED
    assert found.evidence[0].mismatches == ()


def claims() -> tuple[Claim, ...]:
    return tuple(
        Claim(f"1{letter}", 1, f"Claim {letter}.", f"Claim {letter}.", main=letter == "a")
        for letter in "abc"
    )


def outcomes(cell: Cell) -> dict[str, Outcome]:
    return {c.claim: c.outcome for c in cell.claims}


def test_no_claim_of_an_absent_point_came_across() -> None:
    judged = [Judged("point", "1", 0, SILENT, 0.5), Judged("lesser", "1b", 0, HEARD, 0.5)]
    limits = Thresholds(carries=0.95, contradicts=0.99, unsure=0.0)
    cell = cell_of(ARTICLE, 1, WINDOWS, judged, claims(), Method(limits))
    assert cell.outcome is Outcome.ABSENT
    assert set(outcomes(cell).values()) == {Outcome.ABSENT}


def test_a_point_carried_as_a_whole_carries_its_main_claim() -> None:
    judged = [Judged("point", "1", 1, HEARD, 0.5), Judged("main", "1a", 1, SILENT, 0.5)]
    cell = cell_of(ARTICLE, 1, WINDOWS, judged, claims(), Method())
    assert cell.outcome is Outcome.CARRIED
    assert outcomes(cell) == {"1a": Outcome.CARRIED, "1b": Outcome.ABSENT, "1c": Outcome.ABSENT}
    assert cell.claims[0].evidence == cell.evidence[0]


def test_a_lesser_claim_may_be_denied_where_the_point_is_carried() -> None:
    judged = [
        Judged("point", "1", 0, HEARD, 0.5),
        Judged("main", "1a", 0, HEARD, 0.5),
        Judged("lesser", "1b", 1, Verdict(0.1, 0.8, 0.1), 0.5),
    ]
    cell = cell_of(ARTICLE, 1, WINDOWS, judged, claims(), Method(Thresholds(contradicts=0.7)))
    assert cell.outcome is Outcome.CARRIED
    found = outcomes(cell)
    assert (found["1a"], found["1b"]) == (Outcome.CARRIED, Outcome.CONTRADICTED)


def test_a_carried_point_is_shown_with_a_sentence_whose_figure_is_right() -> None:
    judged = [
        Judged("variant", "1", 0, Verdict(0.95, 0.02, 0.03), 0.8, (FIFTY,)),
        Judged("point", "1", 1, HEARD, 0.7),
    ]
    limits = Thresholds(carries=0.3, distorts=1.0)
    method = Method(limits, CellModel(np.zeros((5, len(FEATURES))), np.array([9.0, 0, 0, 0, 0])))
    cell = cell_of(ARTICLE, 1, WINDOWS, judged, (), method)
    assert cell.outcome is Outcome.CARRIED
    assert cell.evidence[0].text == "The road was wet."


def test_the_narrative_s_claims_are_read_as_strictly_as_the_narrative() -> None:
    judged = [Judged("main", "n1", 1, Verdict(0.8, 0.1, 0.1), 0.5)]
    claim = Claim("n1", NARRATIVE, "The road was wet.", "The road was wet.", main=True)
    cell = cell_of(ARTICLE, NARRATIVE, WINDOWS, judged, (claim,), Method())
    assert cell.outcome is Outcome.ABSENT
    assert outcomes(cell) == {"n1": Outcome.ABSENT}
