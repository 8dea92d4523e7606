"""The one place that knows where a user's files are: briefs, articles, reports, the store."""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass
from pathlib import Path

from checker.errors import UsageError, WorkspaceError


@dataclass(frozen=True)
class Workspace:
    """A folder with messages/, articles/ and reports/ in it."""

    root: Path

    @property
    def messages(self) -> Path:
        """Where the config files of briefs are."""
        return self.root / "messages"

    @property
    def articles(self) -> Path:
        """Where press files are put."""
        return self.root / "articles"

    @property
    def reports(self) -> Path:
        """Where reports are written."""
        return self.root / "reports"

    @property
    def store(self) -> Path | None:
        """The store's file; None (in memory) when the workspace can't be written."""
        folder = self.root / ".checker"
        file = folder / "store.sqlite3"
        # SQLite writes beside its file too, so the folder counts even when the file is there.
        places = [p for p in (folder, file) if p.exists()] or [self.root]
        return file if all(os.access(p, os.W_OK) for p in places) else None

    def configs(self) -> list[Path]:
        """The config files, sorted by name."""
        return sorted(self.messages.glob("*.toml"))

    def config(self, brief: str | None) -> Path:
        """The config file of `brief`: a name, a file name or a path; None when there is only one.

        Raises UsageError when it can't be told which is meant, WorkspaceError when there is none.
        """
        found = self.configs()
        if brief:
            given = Path(brief)
            if given.suffix == ".toml" and given.is_file():
                return given
            for path in found:
                if brief in (path.stem, path.name):
                    return path
            names = ", ".join(p.stem for p in found) or "none yet"
            raise UsageError(
                f'there is no brief called "{brief}"',
                where=str(self.messages),
                mend=f"Briefs here: {names}",
            )
        if not found:
            raise WorkspaceError(
                "no brief has been imported",
                where=str(self.messages),
                mend="Run: checker points import YOUR-BRIEF.docx (a .docx, .md or .txt file)",
            )
        if len(found) > 1:
            raise UsageError(
                f"there are {len(found)} briefs",
                where=str(self.messages),
                mend="Say which with --brief: " + ", ".join(p.stem for p in found),
            )
        return found[0]

    def newest_report(self, brief: str | None = None) -> Path:
        """The JSON report of the latest run: by the time in its name, else by when it was written.

        `brief`: only reports that `check` named after this brief. A report that was reviewed later
        is no newer by that. Raises WorkspaceError when there is none.
        """
        found = [
            p for p in self.reports.glob("*.json") if brief is None or brief == brief_of_report(p)
        ]
        if not found:
            of = "" if brief is None else f" of {brief}"
            mend = "Run: checker check" if brief is None else "Run: checker check --all"
            raise WorkspaceError(f"there is no JSON report{of}", where=str(self.reports), mend=mend)
        return max(found, key=_made)

    def create(self) -> list[Path]:
        """Make the three folders; the ones that were not there."""
        made = []
        for folder in (self.messages, self.articles, self.reports):
            if not folder.is_dir():
                try:
                    folder.mkdir(parents=True)
                except OSError as cause:
                    raise WorkspaceError(
                        f"the folder can't be made ({cause.strerror})",
                        where=str(folder),
                        mend="Choose a folder that you may write to",
                    ) from cause
                made.append(folder)
        return made


_REPORT = re.compile(r"(.+)-(\d{4}-\d\d-\d\d-\d{6})(?:-(\d{1,6}))?", re.DOTALL)
"""A report's name without suffix: the brief, the time in UTC, a number from the second on."""


def brief_of_report(report: Path) -> str | None:
    """The brief that `checker check` named a report after; None for a report named otherwise."""
    named = _REPORT.fullmatch(report.stem)
    return named[1] if named else None


def _made(report: Path) -> tuple[float, int]:
    """When a report was made, in seconds, and its number among those of that second."""
    if named := _REPORT.fullmatch(report.stem):
        try:
            time = dt.datetime.strptime(named[2], "%Y-%m-%d-%H%M%S").replace(tzinfo=dt.UTC)
        except ValueError:
            pass
        else:
            return time.timestamp(), int(named[3] or 1)
    return report.stat().st_mtime, 1


def find_workspace(start: Path) -> Workspace:
    """The workspace that holds `start`: it or the nearest folder above with messages/ in it.

    Raises WorkspaceError when there is none.
    """
    for folder in (start, *start.parents):
        if (folder / "messages").is_dir() and (folder / "articles").is_dir():
            return Workspace(folder)
    raise WorkspaceError(
        "this folder is not a workspace: it has no messages/ and articles/",
        where=str(start),
        mend="Run: checker init",
    )


def slug(title: str) -> str:
    """A short file name from a brief's title: lower case, words joined by hyphens."""
    words = re.findall(r"[^\W_]+", title.lower())
    return "-".join(words[:6])[:60].strip("-") or "brief"
