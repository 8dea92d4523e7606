"""A report under review: a person's decisions go to the store at once, to its files at the end."""

from __future__ import annotations

import datetime as dt
import getpass
from pathlib import Path

from checker.articles.article import Article
from checker.errors import CodingError, ReportError, UsageError, WorkspaceError
from checker.messages.config import BriefConfig, load_config
from checker.reports.coded import find_cell
from checker.reports.data import read_report
from checker.reports.html import texts_of
from checker.reports.plain import one_line
from checker.reports.review import Pending, pending
from checker.reports.write import write_reports
from checker.scoring.assessment import Assessment, Cell, Decision, Outcome
from checker.scoring.decisions import (
    members,
    standing,
    with_decisions,
    without_decision,
    words_mark,
)
from checker.store import Store
from checker.workspace import Workspace, brief_of_report

_FORMS = {"html": "{}.html", "json": "{}.json", "csv": "{}-points.csv", "xlsx": "{}.xlsx"}
"""The forms that are written anew, each with the file by which it is known to be there."""


def reviewer_name(given: str | None) -> str:
    """The name to keep with decisions: as given, else the system's user name.

    Raises UsageError when it is empty or the system knows none.
    """
    try:
        name = one_line(getpass.getuser() if given is None else given)
    except (OSError, KeyError, ImportError):
        name = ""
    if not name:
        raise UsageError("it is not known who decides", mend="Give your name with --by NAME")
    return name


def chosen(workspace: Workspace, brief: str | None, report: Path | None) -> tuple[Path, Path]:
    """The brief's config file and the report to review: the newest, unless it is named.

    A named report that `check` named after a brief says which one. Raises UsageError when the
    brief can't be told, WorkspaceError when there is no brief or no report of it.
    """
    if brief is None and report is not None:
        named = brief_of_report(report)
        brief = named if named in {p.stem for p in workspace.configs()} else None
    config = workspace.config(brief)
    return config, report or workspace.newest_report(config.stem)


class Desk:
    """One report and the decisions on its brief."""

    def __init__(self, config: Path, report: Path, store: Store) -> None:
        """Read the brief and the report; decisions that stand in the store are put into it.

        Raises ConfigError, ReportError and StoreError.
        """
        self.report = report
        self.config: BriefConfig = load_config(config)
        self._brief = config.stem
        self._store = store
        self._written = read_report(report)
        _expect_whole(self._written, report)
        kept = standing(store.reviews(self._brief), self.config.brief)
        self.assessment = with_decisions(
            self._written, (d for d in kept if self._has_words_of(d.point))
        )

    def waiting(self) -> tuple[Pending, ...]:
        """What there is to decide, most important first."""
        return tuple(p for p in pending(self.assessment) if self._has_words_of(p.cell.point))

    @property
    def reworded(self) -> int:
        """How many unsure cells can't be decided here: the brief has other words by now."""
        return len(pending(self.assessment)) - len(self.waiting())

    def find(self, article: str, point: int) -> tuple[Article, Cell]:
        """The named cell, as it stands. Raises what `find_cell` raises."""
        return find_cell(article, point, self.assessment, str(self.report))

    def decide(self, article: str, point: int, outcome: Outcome, reviewer: str) -> Cell:
        """Keep a person's outcome for an article (by id) and a point; the cell as it is now.

        Raises ReportError when the brief has other words for the point than the report, and
        StoreError.
        """
        mark = words_mark(self.config.brief, point)
        if mark is None or not self._has_words_of(point):
            raise ReportError(
                f"point {point} reads otherwise in the brief than in this report"
                if point
                else "the narrative reads otherwise in the brief than in this report",
                where=str(self.report),
                mend="Run: checker check --all, and decide on its report",
            )
        now = dt.datetime.now(dt.UTC)
        decision = Decision(article, point, outcome, reviewer, now, mark)
        self._store.keep_review(self._brief, decision)
        # One decision for a story: an older one on a reprint must not outlive this one.
        self._drop(article, point, but=article)
        self.assessment = with_decisions(self.assessment, [decision])
        return self._cell(article, point)

    def take_back(self, article: str, point: int) -> Cell:
        """Forget the decision on an article (by id) and a point; the cell as it is now.

        Raises CodingError when there is none, and StoreError.
        """
        was_decided = self._cell(article, point).decided_by == "person"
        if not self._drop(article, point) and not was_decided:
            raise CodingError(
                "no decision was made on this article and point",
                where=str(self.report),
                mend="The report marks those that were made as decided by a person",
            )
        self.assessment = without_decision(self.assessment, article, point)
        return self._cell(article, point)

    def finish(self) -> list[Path]:
        """Write the report anew in the forms that lie beside it, if anything is otherwise now.

        Returns the paths, the page first; none when nothing had to be written. Raises
        WorkspaceError when a file can't be written.
        """
        if self.assessment == self._written:
            return []
        folder, stem = self.report.parent, self.report.stem
        forms = [f for f, name in _FORMS.items() if (folder / name.format(stem)).exists()]
        page = folder / f"{stem}.html"
        try:
            texts = texts_of(page) if "html" in forms else "inline"
            return write_reports(self.assessment, folder, stem, forms, texts, stamp=False)
        except (WorkspaceError, OSError) as fault:
            what = fault.what if isinstance(fault, WorkspaceError) else str(fault.strerror)
            raise WorkspaceError(
                f"what you decided is kept, but the report is as it was: {what}",
                where=str(self.report),
                mend="Close it in other programs, check that you may write there, and run again: "
                "checker review",
            ) from fault

    @property
    def outdated(self) -> Path | None:
        """A PDF of the report, which is not written anew; None when there is none."""
        pdf = self.report.with_suffix(".pdf")
        return pdf if pdf.exists() else None

    def _drop(self, article: str, point: int, *, but: str = "") -> bool:
        """Forget the decisions on a story's articles, save one; whether there was any."""
        ids = sorted(members(self.assessment.stories, article) - {but})
        return sum(self._store.drop_review(self._brief, i, point) for i in ids) > 0

    def _cell(self, article: str, point: int) -> Cell:
        cell = self.assessment.cell(article, point)
        assert cell is not None  # `find` gave it
        return cell

    def _has_words_of(self, point: int) -> bool:
        """Whether the report has a point in the words that the brief has."""
        mark = words_mark(self.config.brief, point)
        return mark is not None and mark == words_mark(self._written.brief, point)


def _expect_whole(assessment: Assessment, report: Path) -> None:
    """Raise ReportError when a counted point has no cell for a story: a report edited by hand."""
    there = {(c.article, c.point) for c in assessment.cells}
    for t in assessment.tallies:
        for story in assessment.stories:
            if (story.first.id, t.point) not in there:
                raise ReportError(
                    f"the report has no outcome of point {t.point} for one of its articles",
                    where=str(report),
                    mend="Run: checker check --all, and review its report",
                )
