from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.articles.article import Story
from checker.messages.points import NARRATIVE, Brief, TalkingPoint
from checker.scoring.assessment import DIVERGENT, Assessment, Cell, Decision, Outcome
from checker.scoring.decisions import (
    reworded,
    standing,
    with_decisions,
    without_decision,
    words_mark,
)
from tests.factories import make_assessment, make_tallies

WHEN = dt.datetime(2031, 5, 13, 9, tzinfo=dt.UTC)
SAMPLE = make_assessment()
# As the program leaves it: the sample has one cell that a person decided.
JUDGED = replace(SAMPLE, cells=tuple(replace(c, decided_by="judge") for c in SAMPLE.cells))


def decision(cell: Cell, outcome: Outcome | None = None, hour: int = 0) -> Decision:
    when = WHEN + dt.timedelta(hours=hour)
    return Decision(cell.article, cell.point, outcome or cell.outcome, "Jo", when, "")


CHOICES = st.dictionaries(
    st.integers(0, len(JUDGED.cells) - 1), st.sampled_from(Outcome), max_size=12
)


def decided(choices: dict[int, Outcome]) -> Assessment:
    made = [decision(JUDGED.cells[i], o) for i, o in choices.items()]
    return with_decisions(JUDGED, made)


def undecided(cell: Cell) -> Cell:
    """A cell with what a decision that agrees may change put aside."""
    return replace(cell, decided_by="judge", unsure=False, judged=None)


def test_to_decide_every_cell_as_it_is_changes_only_who_decided() -> None:
    after = with_decisions(JUDGED, [decision(c) for c in JUDGED.cells])
    assert all(c.decided_by == "person" and not c.unsure for c in after.cells)
    assert [undecided(c) for c in after.cells] == [undecided(c) for c in JUDGED.cells]
    assert replace(after, cells=JUDGED.cells) == JUDGED


@given(CHOICES)
def test_tallies_are_those_counted_from_scratch(choices: dict[int, Outcome]) -> None:
    after = decided(choices)
    points = [t.point for t in JUDGED.tallies]
    assert after.tallies == make_tallies(after.stories, after.cells, points)


@given(CHOICES)
def test_the_person_wins_and_no_claim_gainsays_it(choices: dict[int, Outcome]) -> None:
    after = decided(choices)
    mains = {c.point: c.id for c in after.claims if c.main}
    for i, (before, cell) in enumerate(zip(JUDGED.cells, after.cells, strict=True)):
        if i not in choices:
            assert cell == before
            continue
        assert (cell.outcome, cell.decided_by, cell.unsure) == (choices[i], "person", False)
        assert cell.evidence == before.evidence
        assert cell.judged == before
        assert (cell.prominence > 0) == (bool(cell.evidence) and cell.outcome is not Outcome.ABSENT)
        if cell.outcome is before.outcome:
            assert cell.claims == before.claims
            continue
        found = {c.outcome for c in cell.claims}
        if cell.outcome is Outcome.ABSENT:
            assert found == {Outcome.ABSENT}
        else:
            assert found & {cell.outcome, Outcome.CARRIED}
        if cell.outcome not in DIVERGENT:
            (main,) = (c for c in cell.claims if c.claim == mains[cell.point])
            assert main.outcome not in DIVERGENT


@given(CHOICES, CHOICES)
def test_the_latest_decision_stands(first: dict[int, Outcome], then: dict[int, Outcome]) -> None:
    later = [decision(JUDGED.cells[i], o, 1) for i, o in then.items()]
    earlier = [decision(JUDGED.cells[i], o) for i, o in first.items()]
    one_by_one = with_decisions(decided(first), later)
    assert one_by_one == with_decisions(JUDGED, [*later, *earlier]) == decided({**first, **then})


@given(CHOICES)
def test_what_is_taken_back_is_as_it_was(choices: dict[int, Outcome]) -> None:
    after = decided(choices)
    for i in choices:
        after = without_decision(after, JUDGED.cells[i].article, JUDGED.cells[i].point)
    assert after == JUDGED


def test_what_the_judge_said_of_an_old_decision_is_not_made_up() -> None:
    old = next(c for c in SAMPLE.cells if c.decided_by == "person")
    assert without_decision(SAMPLE, old.article, old.point) == SAMPLE
    again = with_decisions(SAMPLE, [decision(old, Outcome.ABSENT)])
    cell = again.cell(old.article, old.point)
    assert cell is not None
    assert (cell.outcome, cell.judged) == (Outcome.ABSENT, None)


def with_reprints() -> tuple[Assessment, Sequence[str]]:
    """A story of three articles that each have cells, and their ids."""
    flat = make_assessment(3, 2)
    first, *others = flat.articles
    whole = replace(flat, stories=(Story(first, tuple(others)),))
    tallies = make_tallies(whole.stories, whole.cells, [1, 2])
    return replace(whole, tallies=tallies), [a.id for a in flat.articles]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_story_is_one_whichever_of_its_articles_was_decided(at: int) -> None:
    whole, ids = with_reprints()
    made = Decision(ids[at], 2, Outcome.DISTORTED, "Jo", WHEN, "")
    after = with_decisions(whole, [made])
    assert [c.outcome for c in after.cells if c.point == 2] == [Outcome.DISTORTED] * 3
    assert [c for c in after.cells if c.point == 1] == [c for c in whole.cells if c.point == 1]
    assert after.tallies[1].counts[Outcome.DISTORTED] == 1
    assert without_decision(after, ids[(at + 1) % 3], 2) == whole


def test_decisions_on_what_is_not_there_are_passed_over() -> None:
    strange = [
        Decision("0" * 12, 1, Outcome.CARRIED, "Jo", WHEN, ""),
        Decision(JUDGED.cells[0].article, 99, Outcome.CARRIED, "Jo", WHEN, ""),
    ]
    assert with_decisions(JUDGED, strange) == JUDGED
    assert without_decision(JUDGED, "0" * 12, 1) == JUDGED


def test_claims_of_a_report_that_was_edited_are_left_alone() -> None:
    cell = next(c for c in JUDGED.cells if c.outcome is Outcome.CARRIED and len(c.claims) > 1)
    fewer = replace(cell, claims=cell.claims[1:])
    cells = tuple(fewer if c is cell else c for c in JUDGED.cells)
    after = with_decisions(replace(JUDGED, cells=cells), [decision(cell, Outcome.CONTRADICTED)])
    found = after.cell(cell.article, cell.point)
    assert found is not None
    assert (found.outcome, found.claims) == (Outcome.CONTRADICTED, fewer.claims)


BRIEF = Brief("B", (TalkingPoint(1, "Selm is calm.\n\nIt is."),), narrative=("Once.", "Then."))


def test_a_mark_stands_for_the_words_and_not_for_their_layout() -> None:
    same = Brief(
        "C", (TalkingPoint(1, "Selm is  calm. It is.", variants=("x",)),), ("Once. Then.",)
    )
    other = Brief("B", (TalkingPoint(1, "Selm is calm. It was."),), narrative=("Once.",))
    for number in (1, NARRATIVE):
        assert words_mark(BRIEF, number) == words_mark(same, number)
        assert words_mark(BRIEF, number) != words_mark(other, number)
    assert words_mark(BRIEF, 2) is None
    assert words_mark(replace(BRIEF, narrative=()), NARRATIVE) is None


def test_a_decision_does_not_outlive_its_words() -> None:
    mark = words_mark(BRIEF, 1)
    assert mark is not None
    now = Decision("a", 1, Outcome.CARRIED, "Jo", WHEN, mark)
    old, unknown = replace(now, mark="0" * 16), replace(now, mark="")
    gone = replace(now, point=7)
    every = [now, old, unknown, gone]
    assert standing(every, BRIEF) == (now,)
    assert reworded(every, BRIEF) == (old, unknown)
