"""How the distinct stories treated a point, counted."""

from __future__ import annotations

from collections.abc import Sequence

from checker.scoring.assessment import Cell, Outcome, Tally


def tally(point: int, cells: Sequence[Cell], first: Sequence[str]) -> Tally:
    """Count the outcomes of `point` over distinct stories (by the ids of their first articles)."""
    outcomes = {c.article: c.outcome for c in cells if c.point == point}
    counts = dict.fromkeys(Outcome, 0)
    for article in first:
        counts[outcomes[article]] += 1
    return Tally(point, counts, len(first))
