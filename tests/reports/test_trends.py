"""Days, weeks and months of a trend."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from checker.reports.trends import make_trend
from checker.reports.words import ENGLISH
from checker.scoring.assessment import Outcome

DAY = dt.date(2031, 5, 3)


def _trend(*days: dt.date | None, outcome: Outcome = Outcome.CARRIED):
    return make_trend([(d, outcome) for d in days], "Point 1", ENGLISH)


def test_no_trend_without_two_dates_or_without_findings() -> None:
    assert _trend() is None
    assert _trend(DAY, DAY, None) is None
    assert _trend(DAY, DAY + dt.timedelta(3), outcome=Outcome.ABSENT) is None


def test_a_few_days_show_each_day_with_the_empty_ones() -> None:
    found = _trend(DAY, DAY + dt.timedelta(2), None)
    assert found is not None
    assert found.unit == "day"
    assert [p.label for p in found.periods] == ["3 May 2031", "4 May 2031", "5 May 2031"]
    assert [p.stories for p in found.periods] == [1, 0, 1]


def test_longer_spans_go_by_weeks_from_monday_then_months() -> None:
    weeks = _trend(DAY, DAY + dt.timedelta(60))
    assert weeks is not None
    assert (weeks.unit, weeks.periods[0].label) == ("week", "28 April 2031")
    months = _trend(DAY, DAY + dt.timedelta(700))
    assert months is not None
    assert (months.unit, months.periods[0].label) == ("month", "May 2031")


def test_dates_centuries_apart_have_no_trend() -> None:
    assert _trend(dt.date.min, dt.date.max) is None


@given(st.lists(st.dates(), max_size=12))
def test_every_story_falls_into_one_period(days: list[dt.date]) -> None:
    found = _trend(*days)
    if found is not None:
        assert sum(p.stories for p in found.periods) == len(days)
        assert len(found.periods) <= 36
