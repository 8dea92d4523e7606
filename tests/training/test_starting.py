from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from checker.errors import ModelError
from checker.scoring.runtime import sha256
from training import starting


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five installed parts of a zip file with weights of our own."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(f"{starting.NAME}/model.safetensors", b"weights " * 40)
    data = whole.getvalue()
    size = -(-len(data) // len(starting.PARTS))
    for n, part in enumerate(starting.PARTS):
        (tmp_path / part).write_bytes(data[n * size : (n + 1) * size])
    monkeypatch.setattr(starting, "_part", lambda number: tmp_path / number)
    weights = tmp_path / "weights"
    weights.write_bytes(b"weights " * 40)
    monkeypatch.setattr(starting, "SHA256", sha256(weights))
    return tmp_path


def test_the_parts_are_put_together(parts: Path) -> None:
    folder = starting.starting_model(parts / "work")
    assert (folder / "model.safetensors").read_bytes() == b"weights " * 40
    assert [p.name for p in (parts / "work").iterdir()] == [starting.NAME]
    for part in starting.PARTS:
        (parts / part).unlink()
    assert starting.starting_model(parts / "work") == folder


def test_other_weights_are_refused(parts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "SHA256", "0" * 64)
    with pytest.raises(ModelError, match="not the published ones"):
        starting.starting_model(parts / "work")


def test_a_part_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "NAME", "no-such-model-anywhere")
    with pytest.raises(ModelError, match=r"part 001 .* is not installed.*pip install '.\[train\]'"):
        starting.starting_model(tmp_path)
