"""The figure check: same fact, other figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.scoring.figures import mismatches

CLAIM = "Arvenia sent approximately 500 tonnes of food this year."


@pytest.mark.parametrize(
    "passage",
    [
        "Some 500 tonnes of flour arrived.",
        "Nearly 500 tonnes arrived.",
        "About half a thousand tonnes arrived.",
        "Almost 490 tons arrived.",
        "The food arrived.",
        "The convoy had 50 lorries.",
    ],
)
def test_the_same_figure_in_other_words_is_no_mismatch(passage):
    assert mismatches(CLAIM, passage) == ()


def test_a_wrong_figure_is_named_with_its_place():
    passage = "Only 50 tonnes of flour ever arrived."
    (found,) = mismatches(CLAIM, passage)
    assert (found.brief_has, found.article_has) == ("500", "50")
    assert passage[found.start : found.end] == "50"


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The bridge opens in June 2027.", "The bridge is to open in autumn 2028."),
        ("It will run by 30 September 2026.", "They run from 30 September 2027."),
        ("Two thirds of the cost is paid back.", "A third of the cost is paid back."),
        ("81 per cent went to children.", "63 cents: 63 per cent went to children."),
        ("It hosted two rounds of talks.", "It hosted five rounds of talks."),
        ("Output has doubled.", "Output has tripled."),
        ("It helped 48,000 children.", "It helped 38,000 young people."),
        ("It was the third round.", "It was the fourth round."),
        ("The service made 4,812 tests.", "It conducted 2,418 doping controls."),
    ],
)
def test_wrong_figures_dates_and_shares_are_found(claim, passage):
    assert mismatches(claim, passage)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("It opened in June 2027.", "It opened in 2027."),
        ("It opened in June 2027.", "It opened in summer 2027."),
        ("More than 220,000 people joined.", "Over 230,000 people joined."),
        ("312 prisoners came home.", "Some 300 men came home."),
        ("It saves 260,000 crowns a year.", "It saves a quarter of a million crowns a year."),
        ("81 per cent is spent.", "About four fifths is spent."),
        (
            "48,000 children, a fifth more than in 2024.",
            "48,000 children, from 40,000 the year before.",
        ),
        ("312 prisoners came home in ten days.", "The last of the 312 crossed on a Sunday."),
    ],
)
def test_roundings_bounds_and_less_detail_pass(claim, passage):
    assert mismatches(claim, passage) == ()


def test_figures_that_count_other_things_are_not_compared():
    assert mismatches("It sent 500 tonnes.", "It flew 12 sorties in 3 weeks.") == ()


@given(st.text(max_size=200), st.text(max_size=200))
def test_offsets_lie_in_the_passage(claim, passage):
    for m in mismatches(claim, passage):
        assert passage[m.start : m.end] == m.article_has


@given(st.text(max_size=200))
def test_a_text_never_differs_from_itself(text):
    assert mismatches(text, text) == ()


def test_a_figure_of_another_sentence_of_the_point_is_not_held_against_this_one():
    claim, passage = "It freed the men in 2022.", "It hosted two rounds in 2024."
    assert mismatches(claim, passage)
    assert mismatches(claim, passage, f"{claim} It hosted two rounds in 2024.") == ()


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The cost is capped at 6.5 million crowns.", "Six and a half million crowns, no more."),
        ("They will run by 30 September 2026.", "They are to run before October."),
        ("They will run by 30 September 2026.", "They are to run before 1 October 2026."),
        ("It will be done by 31 December 2026.", "It should be done before January 2027."),
        ("They will run before October.", "They will run by October."),
    ],
)
def test_the_same_deadline_or_sum_in_other_words(claim: str, passage: str) -> None:
    assert mismatches(claim, passage) == ()


@pytest.mark.parametrize("passage", ["They run before August.", "They run before 1 March 2026."])
def test_another_deadline_is_a_mismatch(passage: str) -> None:
    assert mismatches("They will run by 30 September 2026.", passage)
