"""`checker export`: other forms of a report that was made before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.common import Formats, workspace_of

if TYPE_CHECKING:
    from checker.reports.write import Texts


@click.command()
@click.argument(
    "report", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--format", "formats", type=Formats(), default="xlsx", show_default=True,
              help="Forms to make, separated by commas: html, json, csv, xlsx, pdf.")  # fmt: skip
@click.option("--texts", type=click.Choice(["inline", "folder", "none"]), default="inline",
              help="Article texts in the page, in a folder beside it, or left out.")  # fmt: skip
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to write to.")
@click.pass_context
def export(
    ctx: click.Context,
    report: Path | None,
    formats: tuple[str, ...],
    texts: Texts,
    out: Path | None,
) -> None:
    """Make other forms of a report without checking again.

    REPORT is the .json file of an earlier check; without it, the newest in reports/.
    """
    from checker.reports.data import read_report
    from checker.reports.write import write_reports

    if report is None:
        report = workspace_of(ctx).newest_report()
    assessment = read_report(report)
    name = report.stem
    for path in write_reports(assessment, out or report.parent, name, formats, texts, stamp=False):
        click.echo(str(path))
