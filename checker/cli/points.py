"""`checker points`: list, add and import talking points."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker.cli.common import shown, workspace_of
from checker.errors import BriefError, UsageError


@click.group()
def points() -> None:
    """List, add or import talking points."""


@points.command("list")
@click.option("--brief", help="Which brief, when there are several.")
@click.option("--claims", is_flag=True, help="Show each point's claims as the judge reads them.")
@click.pass_context
def list_points(ctx: click.Context, brief: str | None, claims: bool) -> None:
    """Show the talking points of a brief."""
    from checker.messages.claims import claims_of
    from checker.messages.config import load_config

    config = load_config(workspace_of(ctx).config(brief))
    click.echo(config.brief.title)
    for point in config.brief.points:
        click.echo()
        click.echo(
            click.wrap_text(
                " ".join(point.text.split()),
                width=_width(),
                initial_indent=f"{point.number:>3}  ",
                subsequent_indent="     ",
            )
        )
        if claims:
            for claim in claims_of(point, config.brief.subject):
                click.echo(
                    click.wrap_text(
                        claim.text,
                        width=_width(),
                        initial_indent=f"     {claim.id}: ",
                        subsequent_indent="         ",
                    )
                )
        for kind, texts in (("variant", point.variants), ("rebuttal", point.rebuttals)):
            for text in texts:
                click.echo(f"     {kind}: {text}")


def _width() -> int:
    import shutil

    return min(100, shutil.get_terminal_size().columns)


@points.command("add")
@click.option("--brief", help="Which brief, when there are several.")
@click.option("--text", help="The point's text. Asked for when left out.")
@click.option("--number", type=click.IntRange(min=1), help="Its number. Default: the next free.")
@click.option("--variant", "variants", multiple=True, help="Another wording you accept.")
@click.option("--rebuttal", "rebuttals", multiple=True, help="A counter-message you expect.")
@click.pass_context
def add(
    ctx: click.Context,
    brief: str | None,
    text: str | None,
    number: int | None,
    variants: tuple[str, ...],
    rebuttals: tuple[str, ...],
) -> None:
    """Add a talking point to a brief's config file."""
    from checker.messages.config import add_point

    path = workspace_of(ctx).config(brief)
    if text is None:
        if not sys.stdin.isatty():
            raise UsageError(
                "the point's text is missing", mend='Give it with --text "Your message."'
            )
        text = click.prompt("The talking point, in one line")
    point = add_point(path, text, number=number, variants=variants, rebuttals=rebuttals)
    click.echo(f"Added point {point.number} to {shown(path)}")


@points.command("import")
@click.argument("document", metavar="BRIEF", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--name", help="The config file's name, without .toml. Default: from the title.")
@click.option("--yes", is_flag=True, help="Take over changes without asking.")
@click.pass_context
def import_points(ctx: click.Context, document: Path, name: str | None, yes: bool) -> None:
    """Read BRIEF, a .docx, .md or .txt file, into numbered talking points.

    Writes messages/NAME.toml, which you can edit by hand. Importing again after the brief has
    changed shows what would change and keeps what you edited.
    """
    from dataclasses import replace

    from checker.atomic import write_text
    from checker.messages.brief import read_brief
    from checker.messages.claims import guess_subject
    from checker.messages.config import merge, new_config, planned_changes
    from checker.workspace import slug

    workspace = workspace_of(ctx)
    brief = read_brief(document)
    if not brief.points:
        raise BriefError(
            "no talking points were found",
            where=shown(document),
            mend="Number them (1., 2., 3.), each in a paragraph of its own, and import it again",
        )
    brief = replace(brief, subject=brief.subject or guess_subject(brief))
    path = workspace.messages / f"{slug(name or brief.title or document.stem)}.toml"
    for note in brief.notes:
        click.echo(f"note: {note}", err=True)
    if not path.exists():
        write_text(path, new_config(brief))
        click.echo(f"{len(brief.points)} talking points -> {shown(path)}")
        click.echo("Read it through with: checker points list")
        return
    changes = planned_changes(path, brief)
    if not changes:
        click.echo(f"{shown(path)} is up to date: nothing has changed.")
        return
    for change in changes:
        click.echo(str(change))
    if not yes and not sys.stdin.isatty():
        raise UsageError(
            "1 change was not taken over"
            if len(changes) == 1
            else f"{len(changes)} changes were not taken over",
            where=shown(path),
            mend="Run again with --yes to take them over; hand edits are kept",
        )
    if yes or click.confirm(f"Take over into {shown(path)}? Hand edits are kept"):
        merge(path, brief)
        click.echo(f"Updated {shown(path)}")
