"""Dates, as far as a text gives them."""

from __future__ import annotations

import pytest

from checker.scoring.dating import dates_in
from checker.scoring.quantity import Bound, Kind, Quantity


def only(text: str) -> Quantity:
    (found,) = dates_in(text)
    return found


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("by June 2027", (2027, 6, 0)),
        ("on 30 September 2026", (2026, 9, 30)),
        ("on September 30, 2026", (2026, 9, 30)),
        ("on the 4th of April", (0, 4, 4)),
        ("on 2026-09-30", (2026, 9, 30)),
        ("in May it rained", (0, 5, 0)),
        ("since 2015", (2015, 0, 0)),
        ("in the autumn of 2028", (2028, 9, 0)),
    ],
)
def test_dates_keep_what_is_given(text: str, date: tuple[int, int, int]) -> None:
    q = only(text)
    assert q.kind is Kind.DATE
    year, month, day = date
    assert (q.date[0], q.date[2]) == (year, day)
    assert q.low == month


def test_a_month_s_name_that_is_a_verb_is_no_date() -> None:
    assert list(dates_in("They may march on")) == []


def test_of_two_days_neither_is_taken_for_the_date() -> None:
    assert only("on 20 and 21 September").date == (0, 9, 0)


@pytest.mark.parametrize(
    ("text", "months"),
    [("before October", (9, 10)), ("before 1 October", (9, 10)), ("before January", (12, 12))],
)
def test_before_a_month_is_the_month_before(text: str, months: tuple[int, int]) -> None:
    found = only(text)
    assert (found.low, found.high) == months
    assert found.bound is Bound.WITHIN


@pytest.mark.parametrize("text", ["in the autumn", "From this spring", "By summer it will be done"])
def test_a_season_without_its_year(text: str) -> None:
    assert only(text).date[0] == 0
