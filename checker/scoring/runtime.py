"""Loading of models: offline unless allowed, silent always, checked where a sum is known."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import warnings
from collections.abc import Iterator
from pathlib import Path

from checker.errors import ModelError

OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
QUIET = {
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "false",
}

WEIGHTS, PACKED = "model.safetensors", "packed.safetensors"
"""Files of a model folder: weights as every loader reads them, or in four bits (see `packing`)."""

MEND = "Install the program again, or name a whole sentence-transformers model under [check]"


def set_switches(*, allow_download: bool = False) -> None:
    """Set the environment that the model libraries read when they are first imported.

    Without `allow_download` nothing can be fetched: a brief is under embargo, and a machine
    without a network must not hang on a look-up.
    """
    os.environ.update(QUIET)
    if not allow_download:
        os.environ.update(OFFLINE)


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Keep library warnings, log lines and progress bars away from the user's terminal."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from transformers.utils import logging as hf_logging

        hf_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        hf_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        for name in ("sentence_transformers", "transformers", "torch", "huggingface_hub"):
            logging.getLogger(name).setLevel(logging.ERROR)
        yield


def sha256(path: Path) -> str:
    """The SHA-256 of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def weights_of(folder: Path) -> Path:
    """The weights file of a model folder, packed or plain.

    Raises ModelError when there is none.
    """
    for name in (PACKED, WEIGHTS):
        if (folder / name).is_file():
            return folder / name
    raise ModelError(f"the model folder holds no {WEIGHTS}", where=str(folder), mend=MEND)


def missing_model(name: str, path: str, kind: str, cause: Exception) -> ModelError:
    """The error for a model that can't be loaded from `path`, told in the user's terms."""
    if Path(path).is_dir():
        return ModelError(
            f"the {kind} model in this folder can't be loaded ({type(cause).__name__})",
            where=path,
            mend=MEND,
        )
    return ModelError(
        f'the {kind} model "{name}" is not on this machine',
        mend="Give the path of its folder, or set download = true under [check] to fetch it",
    )
