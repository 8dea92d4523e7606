"""The nouns of a table of the report: columns, and values as they are.

Values are typed and untouched (no symbol, no rounding, nothing neutralised): how a value looks
and what is unsafe in it is a matter of each file format.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from checker.reports.words import ENGLISH
from checker.scoring.assessment import Outcome


class Kind(StrEnum):
    """What a column holds; a cell that is None is empty in any of them."""

    TEXT = "text"
    WHOLE = "whole"
    SHARE = "share"
    NUMBER = "number"
    DAY = "day"
    MARK = "mark"


@dataclass(frozen=True)
class Mark:
    """An outcome as a cell shows it, with whether it is unsure and whether a person decided."""

    outcome: Outcome
    unsure: bool = False
    by_person: bool = False

    @property
    def words(self) -> str:
        """ "carried", "carried (unsure)" or "carried (decided by a person)"."""
        notes = [ENGLISH("unsure")] * self.unsure + [ENGLISH("person")] * self.by_person
        word = ENGLISH(f"outcome.{self.outcome.value}")
        return f"{word} ({', '.join(notes)})" if notes else word


Value = str | int | float | dt.date | Mark | None


@dataclass(frozen=True)
class Column:
    """`width`: in characters, for spreadsheets."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 12


@dataclass(frozen=True)
class Table:
    """`name`: one lower-case word. `frozen`: how many leading columns stay in sight.

    Each row has a value for each column.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    frozen: int = 1
