"""Writes one assessment in the forms asked for, each file in one step."""

from __future__ import annotations

import errno
import glob
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from checker.atomic import write_text
from checker.errors import WorkspaceError
from checker.scoring.assessment import Assessment

Texts = Literal["inline", "folder", "none"]


def write_reports(
    assessment: Assessment,
    folder: Path,
    name: str,
    formats: Sequence[str],
    texts: Texts,
    *,
    stamp: bool = True,
) -> list[Path]:
    """Write `assessment` to `folder` and return the paths, in the order of `formats`.

    `formats`: any of html, json, csv, xlsx, pdf. `name`: the files' name without suffix; with
    `stamp` the date and time of the run are added, and a number when there is such a report
    already, so that no report overwrites another.
    Raises WorkspaceError when the folder can't be written.
    """
    make_folder(folder)
    stem = _free(folder, f"{name}-{assessment.created:%Y-%m-%d-%H%M%S}") if stamp else name
    try:
        return [p for form in formats for p in _write(assessment, folder, stem, form, texts)]
    except OSError as cause:
        raise _not_writable(folder, cause.strerror or type(cause).__name__) from cause


def make_folder(folder: Path) -> None:
    """Make `folder` if need be. Raises WorkspaceError when it can't be made or written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise _not_writable(folder, cause.strerror or type(cause).__name__) from cause
    if not os.access(folder, os.W_OK):
        raise _not_writable(folder, os.strerror(errno.EACCES))


def _not_writable(folder: Path, reason: str) -> WorkspaceError:
    return WorkspaceError(
        f"the report can't be written ({reason})",
        where=str(folder),
        mend="Name a folder that you may write to with --out",
    )


def _free(folder: Path, stem: str) -> str:
    """`stem`, or it with the first number from 2 up that no file in `folder` has."""
    tried, number = stem, 1
    while _taken(folder, tried):
        number += 1
        tried = f"{stem}-{number}"
    return tried


def _taken(folder: Path, stem: str) -> bool:
    """Whether a report of this name is there: "talks.html", "talks-points.csv"."""
    name = glob.escape(stem)
    return any(folder.glob(f"{name}.*")) or any(folder.glob(f"{name}-[a-z]*"))


def _write(assessment: Assessment, folder: Path, stem: str, form: str, texts: Texts) -> list[Path]:
    path = folder / f"{stem}.{form}"
    if form == "json":
        from checker.reports.data import to_json

        write_text(path, to_json(assessment))
        return [path]
    if form == "csv":
        from checker.reports.csv_files import write_csv

        return write_csv(assessment, folder, stem)
    if form == "xlsx":
        from checker.reports.xlsx import write_xlsx

        return [write_xlsx(assessment, path)]
    from checker.reports.html import write_html

    if form == "html":
        return [write_html(assessment, path, texts)]
    from tempfile import TemporaryDirectory

    from checker.reports.pdf import write_pdf

    with TemporaryDirectory() as scratch:
        page = write_html(assessment, Path(scratch) / f"{stem}.html", "inline")
        return [write_pdf(page, path)]
