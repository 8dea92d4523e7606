from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from checker.errors import ModelError
from checker.messages.settings import CheckSettings
from checker.scoring.assessment import Outcome
from checker.scoring.judge import BUNDLED
from checker.scoring.method import load_method
from checker.scoring.outcome import FEATURES, Thresholds

FITTED: dict[str, Any] = {
    "temperature": 1.3,
    "thresholds": {"carries": 0.4, "contradicts": 0.7, "unsure": 0.05, "distorts": 0.2},
    "accuracy": {"points": "0.81"},
    "cell_model": {
        "features": list(FEATURES),
        "weights": [[float(n)] * len(FEATURES) for n in range(5)],
        "bias": [0.0, 1.0, 2.0, 3.0, 4.0],
    },
}


def write(folder: Path, data: object) -> Path:
    (folder / "checker.json").write_text(json.dumps(data), encoding="utf-8")
    return folder


def changed(**cell_model: object) -> dict[str, Any]:
    return {**FITTED, "cell_model": {**FITTED["cell_model"], **cell_model}}


def test_the_bundled_judge_brings_its_weights(tmp_path: Path) -> None:
    method = load_method(CheckSettings(), write(tmp_path, FITTED))
    assert method.thresholds == Thresholds(0.4, 0.7, 0.05, 0.2)
    assert method.accuracy == {"points": "0.81"}
    assert method.cell_model is not None
    found = method.cell_model.probabilities([0.0] * len(FEATURES))
    assert max(found, key=found.__getitem__) is list(Outcome)[4]


def test_settings_win_one_by_one(tmp_path: Path) -> None:
    method = load_method(CheckSettings(contradicts=0.0, unsure=0.2), write(tmp_path, FITTED))
    assert method.thresholds == Thresholds(0.4, 0.0, 0.2, 0.2)


def test_a_named_judge_gets_plain_thresholds(tmp_path: Path) -> None:
    settings = CheckSettings(judge_model="another", carries=0.6)
    method = load_method(settings, write(tmp_path, FITTED))
    assert method.cell_model is None
    assert method.accuracy == {}
    assert method.thresholds == Thresholds(carries=0.6)


def test_without_a_file_thresholds_are_plain(tmp_path: Path) -> None:
    assert load_method(CheckSettings(), tmp_path).thresholds == Thresholds()


@pytest.mark.parametrize("features", [[], list(FEATURES[:-1]), [*FEATURES[1:], FEATURES[0]]])
def test_weights_of_another_version(tmp_path: Path, features: list[str]) -> None:
    with pytest.raises(ModelError, match="another version") as caught:
        load_method(CheckSettings(), write(tmp_path, changed(features=features)))
    assert str(tmp_path / "checker.json") in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        changed(weights=[[1.0]]),
        changed(bias=[1.0]),
        changed(weights="many"),
        {**FITTED, "cell_model": {"features": list(FEATURES)}},
        {**FITTED, "cell_model": 3},
        {**FITTED, "thresholds": {"carry": 0.4}},
        {**FITTED, "thresholds": 0.4},
        {**FITTED, "accuracy": 1},
        [],
    ],
)
def test_damaged_settings_are_one_line(tmp_path: Path, data: object) -> None:
    with pytest.raises(ModelError, match="settings are damaged") as caught:
        load_method(CheckSettings(), write(tmp_path, data))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "\xff\xfe"])
def test_settings_that_are_no_json(tmp_path: Path, text: str) -> None:
    (tmp_path / "checker.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(ModelError, match="settings are damaged"):
        load_method(CheckSettings(), tmp_path)


def test_the_method_of_the_bundled_judge_is_whole() -> None:
    assert (BUNDLED / "checker.json").is_file(), "the bundled judge is missing"
    method = load_method(CheckSettings())
    assert method.cell_model is not None
    assert 0 < method.thresholds.carries < 1
    assert 0 < method.thresholds.contradicts < 1
    assert 0 < method.thresholds.unsure < 0.5
    assert method.accuracy
