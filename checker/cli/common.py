"""What several commands share: finding the workspace, showing progress."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from checker.workspace import Workspace, find_workspace

FORMATS = ("html", "json", "csv", "xlsx", "pdf")

QUIET_SECONDS = 2.0
"""Work shorter than this shows no progress bar."""


class Formats(click.ParamType[tuple[str, ...]]):
    """A comma-separated list of report formats, at least one."""

    name = "formats"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The formats named in `value`, in order, each once."""
        if isinstance(value, tuple):
            return value
        chosen = tuple(dict.fromkeys(f.strip().lower() for f in str(value).split(",") if f.strip()))
        for name in chosen or (str(value),):
            if name not in FORMATS:
                self.fail(f'"{name}" is not one of {", ".join(FORMATS)}', param, ctx)
        return chosen


def workspace_of(ctx: click.Context) -> Workspace:
    """The workspace named by --workspace, or the one around the current folder."""
    given: Path | None = ctx.obj
    return find_workspace((given or Path.cwd()).resolve())


def shown(path: Path) -> str:
    """A path as the user would type it from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


class Progress:
    """A progress line on stderr for long work: nothing at all when stderr is not a terminal."""

    WIDTH = 24

    def __init__(self, *, quiet: bool) -> None:
        # Started without a stderr (2>&-), there is no such stream at all.
        self._on = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._began = time.monotonic()
        self._shown = False

    def __call__(self, step: str, done: int, of: int) -> None:
        """Show that `done` of `of` pieces of `step` are done."""
        if not self._on or time.monotonic() - self._began < QUIET_SECONDS:
            return
        filled = self.WIDTH * done // max(of, 1)
        bar = "#" * filled + "-" * (self.WIDTH - filled)
        click.echo(f"\r{step:<8} [{bar}] {done:,} of {of:,}\x1b[K", err=True, nl=False)
        self._shown = True

    def end(self) -> None:
        """Wipe the line."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._shown = False
