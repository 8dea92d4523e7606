from __future__ import annotations

import numpy as np
import pytest

from checker.scoring.assessment import Outcome
from checker.scoring.outcome import FEATURES, Thresholds, decide
from training.cells import (
    MOST_FALSE_ALARMS,
    Cells,
    accuracy_of,
    calibration_of,
    choose_thresholds,
    fit_model,
    held_out_probabilities,
)

ORDER = list(Outcome)


def some_cells(count: int = 400, seed: int = 0) -> Cells:
    """Cells whose outcome can be told from the features, with some noise."""
    rng = np.random.default_rng(seed)
    codes = rng.integers(0, len(ORDER), count)
    values = rng.normal(size=(count, len(FEATURES)))
    for i, code in enumerate(codes):
        values[i, code] += 3
    return Cells(values, codes, np.arange(count) % 8, articles=count // 5)


def test_calibration_finds_the_temperature_and_biases_of_a_judge() -> None:
    rng = np.random.default_rng(1)
    true = rng.normal(size=(6000, 3)) * 2
    chances = np.exp(true) / np.exp(true).sum(axis=1, keepdims=True)
    labels = np.array([rng.choice(3, p=p) for p in chances])
    # A judge twice as sure as it may be, and too ready to say `carries` and not to say
    # `contradicts`.
    logits = 2 * (true + np.array([1.0, -0.5, 0.0]))
    found = calibration_of(logits, labels)
    assert found.temperature == pytest.approx(2, abs=0.2)
    assert found.bias == pytest.approx((-1, 0.5, 0), abs=0.15)
    assert np.abs(found.probabilities(logits) - chances).mean() < 0.02


def test_similarity_has_no_weight_for_what_is_carried_partial_or_absent() -> None:
    model = fit_model(some_cells())
    weights = dict(zip(ORDER, model.weights[:, FEATURES.index("similarity")], strict=True))
    for outcome in (Outcome.CARRIED, Outcome.PARTIAL, Outcome.ABSENT):
        assert weights[outcome] == 0
    assert weights[Outcome.CONTRADICTED] != 0


def test_the_model_finds_what_the_features_tell() -> None:
    cells, others = some_cells(), some_cells(seed=5)
    model = fit_model(cells)
    found = [model.probabilities(v) for v in others.values.tolist()]
    right = [
        ORDER.index(max(p, key=p.__getitem__)) == c
        for p, c in zip(found, others.codes, strict=True)
    ]
    assert np.mean(right) > 0.8


def test_a_held_out_cell_is_judged_without_its_brief() -> None:
    cells = some_cells(160)
    before = held_out_probabilities(cells)
    codes = cells.codes.copy()
    codes[cells.groups == 3] = (codes[cells.groups == 3] + 1) % len(ORDER)
    after = held_out_probabilities(Cells(cells.values, codes, cells.groups, cells.articles))
    for i, group in enumerate(cells.groups):
        assert (before[i] == after[i]) is bool(group == 3)


def test_thresholds_keep_false_alarms_to_the_most_allowed() -> None:
    cells = some_cells()
    probabilities = held_out_probabilities(cells)
    chosen = choose_thresholds(cells, probabilities)
    bad = (Outcome.CONTRADICTED, Outcome.DISTORTED)
    alarms = sum(
        decide(p, chosen)[0] in bad and ORDER[c] not in bad
        for p, c in zip(probabilities, cells.codes, strict=True)
    )
    assert alarms <= MOST_FALSE_ALARMS * cells.articles


def test_of_thresholds_that_score_alike_those_are_taken_that_mishear_least() -> None:
    none = dict.fromkeys(ORDER, 0.0)
    carried = none | {Outcome.CARRIED: 0.9, Outcome.ABSENT: 0.1}
    absent = none | {Outcome.ABSENT: 1.0}
    # One absent cell of 220 looks like a partial one: in the share of right cells that is chance.
    odd = none | {Outcome.PARTIAL: 0.5, Outcome.ABSENT: 0.5}
    codes = np.array([ORDER.index(o) for o in [Outcome.CARRIED] * 20 + [Outcome.ABSENT] * 200])
    cells = Cells(np.zeros((220, len(FEATURES))), codes, np.arange(220) % 4, articles=40)
    chosen = choose_thresholds(cells, [carried] * 20 + [absent] * 199 + [odd])
    assert decide(odd, chosen)[0] is Outcome.ABSENT
    assert decide(carried, chosen)[0] is Outcome.CARRIED


def test_accuracy_is_told_in_shares_of_the_cells() -> None:
    def sure(outcome: Outcome) -> dict[Outcome, float]:
        return {o: float(o is outcome) for o in Outcome}

    coded = [Outcome.CARRIED, Outcome.CARRIED, Outcome.CONTRADICTED, Outcome.ABSENT]
    found = [Outcome.CARRIED, Outcome.ABSENT, Outcome.CONTRADICTED, Outcome.CONTRADICTED]
    codes = np.array([ORDER.index(o) for o in coded])
    cells = Cells(np.zeros((4, 1)), codes, np.zeros(4, dtype=np.int64), articles=2)
    told = list(accuracy_of(cells, [sure(o) for o in found], Thresholds()).values())
    assert told == ["2", "100 %", "50 %", "100 %", "5.0", "50 %"]


def test_partial_cells_that_are_never_the_likeliest_get_a_lower_share() -> None:
    carried = dict.fromkeys(ORDER, 0.0) | {Outcome.CARRIED: 0.9, Outcome.PARTIAL: 0.1}
    partial = dict.fromkeys(ORDER, 0.0) | {Outcome.CARRIED: 0.6, Outcome.PARTIAL: 0.4}
    absent = dict.fromkeys(ORDER, 0.0) | {Outcome.ABSENT: 1.0}
    kinds = (Outcome.CARRIED, Outcome.PARTIAL, Outcome.ABSENT)
    codes = np.array([ORDER.index(k) for k in kinds] * 20)
    cells = Cells(np.zeros((60, len(FEATURES))), codes, np.arange(60) % 4, articles=10)
    chosen = choose_thresholds(cells, [carried, partial, absent] * 20)
    assert 0.1 < chosen.partial <= 0.4
    assert decide(partial, chosen)[0] is Outcome.PARTIAL
    assert decide(carried, chosen)[0] is Outcome.CARRIED
