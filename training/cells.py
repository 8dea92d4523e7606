"""Fit what turns verdicts into outcomes: the temperature, the cell model, the thresholds.

Fitted on coded articles that the judge was not trained on: on its own training articles it is
surer than it will ever be again. What is stated of it comes from briefs that nothing was fitted on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from benchmarks.coded import CodedBrief
from checker.scoring.assess import judge_articles, targets_of
from checker.scoring.assessment import DIVERGENT, Outcome
from checker.scoring.embedding import Embedder
from checker.scoring.judge import Calibration, Judge, softmax
from checker.scoring.outcome import FEATURES, CellModel, Thresholds, decide, features
from checker.store import Store

STRENGTH = 0.1
"""Inverse of the L2 penalty on the weights of the cell model: the best of 0.01 to 0.3 on fit
articles, each brief left out in turn."""

BIASES = len(Outcome)

MOST_FALSE_ALARMS = 0.10
"""False alarms for each article that the thresholds may cost on the fitting articles."""

CHANCE = 0.01
"""A smaller difference between two choices of thresholds tells nothing."""


@dataclass(frozen=True)
class Cells:
    """Features and codes of many cells; `groups` holds each cell's brief."""

    values: npt.NDArray[np.float64]
    codes: npt.NDArray[np.int64]
    groups: npt.NDArray[np.int64]
    articles: int


def cells_of(briefs: Sequence[CodedBrief], embedder: Embedder, judge: Judge, store: Store) -> Cells:
    """The features of every coded cell, through the program's own scoring."""
    order = list(Outcome)
    values, codes, groups = [], [], []
    for g, coded in enumerate(briefs):
        _, targets = targets_of(coded.brief)
        results = judge_articles(coded.articles, targets, embedder, judge, store, lambda *_: None)
        for (index, point), outcome in coded.codes.items():
            if index < 0:
                continue
            judged = results[index][2].get(point)
            if judged:
                values.append(features(judged))
                codes.append(order.index(outcome))
                groups.append(g)
    articles = sum(len(b.articles) for b in briefs)
    return Cells(np.array(values), np.array(codes), np.array(groups), articles)


def fit_model(cells: Cells) -> CellModel:
    """A multinomial logistic model on all cells, features scaled inside the weights.

    By L-BFGS on the negative log-likelihood plus sum(weights²) / (2 STRENGTH). Similarity gets no
    weight for carried, partial and absent: being on the subject is not being for the message.
    With that weight, coverage that is all close to the brief came out as carried throughout. It
    keeps one for contradicted and distorted, which speak of the message in its own words.
    """
    mean, spread = cells.values.mean(axis=0), cells.values.std(axis=0) + 1e-9
    scaled = (cells.values - mean) / spread
    free = np.ones((len(Outcome), scaled.shape[1]))
    for outcome in (Outcome.CARRIED, Outcome.PARTIAL, Outcome.ABSENT):
        free[list(Outcome).index(outcome), FEATURES.index("similarity")] = 0
    coded = np.eye(len(Outcome))[cells.codes]

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights, bias = flat[:-BIASES].reshape(free.shape) * free, flat[-BIASES:]
        p = softmax(scaled @ weights.T + bias, 1.0)
        wrong = p - coded
        value = -np.log(p[coded == 1]).sum() + (weights**2).sum() / (2 * STRENGTH)
        slope = (wrong.T @ scaled + weights / STRENGTH) * free
        return float(value), np.concatenate([slope.ravel(), wrong.sum(axis=0)])

    start = np.zeros(free.size + BIASES)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 2000}).x
    weights = found[:-BIASES].reshape(free.shape) * free / spread
    return CellModel(weights, found[-BIASES:] - weights @ mean)


def held_out_probabilities(cells: Cells) -> list[dict[Outcome, float]]:
    """Each cell's outcome probabilities from a model fitted without its brief."""
    made: list[dict[Outcome, float]] = [{} for _ in cells.codes]
    folds = GroupKFold(n_splits=len(set(cells.groups.tolist())))
    for rest, held in folds.split(cells.values, cells.codes, cells.groups):
        part = Cells(cells.values[rest], cells.codes[rest], cells.groups[rest], 0)
        model = fit_model(part)
        for i in held:
            made[i] = model.probabilities(cells.values[i].tolist())
    return made


def choose_thresholds(cells: Cells, probabilities: Sequence[dict[Outcome, float]]) -> Thresholds:
    """The thresholds with the best F1 of carried plus share of divergences found plus share of
    cells with the readers' outcome, among those that keep false alarms to `MOST_FALSE_ALARMS` for
    each article. What differs by less than `CHANCE` is chance: of such, those with the fewest
    absent cells called anything else. Then, with these, what makes a message partial: see
    `_partial_share`."""
    order = list(Outcome)
    carried, absent = order.index(Outcome.CARRIED), order.index(Outcome.ABSENT)
    diverging = [order.index(o) for o in DIVERGENT]
    truly = np.isin(cells.codes, diverging)
    grid = product(
        np.arange(0.30, 0.66, 0.05), np.arange(0.20, 0.71, 0.05), np.arange(0.15, 0.56, 0.05)
    )
    tried = []
    for values in grid:
        carries, contradicts, distorts = (round(float(v), 2) for v in values)
        t = Thresholds(carries, contradicts, distorts=distorts)
        found = np.array([order.index(decide(p, t)[0]) for p in probabilities])
        is_alarm = np.isin(found, diverging)
        if (is_alarm & ~truly).sum() > MOST_FALSE_ALARMS * cells.articles:
            continue
        right = ((found == carried) & (cells.codes == carried)).sum()
        said, coded = (found == carried).sum(), (cells.codes == carried).sum()
        found_share = (is_alarm & truly).sum() / max(truly.sum(), 1)
        agreement = (found == cells.codes).mean()
        score = float(2 * right / max(said + coded, 1) + found_share + agreement)
        tried.append((score, int(((found != absent) & (cells.codes == absent)).sum()), t))
    best = max((score for score, _, _ in tried), default=0.0)
    near = [(falsely, t) for score, falsely, t in tried if score > best - CHANCE]
    chosen = min(near, key=lambda n: n[0])[1] if near else Thresholds()
    return replace(chosen, partial=_partial_share(cells, probabilities, chosen))


def _partial_share(
    cells: Cells, probabilities: Sequence[dict[Outcome, float]], thresholds: Thresholds
) -> float:
    """The share (0.20 to 0.50) with the best F1 of carried plus share of cells with the readers'
    outcome."""
    order = list(Outcome)
    carried = order.index(Outcome.CARRIED)
    coded = cells.codes == carried
    best, chosen = -1.0, Thresholds.partial
    for value in np.arange(0.20, 0.51, 0.05):
        t = replace(thresholds, partial=round(float(value), 2))
        found = np.array([order.index(decide(p, t)[0]) for p in probabilities])
        said = found == carried
        f1 = 2 * (said & coded).sum() / max(said.sum() + coded.sum(), 1)
        score = float(f1 + (found == cells.codes).mean())
        if score > best:
            best, chosen = score, t.partial
    return chosen


def accuracy_of(
    cells: Cells, probabilities: Sequence[dict[Outcome, float]], thresholds: Thresholds
) -> dict[str, str]:
    """What the report says of its own accuracy: `probabilities` for the cells of briefs apart."""
    order = list(Outcome)
    found = np.array([order.index(decide(p, thresholds)[0]) for p in probabilities])

    def share(value: float) -> str:
        return f"{100 * value:.0f} %"

    def is_in(codes: npt.NDArray[np.int64], *outcomes: Outcome) -> npt.NDArray[np.bool_]:
        return np.isin(codes, [order.index(o) for o in outcomes])

    said, coded = is_in(found, Outcome.CARRIED), is_in(cells.codes, Outcome.CARRIED)
    alarmed, diverges = is_in(found, *DIVERGENT), is_in(cells.codes, *DIVERGENT)
    return {
        "invented articles it was measured on": str(cells.articles),
        "of what it called carried, carried to readers too": share(
            (said & coded).sum() / said.sum()
        ),
        "of what readers called carried, found": share((said & coded).sum() / coded.sum()),
        "of the contradictions and distortions that readers saw, found": share(
            (alarmed & diverges).sum() / diverges.sum()
        ),
        "false contradictions or distortions in ten articles": (
            f"{10 * (alarmed & ~diverges).sum() / cells.articles:.1f}"
        ),
        "outcomes, of the five, just as readers gave them": share((found == cells.codes).mean()),
    }


def calibration_of(logits: npt.NDArray[np.float64], labels: npt.NDArray[np.int64]) -> Calibration:
    """The temperature (0.3 to 5) and biases with the lowest negative log-likelihood.

    `logits`: shape (n, 3) in the order carries, contradicts, neither; `labels`: n places in it.
    The bias of neither is 0: only differences count.
    """

    def made(values: npt.NDArray[np.float64]) -> Calibration:
        temperature, carries, contradicts = (round(float(v), 3) for v in values)
        return Calibration(temperature, (carries, contradicts, 0.0))

    def loss(values: npt.NDArray[np.float64]) -> float:
        exact = Calibration(float(values[0]), (float(values[1]), float(values[2]), 0.0))
        p = exact.probabilities(logits)[np.arange(len(labels)), labels]
        return float(-np.log(np.clip(p, 1e-9, None)).mean())

    bounds = [(0.3, 5.0), (-5.0, 5.0), (-5.0, 5.0)]
    return made(minimize(loss, np.array([1.0, 0.0, 0.0]), method="L-BFGS-B", bounds=bounds).x)
