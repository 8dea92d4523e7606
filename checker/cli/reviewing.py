"""What `checker review` does with its arguments: ask, list, decide or take back."""

from __future__ import annotations

import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from checker.cli.common import shown
from checker.cli.desk import Desk, chosen, reviewer_name
from checker.errors import UsageError, WorkspaceError
from checker.reports.coding import point_number
from checker.reports.layout import Terminal
from checker.reports.plain import one_line
from checker.reports.review_text import (
    KEYS,
    PROMPT,
    QUIT,
    SKIP,
    decided_line,
    list_line,
    question,
    taken_back_line,
)
from checker.scoring.assessment import Outcome
from checker.store import Store
from checker.workspace import Workspace

_ENDS = (QUIT, "\x03", "\x04", "\x1a", "")
"""Keys that end the questions: quit, Ctrl-C, Ctrl-D, Ctrl-Z, and no key at all."""


@dataclass(frozen=True)
class Wish:
    """The arguments of `checker review`, as given."""

    article: str | None
    point: str | None
    outcome: Outcome | None
    brief: str | None
    report: Path | None
    as_list: bool
    undo: bool
    by: str | None

    def number(self) -> int:
        """The point's number, 0 for the narrative. Raises UsageError."""
        number = point_number(self.point or "")
        if number is None:
            raise UsageError(
                f'"{one_line(self.point or "")}" is no point',
                mend='Write its number, or "narrative"',
            )
        return number


def run(workspace: Workspace, wish: Wish) -> None:
    """Do what is wished. Raises UsageError for arguments that don't fit together, and what `Desk`
    raises."""
    _expect_fitting(wish)
    number = wish.number() if wish.point is not None else None
    listing = wish.article is None and (wish.as_list or not _at_a_terminal())
    reviewer = "" if listing or wish.undo else reviewer_name(wish.by)
    config, report = chosen(workspace, wish.brief, wish.report)
    file = workspace.store
    if file is None and not listing:
        raise WorkspaceError(
            "decisions can't be kept: the folder can't be written",
            where=str(workspace.root / ".checker"),
            mend="Work in a folder that you may write to",
        )
    with Store(file) as store:
        desk = Desk(config, report, store)
        if listing:
            _list(desk, _options(workspace, wish))
            return
        if number is not None:
            _one(desk, wish, number, reviewer)
        else:
            _ask(desk, reviewer)
        _finish(desk)


def _expect_fitting(wish: Wish) -> None:
    given = [wish.article, wish.point, wish.outcome]
    usage = "See: checker review --help"
    if wish.undo:
        if wish.article is None or wish.point is None or wish.outcome is not None:
            mend = "Write: checker review --undo ARTICLE POINT"
            raise UsageError("--undo takes an article and a point", mend=mend)
    elif any(g is not None for g in given) and None in given:
        mend = "Write: checker review ARTICLE POINT OUTCOME"
        raise UsageError("an article, a point and an outcome belong together", mend=mend)
    if wish.as_list and wish.article is not None:
        raise UsageError("--list takes no article", mend=usage)


def _at_a_terminal() -> bool:
    return all(s is not None and s.isatty() for s in (sys.stdin, sys.stdout))


def _terminal() -> Terminal:
    width = max(40, min(100, shutil.get_terminal_size().columns))
    return Terminal(width, sys.stdout.isatty(), sys.stdout.encoding or "utf-8")


def _options(workspace: Workspace, wish: Wish) -> str:
    """What a command must say too, to mean the same brief and report."""
    options = []
    if wish.brief is not None and len(workspace.configs()) > 1:
        options += ["--brief", shlex.quote(wish.brief)]
    if wish.report is not None:
        options += ["--report", shlex.quote(str(wish.report))]
    return "".join(f" {o}" for o in options)


def _list(desk: Desk, options: str) -> None:
    terminal = _terminal()
    waiting = desk.waiting()
    for item in waiting:
        click.echo(list_line(item, options, terminal))
    if not waiting:
        click.echo(f"Nothing waits for review in {one_line(shown(desk.report))}")
    _tell_reworded(desk)


def _tell_reworded(desk: Desk) -> None:
    if count := desk.reworded:
        are = "1 more is about a point" if count == 1 else f"{count} more are about points"
        click.echo(f"{are} that the brief words otherwise by now. Run: checker check", err=True)


def _one(desk: Desk, wish: Wish, number: int, reviewer: str) -> None:
    assert wish.article is not None
    article, _ = desk.find(wish.article, number)
    if wish.outcome is None:
        cell = desk.take_back(article.id, number)
        click.echo(taken_back_line(article, cell, _terminal()))
    else:
        cell = desk.decide(article.id, number, wish.outcome, reviewer)
        click.echo(decided_line(article, cell, _terminal()))


def _ask(desk: Desk, reviewer: str) -> None:
    """Go through what waits. Ctrl-C and the end of the input end it as the key for it does."""
    waiting = desk.waiting()
    if not waiting:
        click.echo(f"Nothing waits for review in {one_line(shown(desk.report))}")
    _tell_reworded(desk)
    brief = desk.assessment.brief
    try:
        for at, item in enumerate(waiting, 1):
            click.echo(f"{question(item, brief, at, len(waiting), _terminal())}\n{PROMPT}")
            key = _key()
            if key in _ENDS:
                return
            if key != SKIP:
                cell = desk.decide(item.article.id, item.cell.point, KEYS[key], reviewer)
                click.echo(decided_line(item.article, cell, _terminal()))
            click.echo()
    except (KeyboardInterrupt, EOFError, click.Abort):
        click.echo()


def _key() -> str:
    """The next key that means something here."""
    while (key := click.getchar()[:1].lower()) not in (*_ENDS, *KEYS, SKIP):
        if key.strip():
            click.echo(f'"{one_line(key)}" is none of the keys')
    return key


def _finish(desk: Desk) -> None:
    written = desk.finish()
    if written:
        if desk.outdated:
            name = shlex.quote(shown(desk.report))
            click.echo(
                "The PDF of this report is as it was. For a new one run: "
                f"checker export {name} --format pdf",
                err=True,
            )
        click.echo(one_line(str(written[0])))
