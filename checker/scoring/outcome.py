"""From verdicts to outcomes: what became of a claim, a point, a brief.

A cell (article x point) is decided by a small multinomial logistic model over what the judge
said of the cell's windows (`features`). Its weights come with the judge they were fitted for
(`checker/models/judge/checker.json`, made by `training/`); a judge without weights is read by
plain thresholds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from checker.articles.article import Place
from checker.scoring.assessment import Mismatch, Outcome, Verdict
from checker.scoring.candidates import Reach

PROMINENT = frozenset((Place.HEADLINE, Place.LEAD, Place.QUOTE))

FEATURES = (
    "carries_point", "carries_main", "carries_lesser", "carries_second", "claims_carried",
    "contradicts_point", "contradicts_main", "contradicts_lesser", "contradicts_second",
    "similarity", "figure", "figure_and_carries", "rebuttal", "carries_wide", "contradicts_wide",
    "heard_point", "heard_wide", "heard_mean", "figure_strongest",
    "carries_extract", "contradicts_extract", "heard_extract", "figure_extract", "evenly",
)  # fmt: skip
"""Names of the features of a cell, in the order of the weights. See `features`."""

HEARD = 0.5
"""Under this probability of `neither` a window speaks of the point for the feature "evenly"."""


@dataclass(frozen=True)
class Judged:
    """What the judge said of one text of a point and one window.

    `role`: "point" (its whole text), "main" (its first claim), "lesser" (another claim),
    "variant" or "rebuttal". `mismatches`: what the figure check found. `reach`: what kind of window
    it was; one that reaches further says more of the point and less of where it stands.
    """

    role: str
    text_id: str
    window: int
    verdict: Verdict
    similarity: float
    mismatches: tuple[Mismatch, ...] = ()
    reach: Reach = Reach.NARROW

    @property
    def figures_differ(self) -> bool:
        """Whether the passage gives a figure of the text otherwise."""
        return bool(self.mismatches)


@dataclass(frozen=True)
class Thresholds:
    """From which probability an outcome is reported; all 0 to 1.

    `carries`: for carried, partial and distorted together. `contradicts`: for contradicted.
    `distorts`: for distorted, once the message is found. The last two are chosen for few false
    alarms, which cost a press office more than a miss. `partial`: from which share of carried and
    partial together a message found is partial. `unsure`: how near to its threshold an outcome
    goes to review.
    """

    carries: float = 0.5
    contradicts: float = 0.5
    unsure: float = 0.1
    distorts: float = 0.3
    partial: float = 0.5


@dataclass(frozen=True)
class CellModel:
    """A fitted multinomial logistic model: scores = weights @ features + bias.

    `weights`: shape (5, len(FEATURES)), rows in the order of `Outcome`; `bias`: shape (5,).
    """

    weights: npt.NDArray[np.float64]
    bias: npt.NDArray[np.float64]

    def probabilities(self, values: Sequence[float]) -> dict[Outcome, float]:
        """The probability of each outcome; they sum to 1."""
        scores = self.weights @ np.asarray(values, dtype=np.float64) + self.bias
        powers = np.exp(scores - scores.max())
        return dict(zip(Outcome, (powers / powers.sum()).tolist(), strict=True))


def logit(p: float) -> float:
    """log(p / (1 - p)), held between -6 and 6."""
    p = min(max(p, 0.0025), 0.9975)
    return math.log(p / (1 - p))


def _top(values: Sequence[float], rank: int = 0) -> float:
    ordered = sorted(values, reverse=True)
    return ordered[rank] if rank < len(ordered) else 0.0


def features(judged: Sequence[Judged]) -> tuple[float, ...]:
    """The features of one cell, in the order of `FEATURES`.

    The first eight to nine are log-odds of the highest probability over the windows, for the
    point as a whole, its main claim and its lesser claims; "second" is the runner-up window
    over all texts; "claims_carried" is the share of claims with a carrying window. Wide windows
    count in "_wide" only, the extract in "_extract". "heard" is the opposite of `neither`: how far
    the point is spoken of at all, in its best window and (a probability) on average;
    "figure_strongest" is 1 where the window that is least `neither` has another figure.
    "figure" and "figure_extract" are probabilities: of the surest window, and of the extract,
    that have another figure. "evenly": in the windows where the point is rather heard than not,
    the lesser of carries and contradicts, on average (0 to 0.5): the bundled judge was trained to
    say both alike of a message with a wrong figure, date or name.
    """
    wide, extract = (
        [j.verdict for j in judged if j.reach is reach and j.role != "rebuttal"]
        for reach in (Reach.WIDE, Reach.EXTRACT)
    )
    bent = [j.verdict for j in judged if j.reach is Reach.EXTRACT and j.figures_differ]
    judged = [j for j in judged if j.reach is Reach.NARROW]
    support = [j for j in judged if j.role != "rebuttal"]
    by_role = {
        role: [j.verdict for j in support if j.role == role] for role in ("point", "main", "lesser")
    }
    by_role["point"] += [j.verdict for j in support if j.role == "variant"]
    by_window: dict[int, tuple[float, float]] = {}
    for j in support:
        carries, contradicts = by_window.get(j.window, (0.0, 0.0))
        by_window[j.window] = (
            max(carries, j.verdict.carries),
            max(contradicts, j.verdict.contradicts),
        )
    best_claim: dict[str, float] = {}
    for j in support:
        if j.role in ("main", "lesser"):
            best_claim[j.text_id] = max(best_claim.get(j.text_id, 0.0), j.verdict.carries)
    differing = [j.verdict.carries + j.verdict.contradicts for j in support if j.figures_differ]
    plain = [j.verdict.carries for j in support if not j.figures_differ]
    figure = max(differing, default=0.0)
    rebuttals = [j.verdict.carries for j in judged if j.role == "rebuttal"]
    heard = [1 - v.neither for v in by_role["point"]]
    evenly = [min(v.carries, v.contradicts) for v in by_role["point"] if v.neither < HEARD]
    strongest = max(((1 - j.verdict.neither, j.figures_differ) for j in support), default=(0, 0))
    return (
        logit(_top([v.carries for v in by_role["point"]])),
        logit(_top([v.carries for v in by_role["main"]])),
        logit(_top([v.carries for v in by_role["lesser"]])),
        logit(_top([c for c, _ in by_window.values()], 1)),
        sum(p >= 0.5 for p in best_claim.values()) / len(best_claim) if best_claim else 0.0,
        logit(_top([v.contradicts for v in by_role["point"]])),
        logit(_top([v.contradicts for v in by_role["main"]])),
        logit(_top([v.contradicts for v in by_role["lesser"]])),
        logit(_top([x for _, x in by_window.values()], 1)),
        max((j.similarity for j in support), default=0.0),
        figure,
        figure * (1 - max(plain, default=0.0)),
        max(rebuttals, default=0.0),
        logit(_top([v.carries for v in wide])),
        logit(_top([v.contradicts for v in wide])),
        logit(_top(heard)),
        logit(_top([1 - v.neither for v in wide])),
        math.fsum(heard) / len(heard) if heard else 0.0,
        float(strongest[1]),
        logit(_top([v.carries for v in extract])),
        logit(_top([v.contradicts for v in extract])),
        logit(_top([1 - v.neither for v in extract])),
        _top([v.carries + v.contradicts for v in bent]),
        math.fsum(evenly) / len(evenly) if evenly else 0.0,
    )


def decide(
    probabilities: Mapping[Outcome, float], thresholds: Thresholds
) -> tuple[Outcome, float, bool]:
    """The outcome to report, its probability, and whether it is unsure.

    Contradicted is reported from its own threshold up. Else, when carried, partial and distorted
    together reach theirs: distorted if it reaches its own, else partial if that makes up its
    share, else carried.
    Else, when contradicted and distorted together reach the first threshold, one of these,
    unsure. Else the point is absent.
    """
    contradicted = probabilities[Outcome.CONTRADICTED]
    distorted, partial = probabilities[Outcome.DISTORTED], probabilities[Outcome.PARTIAL]
    rightly = probabilities[Outcome.CARRIED] + partial
    conveyed = distorted + rightly
    if contradicted >= thresholds.contradicts:
        unsure = contradicted - thresholds.contradicts < thresholds.unsure
        return Outcome.CONTRADICTED, contradicted, unsure
    if contradicted + distorted >= thresholds.contradicts and conveyed < thresholds.carries:
        # A wrong figure is a denial to some readers: together they are sure enough.
        kind = Outcome.DISTORTED if distorted >= thresholds.distorts else Outcome.CONTRADICTED
        return kind, contradicted + distorted, thresholds.unsure > 0
    near = min(thresholds.contradicts - contradicted, abs(conveyed - thresholds.carries))
    unsure = near < thresholds.unsure
    if conveyed < thresholds.carries:
        return Outcome.ABSENT, probabilities[Outcome.ABSENT], unsure
    if distorted >= thresholds.distorts:
        return Outcome.DISTORTED, conveyed, unsure
    in_part = partial > 0 and partial >= thresholds.partial * rightly
    return Outcome.PARTIAL if in_part else Outcome.CARRIED, conveyed, unsure


def plain_probabilities(judged: Sequence[Judged]) -> dict[Outcome, float]:
    """Outcome probabilities without fitted weights, straight from the judge's best windows.

    For a judge that a user names. The point's whole text or main claim decides between carried
    and partial; a mismatched figure in the best window makes it distorted; the window that
    contradicts most decides on contradicted.
    """
    judged = [j for j in judged if j.reach is Reach.NARROW]
    support = [j for j in judged if j.role != "rebuttal"]
    rebuttals = [j.verdict.carries for j in judged if j.role == "rebuttal"]
    main = [j for j in support if j.role in ("point", "main", "variant")]
    best = max(support, key=lambda j: j.verdict.carries, default=None)
    conveyed = best.verdict.carries if best else 0.0
    whole = max((j.verdict.carries for j in main), default=0.0)
    against = max([*(j.verdict.contradicts for j in support), *rebuttals], default=0.0)
    result = dict.fromkeys(Outcome, 0.0)
    total = max(1.0, conveyed + against)
    result[Outcome.CONTRADICTED] = against / total
    if best is not None and best.figures_differ:
        result[Outcome.DISTORTED] = conveyed / total
    else:
        share = whole / conveyed if conveyed else 0.0
        result[Outcome.CARRIED] = conveyed * share / total
        result[Outcome.PARTIAL] = conveyed * (1 - share) / total
    result[Outcome.ABSENT] = max(0.0, 1 - sum(result.values()))
    return result
