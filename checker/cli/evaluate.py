"""`checker evaluate`: measure a report against a person's own coding."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from checker.cli.common import shown, workspace_of


@click.command()
@click.argument(
    "coding",
    metavar="CODING.csv",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--report",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The .json file of an earlier check. Default: the newest in reports/.",
)
@click.option("--json", "as_json", is_flag=True, help="Print all figures and cells as JSON.")
@click.pass_context
def evaluate(ctx: click.Context, coding: Path, report: Path | None, as_json: bool) -> None:
    """Compare a report with your own coding: how far can you trust it?

    CODING.csv has a row for each article and point that you coded, and the columns article (its
    title, file or URL), point (its number) and outcome (carried, partial, distorted,
    contradicted or absent). An empty outcome is not coded. The matrix and the findings that
    checker export --format csv writes will do too, with your outcomes in place of its own.

    Nothing is checked again.
    """
    from checker.reports.agreement import measure, to_json
    from checker.reports.agreement_text import agreement_text
    from checker.reports.coded import match
    from checker.reports.coding import read_coding
    from checker.reports.data import read_report

    path = report or workspace_of(ctx).newest_report()
    assessment = read_report(path)
    coded = match(read_coding(coding), assessment, str(path))
    agreement = measure(coded, assessment)
    if as_json:
        # Bytes: JSON is UTF-8 whatever the terminal's encoding.
        data = to_json(agreement, shown(path)).encode("utf-8", errors="replace")
        click.echo(data, nl=False)
    elif sys.stdout is not None:  # None when started without a stdout (>&-)
        width = min(120, shutil.get_terminal_size().columns)
        click.echo(agreement_text(agreement, Path(shown(path)), width, sys.stdout.isatty()))
