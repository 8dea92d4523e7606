import json

import pytest

from benchmarks import accuracy, floors
from benchmarks.accuracy import arguments, run_command, without_headlines
from benchmarks.sets import DataError, PairSet, Row, StanceSet
from tests.benchmarks.fakes import make_models
from tests.benchmarks.test_headlines import BODIES, ROWS
from tests.benchmarks.test_sets import key_point_tables, write_lines, write_table


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder of three small public sets, empty floors, and models made of word counts."""
    monkeypatch.setattr(
        accuracy,
        "open_models",
        lambda _judge, store, *, baseline: make_models(store, baseline=baseline),
    )
    folder = tmp_path / "data"
    write_lines(
        folder / "dev" / "xnli_en.jsonl.gz",
        [
            {"premise": "it is so", "hypothesis": "it is so", "label": "entailment"},
            {"premise": "it is not so", "hypothesis": "it is so", "label": "contradiction"},
        ],
    )
    write_lines(
        folder / "dev" / "emergent.jsonl.gz",
        [
            {"premise": ROWS[0][0].upper(), "hypothesis": "x", "label": "discuss"},
            {"premise": "it is not so", "hypothesis": "it is so", "label": "disagree"},
        ],
    )
    write_lines(folder / "dev" / "wice.jsonl.gz", [{"premise": "", "hypothesis": "", "label": ""}])
    write_table(folder / "bodies.csv", [("Body ID", "articleBody"), *BODIES.items()])
    for split in ("train", "dev"):
        write_table(folder / f"{split}_stances.csv", ROWS)
    key_point_tables(folder, "test")
    floors.save({"data": {}, "floors": {}, "lowered": [], "stance_rule": None}, tmp_path / "f.json")
    return folder


def run(data, *words, only=("xnli", "emergent", "fnc1", "argkp")):
    given = arguments(["--data", str(data), "--only", *only, *words])
    return run_command(given, data.parent / "f.json")


def cells(text):
    rows = [[c.strip() for c in x.split("|")[1:-1]] for x in text.splitlines() if x[:1] == "|"]
    return {(r[0], r[2]): r for r in rows[2:]}


def test_one_command_prints_one_table_of_all_sets(data, capsys):
    assert run(data) == 0
    out, err = capsys.readouterr()
    table = cells(out)
    assert table["xnli_en dev", "accuracy"][3] == "1.000"
    assert table["fnc1 dev", "macro F1"][3] == "1.000"
    assert table["argkp2021 test", "AP strict"][6] == "0.912, best published (issue 3)"
    # The headline that FNC-1's training rows hold, in other case, is dropped.
    assert table["emergent dev", "macro F1"][1] == "1"
    assert "wice dev: not measured" in err


def test_sets_can_be_chosen_and_the_baseline_left_out(data, capsys):
    assert run(data, "--no-baseline", only=["xnli"]) == 0
    table = cells(capsys.readouterr().out)
    assert set(table) == {("xnli_en dev", "accuracy")}
    assert table["xnli_en dev", "accuracy"][4] == "–"


def test_a_name_that_matches_nothing_is_an_error(data):
    with pytest.raises(DataError, match="no set was measured"):
        run(data, only=["nothing"])


def test_emergent_is_not_measured_without_the_training_headlines(data, capsys):
    (data / "train_stances.csv").unlink()
    assert run(data) == 0
    out, err = capsys.readouterr()
    assert ("emergent dev", "macro F1") not in cells(out)
    assert "training headlines are not here" in err
    assert "fnc1 dev: no training stances here, so the recorded rule is used" in err


def test_floors_are_written_held_and_fail_by_name(data, capsys):
    assert run(data, "--check-floors") == 1
    assert "there are no floors for full runs" in capsys.readouterr().err
    assert run(data, "--write-floors", "--check-floors") == 0
    kept = json.loads((data.parent / "f.json").read_text(encoding="utf-8"))
    assert kept["floors"]["full"]["xnli_en dev"]["accuracy"]["floor"] == 1.0
    assert kept["stance_rule"] is not None
    kept["floors"]["full"]["argkp2021 test"]["AP strict"]["floor"] = 1.5
    kept["floors"]["full"]["argkp2021 test"]["AP strict"]["tolerance"] = 0.0
    floors.save(kept, data.parent / "f.json")
    capsys.readouterr()
    assert run(data, "--check-floors") == 1
    assert "below its floor: argkp2021 test, AP strict" in capsys.readouterr().err
    with pytest.raises(DataError, match="not lowered silently"):
        run(data, "--write-floors")


def test_floors_of_sets_that_are_not_here_are_told(data, capsys):
    run(data, "--write-floors")
    for path in data.glob("*_test.csv"):
        path.unlink()
    capsys.readouterr()
    assert run(data, "--check-floors") == 0
    assert "not checked, not measured in this run: argkp2021 test" in capsys.readouterr().err


def test_shared_headlines_are_dropped_whatever_their_case_and_spaces():
    rows = (Row("A  Headline", "c", "agree"), Row("Another", "c", "agree"))
    train = StanceSet("fnc1 train", (("a headline", "1", "agree"),), {})
    assert without_headlines(PairSet("emergent dev", rows), train).rows == rows[1:]
