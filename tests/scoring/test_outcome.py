from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.scoring.assessment import Mismatch, Outcome, Verdict
from checker.scoring.candidates import Reach
from checker.scoring.outcome import (
    FEATURES,
    CellModel,
    Judged,
    Thresholds,
    decide,
    features,
    logit,
    plain_probabilities,
)

CONVEYED = (Outcome.CARRIED, Outcome.PARTIAL, Outcome.DISTORTED)
chance = st.floats(0, 1)


def shares(parts: int) -> st.SearchStrategy[list[float]]:
    """Points of the simplex: `parts` probabilities that sum to 1, corners and edges too."""

    def divided(weights: list[int]) -> list[float]:
        return [w / sum(weights) for w in weights]

    lists = st.lists(st.integers(0, 100), min_size=parts, max_size=parts)
    return lists.filter(any).map(divided)


simplex = shares(len(Outcome)).map(lambda p: dict(zip(Outcome, p, strict=True)))
verdicts = shares(3).map(lambda p: Verdict(*p))
thresholds = st.builds(Thresholds, chance, chance, st.floats(0, 0.5), partial=chance)
judgements = st.lists(
    st.builds(
        Judged,
        st.sampled_from(["point", "main", "lesser", "variant", "rebuttal"]),
        st.sampled_from(["1", "1a", "1b"]),
        st.integers(0, 5),
        verdicts,
        st.floats(-1, 1),
        st.sampled_from([(), (Mismatch("40", "60", 0, 2),)]),
        st.sampled_from(Reach),
    ),
    max_size=12,
)


def judged(
    role: str = "point",
    carries: float = 0.0,
    contradicts: float = 0.0,
    *,
    window: int = 0,
    text_id: str = "1",
    differ: bool = False,
) -> Judged:
    verdict = Verdict(carries, contradicts, 1 - carries - contradicts)
    wrong = (Mismatch("500", "50", 0, 2),) if differ else ()
    return Judged(role, text_id, window, verdict, 0.5, wrong)


# decide


@given(simplex, thresholds)
def test_the_outcome_keeps_to_the_thresholds(
    found: dict[Outcome, float], limits: Thresholds
) -> None:
    outcome, probability, _ = decide(found, limits)
    conveyed = sum(found[o] for o in CONVEYED)
    against = found[Outcome.CONTRADICTED]
    together = against + found[Outcome.DISTORTED]
    if against < limits.contradicts <= together and conveyed < limits.carries:
        bent = found[Outcome.DISTORTED] >= limits.distorts
        assert outcome is (Outcome.DISTORTED if bent else Outcome.CONTRADICTED)
        assert probability == together
    elif outcome is Outcome.CONTRADICTED:
        assert probability == against >= limits.contradicts
    elif outcome is Outcome.ABSENT:
        assert probability == found[Outcome.ABSENT]
        assert together < limits.contradicts
        assert conveyed < limits.carries
    else:
        assert probability == conveyed >= limits.carries
        assert against < limits.contradicts
        bent = found[Outcome.DISTORTED] >= limits.distorts
        assert (outcome is Outcome.DISTORTED) == bent
        if not bent:
            partial = found[Outcome.PARTIAL]
            enough = partial >= limits.partial * (found[Outcome.CARRIED] + partial)
            assert (outcome is Outcome.PARTIAL) == (enough and partial > 0)


@given(simplex, thresholds, chance)
def test_a_higher_threshold_never_adds_contradictions(
    found: dict[Outcome, float], limits: Thresholds, other: float
) -> None:
    low, high = sorted((limits.contradicts, other))
    if decide(found, replace(limits, contradicts=low))[0] is not Outcome.CONTRADICTED:
        assert decide(found, replace(limits, contradicts=high))[0] is not Outcome.CONTRADICTED


@given(simplex, thresholds, chance)
def test_a_higher_threshold_never_adds_carried_points(
    found: dict[Outcome, float], limits: Thresholds, other: float
) -> None:
    low, high = sorted((limits.carries, other))
    if decide(found, replace(limits, carries=low))[0] not in CONVEYED:
        assert decide(found, replace(limits, carries=high))[0] not in CONVEYED


@given(simplex, chance, chance)
def test_nothing_is_unsure_without_a_margin(
    found: dict[Outcome, float], carries: float, contradicts: float
) -> None:
    assert not decide(found, Thresholds(carries, contradicts, 0.0))[2]


def probabilities(carried: float = 0.0, contradicted: float = 0.0) -> dict[Outcome, float]:
    found = dict.fromkeys(Outcome, 0.0)
    found[Outcome.CARRIED], found[Outcome.CONTRADICTED] = carried, contradicted
    found[Outcome.ABSENT] = 1 - carried - contradicted
    return found


@pytest.mark.parametrize(
    ("carried", "contradicted", "outcome", "unsure"),
    [
        (0.9, 0.0, Outcome.CARRIED, False),
        (0.55, 0.0, Outcome.CARRIED, True),
        (0.45, 0.0, Outcome.ABSENT, True),
        (0.1, 0.0, Outcome.ABSENT, False),
        (0.0, 0.95, Outcome.CONTRADICTED, False),
        (0.0, 0.85, Outcome.CONTRADICTED, True),
        (0.0, 0.75, Outcome.ABSENT, True),
        (0.2, 0.6, Outcome.ABSENT, False),
    ],
)
def test_near_a_threshold_a_person_is_asked(
    carried: float, contradicted: float, outcome: Outcome, unsure: bool
) -> None:
    found = decide(probabilities(carried, contradicted), Thresholds(0.5, 0.8, 0.1))
    assert (found[0], found[2]) == (outcome, unsure)


# features


def values(*all_judged: Judged) -> dict[str, float]:
    return dict(zip(FEATURES, features(all_judged), strict=True))


@given(judgements)
def test_there_is_one_number_for_each_feature(found: list[Judged]) -> None:
    numbers = features(found)
    assert len(numbers) == len(FEATURES)
    assert all(math.isfinite(n) for n in numbers)


@given(judgements, st.randoms())
def test_the_order_of_judgements_means_nothing(found: list[Judged], chance: object) -> None:
    mixed = list(found)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert features(mixed) == pytest.approx(features(found))


def test_each_feature_stands_in_its_place() -> None:
    found = values(
        judged("point", 0.8, 0.1),
        judged("main", 0.7, 0.2, text_id="1a", window=1),
        judged("lesser", 0.3, 0.4, text_id="1b", window=2),
        judged("rebuttal", 0.6),
        replace(judged("point", 0.9, 0.05, window=3, differ=True), reach=Reach.WIDE),
        replace(judged("rebuttal", 0.99, window=3), reach=Reach.WIDE),
        replace(judged("point", 0.65, 0.25, window=4, differ=True), reach=Reach.EXTRACT),
    )
    assert found == pytest.approx(
        {
            "carries_point": logit(0.8),
            "carries_main": logit(0.7),
            "carries_lesser": logit(0.3),
            "carries_second": logit(0.7),
            "claims_carried": 0.5,
            "contradicts_point": logit(0.1),
            "contradicts_main": logit(0.2),
            "contradicts_lesser": logit(0.4),
            "contradicts_second": logit(0.2),
            "similarity": 0.5,
            "figure": 0.0,
            "figure_and_carries": 0.0,
            "rebuttal": 0.6,
            "carries_wide": logit(0.9),
            "contradicts_wide": logit(0.05),
            "heard_point": logit(0.9),
            "heard_wide": logit(0.95),
            "heard_mean": 0.9,
            "figure_strongest": 0.0,
            "carries_extract": logit(0.65),
            "contradicts_extract": logit(0.25),
            "heard_extract": logit(0.9),
            "figure_extract": 0.9,
            "evenly": 0.1,
        }
    )


def test_evenly_is_told_by_the_windows_that_speak_of_the_point() -> None:
    heard = judged("point", 0.5, 0.4), judged("point", 0.7, 0.2, window=1)
    quiet = judged("point", 0.2, 0.25, window=2), judged("main", 0.5, 0.5, text_id="1a")
    assert values(*heard, *quiet)["evenly"] == pytest.approx(0.3)
    assert values(*quiet)["evenly"] == 0.0


def test_a_variant_speaks_for_the_point() -> None:
    assert values(judged("variant", 0.9))["carries_point"] == logit(0.9)


def test_the_second_window_is_another_window() -> None:
    same = values(judged("point", 0.9, window=3), judged("main", 0.8, window=3, text_id="1a"))
    assert same["carries_second"] == logit(0)


def test_a_figure_counts_less_where_another_window_has_it_right() -> None:
    wrong = judged("point", 0.8, differ=True)
    assert values(wrong)["figure_and_carries"] == pytest.approx(0.8)
    both = values(wrong, judged("point", 0.9, window=1))
    assert both["figure"] == pytest.approx(0.8)
    assert both["figure_and_carries"] == pytest.approx(0.08)


@given(chance, chance)
def test_log_odds_grow_within_bounds(p: float, q: float) -> None:
    assert -6 <= logit(p) <= 6
    assert (p <= q) <= (logit(p) <= logit(q))
    assert logit(p) == pytest.approx(-logit(1 - p), abs=1e-9)


# from judge to probabilities


@given(judgements)
def test_plain_probabilities_are_probabilities(found: list[Judged]) -> None:
    result = plain_probabilities(found)
    assert set(result) == set(Outcome)
    assert all(-1e-9 <= p <= 1 + 1e-9 for p in result.values())
    assert sum(result.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        ([judged("point", 0.9)], Outcome.CARRIED),
        ([judged("main", 0.9, text_id="1a")], Outcome.CARRIED),
        ([judged("variant", 0.9)], Outcome.CARRIED),
        ([judged("point", 0.1), judged("lesser", 0.9, text_id="1b")], Outcome.PARTIAL),
        ([judged("point", 0.9, differ=True)], Outcome.DISTORTED),
        ([judged("point", 0.6, differ=True), judged("point", 0.9, window=1)], Outcome.CARRIED),
        ([judged("point", 0.0, 0.9)], Outcome.CONTRADICTED),
        ([judged("lesser", 0.0, 0.9)], Outcome.CONTRADICTED),
        ([judged("rebuttal", 0.9)], Outcome.CONTRADICTED),
        ([judged("point", 0.1, 0.1)], Outcome.ABSENT),
        ([], Outcome.ABSENT),
    ],
)
def test_plain_thresholds(found: list[Judged], outcome: Outcome) -> None:
    assert decide(plain_probabilities(found), Thresholds())[0] is outcome


def test_a_denied_rebuttal_is_no_contradiction() -> None:
    assert plain_probabilities([judged("rebuttal", 0.0, 0.9)])[Outcome.ABSENT] == 1


@given(
    st.lists(st.floats(-50, 50), min_size=5, max_size=5),
    st.lists(st.floats(-6, 6), min_size=len(FEATURES), max_size=len(FEATURES)),
)
def test_a_fitted_model_gives_probabilities(bias: list[float], found: list[float]) -> None:
    weights = np.arange(5 * len(FEATURES), dtype=np.float64).reshape(5, -1) / 10
    result = CellModel(weights, np.array(bias)).probabilities(found)
    assert list(result) == list(Outcome)
    assert sum(result.values()) == pytest.approx(1)


def test_the_rows_of_a_fitted_model_are_the_outcomes() -> None:
    for n, outcome in enumerate(Outcome):
        bias = np.zeros(5)
        bias[n] = 9
        model = CellModel(np.zeros((5, len(FEATURES))), bias)
        result = model.probabilities([0.0] * len(FEATURES))
        assert max(result, key=result.__getitem__) is outcome
