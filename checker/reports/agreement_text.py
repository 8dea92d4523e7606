"""What `checker evaluate` prints: how far the program can be trusted, in a few lines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from checker.messages.points import NARRATIVE
from checker.reports.agreement import Agreement, Share
from checker.reports.coded import CodedCell
from checker.reports.layout import Terminal, columns
from checker.reports.words import ENGLISH, SYMBOLS, UNSURE
from checker.scoring.assessment import Outcome

SHOWN = 20
"""The most differing cells shown; the JSON has them all."""

_NARROWEST = 40
_WIDE = 76
"""From so many columns up, words stand where else signs must do."""
_ROOM = 20
"""The fewest columns in which a headline is put beside something else."""
_BOLD = "1"


def agreement_text(
    agreement: Agreement, report: Path, width: int, colour: bool, encoding: str | None = None
) -> str:
    """The figures for printing, in lines of at most `width` columns (40 at least).

    The last line is the report's path alone, however long. `encoding`: the terminal's, standard
    output's when not given; where it lacks our signs, the text is in plain ASCII.
    """
    encoding = encoding or sys.stdout.encoding or "utf-8"
    terminal = Terminal(max(_NARROWEST, width), colour, encoding)
    sections = (
        _head(terminal, agreement),
        _figures(terminal, agreement),
        _table(terminal, agreement),
        _differing(terminal, agreement),
        ["Compared with the report", terminal.path(report)],
    )
    return "\n\n".join("\n".join(lines) for lines in map(list, sections) if lines)


def _head(terminal: Terminal, agreement: Agreement) -> Iterator[str]:
    yield terminal.paint(terminal.cut(agreement.title, terminal.width), _BOLD)
    coded, cells = ENGLISH.number(len(agreement.coded)), ENGLISH.number(agreement.cells)
    what = f"{coded} of {cells} cells coded, in {ENGLISH.count('story', agreement.articles)}"
    yield from terminal.wrap(what, "", 2)
    if agreement.by_person:
        were = "1 more was" if agreement.by_person == 1 else f"{agreement.by_person} more were"
        what = f"{were} decided by a person in the report: left out"
        yield from terminal.wrap(what, "", 2)
    if agreement.rough:
        what = "So few cells are coded that the figures are rough: mind the ranges"
        yield from terminal.wrap(what, "", 2)
    if agreement.misses_unseen:
        absent = f"{agreement.absent.count} of {agreement.absent.of}"
        what = (
            f"Of the cells that the report has as absent, only {absent} are coded: what the "
            "program missed is hardly seen here, and the figures are too good"
        )
        yield from terminal.wrap(what, "", 4)


def _figures(terminal: Terminal, agreement: Agreement) -> Iterator[str]:
    yield terminal.paint("Agreement", _BOLD) + " (in brackets: 95 % range)"
    yield from _share(terminal, "same outcome", agreement.same)
    yield from _line(terminal, "Cohen's kappa", *_kappa(agreement))
    yield ""
    yield terminal.paint(terminal.text(f"{SYMBOLS[Outcome.CARRIED]} Carried"), _BOLD)
    yield from _share(terminal, "called so, rightly", agreement.carried_right)
    yield from _share(terminal, "coded so, found", agreement.carried_found)
    yield ""
    signs = f"{SYMBOLS[Outcome.CONTRADICTED]}{SYMBOLS[Outcome.DISTORTED]}"
    yield terminal.paint(terminal.text(f"{signs} Contradicted or distorted"), _BOLD)
    yield from _share(terminal, "coded so, found", agreement.divergent_found)
    each = agreement.divergent_false_each
    stories = ENGLISH.count("story", agreement.articles)
    rate = "" if each is None else f" {each:.2f} for each"
    yield from _line(terminal, "false ones", f"{agreement.divergent_false} in {stories}", rate)


def _kappa(agreement: Agreement) -> tuple[str, str]:
    if agreement.kappa is None:
        return "undefined", "(all have one outcome)" if agreement.coded else "(nothing is coded)"
    return f"{agreement.kappa:.2f}", "(0: as by chance, 1: always the same)"


def _share(terminal: Terminal, name: str, share: Share) -> Iterator[str]:
    """The line of one share: "same outcome  34 of 42  81 % (67 to 90 %)"."""
    if share.value is None or share.interval is None:
        return _line(terminal, name, "none coded", "")
    low, high = map(ENGLISH.percent, share.interval)
    low = low.removesuffix("\u00a0%")
    value = terminal.text(ENGLISH.percent(share.value))
    between = terminal.text(f"({low} to {high})")
    return _line(terminal, name, f"{share.count} of {share.of}", f"{value:>5} {between}")


def _line(terminal: Terminal, name: str, number: str, rest: str) -> Iterator[str]:
    if terminal.width < _WIDE:
        apart = "" if rest.startswith("(") or not rest else ","
        yield from terminal.wrap(f"{name}: {number}{apart} {rest}", " ", 3)
    else:
        yield f" {name:<19} {number:>14}  {rest}".rstrip()


def _table(terminal: Terminal, agreement: Agreement) -> Iterator[str]:
    if not agreement.coded:
        return
    wide = terminal.width >= _WIDE
    yield terminal.paint("Coded (down) and found (across)", _BOLD)
    heads = [terminal.text(outcome.value if wide else SYMBOLS[outcome]) for outcome in Outcome]
    digits = max(len(str(n)) for n in agreement.table.values())
    widths = [max(len(head), digits) for head in heads]
    yield " " * 15 + "".join(f"  {h:>{w}}" for h, w in zip(heads, widths, strict=True))
    for coded in Outcome:
        name = terminal.text(f"{SYMBOLS[coded]} {coded.value}")
        counts = [agreement.table[coded, found] for found in Outcome]
        yield f" {name:<14}" + "".join(f"  {n:>{w}}" for n, w in zip(counts, widths, strict=True))


def _differing(terminal: Terminal, agreement: Agreement) -> Iterator[str]:
    cells = agreement.differing
    if not cells:
        return
    yield terminal.paint(f"Cells that differ: {len(cells)}", _BOLD)
    for cell in cells[:SHOWN]:
        yield from _difference(terminal, cell)
    if len(cells) > SHOWN:
        yield f" and {len(cells) - SHOWN} more: see --json"


def _difference(terminal: Terminal, cell: CodedCell) -> Iterator[str]:
    point = "narrative" if cell.cell.point == NARRATIVE else f"point {cell.cell.point}"
    unsure = f" ({UNSURE} unsure)" if cell.cell.unsure else ""
    what = f" {point}: coded {cell.coded.value}, found {cell.found.value}{unsure}"
    room = terminal.width - columns(what) - 2
    if room >= _ROOM:
        yield f"{what}  {terminal.cut(cell.article.title, room)}"
    else:
        yield from terminal.wrap(what.strip(), " ", 2)
        yield "   " + terminal.cut(cell.article.title, terminal.width - 3)
