from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from checker.errors import ModelError
from checker.scoring.runtime import (
    OFFLINE,
    QUIET,
    missing_model,
    set_switches,
    sha256,
    silence,
    weights_of,
)

ROOT = Path(__file__).parent.parent.parent

_FIRST_IMPORT = """
import json, os, sys
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name in ("torch", "transformers", "sentence_transformers", "huggingface_hub"):
            print(json.dumps({"library": name, **os.environ}))
            sys.stdout.flush()
            os._exit(0)
sys.meta_path.insert(0, Watch())
from checker.scoring.embedding import load_embedder
from checker.scoring.judge import load_judge
import checker.scoring.judge as judge
MODEL
"""


def first_import(model: str) -> dict[str, str]:
    """The environment at the moment when the first model library is looked for."""
    kept = {k: v for k, v in os.environ.items() if k not in {**OFFLINE, **QUIET}}
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_IMPORT.replace("MODEL", model)],
        env={**kept, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=True,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("model", ["load_embedder()", "load_judge('someone/else')"])
def test_the_switches_are_set_before_any_model_library_is_looked_for(model: str) -> None:
    found = first_import(model)
    assert {k: found.get(k) for k in {**OFFLINE, **QUIET}} == {**OFFLINE, **QUIET}


def test_the_network_is_left_on_only_if_the_user_allows_it() -> None:
    found = first_import("load_judge('someone/else', allow_download=True)")
    assert not OFFLINE.keys() & found.keys()
    assert QUIET.items() <= found.items()


def test_allowing_a_download_does_not_undo_the_users_own_switch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    set_switches(allow_download=True)
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_sha256(tmp_path: Path) -> None:
    path = tmp_path / "file"
    data = bytes(range(256)) * 9999
    path.write_bytes(data)
    assert sha256(path) == hashlib.sha256(data).hexdigest()


def test_weights_of(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no model\.safetensors") as caught:
        weights_of(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path}: ")
    (tmp_path / "model.safetensors").touch()
    assert weights_of(tmp_path) == tmp_path / "model.safetensors"


def test_a_model_that_is_not_here_and_one_that_is_damaged(tmp_path: Path) -> None:
    cause = OSError("a\nlong\nstory")
    away = str(missing_model("acme/judge", "acme/judge", "judge", cause))
    assert away.startswith('the judge model "acme/judge" is not on this machine')
    assert "download = true" in away
    damaged = str(missing_model("the bundled one", str(tmp_path), "judge", cause))
    assert damaged.startswith(f"{tmp_path}: the judge model in this folder can't be loaded")
    assert "long" not in away + damaged


def test_silence_is_lifted_afterwards(recwarn: pytest.WarningsRecorder) -> None:
    with silence():
        warnings.warn("hidden", stacklevel=1)
        assert not logging.getLogger("transformers").isEnabledFor(logging.WARNING)
    assert len(recwarn) == 0
    with pytest.warns(UserWarning, match="seen"):
        warnings.warn("seen", stacklevel=1)
