"""What `checker review` prints: its list, its questions, and what was decided.

All press text goes through `Terminal`, which lets nothing through that commands a terminal.
"""

from __future__ import annotations

from checker.articles.article import Article
from checker.messages.points import NARRATIVE, Brief
from checker.reports.layout import Terminal
from checker.reports.review import Pending
from checker.reports.texts import quoted, shorten
from checker.reports.words import ENGLISH, PERSON, SYMBOLS, UNSURE
from checker.scoring.assessment import Cell, Outcome

_TITLE, _SENTENCE = 80, 160
"""The most characters of each in a line of the list."""

KEYS = {
    "c": Outcome.CARRIED,
    "p": Outcome.PARTIAL,
    "d": Outcome.DISTORTED,
    "x": Outcome.CONTRADICTED,
    "a": Outcome.ABSENT,
}
"""The key of each outcome in a question."""
SKIP, QUIT = "s", "q"

PROMPT = "  ".join(
    [*(f"{key} {outcome.value}" for key, outcome in KEYS.items()), f"{SKIP} skip", f"{QUIT} quit"]
)
"""All keys, in one line."""


def list_line(waiting: Pending, options: str, terminal: Terminal) -> str:
    """One line of the list, with the command that decides it; `options` stand behind it."""
    article, cell = waiting.article, waiting.cell
    sentence = f": {quoted(shorten(cell.evidence[0].text, _SENTENCE))}" if cell.evidence else ""
    command = f"checker review {article.id} {point_word(cell.point)} OUTCOME{options}"
    title = shorten(article.title, _TITLE) or ENGLISH("no_title")
    facts = ", ".join(_facts(article))
    return terminal.text(
        f"{_said(cell)}, {_point(cell.point)}, {title} ({facts}){sentence} -> {command}"
    )


def question(waiting: Pending, brief: Brief, at: int, of: int, terminal: Terminal) -> str:
    """One cell to decide, the `at`-th (from 1) of `of`, in lines of the terminal's width."""
    article, cell = waiting.article, waiting.cell
    head = f"{at} of {of}: {article.title or ENGLISH('no_title')}"
    message = (
        " ".join(brief.narrative)
        if cell.point == NARRATIVE
        else next((p.text for p in brief.points if p.number == cell.point), "")
    )
    found = cell.evidence[0].text if cell.evidence else ""
    lines = [
        terminal.paint(terminal.cut(head, terminal.width), "1"),
        terminal.cut(", ".join(_facts(article)), terminal.width),
        *terminal.wrap(f"{_point(cell.point).capitalize()}: {message}", "", 4),
        terminal.cut(f"The program says: {SYMBOLS[cell.outcome]} {_said(cell)}", terminal.width),
        *terminal.wrap(quoted(found) if found else "No sentence was found.", "   ", 6),
    ]
    for evidence in cell.evidence[:1]:
        for m in evidence.mismatches[:2]:
            differs = f"the brief has {m.brief_has}, the article {m.article_has}"
            lines += terminal.wrap(differs, "   ", 2)
    return "\n".join(lines)


def decided_line(article: Article, cell: Cell, terminal: Terminal) -> str:
    """What a person has decided of a cell, and what the program had said."""
    said = f" (the program said: {_said(cell.judged)})" if cell.judged else ""
    title = shorten(article.title, _TITLE) or ENGLISH("no_title")
    return terminal.text(
        f"{PERSON} {cell.outcome.value}: {_point(cell.point)} in {quoted(title)}{said}"
    )


def taken_back_line(article: Article, cell: Cell, terminal: Terminal) -> str:
    """That a decision is taken back, and what stands in its place."""
    title = shorten(article.title, _TITLE) or ENGLISH("no_title")
    now = (
        f"the program says: {_said(cell)}"
        if cell.decided_by == "judge"
        else "what the program says is not known in this report; it stands as it is until: "
        "checker check --all"
    )
    return terminal.text(f"Taken back: {_point(cell.point)} in {quoted(title)}; {now}")


def point_word(point: int) -> str:
    """A point as one would type it."""
    return ENGLISH("narrative").lower() if point == NARRATIVE else str(point)


def _point(point: int) -> str:
    return point_word(point) if point == NARRATIVE else f"point {point}"


def _said(cell: Cell) -> str:
    sure = ENGLISH("sure", percent=ENGLISH.percent(cell.probability)).replace("\u00a0", " ")
    return f"{cell.outcome.value}, {sure}{f' {UNSURE}' if cell.unsure else ''}"


def _facts(article: Article) -> list[str]:
    date = ENGLISH.date(article.date) if article.date else ENGLISH("undated")
    return [article.outlet or ENGLISH("no_outlet"), date]
