"""The [check] part of a config file: which models judge, and how strictly."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

JUDGE_SETTINGS = Path(__file__).parent.parent / "models" / "judge" / "checker.json"
"""Where the bundled judge's own thresholds stand."""

_USUAL = {"carries": 0.65, "contradicts": 0.65, "unsure": 0.1}


@dataclass(frozen=True)
class CheckSettings:
    """How one brief is checked. Every field has a default, so [check] may be left out.

    `embedding_model`, `judge_model`: a model's name or a folder; "" for the bundled one.
    `download`: whether a named model may be fetched from the network.
    `carries`, `contradicts`: least probability, 0 to 1, at which the judge's verdict counts;
    None for the model's own threshold.
    `unsure`: how near a threshold, 0 to 1, a verdict counts as unsure; None for the model's own.
    `languages`: ISO 639-1 codes of the languages the models can read.
    `narrative`: whether the narrative counts in pull-through.
    `themes`: whether off-message themes are looked for.
    """

    embedding_model: str = ""
    judge_model: str = ""
    download: bool = False
    carries: float | None = None
    contradicts: float | None = None
    unsure: float | None = None
    languages: tuple[str, ...] = ("en",)
    narrative: bool = False
    themes: bool = True


def judge_thresholds() -> dict[str, float]:
    """The bundled judge's own thresholds by name; none when they can't be read."""
    try:
        known = json.loads(JUDGE_SETTINGS.read_text(encoding="utf-8"))["thresholds"]
        return {str(name): float(value) for name, value in known.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # `check` will say that the judge is damaged; a brief can be written without it


def example_threshold(name: str) -> float:
    """A value to advise for `carries`, `contradicts` or `unsure`: the bundled judge's own."""
    return (_USUAL | judge_thresholds())[name]
