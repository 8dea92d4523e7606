"""Dates in English text, as far as they are given: "by June 2027", "before October"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.scoring.quantity import Bound, Kind, Quantity

_MONTHS = dict(
    zip(
        (
            "january february march april may june july august september october november december "
            "jan feb mar apr jun jul aug sep sept oct nov dec"
        ).split(),
        (*range(1, 13), 1, 2, 3, 4, 6, 7, 8, 9, 9, 10, 11, 12),
        strict=True,
    )
)
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}
_MONTH = (
    r"(?P<month>(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)


def _behind(*words: str) -> str:
    """A pattern that matches behind one of `words` and a space, with or without a capital."""
    return "(?:" + "|".join(rf"(?<=\b(?i:{w}) )" for w in words) + ")"


_MONTH_OPENERS = "in by of from since until last next this early late before after".split()
_SEASON_OPENERS = (
    "this", "next", "last", "in the", "in", "by", "by the", "from the", "until", "since the",
)  # fmt: skip
_SEASON = r"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = tuple(
    re.compile(p)
    for p in (
        r"\b(?P<year>(?:19|20)\d\d)-(?P<mm>\d\d)-(?P<day>\d\d)\b",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s*(?:and|to|or|[-–])\s*\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}"
        rf"(?:,?\s+{_YEAR})?",
        rf"\b{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?",
        rf"\b{_MONTH}\s+{_DAY}\b(?!\s*(?:per|%))(?:,?\s+{_YEAR})?",
        rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        rf"\b{_SEASON}\s+(?:of\s+)?" + _YEAR,
        rf"{_behind(*_SEASON_OPENERS)}{_SEASON}\b",
        rf"(?:{_behind(*_MONTH_OPENERS)}|(?<=\bmid-)){_MONTH}(?!\s+\d)",
        rf"(?<![\d.,£$€]){_YEAR}(?![,.]?\d|\s*(?:%|per\s?cent|percent))",
    )
)


def dates_in(text: str) -> Iterator[Quantity]:
    """Dates, the fullest reading of each stretch of text only."""
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for m in pattern.finditer(text):
            if any(m.start() < end and start < m.end() for start, end in taken):
                continue
            got = m.groupdict()
            name = (got.get("month") or "").lower().rstrip(".")
            month = int(got.get("mm") or _MONTHS.get(name, 0))
            day = int(got.get("day") or 0)
            if month > 12 or day > 31:
                continue
            low, high = month, month
            if got.get("season"):
                low, high = _SEASONS[got["season"].lower()]
            taken.append((m.start(), m.end()))
            date = (int(got.get("year") or 0), month, day)
            bound = Bound.EXACT
            if text[: m.start()].lower().endswith("before "):
                bound = Bound.WITHIN
                if month and day <= 1:
                    date, low, high = _before(date)
            yield Quantity(Kind.DATE, low, high, bound, (), m[0], m.start(), m.end(), date)


def _before(date: tuple[int, int, int]) -> tuple[tuple[int, int, int], int, int]:
    """What "before October" and "before 1 October" may mean, as a date and a range of months:
    September or October; before January, December of the year before."""
    year, month, _ = date
    if month == 1:
        return (max(year - 1, 0), 12, 0), 12, 12
    return (year, month, 0), month - 1, month
