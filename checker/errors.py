"""Every error a user can meet: what is wrong, where, and how to mend it.

An error is one line. The command line prints it on stderr and exits with `exit_code`;
nothing else in the package prints an error or exits.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Where:
    """A place in a user's file: the file, and the line (counted from 1) when known."""

    file: Path | str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line is not None else str(self.file)


class CheckerError(Exception):
    """Base of all errors a user can meet.

    `what`: the fault, in plain words, without a final full stop.
    `where`: the file and line, or any other place, when there is one; told as a path from the
    current folder when it lies in it.
    `mend`: what the user can do about it.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: Where | str | None = None, mend: str = "") -> None:
        self.what, self.where, self.mend = what, where, mend
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{_from_here(str(self.where))}: " if self.where is not None else ""
        mend = f". {self.mend}" if self.mend else ""
        return " ".join(f"{place}{self.what}{mend}".split())


def _from_here(place: str) -> str:
    try:
        return place.removeprefix(f"{Path.cwd()}{os.sep}")
    except OSError:  # the current folder is gone
        return place


class BriefError(CheckerError):
    """A brief document that can't be read or has nothing to score."""


class ConfigError(CheckerError):
    """A mistake in messages/*.toml."""


class ArticleError(CheckerError):
    """A press file that can't be read. `check` names it and goes on with the rest."""


class ModelError(CheckerError):
    """A model that is missing, damaged or of the wrong kind."""


class ReportError(CheckerError):
    """A report that can't be read, or can't be made in the form asked for."""


class CodingError(CheckerError):
    """A person's coding (CSV) that can't be read, or is not about the report."""


class StoreError(CheckerError):
    """The store (SQLite) can't be opened or is from a newer version."""


class WorkspaceError(CheckerError):
    """A folder or file of the workspace is missing or can't be written."""


class UsageError(CheckerError):
    """The command was called with arguments that don't fit together."""

    exit_code = 2


class GateFailed(CheckerError):
    """`--fail-under` or `--fail-on` was not met."""

    exit_code = 3
