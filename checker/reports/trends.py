"""A point over time: stories by day, week or month, as the dates allow."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from checker.reports.charts import BAR_ORDER, Period, trend
from checker.reports.view import Trend
from checker.reports.words import Words
from checker.scoring.assessment import Outcome

_DAYS, _WEEKS, _MONTHS = 31, 26, 36
"""The most columns of each kind; dates further apart than that many months have no trend."""


def make_trend(
    stories: Sequence[tuple[dt.date | None, Outcome]], name: str, words: Words
) -> Trend | None:
    """The trend of one point, or None with fewer than two dates or nothing but absent."""
    dated = [(day, outcome) for day, outcome in stories if day]
    days = {day for day, _ in dated}
    if len(days) < 2 or all(o is Outcome.ABSENT for _, o in dated):
        return None
    unit, starts = _starts(min(days), max(days))
    if not starts:
        return None
    counts: dict[dt.date, Counter[Outcome]] = {start: Counter() for start in starts}
    for day, outcome in dated:
        counts[_start(day, unit)][outcome] += 1
    periods = tuple(Period(_label(s, unit, words), c) for s, c in counts.items())
    total = Counter(o for _, o in dated)
    said = ", ".join(f"{total[o]} {words(f'outcome.{o}')}" for o in BAR_ORDER if total[o])
    return Trend(unit, periods, trend(periods, words("trend.title", point=name, counts=said)))


def _starts(first: dt.date, last: dt.date) -> tuple[str, list[dt.date]]:
    for unit, most in (("day", _DAYS), ("week", _WEEKS), ("month", _MONTHS)):
        at, end = _start(first, unit), _start(last, unit)
        starts = [at]
        while at < end and len(starts) <= most:
            at = _next(at, unit)
            starts.append(at)
        if len(starts) <= most:
            return unit, starts
    return "month", []


def _start(day: dt.date, unit: str) -> dt.date:
    if unit == "week":
        return dt.date.fromordinal(max(1, day.toordinal() - day.weekday()))
    return day.replace(day=1) if unit == "month" else day


def _next(day: dt.date, unit: str) -> dt.date:
    if unit == "month":
        return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day + dt.timedelta(days=7 if unit == "week" else 1)


def _label(day: dt.date, unit: str, words: Words) -> str:
    if unit == "month":
        return words("date.month", month=words(f"month.{day.month}"), year=day.year)
    return words.date(day)
