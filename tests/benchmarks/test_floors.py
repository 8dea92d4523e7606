import datetime as dt
import json

import pytest

from benchmarks.floors import (
    PATH,
    Measured,
    check,
    load,
    save,
    stance_rules,
    tolerance_of,
    updated,
)
from benchmarks.measures import StanceRule
from benchmarks.sets import DataError
from benchmarks.table import Figure

EMPTY = {"data": {}, "floors": {}, "lowered": [], "stance_rule": None}


def run(ours=0.80, *, errors=0.10, rows=1000, mode="sample", print_="abc"):
    return Measured(
        mode,
        (
            Figure("own", "macro F1", ours, None, rows),
            Figure("own", "false alarms", errors, None, rows, lower_is_better=True),
        ),
        {"own": print_},
    )


def test_floors_hold_within_their_tolerance():
    floors = updated(EMPTY, run())
    checked = check(floors, run(0.7985, errors=0.1015))
    assert (checked.faults, checked.held) == ((), 2)


def test_a_figure_below_its_floor_is_named():
    (fault,) = check(updated(EMPTY, run()), run(0.79)).faults
    assert fault.startswith("own, macro F1: 0.7900, its floor is 0.8000")


def test_an_error_above_its_ceiling_is_named():
    (fault,) = check(updated(EMPTY, run()), run(errors=0.11)).faults
    assert fault.startswith("own, false alarms: 0.1100, its ceiling is 0.1000")


def test_no_floors_is_a_fault():
    assert check(EMPTY, run()).faults
    assert check(updated(EMPTY, run()), run(mode="full")).faults


def test_a_run_that_touches_no_floor_is_a_fault():
    other = Measured("sample", (Figure("other", "accuracy", 0.9, None, 10),), {"other": "x"})
    checked = check(updated(EMPTY, run()), other)
    assert checked.notes == ("not checked, not measured in this run: own",)
    assert checked.faults == ("no floor was checked: none of the measured sets has one",)


def test_an_expected_set_that_was_not_measured_is_a_fault():
    other = Measured("sample", (), {})
    faults = check(updated(EMPTY, run()), other, expected=["own"]).faults
    assert any("not those its floors were written on" in f or "not measured" in f for f in faults)


def test_other_rows_are_a_fault_even_with_better_figures():
    (fault,) = check(updated(EMPTY, run()), run(0.99, print_="other")).faults
    assert "rows are not those" in fault


def test_a_measure_that_vanished_is_a_fault():
    full = run()
    part = Measured("sample", full.figures[:1], full.digests)
    assert check(updated(EMPTY, full), part).faults == (
        "own, false alarms: has a floor but was not measured",
    )


def test_better_figures_raise_floors():
    floors = updated(updated(EMPTY, run()), run(0.85, errors=0.05))
    assert floors["floors"]["sample"]["own"]["macro F1"]["floor"] == 0.85
    assert floors["floors"]["sample"]["own"]["false alarms"]["floor"] == 0.05
    assert floors["lowered"] == []


def test_floors_are_not_lowered_silently():
    floors = updated(EMPTY, run())
    with pytest.raises(DataError, match=r"macro F1.*false alarms"):
        updated(floors, run(0.75, errors=0.2))
    with pytest.raises(DataError, match="macro F1"):
        updated(floors, run(0.75), reason="  ")


def test_a_reason_lowers_a_floor_and_is_kept():
    floors = updated(
        updated(EMPTY, run()), run(0.75), reason="the set got harder", today=dt.date(2031, 5, 1)
    )
    assert floors["floors"]["sample"]["own"]["macro F1"]["floor"] == 0.75
    assert floors["lowered"] == [
        {
            "mode": "sample", "set": "own", "measure": "macro F1", "from": 0.8, "to": 0.75,
            "reason": "the set got harder", "date": "2031-05-01",
        }
    ]  # fmt: skip


def test_writing_leaves_the_other_mode_and_the_given_data_alone():
    sample = updated(EMPTY, run())
    both = updated(sample, run(0.7, mode="full"))
    assert both["floors"]["sample"] == sample["floors"]["sample"]
    assert both["floors"]["full"]["own"]["macro F1"]["floor"] == 0.7
    assert EMPTY["floors"] == {}


def test_the_tolerance_is_two_items_and_says_so():
    size, why = tolerance_of(Figure("own", "x", 0.5, None, 50))
    assert size == 0.04
    assert "two of 50 items" in why
    assert tolerance_of(Figure("own", "x", 0.5, None, 100_000))[0] == 0.002


def test_rules_are_kept_by_full_runs_only():
    rules = (StanceRule(0.5, 0.9, 0.3), StanceRule(0.4, 0.8, 0.6))
    kept = [
        stance_rules(updated(EMPTY, Measured(m, run().figures, {"own": "abc"}, rules)))
        for m in ("sample", "full")
    ]
    assert kept == [(StanceRule(), StanceRule()), rules]


def test_saved_floors_are_read_back(tmp_path):
    floors = updated(EMPTY, run())
    save(floors, tmp_path / "floors.json")
    assert load(tmp_path / "floors.json") == floors


@pytest.mark.parametrize("text", ["", "{broken", "[]", '{"floors": []}'])
def test_a_broken_file_is_an_error(tmp_path, text):
    path = tmp_path / "floors.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="missing or broken"):
        load(path)


def test_every_lowering_in_the_kept_file_has_a_reason():
    for entry in json.loads(PATH.read_text(encoding="utf-8"))["lowered"]:
        assert entry["reason"].strip()


@pytest.mark.models
def test_the_bundled_judge_keeps_the_floors_of_our_own_set():
    """The sample of our own pairs and articles, which are in the checkout, in about two minutes.

    Public sets are not in the checkout; their floors are checked by
    `python -m benchmarks.accuracy --data FOLDER --sample --check-floors` where the data is.
    """
    from benchmarks.accuracy import OWN, Run, measure_own
    from benchmarks.models import open_models
    from checker.store import Store

    with Store(None) as store:
        run_ = Run(open_models("", store, baseline=False), "sample")
        measure_own(run_)
    checked = check(load(), run_.measured, OWN)
    assert checked.faults == ()
    assert checked.held > 0
