"""The models under test, with one cache for all sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from checker.messages.settings import CheckSettings
from checker.scoring.assess import ask, encode
from checker.scoring.assessment import Verdict
from checker.scoring.embedding import Embedder, Vectors, load_embedder
from checker.scoring.judge import (
    EmbeddingJudge,
    Judge,
    Question,
    calibrated_judge,
    load_judge,
)
from checker.scoring.method import Method, load_method
from checker.scoring.runtime import set_switches
from checker.store import Store

Pairs = Sequence[tuple[str, str]]
"""(claim, passage), or (hypothesis, premise)."""


@dataclass(frozen=True)
class Models:
    """A judge, how it decides cells, the embedder, and a store for their answers.

    `baseline`: whether the embedding-only column is measured too.
    """

    judge: Judge
    method: Method
    embedder: Embedder
    store: Store
    baseline: bool = True

    def verdicts(self, pairs: Pairs) -> list[Verdict]:
        """One verdict for each (claim, passage), in order."""
        known = ask([Question(*p) for p in pairs], self.judge, self.store, _silent)
        return [known[p] for p in pairs]

    def vectors(self, texts: Sequence[str]) -> dict[str, npt.NDArray[np.float32]]:
        """Unit vectors by text."""
        distinct = list(dict.fromkeys(texts))
        return dict(
            zip(distinct, encode(distinct, self.embedder, self.store, _silent), strict=True)
        )

    def cosines(self, pairs: Pairs) -> list[float]:
        """The cosine of each pair, in order."""
        known = self.vectors([t for p in pairs for t in p])
        return [float(known[a] @ known[b]) for a, b in pairs]

    @property
    def similarity_alone(self) -> Judge:
        """The stand-in judge that knows only similarity."""
        return EmbeddingJudge(_Kept(self.embedder, self.store))


class _Kept:
    """An embedder that reads each text once: it asks the store first."""

    def __init__(self, embedder: Embedder, store: Store) -> None:
        self.name, self.fingerprint = embedder.name, embedder.fingerprint
        self._embedder, self._store = embedder, store

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row for each text, in order."""
        return encode(texts, self._embedder, self._store, _silent)


def _silent(_step: str, _done: int, _of: int) -> None:
    """Progress is shown set by set."""


def open_models(judge: str, store: Store, *, baseline: bool = True) -> Models:
    """The models for `--judge`: "" for the bundled one, else a folder or a model's name.

    A folder with a checker.json is a candidate for bundling: it is read as if it were bundled,
    with its temperature, thresholds and cell weights. Any other judge gets plain thresholds.
    Raises ModelError when a model is missing or damaged.
    """
    embedder = load_embedder()
    folder = Path(judge)
    if judge and (folder / "checker.json").is_file():
        set_switches()
        chosen: Judge = calibrated_judge(judge, folder)
        method = load_method(CheckSettings(), folder)
    else:
        chosen = load_judge(judge)
        method = Method() if judge else load_method(CheckSettings())
    return Models(chosen, method, embedder, store, baseline)
