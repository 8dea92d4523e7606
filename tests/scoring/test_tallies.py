from __future__ import annotations

from checker.scoring.assessment import Cell, Outcome
from checker.scoring.tallies import tally


def test_tally_counts_one_point_over_the_given_stories() -> None:
    cells = [
        Cell("a", 1, Outcome.CARRIED, 0.9),
        Cell("b", 1, Outcome.PARTIAL, 0.9),
        Cell("reprint", 1, Outcome.CARRIED, 0.9),
        Cell("a", 2, Outcome.CONTRADICTED, 0.9),
    ]
    found = tally(1, cells, ["a", "b"])
    assert {o: n for o, n in found.counts.items() if n} == {Outcome.CARRIED: 1, Outcome.PARTIAL: 1}
    assert (found.stories, found.pull_through) == (2, 0.5)
