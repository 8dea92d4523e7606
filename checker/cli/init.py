"""`checker init`: make the folders of a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from checker.workspace import Workspace


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
def init(folder: Path) -> None:
    """Make a workspace in FOLDER (default: this folder).

    It gets three folders: messages/ for briefs, articles/ for press files, reports/ for reports.
    Files that are there already are left alone.
    """
    workspace = Workspace(folder.resolve())
    made = workspace.create()
    for path in made:
        click.echo(f"made {path.relative_to(workspace.root)}/")
    if not made:
        click.echo("This is a workspace already; nothing was changed.")
    if not workspace.configs():
        click.echo("Next: checker points import YOUR-BRIEF.docx")
        click.echo("Then put press articles into articles/ and run: checker check")
