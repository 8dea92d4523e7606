"""The command group, its options for all commands, and the one place that prints errors."""

from __future__ import annotations

import io
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from checker import __version__
from checker.cli.check import check
from checker.cli.completion import completion
from checker.cli.evaluate import evaluate
from checker.cli.export import export
from checker.cli.init import init
from checker.cli.points import points
from checker.cli.review import review
from checker.cli.usage import usage_error
from checker.errors import CheckerError
from checker.reports.plain import one_line


class _OneLineErrors(click.Group):
    """A group whose CheckerErrors and usage errors become one line on stderr and an exit code.

    A group called without a command shows its help, as click does.
    """

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            _tell(usage_error(error))
            raise click.exceptions.Exit(error.exit_code) from error

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            _tell(usage_error(error))
            ctx.exit(error.exit_code)
        except CheckerError as error:
            if ctx.params.get("debug"):
                traceback.print_exc()
            _tell(error)
            ctx.exit(error.exit_code)
        except (OSError, MemoryError, RecursionError) as error:
            if isinstance(error, BrokenPipeError):
                # The reader (head, less) has gone: nobody is left to tell.
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                ctx.exit(1)
            if ctx.params.get("debug"):
                traceback.print_exc()
            _tell(_plain(error))
            ctx.exit(1)


def _tell(error: CheckerError | str) -> None:
    click.echo(f"checker: {one_line(str(error))}", err=True)


def _plain(error: BaseException) -> str:
    """An operating-system error in one line."""
    if isinstance(error, OSError):
        return f"{error.filename or 'a file'}: {error.strerror or error}"
    return f"{type(error).__name__}: the machine has too little memory for this; check fewer files"


@click.group(cls=_OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="checker")
@click.option(
    "--workspace",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="The folder with messages/ and articles/ in it. Default: this folder or one above it.",
)
@click.option("--debug", is_flag=True, help="Show the full trace of an error.")
@click.pass_context
def cli(ctx: click.Context, workspace: Path | None, debug: bool) -> None:  # noqa: ARG001
    """Check press coverage against your key messages.

    Put your brief into messages/ (checker points import BRIEF), press articles into articles/,
    and run: checker check. The report says for every article and every talking point whether the
    message was carried, bent, contradicted or left out, and shows the sentence behind it.
    Nothing leaves this computer.
    """
    ctx.obj = workspace


for _command in (check, review, points, init, export, evaluate, completion):
    cli.add_command(_command)


def main() -> None:
    """Entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a character shows "?" rather than ending the run.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    cli(prog_name="checker")
