from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.articles.dates import DateOrder, day_order, parse_date, printed_dates

DAY = dt.date(2015, 5, 28)


@pytest.mark.parametrize(
    "text",
    [
        "28/05/2015",
        "05/28/2015",
        "2015-05-28",
        "28.05.2015",
        "28. 5. 2015",
        "28 May 2015",
        "28th of May, 2015",
        "28-May-2015",
        "May 28, 2015",
        "MAY 28 2015",
        "Thursday 28 May 2015 14:05",
        "28 mai 2015",
        "28. Mai 2015",
        "28 de mayo de 2015",
        "28 мая 2015 г.",
        "Published: 28 May 2015",
        "2015-05-28T14:05:00Z",
        "2015-05-28T23:59:59.123+05:30",
        "2015/05/28 14:05",
        "28/05/15",
        "France 24 May 28, 2015",
        "Radio 98.4 28/05/2015",
    ],
)
def test_a_date_in_a_usual_form(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    """|yesterday|two hours ago|last May|28 May|May 2015|31/02/2015|13/13/2015|1.2.3.2015
    |00/05/2015|28 May 1066|room 28/05|Mayor 12 2015|3 ſept 2015""".split("|"),
)
def test_what_is_no_full_date_gives_none(text: str) -> None:
    assert parse_date(text) is None


def test_a_day_over_twelve_anywhere_settles_the_order() -> None:
    assert day_order(["05/06/2015", "28/05/2015"]) is DateOrder.DAY_FIRST
    assert day_order(["05/06/2015", "05/28/2015"]) is DateOrder.MONTH_FIRST


def test_failing_that_the_order_in_which_the_dates_run_settles_it() -> None:
    by_month = ["01/02/2015", "01/12/2015", "03/05/2015", "04/01/2015"]
    assert day_order(by_month) is DateOrder.MONTH_FIRST
    by_day = ["02/01/2015", "12/01/2015", "05/03/2015", "01/04/2015"]
    assert day_order(by_day) is DateOrder.DAY_FIRST


def test_failing_that_the_day_comes_first() -> None:
    assert day_order([]) is DateOrder.DAY_FIRST
    assert day_order(["05/06/2015"]) is DateOrder.DAY_FIRST
    assert day_order(["05/06/2015", "05/06/2015", "05/06/2015"]) is DateOrder.DAY_FIRST


def test_a_number_over_twelve_outweighs_the_order_of_the_digest() -> None:
    assert parse_date("28/05/2015", DateOrder.MONTH_FIRST) == DAY
    assert parse_date("05/06/2015", DateOrder.MONTH_FIRST) == dt.date(2015, 5, 6)


def test_dates_with_full_stops_are_day_first_whatever_the_digest_does() -> None:
    assert parse_date("05.06.2015", DateOrder.MONTH_FIRST) == dt.date(2015, 6, 5)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_every_day_survives_its_unambiguous_forms(day: dt.date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a %d %b %Y", "%d.%m.%Y"):
        assert parse_date(day.strftime(form)) == day


@given(st.lists(st.dates(dt.date(1950, 1, 1), dt.date(2060, 1, 1)), min_size=1, max_size=9))
def test_a_digest_reads_the_same_in_either_order_once_a_day_is_over_twelve(
    days: list[dt.date],
) -> None:
    days.append(dt.date(2001, 1, 13))
    for form in ("%d/%m/%Y", "%m/%d/%Y"):
        printed = [day.strftime(form) for day in days]
        order = day_order(printed)
        assert [parse_date(text, order) for text in printed] == days


@given(st.text(max_size=400))
def test_any_text_is_survived_and_spans_are_inside_it(text: str) -> None:
    for date in printed_dates(text):
        assert 0 <= date.start < date.end <= len(text)
        for order in DateOrder:
            assert date.on(order) is None or isinstance(date.on(order), dt.date)
