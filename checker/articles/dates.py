"""Dates as the press prints them: found in a line, and read with the digest's own day order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years outside this range are no publication dates."""

_RUN = 4
"""Dates whose running one way is evidence; three do so by chance one time in three."""

_LONGEST = 300
"""Characters of a text that are searched; a date line is short."""

_MONTHS = (
    "january jan janvier janv januar jänner enero ene gennaio gen janeiro januari ocak января",
    "february feb février fevrier févr fevr februar febrero febbraio fevereiro fev februari "
    "şubat февраля",
    "march mar mars märz maerz marzo março marco maart mrt mart марта",
    "april apr avril avr abril abr aprile nisan апреля",
    "may mai mayo maggio mag maio mei mayıs мая",
    "june jun juin juni junio giugno giu junho haziran июня",
    "july jul juillet juil juli julio luglio lug julho temmuz июля",
    "august aug août aout agosto ago ağustos августа",
    "september sept sep septembre septiembre settembre set setembro eylül сентября",
    "october oct octobre oktober okt octubre ottobre ott outubro out ekim октября",
    "november nov novembre noviembre novembro kasım ноября",
    "december dec décembre decembre déc dezember dez diciembre dic dicembre dezembro december "
    "aralık декабря",
)
_MONTH_OF = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names.split()}
_MONTH = "(?:" + "|".join(sorted(_MONTH_OF, key=len, reverse=True)) + r")(?![^\W\d_])"

_TIME = (
    r"(?:T\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?"  # of an ISO timestamp
)
_PATTERN = re.compile(
    rf"""
    (?<![\d./-])(?P<iy>\d{{4}})(?P<is>[-/.])(?P<im>\d{{1,2}})(?P=is)(?P<id>\d{{1,2}})(?!\d){_TIME}
  | (?<![\d./-])(?P<na>\d{{1,2}})\s?(?P<ns>[./-])\s?(?P<nb>\d{{1,2}})\s?(?P=ns)\s?
        (?P<ny>\d{{4}}|\d{{2}})(?!\d|[./-]\d)
  | (?<![\d./-])(?P<dd>\d{{1,2}})(?:st|nd|rd|th|er|[ºª.])?[\s-]{{1,3}}(?:of\s|de\s)?
        (?P<dm>{_MONTH})\.?,?[\s-]{{1,3}}(?:de\s|del\s)?(?P<dy>\d{{4}})(?!\d)
  | (?<![^\W_])(?P<mm>{_MONTH})\.?\s{{1,3}}(?P<md>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}
        (?P<my>\d{{4}})(?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)


class DateOrder(StrEnum):
    """Which number comes first in dates such as 05/06/2015."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True)
class PrintedDate:
    """A date found in a text at `start`:`end`.

    `first`, `second`: the two numbers beside the year, in printed order; for a date that says
    which is which, the day and the month. `numeric`: it does not say which is which.
    `shape`: the manner it is written in, equal for dates written alike.
    """

    start: int
    end: int
    year: int
    first: int
    second: int
    numeric: bool
    shape: str

    def on(self, order: DateOrder) -> dt.date | None:
        """The day, or None when there is no such day. A number over 12 outweighs `order`."""
        day, month = self.first, self.second
        swap = order is DateOrder.MONTH_FIRST if month <= 12 and day <= 12 else month > 12
        if self.numeric and swap:
            day, month = month, day
        try:
            return dt.date(self.year, month, day)
        except ValueError:
            return None


def printed_dates(text: str) -> list[PrintedDate]:
    """The full dates (with a year) in the first 300 characters of `text`, in order.

    "yesterday", "last May" or "28 May" are none. A date need not exist: "31/02/2015" is found,
    and its `on` gives None.
    """
    found = (_printed(match) for match in _PATTERN.finditer(text[:_LONGEST]))
    return [date for date in found if date and FIRST_YEAR <= date.year <= LAST_YEAR]


def day_order(texts: Iterable[str]) -> DateOrder:
    """Which number is the day, by the evidence of all dates of one digest in printed order.

    A number over 12 decides (where they disagree, the majority). Failing that, the order in
    which four dates or more run one way through the digest, if only one reading does. Failing
    that, the day comes first.
    """
    dates = [date for text in texts for date in printed_dates(text)[:1]]
    unclear = [date for date in dates if date.numeric]
    day = sum(date.first > 12 >= date.second for date in unclear)
    month = sum(date.second > 12 >= date.first for date in unclear)
    if day or month:
        return DateOrder.MONTH_FIRST if month > day else DateOrder.DAY_FIRST
    if len(dates) >= _RUN and unclear:
        by_month = _runs_one_way(dates, DateOrder.MONTH_FIRST)
        if by_month and not _runs_one_way(dates, DateOrder.DAY_FIRST):
            return DateOrder.MONTH_FIRST
    return DateOrder.DAY_FIRST


def parse_date(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> dt.date | None:
    """The first full date in `text`, or None when there is none or it can't exist.

    A timestamp gives the day it prints, whatever its time zone.
    """
    dates = printed_dates(text)
    return dates[0].on(order) if dates else None


def _printed(match: re.Match[str]) -> PrintedDate | None:
    parts = match.groupdict()
    span = match.start(), match.end()
    if parts["iy"]:
        year, day, month = int(parts["iy"]), int(parts["id"]), int(parts["im"])
        return PrintedDate(*span, year, day, month, numeric=False, shape=f"y{parts['is']}m")
    if parts["na"]:
        year, sign = int(parts["ny"]), parts["ns"]
        if len(parts["ny"]) == 2:
            year += 2000 if year < 70 else 1900
        # 05.06.2015 is written by nobody who puts the month first.
        numeric, shape = sign != ".", f"n{sign}n"
        return PrintedDate(*span, year, int(parts["na"]), int(parts["nb"]), numeric, shape)
    name = parts["dm"] or parts["mm"]
    if not (month := _MONTH_OF.get(name.lower(), 0)):
        return None  # a look-alike letter ("ſept") that matches without regard to case
    if parts["dd"]:
        return PrintedDate(*span, int(parts["dy"]), int(parts["dd"]), month, False, "d month")
    return PrintedDate(*span, int(parts["my"]), int(parts["md"]), month, False, "month d")


def _runs_one_way(dates: list[PrintedDate], order: DateOrder) -> bool:
    days = [day for date in dates if (day := date.on(order))]
    pairs = list(pairwise(days))
    one_way = all(a <= b for a, b in pairs) or all(a >= b for a, b in pairs)
    return one_way and len(set(days)) > 1
