"""Writes one assessment in the forms asked for, each file in one step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from checker.errors import WorkspaceError
from checker.reports.atomic import write_text
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
    `stamp` the date and time of the run are added, so that no report overwrites another.
    Raises WorkspaceError when the folder can't be written.
    """
    stem = f"{name}-{assessment.created:%Y-%m-%d-%H%M%S}" if stamp else name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [p for form in formats for p in _write(assessment, folder, stem, form, texts)]
    except OSError as cause:
        raise WorkspaceError(
            f"the report can't be written ({cause.strerror})",
            where=str(folder),
            mend="Name a folder that you may write to with --out",
        ) from cause


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
