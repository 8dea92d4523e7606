"""The short summary that `checker check` prints: what got through, what diverges, what to do."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from checker.articles.article import Article
from checker.messages.points import NARRATIVE
from checker.reports.layout import Terminal, columns
from checker.reports.texts import quoted
from checker.reports.words import ENGLISH, PERSON, SYMBOLS, UNSURE
from checker.scoring.assessment import DIVERGENT, Assessment, Cell, Outcome, Tally

SHOWN = 6
"""The most divergences, themes or files shown; the report has them all."""

_NARROWEST = 40
_DOTS = 5
_BOLD, _FAINT, _RED, _GREEN, _YELLOW = "1", "2", "31", "32", "33"
_COLOURS = {Outcome.CONTRADICTED: _RED, Outcome.DISTORTED: _YELLOW}


def summary(
    assessment: Assessment, report: Path, width: int, colour: bool, encoding: str | None = None
) -> str:
    """The summary of one run, its lines at most `width` columns (40 at least), for printing.

    Every text of an article is stripped of what could command the terminal. The last line is
    the report's path alone, however long. `encoding`: the terminal's, standard output's when
    not given; where it lacks our signs, the summary is in plain ASCII.
    """
    encoding = encoding or sys.stdout.encoding or "utf-8"
    terminal = Terminal(max(_NARROWEST, width), colour, encoding)
    firsts = {story.first.id: story.first for story in assessment.stories}
    cells = [cell for cell in assessment.cells if cell.article in firsts]
    sections = (
        _head(terminal, assessment),
        _pull_through(terminal, assessment),
        _divergences(terminal, cells, firsts),
        _unsure(terminal, cells),
        _themes(terminal, assessment),
        _not_checked(terminal, assessment),
        [terminal.path(report)],
    )
    return "\n\n".join("\n".join(lines) for lines in map(list, sections) if lines)


def _head(terminal: Terminal, assessment: Assessment) -> Iterator[str]:
    yield terminal.paint(terminal.cut(assessment.brief.title, terminal.width), _BOLD)
    articles = assessment.articles
    if not articles:
        yield terminal.cut("No article was checked.", terminal.width)
        return
    days = [article.date for article in articles if article.date]
    outlets = {article.outlet for article in articles if article.outlet}
    facts = [
        ENGLISH.count("story", len(assessment.stories)),
        f"{len(articles)} article{'s' * (len(articles) != 1)}",
    ]
    if outlets:
        facts.append(ENGLISH.count("outlet", len(outlets)))
    if days:
        facts.append(ENGLISH.period(min(days), max(days)))
    yield from terminal.wrap(", ".join(facts), "", 2)


def _pull_through(terminal: Terminal, assessment: Assessment) -> Iterator[str]:
    if not assessment.stories:
        return
    yield terminal.paint("Pull-through", _BOLD)
    texts = {point.number: point.text for point in assessment.brief.points}
    if assessment.brief.narrative:
        texts[NARRATIVE] = " ".join(assessment.brief.narrative)
    # The narrative is scored apart, so it comes last.
    ordered = sorted(assessment.tallies, key=lambda t: (t.point == NARRATIVE, t.point))
    digits = max((len(_label(tally.point)) for tally in ordered), default=1)
    counts = [_count(tally, terminal.width) for tally in ordered]
    longest = max(map(len, counts), default=0)
    for tally, count in zip(ordered, counts, strict=True):
        filled = _filled(tally)
        dots = terminal.paint(terminal.text("●" * filled), _GREEN) + terminal.paint(
            terminal.text("○" * (_DOTS - filled)), _FAINT
        )
        share = terminal.text(ENGLISH.percent(tally.pull_through)).rjust(5)
        before = f" {_label(tally.point):>{digits}}  {dots}  {count:>{longest}}  {share}  "
        room = terminal.width - (1 + digits + 2 + _DOTS + 2 + longest + 2 + len(share) + 2)
        yield before + terminal.cut(texts.get(tally.point, ""), room)


def _label(point: int) -> str:
    return ENGLISH("narrative.label") if point == NARRATIVE else str(point)


def _count(tally: Tally, width: int) -> str:
    count = f"{tally.counts.get(Outcome.CARRIED, 0)} of {tally.stories}"
    if width < 72:
        return count
    return f"{count} {'story' if tally.stories == 1 else 'stories'}"


def _filled(tally: Tally) -> int:
    """Dots to fill: none only for none, all only for all."""
    share = tally.pull_through
    if share in (0, 1):
        return int(share) * _DOTS
    return min(_DOTS - 1, max(1, round(share * _DOTS)))


def _divergences(
    terminal: Terminal, cells: Iterable[Cell], firsts: dict[str, Article]
) -> Iterator[str]:
    found = sorted(
        (cell for cell in cells if cell.outcome in DIVERGENT),
        key=lambda c: (DIVERGENT.index(c.outcome), c.unsure, -c.probability, c.point),
    )
    if not found:
        return
    yield terminal.paint("Contradicted or bent", _BOLD)
    for cell in found[:SHOWN]:
        yield from _divergence(terminal, cell, firsts[cell.article])
    if len(found) > SHOWN:
        yield f" and {len(found) - SHOWN} more in the report"


def _divergence(terminal: Terminal, cell: Cell, article: Article) -> Iterator[str]:
    point = (
        ENGLISH("narrative").lower() if cell.point == NARRATIVE else f"point {_label(cell.point)}"
    )
    sign = terminal.text(SYMBOLS[cell.outcome])
    what = f"{sign} {cell.outcome.value}: {point}"
    sure = ENGLISH("sure", percent=ENGLISH.percent(cell.probability))
    if cell.decided_by == "person":
        sure = f"{PERSON} {ENGLISH('person')}"
    elif cell.unsure:
        sure = f"{sure} {UNSURE}"
    # Where a line is too long, the date goes first: it is the least missed.
    facts = [sure, article.outlet or ENGLISH("no_outlet")]
    facts += [ENGLISH.date(article.date)] if article.date else []
    rest = terminal.cut(", ".join(facts), terminal.width - columns(what) - 3)
    yield f" {terminal.paint(what, _COLOURS[cell.outcome])}  {rest}"
    if not cell.evidence:
        return
    evidence = cell.evidence[0]
    yield from terminal.wrap(quoted(evidence.text), "   ", 3)
    for mismatch in evidence.mismatches[:2]:
        differs = f"the brief has {mismatch.brief_has}, the article {mismatch.article_has}"
        for line in terminal.wrap(differs, "   ", 2):
            yield terminal.paint(line, _YELLOW)


def _unsure(terminal: Terminal, cells: Iterable[Cell]) -> list[str]:
    count = sum(cell.unsure for cell in cells)
    if not count:
        return []
    waits = ENGLISH.count("lead.unsure", count).rstrip(".")
    return terminal.wrap(f"{waits}. Run: checker review", "", 2)


def _themes(terminal: Terminal, assessment: Assessment) -> Iterator[str]:
    if not assessment.themes:
        return
    yield terminal.paint(terminal.text(ENGLISH("themes")), _BOLD)
    for theme in assessment.themes[:SHOWN]:
        spread = ", ".join(
            (ENGLISH.count("story", theme.stories), ENGLISH.count("outlet", theme.outlets))
        )
        quotes = chain((quoted(quote.text) for quote in theme.quotes), ("",))
        line = f"{theme.label} ({spread}) {next(quotes)}"
        yield " " + terminal.cut(line, terminal.width - 1)
    yield from _more(len(assessment.themes))


def _not_checked(terminal: Terminal, assessment: Assessment) -> Iterator[str]:
    left = assessment.not_checked
    if not left:
        return
    yield terminal.paint(f"{ENGLISH('not_checked')}: {len(left)}", _BOLD)
    for item in left[:SHOWN]:
        title = f" ({item.title})" if item.title else ""
        yield from terminal.wrap(f"{item.file}{title}: {item.reason}", " ", 2)
    yield from _more(len(left))


def _more(count: int) -> list[str]:
    return [f" and {count - SHOWN} more in the report"] if count > SHOWN else []
