"""How cells are decided with a given judge: its fitted weights, and the user's thresholds."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from checker.errors import ModelError
from checker.messages.settings import CheckSettings
from checker.scoring.assess import Method
from checker.scoring.judge import BUNDLED
from checker.scoring.outcome import FEATURES, CellModel, Thresholds


def load_method(settings: CheckSettings, folder: Path = BUNDLED) -> Method:
    """The method for the judge that `settings` name.

    The bundled judge brings fitted weights and thresholds (checker.json in `folder`); another
    judge gets plain thresholds. Thresholds in `settings` win over both.
    Raises ModelError when the weights don't fit this version's features.
    """
    path = folder / "checker.json"
    if settings.judge_model or not path.is_file():
        return Method(_thresholds(settings, Thresholds()))
    data = json.loads(path.read_text(encoding="utf-8"))
    cell = data.get("cell_model")
    model = None
    if cell:
        if tuple(cell["features"]) != FEATURES:
            raise ModelError(
                "the bundled judge's weights belong to another version of the program",
                where=str(path),
                mend="Install the program again",
            )
        model = CellModel(np.array(cell["weights"]), np.array(cell["bias"]))
    known = Thresholds(**data.get("thresholds", {}))
    return Method(_thresholds(settings, known), model, accuracy=data.get("accuracy", {}))


def _thresholds(settings: CheckSettings, known: Thresholds) -> Thresholds:
    return Thresholds(
        carries=known.carries if settings.carries is None else settings.carries,
        contradicts=known.contradicts if settings.contradicts is None else settings.contradicts,
        unsure=known.unsure if settings.unsure is None else settings.unsure,
    )
