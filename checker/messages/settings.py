"""The [check] part of a config file: which models judge, and how strictly."""

from __future__ import annotations

from dataclasses import dataclass


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
