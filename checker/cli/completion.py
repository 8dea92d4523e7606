"""`checker completion`: the script that completes commands in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from checker.errors import UsageError


@click.command()
@click.argument("shell", metavar="SHELL", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands and options in SHELL: bash, zsh or fish.

    For bash, add this line to ~/.bashrc: eval "$(checker completion bash)"
    """
    made = get_completion_class(shell)
    if made is None:  # pragma: no cover - click knows the three shells above
        raise UsageError(f"there is no completion for {shell}")
    root = ctx.find_root()
    click.echo(made(root.command, {}, "checker", "_CHECKER_COMPLETE").source())
