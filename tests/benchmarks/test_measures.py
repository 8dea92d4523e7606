import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.measures import (
    Match,
    Reading,
    StanceRule,
    accuracy,
    area_under_curve,
    average_precision,
    best_cut,
    calibration_error,
    f1_of,
    key_point_figures,
    macro_f1,
    tune_rule,
)

LABELS = st.sampled_from(["carries", "contradicts", "neither"])


def test_f1_by_hand():
    coded = ["a", "a", "a", "b", "b"]
    found = ["a", "a", "b", "a", None]
    assert f1_of("a", coded, found) == pytest.approx(2 * 2 / (3 + 3))
    assert f1_of("b", coded, found) == 0.0
    assert macro_f1(coded, found) == pytest.approx((2 / 3) / 2)


def test_weights_stand_for_repeated_items():
    coded, found = ["a", "b", "b"], ["a", "a", "b"]
    repeated = f1_of("a", ["a"] * 4 + ["b", "b"], ["a"] * 4 + ["a", "b"])
    assert f1_of("a", coded, found, [4.0, 1.0, 1.0]) == pytest.approx(repeated)
    assert repeated != f1_of("a", coded, found)


def test_an_answer_withheld_is_a_miss_and_no_false_alarm():
    assert f1_of("b", ["a", "b"], [None, "b"]) == 1.0
    assert accuracy(["a", "b"], [None, "b"]) == 0.5


@given(st.lists(LABELS, min_size=1))
def test_a_perfect_answer_scores_one(coded):
    assert macro_f1(coded, coded) == 1.0
    assert accuracy(coded, coded) == 1.0


@given(st.lists(st.tuples(LABELS, LABELS), min_size=1))
def test_macro_f1_is_a_share(pairs):
    coded, found = zip(*pairs, strict=True)
    assert 0.0 <= macro_f1(coded, found) <= 1.0


def test_average_precision_by_hand():
    # Ranked: right, wrong, right: (1/1 + 2/3) / 2.
    assert average_precision([True, False, True], [0.9, 0.8, 0.7]) == pytest.approx(5 / 6)
    assert average_precision([False, False], [0.9, 0.8]) == 0.0


def test_area_under_curve_counts_ties_half():
    assert area_under_curve([True, False, False], [0.5, 0.5, 0.1]) == pytest.approx(0.75)


def make_matches(group, *rows):
    return [Match(group, f"{group[1]}-{i}", s, label) for i, (s, label) in enumerate(rows)]


def test_key_points_by_hand():
    one = make_matches(
        ("topic", "1"),
        (0.9, True), (0.8, None), (0.7, False), (0.6, True), (0.5, True), (0.4, True), (0.1, True),
    )  # fmt: skip
    # Seven arguments: the top three are right, undecided, wrong.
    # Strict: precision 1 at the one positive, a third are positives.
    # Relaxed: precisions 1 and 1, two thirds are positives.
    other = make_matches(("topic", "-1"), (0.2, False), (0.9, False), (0.3, True), (0.8, True))
    # The top two are wrong, right: precision 1/2 at the one positive, half are positives.
    figures = key_point_figures(one + other)
    assert figures.strict == pytest.approx((1 + 1 / 2) / 2)
    assert figures.relaxed == pytest.approx((1 + 1 / 2) / 2)
    assert figures.strict_by_share == pytest.approx((1 / 3 + 1 / 4) / 2)
    assert figures.relaxed_by_share == pytest.approx((2 / 3 + 1 / 4) / 2)


def test_undecided_pairs_part_strict_from_relaxed():
    rows = make_matches(("t", "1"), (0.9, None), (0.8, True), (0.2, False), (0.1, False))
    figures = key_point_figures(rows)
    assert figures.strict == pytest.approx(1 / 2)
    assert figures.relaxed == pytest.approx(1.0)


def test_a_group_without_positives_counts_as_zero():
    good = make_matches(("t", "1"), (0.9, True), (0.1, False))
    bad = make_matches(("t", "-1"), (0.9, False), (0.1, True))
    assert key_point_figures(good + bad).strict == pytest.approx(0.5)


def test_calibration_error_by_hand():
    # Two answers at 0.9, one of them right: |0.5 - 0.9|; two at 0.6, both right: |1 - 0.6|.
    error = calibration_error([True, False, True, True], [0.9, 0.9, 0.6, 0.6])
    assert error == pytest.approx(0.5 * 0.4 + 0.5 * 0.4)


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1))
def test_calibration_error_is_a_share(rows):
    right, sure = zip(*rows, strict=True)
    assert 0.0 <= calibration_error(right, sure) <= 1.0


def test_best_cut_finds_a_clean_split():
    coded = ["yes", "no", "yes", "no"]
    assert best_cut([0.8, 0.2, 0.7, 0.3], coded, "yes", "no", macro=True) == coded


@pytest.mark.parametrize(
    ("reading", "stance"),
    [
        (Reading(0.2, 0.9, 0.9, 1), "unrelated"),
        (Reading(0.6, 0.1, 0.9, 1), "disagree"),
        (Reading(0.6, 0.95, 0.9, 1), "agree"),
        (Reading(0.6, 0.7, 0.2, 0), "agree"),
        (Reading(0.6, 0.3, 0.4, 0), "discuss"),
    ],
)
def test_stance_rule(reading, stance):
    assert StanceRule(related=0.45, disagree=0.6, agree=0.5).stance(reading) == stance


def test_tuning_separates_what_can_be_separated():
    kinds = {
        "unrelated": Reading(0.2, 0.1, 0.1, 0),
        "disagree": Reading(0.7, 0.1, 0.9, 1),
        "agree": Reading(0.7, 0.9, 0.1, 0),
        "discuss": Reading(0.7, 0.2, 0.1, 0),
    }
    coded = list(kinds) * 3
    rule = tune_rule([kinds[c] for c in coded], coded, dict.fromkeys(kinds, 1.0))
    assert [rule.stance(kinds[c]) for c in coded] == coded


def test_tuning_keeps_unrelated_pairs_from_disagree():
    # Half of the unrelated pairs look just like the denials: better miss those.
    far, denial = Reading(0.2, 0.1, 0.1, 0), Reading(0.7, 0.1, 0.9, 1)
    readings = [far, denial, denial, denial]
    coded = ["unrelated", "unrelated", "disagree", "disagree"]
    rule = tune_rule(readings, coded, {"unrelated": 1.0, "disagree": 1.0})
    assert rule.stance(denial) != "disagree"
