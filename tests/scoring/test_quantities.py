"""Quantities: what a text counts, and how it says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.scoring.quantities import quantities
from checker.scoring.quantity import Bound, Kind


def only(text: str):
    found = quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("They sent 500 tonnes of flour", 500, "tonne"),
        ("They sent 1,200 tons of flour", 1200, "tonne"),
        ("some twelve hundred tonnes", 1200, "tonne"),
        ("two hundred and fifty lorries", 250, "lorry"),
        ("half a million crowns", 500_000, "crown"),
        ("a quarter of a million crowns", 250_000, "crown"),
        ("6.5 million crowns", 6_500_000, "crown"),
        ("18.5m crowns", 18_500_000, "crown"),
        ("€40 million", 40_000_000, "euro"),
        ("two dozen stations", 24, "station"),
        ("twenty-four stations", 24, "station"),
        ("two and a half hours", 2.5, "hour"),
        ("six and a half million crowns", 6_500_000, "crown"),
        ("6 and a half million crowns", 6_500_000, "crown"),
        ("two rounds of talks", 2, "round"),
    ],
)
def test_counts_in_digits_and_words_come_out_alike(text, value, unit):
    q = only(text)
    assert (q.kind, q.low, q.high) == (Kind.COUNT, value, value)
    assert unit in q.units


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("81 per cent of it", 81),
        ("81% of it", 81),
        ("81 percent", 81),
        ("two thirds of the cost", 100 * 2 / 3),
        ("a third of the cost", 100 / 3),
        ("fell by a third", 100 / 3),
        ("half of them", 50),
        ("eight in ten of them", 80),
        ("nine mortgages in ten", 90),
        ("six of every ten files", 60),
    ],
)
def test_shares_are_percent_however_they_are_said(text, percent):
    q = quantities(text)[0]
    assert q.kind is Kind.SHARE
    assert q.low == pytest.approx(percent)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("about 500 tonnes", Bound.ABOUT),
        ("nearly 500 tonnes", Bound.ABOUT),
        ("more than 500 tonnes", Bound.MIN),
        ("at least 500 tonnes", Bound.MIN),
        ("up to 500 tonnes", Bound.MAX),
        ("500 tonnes", Bound.EXACT),
    ],
)
def test_hedges_are_kept(text, bound):
    assert only(text).bound is bound


def test_ranges_have_two_ends():
    q = only("10 to 12 days")
    assert (q.low, q.high) == (10, 12)


def test_ordinals_and_multiples():
    assert only("the third round").kind is Kind.ORDINAL
    assert only("twice").low == 2
    assert only("threefold").low == 3


def test_one_of_them_is_not_a_count():
    assert quantities("one of the towns") == ()


@given(st.text(max_size=300))
def test_any_text_gives_ordered_quantities_with_true_offsets(text):
    found = quantities(text)
    for q in found:
        assert text[q.start : q.end] == q.text
        assert q.low <= q.high
    assert [q.start for q in found] == sorted(q.start for q in found)


@given(st.integers(min_value=2, max_value=999_999))
def test_every_whole_number_is_read_back(n):
    for written in (f"{n:,} tonnes", f"{n}.0 tonnes"):
        q = only(written)
        assert q.low == n
