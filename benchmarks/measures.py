"""The measures, as pure functions of what was coded and what was found.

All shares and scores are from 0 to 1. Weights, where taken, are one for each item and undo the
proportions of a stratified sample.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score


def f1_of(
    label: str,
    coded: Sequence[str],
    found: Sequence[str | None],
    weights: Sequence[float] | None = None,
) -> float:
    """F1 of one label; 0 when it is never right. `None` in `found` is a miss without an answer."""
    held = weights or [1.0] * len(coded)
    right = said = true = 0.0
    for c, f, w in zip(coded, found, held, strict=True):
        right += w * (c == label and f == label)
        said += w * (f == label)
        true += w * (c == label)
    return 2 * right / (said + true) if right else 0.0


def macro_f1(
    coded: Sequence[str], found: Sequence[str | None], weights: Sequence[float] | None = None
) -> float:
    """Mean F1 of the labels that are coded at least once."""
    labels = sorted(set(coded))
    return sum(f1_of(x, coded, found, weights) for x in labels) / len(labels)


def accuracy(coded: Sequence[str], found: Sequence[str | None]) -> float:
    """Share of items with the coded label."""
    return sum(c == f for c, f in zip(coded, found, strict=True)) / len(coded)


def area_under_curve(positive: Sequence[bool], scores: Sequence[float]) -> float:
    """Area under the ROC curve: the chance that a positive outranks a negative, ties half."""
    return float(roc_auc_score(positive, scores))


def average_precision(positive: Sequence[bool], scores: Sequence[float]) -> float:
    """Average precision of a ranking, equal scores taken as one step; 0 without positives."""
    if not any(positive):
        return 0.0
    return float(average_precision_score(positive, scores))


@dataclass(frozen=True)
class Match:
    """An argument with its best key point.

    `group`: topic and stance. `label`: True or False as annotated, None when the annotators
    were undecided.
    """

    group: tuple[str, str]
    argument: str
    score: float
    label: bool | None


@dataclass(frozen=True)
class KeyPointFigures:
    """ArgKP-2021's measures: average precision, and the same times the share of positives."""

    strict: float
    relaxed: float
    strict_by_share: float
    relaxed_by_share: float


def key_point_figures(matches: Sequence[Match]) -> KeyPointFigures:
    """The measures of the KPA-2021 shared task (Friedman et al., 2021), track 1.

    Of each topic and stance the half of the arguments with the highest scores is kept (rounded
    down) and ranked. Undecided pairs count as wrong in `strict` and as right in `relaxed`. The
    organisers' later script multiplies each average precision by the share of positives in
    that half. All are means over topics and stances.
    """
    groups: dict[tuple[str, str], list[Match]] = {}
    for m in matches:
        groups.setdefault(m.group, []).append(m)
    rows = []
    for group in groups.values():
        group.sort(key=lambda m: (-m.score, m.argument))
        top = group[: len(group) // 2]
        row = []
        for undecided in (False, True):
            positive = [undecided if m.label is None else m.label for m in top]
            precision = average_precision(positive, [m.score for m in top])
            row += [precision, precision * sum(positive) / max(len(top), 1)]
        rows.append(row)
    strict, strict_by_share, relaxed, relaxed_by_share = np.mean(rows, axis=0).tolist()
    return KeyPointFigures(strict, relaxed, strict_by_share, relaxed_by_share)


def calibration_error(right: Sequence[bool], sure: Sequence[float], bins: int = 15) -> float:
    """Expected calibration error of the top label (Guo et al., 2017), bins of equal width.

    `sure`: the probability given to the answer; `right`: whether it was the coded one.
    """
    hits, chances = np.asarray(right, dtype=float), np.asarray(sure, dtype=float)
    which = np.minimum((chances * bins).astype(int), bins - 1)
    error = 0.0
    for b in range(bins):
        held = which == b
        if held.any():
            error += float(held.mean() * abs(hits[held].mean() - chances[held].mean()))
    return error


def best_cut(
    scores: Sequence[float],
    coded: Sequence[str],
    above: str,
    below: str,
    *,
    macro: bool,
) -> list[str]:
    """Labels from one score and the cut that does best on these very items.

    For the embedding-only column: `above` from the cut up, `below` under it. The cut is chosen
    with the answers at hand, by macro F1 or by accuracy, so this flatters the embedding.
    """
    measure = macro_f1 if macro else accuracy
    cuts = np.unique(np.quantile(np.asarray(scores), np.linspace(0, 1, 41)))
    tried = [[above if s >= cut else below for s in scores] for cut in cuts]
    return max(tried, key=lambda found: measure(coded, found))


@dataclass(frozen=True)
class Reading:
    """What an article's windows say of a headline: the highest of each over its candidates.

    `windows_against`: candidate windows whose likeliest label is `contradicts`.
    """

    similarity: float
    carries: float
    contradicts: float
    windows_against: int


@dataclass(frozen=True)
class StanceRule:
    """From a reading to a stance, in this order.

    Under `related` similarity: unrelated. From `disagree` up, and more than it carries:
    disagree. From `agree` up: agree. Else: discuss.
    """

    related: float = 0.45
    disagree: float = 0.6
    agree: float = 0.5

    def stance(self, reading: Reading) -> str:
        """agree, disagree, discuss or unrelated."""
        if reading.similarity < self.related:
            return "unrelated"
        if reading.contradicts >= self.disagree and reading.contradicts > reading.carries:
            return "disagree"
        return "agree" if reading.carries >= self.agree else "discuss"


MOST_UNRELATED_AGAINST = 0.005
"""Share of unrelated pairs that a rule may call `disagree` where it is tuned."""


def tune_rule(
    readings: Sequence[Reading], coded: Sequence[str], weights: Mapping[str, float]
) -> StanceRule:
    """The rule with the best macro F1 among those that keep unrelated pairs from `disagree`.

    `weights`: by stance, to undo the sample's proportions. Meant for training rows only.
    """
    values = np.array([(r.similarity, r.carries, r.contradicts) for r in readings])
    similarity, carries, contradicts = values.T
    gold = np.array(coded)
    held = np.array([weights[c] for c in coded])
    labels = sorted(set(coded))
    unrelated = gold == "unrelated"
    grid = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98]
    # A cosine used as `carries` lies in a narrow band, so its own quantiles are tried as well.
    agree_grid = sorted({*grid, *np.round(np.quantile(carries, np.linspace(0.3, 0.95, 12)), 3)})
    best, chosen = -1.0, StanceRule()
    for related in np.arange(0.20, 0.80, 0.02):
        far = similarity < related
        for disagree in grid:
            against = ~far & (contradicts >= disagree) & (contradicts > carries)
            if (against & unrelated).sum() > MOST_UNRELATED_AGAINST * unrelated.sum():
                continue
            for agree in agree_grid:
                found = np.where(carries >= agree, "agree", "discuss")
                found = np.where(against, "disagree", np.where(far, "unrelated", found))
                score = 0.0
                for x in labels:
                    right = held[(gold == x) & (found == x)].sum()
                    score += 2 * right / max(held[gold == x].sum() + held[found == x].sum(), 1e-9)
                if score > best:
                    best = score
                    chosen = StanceRule(round(float(related), 3), disagree, float(agree))
    return chosen
