"""How far a report agrees with a person's coding: the figures, and their JSON form.

The person's coding is taken as right. Intervals reckon with cells that know nothing of each
other; cells of one article do a little, so the true ones are somewhat wider.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

from checker.messages.points import NARRATIVE
from checker.reports.coded import CodedCell
from checker.scoring.assessment import DIVERGENT, Assessment, Outcome

FEW = 30
"""With fewer coded cells than this the figures are rough."""

_Z = NormalDist().inv_cdf(0.975)
"""The deviation within which 95 % of a normal distribution lie: 1.96."""


@dataclass(frozen=True)
class Share:
    """`count` of `of`, 0 <= count <= of."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None of nothing."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Its 95 % Wilson score interval, low and high, each 0 to 1; None of nothing.

        E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
        Journal of the American Statistical Association 22 (1927), 209-212:
        (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n).
        """
        if not self.of:
            return None
        n, p = self.of, self.count / self.of
        middle = p + _Z**2 / (2 * n)
        reach = _Z * (p * (1 - p) / n + _Z**2 / (4 * n**2)) ** 0.5
        scale = 1 + _Z**2 / n
        # The formula's ends are exactly 0 and 1 here; rounding would put them beside.
        low = 0.0 if self.count == 0 else (middle - reach) / scale
        high = 1.0 if self.count == n else (middle + reach) / scale
        return low, high


@dataclass(frozen=True)
class Agreement:
    """The report's cells that a person coded, and what follows from them.

    `coded`: those of them that the program decided. `by_person`: how many more were coded that
    a reviewer had decided in the report; they say nothing of the program and are left out.
    `cells`: how many could have been coded. `absent`, `others`: of the cells that the report
    has as absent, and of all others, how many were coded.
    """

    title: str
    coded: tuple[CodedCell, ...]
    by_person: int
    absent: Share
    others: Share

    @property
    def cells(self) -> int:
        """How many cells the program decided, coded or not."""
        return self.absent.of + self.others.of

    @property
    def articles(self) -> int:
        """In how many distinct stories something was coded."""
        return len({c.article.id for c in self.coded})

    @property
    def same(self) -> Share:
        """Cells with the very same outcome, of five."""
        return Share(sum(c.agrees for c in self.coded), len(self.coded))

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa, -1 to 1: agreement beyond what chance would give, 0 for none beyond it.

        J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
        Measurement 20 (1960), 37-46: (p_o - p_e) / (1 - p_e). None where it is undefined: no
        cell, or both gave all cells one and the same outcome, so that p_e is 1.
        """
        n = len(self.coded)
        coded, found = (
            Counter(c.coded for c in self.coded),
            Counter(c.found for c in self.coded),
        )
        # In whole numbers, so that "undefined" is no matter of rounding.
        by_chance = sum(coded[outcome] * found[outcome] for outcome in Outcome)
        if n * n == by_chance:
            return None
        return (n * self.same.count - by_chance) / (n * n - by_chance)

    @property
    def carried_right(self) -> Share:
        """Of the cells called carried, those coded so: precision."""
        called = [c for c in self.coded if c.found is Outcome.CARRIED]
        return Share(sum(c.agrees for c in called), len(called))

    @property
    def carried_found(self) -> Share:
        """Of the cells coded carried, those called so: recall."""
        coded = [c for c in self.coded if c.coded is Outcome.CARRIED]
        return Share(sum(c.agrees for c in coded), len(coded))

    @property
    def divergent_found(self) -> Share:
        """Of the cells coded contradicted or distorted, those called either."""
        coded = [c for c in self.coded if c.coded in DIVERGENT]
        return Share(sum(c.found in DIVERGENT for c in coded), len(coded))

    @property
    def divergent_false(self) -> int:
        """Cells called contradicted or distorted that were coded neither."""
        return sum(c.found in DIVERGENT and c.coded not in DIVERGENT for c in self.coded)

    @property
    def divergent_false_each(self) -> float | None:
        """`divergent_false` for each article in which something was coded; None without any."""
        return self.divergent_false / self.articles if self.coded else None

    @property
    def table(self) -> Mapping[tuple[Outcome, Outcome], int]:
        """How many cells have each pair of outcomes (coded, found); 0 where there are none."""
        counts = Counter((c.coded, c.found) for c in self.coded)
        return {(coded, found): counts[coded, found] for coded in Outcome for found in Outcome}

    @property
    def differing(self) -> tuple[CodedCell, ...]:
        """The cells with different outcomes, in the coding's order."""
        return tuple(c for c in self.coded if not c.agrees)

    @property
    def rough(self) -> bool:
        """Whether so few cells were coded that the figures are rough."""
        return len(self.coded) < FEW

    @property
    def misses_unseen(self) -> bool:
        """Whether cells found absent were coded much more seldom than others.

        What the program missed is among them, so it is hardly seen then: with a findings table,
        which leaves them out, for one.
        """
        absent, others = self.absent.value, self.others.value
        return absent is not None and others is not None and 2 * absent < others


def measure(coded: Sequence[CodedCell], assessment: Assessment) -> Agreement:
    """The agreement of `coded`, as `match` gave it, with the report it was matched with.

    Each story counts once. The narrative counts where it was coded, or the report counts it.
    """
    judged = tuple(c for c in coded if c.cell.decided_by != "person")
    keys = {(c.cell.article, c.cell.point) for c in judged}
    firsts = {story.first.id for story in assessment.stories}
    points = {tally.point for tally in assessment.tallies} | {point for _, point in keys}
    cells = [
        cell
        for cell in assessment.cells
        if cell.article in firsts
        and cell.decided_by != "person"
        and (cell.point != NARRATIVE or NARRATIVE in points)
    ]
    absent = [(c.article, c.point) in keys for c in cells if c.outcome is Outcome.ABSENT]
    others = [(c.article, c.point) in keys for c in cells if c.outcome is not Outcome.ABSENT]
    return Agreement(
        title=assessment.brief.title,
        coded=judged,
        by_person=len(coded) - len(judged),
        absent=Share(sum(absent), len(absent)),
        others=Share(sum(others), len(others)),
    )


def to_data(agreement: Agreement, report: str) -> dict[str, Any]:
    """All of it as dicts, lists, strings, numbers, booleans and None; shares are 0 to 1.

    `report`: the report's path. `table` has the coded outcome first: table["carried"]["absent"]
    are the cells coded carried and found absent. What is undefined is None.
    """
    return {
        "brief": agreement.title,
        "report": report,
        "cells": agreement.cells,
        "coded": len(agreement.coded),
        "articles": agreement.articles,
        "decided_by_person": agreement.by_person,
        "rough": agreement.rough,
        "misses_unseen": agreement.misses_unseen,
        "same": _share(agreement.same),
        "kappa": agreement.kappa,
        "carried": {
            "precision": _share(agreement.carried_right),
            "recall": _share(agreement.carried_found),
        },
        "divergence": {
            "found": _share(agreement.divergent_found),
            "false": agreement.divergent_false,
            "false_for_each_article": agreement.divergent_false_each,
        },
        "table": {
            coded.value: {found.value: agreement.table[coded, found] for found in Outcome}
            for coded in Outcome
        },
        "differing": [
            {
                "article": c.article.id,
                "title": c.article.title,
                "file": c.article.file,
                "point": c.cell.point,
                "coded": c.coded.value,
                "found": c.found.value,
                "unsure": c.cell.unsure,
            }
            for c in agreement.differing
        ],
    }


def to_json(agreement: Agreement, report: str) -> str:
    """`to_data` as JSON text, indented by one space, ending in a line end."""
    data = to_data(agreement, report)
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _share(share: Share) -> dict[str, Any]:
    low, high = share.interval or (None, None)
    return {"count": share.count, "of": share.of, "share": share.value, "low": low, "high": high}
