"""`checker review`: a person's decisions on what the program found."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli.common import workspace_of
from checker.scoring.assessment import Outcome


@click.command()
@click.argument("article", required=False)
@click.argument("point", required=False)
@click.argument(
    "outcome", required=False, metavar="[OUTCOME]", type=click.Choice([o.value for o in Outcome])
)
@click.option("--brief", help="Which brief, when there are several.")
@click.option(
    "--report",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The .json file of an earlier check. Default: the newest of the brief in reports/.",
)
@click.option("--list", "as_list", is_flag=True, help="Print what waits, and ask nothing.")
@click.option("--undo", is_flag=True, help="Take the decision on ARTICLE and POINT back.")
@click.option("--by", metavar="NAME", help="Who decides. Default: your user name.")
@click.pass_context
def review(
    ctx: click.Context,
    article: str | None,
    point: str | None,
    outcome: str | None,
    brief: str | None,
    report: Path | None,
    as_list: bool,
    undo: bool,
    by: str | None,
) -> None:
    """Decide what the program was unsure of, or got wrong.

    Without arguments it goes through the unsure outcomes of the newest report, asks for one key
    each, and keeps each answer at once. Where there is no terminal it lists them.

    With ARTICLE (its title, file, URL or id), POINT (its number) and OUTCOME (carried, partial,
    distorted, contradicted or absent) it decides that one, unsure or not.

    A decision wins over the program in every later check, until the point is reworded or you take
    it back with --undo. Nothing is checked again.
    """
    from checker.cli.reviewing import Wish, run

    chosen = Outcome(outcome) if outcome else None
    wish = Wish(article, point, chosen, brief, report, as_list, undo, by)
    run(workspace_of(ctx), wish)
