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


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Energy use is 60 per cent less.", "It uses about 40 per cent of the energy it did."),
        ("Emissions are cut by 80 per cent.", "It gives off about a fifth of the carbon."),
        ("We answer within fourteen days.", "Nine days later the answer came."),
        ("The zone is closed for no more than 12 days.", "It has been closed for nine days."),
        ("It reopens on 20 September.", "It is free on 20 and 21 September."),
        ("All 140 new recipes are free of it.", "Go through all the hundred and forty recipes."),
        ("The journey takes 70 minutes.", "They get there in an hour and ten minutes."),
        ("All 2,140 schools serve lunch.", "One school serves it in the hall."),
        ("It costs 1.9 million marks.", "One point nine million, and it is paid for."),
        ("The rate fell from 14.8 to 10.9 per cent.", "The rate was 14.8 percent."),
        ("It runs until the end of 2032.", "It will not be dismantled before 2033."),
        ("The museum has lost half of its visitors.", "In the first half of the year it rained."),
        ("Nitrogen dioxide is down by 14 per cent.", "It is down by about a seventh."),
    ],
)
def test_one_fact_in_other_words(claim: str, passage: str) -> None:
    assert mismatches(claim, passage) == ()


@pytest.mark.parametrize(
    ("claim", "passage", "wrong"),
    [
        (
            "Eleven of its nineteen proposals are in.",
            "Fifteen of the nineteen proposals are.",
            "Fifteen",
        ),
        ("The drain under packing line 3 leaked.", "A drain under packing line 5 leaked.", "5"),
        ("From this spring all get a return.", "All get one in the autumn.", "autumn"),
        ("It was inspected five weeks before.", "It was inspected five months before.", "five"),
        ("They were told within a day.", "They were told within a week.", "a"),
        ("A diesel costs 78 cents.", "Where a diesel costs us 87, it is cheap.", "87"),
        ("Counts fell from 412 to 168.", "From 412 down to 186.", "186"),
        (
            "All 38 states approved EUR 142 million.",
            "They agreed on EUR 112 million.",
            "112 million",
        ),
        ("It opens in January by the end of 2038.", "It is to be repaid by 2048.", "2048"),
        ("From January nobody may buy one.", "From next April shops must refuse.", "April"),
        ("Eight mortgages out of ten are fixed.", "Six in ten are fixed.", "Six in ten"),
        ("Entry is free for everybody under 20.", "Everyone under 16 gets in free.", "16"),
        ("It is free for those aged 11 to 18.", "It's free for those from 11 to 16.", "11 to 16"),
        ("Staff earn 14.20 florins.", "They earn 16.20 an hour.", "16.20"),
        ("Incidents have halved since 2020.", "Incidents are down by a third.", "a third"),
    ],
)
def test_another_figure_in_another_form(claim: str, passage: str, wrong: str) -> None:
    assert [m.article_has for m in mismatches(claim, passage)] == [wrong]


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The bridge will open in February 2026.", "The bridge is to open this winter."),
        ("The bridge will open this winter.", "It opens to lorries in January."),
        ("The bridge will open in December.", "Its builders speak of this winter."),
    ],
)
def test_winter_runs_on_into_the_next_year(claim: str, passage: str) -> None:
    assert mismatches(claim, passage) == ()


def test_a_month_outside_winter_is_another_date() -> None:
    (found,) = mismatches("The bridge will open this winter.", "It opens to lorries in March.")
    assert (found.brief_has, found.article_has) == ("winter", "March")
