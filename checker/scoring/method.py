"""How cells are decided with a given judge: its fitted weights, and the user's thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from checker.errors import ModelError
from checker.messages.settings import CheckSettings
from checker.scoring.assessment import Outcome
from checker.scoring.judge import BUNDLED, damaged_settings, judge_settings
from checker.scoring.outcome import FEATURES, CellModel, Thresholds

MOST_WINDOWS, MOST_WIDE = 8, 3
"""Windows and wide windows judged for each article and point."""


@dataclass(frozen=True)
class Method:
    """How cells are decided: thresholds, and the fitted model of a judge that has one."""

    thresholds: Thresholds = field(default_factory=Thresholds)
    cell_model: CellModel | None = None
    most_windows: int = MOST_WINDOWS
    most_wide: int = MOST_WIDE
    accuracy: Mapping[str, str] = field(default_factory=dict)


def load_method(settings: CheckSettings, folder: Path = BUNDLED) -> Method:
    """The method for the judge that `settings` name.

    The bundled judge brings fitted weights and thresholds (checker.json in `folder`); another
    judge gets plain thresholds. Thresholds in `settings` win over both.
    Raises ModelError when the file is damaged or doesn't fit this version's features.
    """
    data = {} if settings.judge_model else judge_settings(folder)
    try:
        known = Thresholds(**data.get("thresholds", {}))
        model = _cell_model(data["cell_model"], folder) if data.get("cell_model") else None
        accuracy = dict(data.get("accuracy", {}))
    except (KeyError, TypeError, ValueError) as cause:
        raise damaged_settings(folder / "checker.json") from cause
    return Method(_thresholds(settings, known), model, accuracy=accuracy)


def _cell_model(data: Mapping[str, Any], folder: Path) -> CellModel:
    if tuple(data["features"]) != FEATURES:
        raise ModelError(
            "the bundled judge's weights belong to another version of the program",
            where=str(folder / "checker.json"),
            mend="Install the program again",
        )
    weights = np.array(data["weights"], dtype=np.float64)
    bias = np.array(data["bias"], dtype=np.float64)
    if weights.shape != (len(Outcome), len(FEATURES)) or bias.shape != (len(Outcome),):
        raise ValueError("weights of the wrong shape")
    return CellModel(weights, bias)


def _thresholds(settings: CheckSettings, known: Thresholds) -> Thresholds:
    chosen = {
        "carries": settings.carries,
        "contradicts": settings.contradicts,
        "unsure": settings.unsure,
    }
    return replace(known, **{name: value for name, value in chosen.items() if value is not None})
