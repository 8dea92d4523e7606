"""The noun of the figure check: one quantity in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a quantity measures; quantities of different kinds are never compared."""

    COUNT = "count"
    SHARE = "share"
    ORDINAL = "ordinal"
    TIMES = "times"
    DATE = "date"


class Bound(StrEnum):
    """How the text hedges a number."""

    EXACT = "exact"
    ABOUT = "about"
    MIN = "min"
    MAX = "max"
    WITHIN = "within"


@dataclass(frozen=True)
class Quantity:
    """One quantity in a text.

    `low`, `high`: its value, or the ends of its range; a share in percent (0 to 100).
    `units`: the counted nouns in the singular, nearest first; empty when none stands there.
    `date`: (year, month, day) with 0 for what is not given; months of a season are a range
    from `low` to `high`.
    `start`, `end`: offsets in the text. A date's `bound` is WITHIN behind "before".
    """

    kind: Kind
    low: float
    high: float
    bound: Bound
    units: tuple[str, ...]
    text: str
    start: int
    end: int
    date: tuple[int, int, int] = (0, 0, 0)
