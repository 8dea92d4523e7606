"""Which lines of a brief begin its talking points.

A run is a row of lines with markers of one make that count up. Briefs hold several: aims in the
narrative, proof under a point, questions after the points. Each run gets a rank from what its
markers say ("Message 1"), what stands above it, whether it encloses other runs, and its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.messages.lines import BOLD, CAPITALS, Line, words_of
from checker.messages.markers import Family, Marker, says_message, says_other
from checker.messages.sections import closes, is_section_label, names_messages, names_other
from checker.messages.wrap import continues, finished, hanging

_INDENT_SLACK = 2
_HIGHEST_START = 3
_WIDEST_GAP = 10
_GAP_IN_BLOCK = 3
_MOST_RUNS = 60


@dataclass(frozen=True)
class Item:
    """A line (by index) that begins a point, and the number it gives."""

    line: int
    marker: Marker


@dataclass(frozen=True)
class Run:
    """Items in the order of the document. `counted`: the brief itself numbers them."""

    items: tuple[Item, ...]
    counted: bool = True

    @property
    def first(self) -> int:
        """Index of the first item's line."""
        return self.items[0].line

    @property
    def last(self) -> int:
        """Index of the last item's line."""
        return self.items[-1].line

    def encloses(self, other: Run) -> bool:
        """Whether the other run lies within one of this run's points, the last one included."""
        starts = [item.line for item in self.items]
        before = [s for s in starts if s < other.first]
        after = [s for s in starts if s > other.first]
        return bool(before) and len(starts) > 1 and (not after or other.last < after[0])


def _is_message_label(marker: Marker) -> bool:
    """Whether a marker alone is enough to begin a point: "Message 2:"."""
    return marker.family is Family.LABEL and not marker.faint and says_message(marker.style)


def _strong(lines: Sequence[Line], at: int, width: int) -> bool:
    """Whether a marker can stand at this line: no sentence of the line above runs into it."""
    line = lines[at]
    if line.gap or at == 0:
        return True
    above = lines[at - 1]
    if hanging(above.text):
        return False
    full = 0 < width < above.width + 1 + len(line.text.split(maxsplit=1)[0])
    return finished(above.text) or not full


def _rows(lines: Sequence[Line]) -> dict[str, list[Item]]:
    """All items by the make of their markers, those in Markdown headings apart."""
    rows: dict[str, list[Item]] = {}
    for at, line in enumerate(lines):
        if line.plain or line.title:
            continue
        for marker in line.markers:
            level = line.heading if 0 < line.heading < CAPITALS else 0
            rows.setdefault(f"{marker.style} h{level}", []).append(Item(at, marker))
    return rows


def _counted(lines: Sequence[Line], items: list[Item], width: int) -> list[Run]:
    """The runs that count up among items of one make."""
    runs: list[list[Item]] = []
    open_: list[Item] = []
    for position, item in enumerate(items):
        number, line = item.marker.number, lines[item.line]
        strong = _strong(lines, item.line, width)
        if not open_:
            if strong and (number <= _HIGHEST_START or _is_message_label(item.marker)):
                open_ = [item]
            continue
        last = open_[-1].marker.number
        indent = lines[open_[0].line].indent
        if abs(line.indent - indent) > _INDENT_SLACK and (number != last + 1 or not strong):
            continue
        if number == last + 1 and (strong or _only_here(lines, items[position:], width)):
            open_.append(item)
        elif not strong:
            continue
        elif number == 1 and last != 1:
            runs.append(open_)
            open_ = [item]
        elif number <= last + (_WIDEST_GAP if line.gap else _GAP_IN_BLOCK):
            open_.append(item)
    if open_:
        runs.append(open_)
    return [Run(tuple(r)) for r in runs]


def _only_here(lines: Sequence[Line], items: Sequence[Item], width: int) -> bool:
    """Whether the first of the items, at a doubtful place, is the only one with its number."""
    first = items[0]
    return not hanging(lines[first.line - 1].text) and not any(
        i.marker.number == first.marker.number and _strong(lines, i.line, width) for i in items[1:]
    )


def _by_indent(lines: Sequence[Line], items: list[Item]) -> list[list[Item]]:
    """Items of one make apart by how deep they stand."""
    groups: list[list[Item]] = []
    for item in items:
        indent = lines[item.line].indent
        home = next(
            (g for g in groups if abs(lines[g[0].line].indent - indent) <= _INDENT_SLACK), None
        )
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    return groups


def _lists(lines: Sequence[Line], items: list[Item]) -> list[Run]:
    """The runs of bullets of one make: broken by a heading or an unindented lead-in.

    A last bullet that is about the brief ("Press office, 4 May") is no item.
    """
    runs: list[list[Item]] = []
    for item in items:
        between = lines[runs[-1][-1].line + 1 : item.line] if runs else ()
        broken = any(
            line.heading or line.rule or (line.indent == 0 and line.text.endswith(":"))
            for line in between
        ) or bool(between and _leads_in(between[-1], lines[item.line]))
        if runs and not broken:
            runs[-1].append(item)
        else:
            runs.append([item])
    for run in runs:
        text = lines[run[-1].line].text[run[-1].marker.rest :]
        if len(run) > 1 and lines[run[-1].line].gap and closes(text) and not finished(text):
            run.pop()
    return [Run(tuple(r), counted=False) for r in runs]


def _leads_in(line: Line, item: Line) -> bool:
    """Whether an unmarked line right before an item stands over it like a heading."""
    bare = not line.markers and not line.plain and line.indent <= item.indent
    return bare and line.gap and not finished(line.text) and len(line.text.split()) <= 8


def _lead_in(lines: Sequence[Line], run: Run) -> str:
    """The heading or lead-in that stands over a run, as text; "" when there is none."""
    for at in range(run.first - 1, -1, -1):
        line = lines[at]
        directly = at == run.first - 1 and _leads_in(line, lines[run.first])
        if directly or line.heading or line.text.endswith(":") or is_section_label(line.text):
            return line.text
        if at < run.first - 4:
            break
    return ""


def _texts(lines: Sequence[Line], run: Run) -> list[str]:
    return [lines[i.line].text[i.marker.rest :] for i in run.items]


def _rank(lines: Sequence[Line], run: Run) -> tuple[int, int, int]:
    """How well a run serves as the talking points: kind, then length, then being the first."""
    marker = run.items[0].marker
    label = marker.style if marker.family is Family.LABEL else ""
    above = _lead_in(lines, run)
    texts = [t for t in _texts(lines, run) if t]
    asked = sum(t.endswith("?") for t in texts)
    rank = 4 if run.counted else 0
    if label:
        rank += 6 if says_message(label) else -6 if says_other(label) else 0
    if marker.family is Family.LETTER:
        rank -= 3
    if marker.faint:
        rank -= 2
    if names_messages(above):
        rank += 5 if run.first and lines[run.first - 1].text == above else 3
    elif names_other(above) and run.first > 0:
        rank -= 4
    if texts and asked * 2 >= len(texts):
        rank -= 8
    return rank, len(run.items), -run.first


def _is_contents(lines: Sequence[Line], run: Run) -> bool:
    """Whether a numbered run numbers the parts of the brief ("1. Background"), not points."""
    named = [t for t in _texts(lines, run) if is_section_label(t)]
    return any(names_messages(t) for t in named) or len(named) * 2 > len(run.items)


def _numbered_runs(lines: Sequence[Line], width: int) -> list[Run]:
    runs: list[Run] = []
    for items in _rows(lines).values():
        if items[0].marker.family in (Family.BULLET, Family.SUB):
            continue
        for group in _by_indent(lines, items):
            runs += _counted(lines, group, width)
    kept = []
    for run in runs:
        marker = run.items[0].marker
        alone = len(run.items) == 1
        sure = _is_message_label(marker) or (
            marker.number == 1 and marker.family is Family.NUMBER and not marker.faint
        )
        if (sure or not alone) and not _is_contents(lines, run):
            kept.append(run)
    return kept


def _bullet_runs(lines: Sequence[Line]) -> list[Run]:
    rows = [items for items in _rows(lines).values() if items[0].marker.family is Family.BULLET]
    return [
        run
        for items in rows
        for group in _by_indent(lines, items)
        for run in _lists(lines, group)
        if len(run.items) > 1
    ]


def _heading_runs(lines: Sequence[Line]) -> list[Run]:
    """Runs of headings of one level, the names of parts and the title left out."""
    levels: dict[int, list[Item]] = {}
    for at, line in enumerate(lines):
        titled = line.title or (at == 0 and line.heading != CAPITALS + 1)
        if not line.heading or titled or line.plain:
            continue
        if is_section_label(line.text) or names_other(line.text) or names_messages(line.text):
            continue
        if at + 1 < len(lines) and not lines[at + 1].heading:
            marker = Marker(Family.LABEL, f"heading {line.heading}", 0, 0)
            levels.setdefault(line.heading, []).append(Item(at, marker))
    return [Run(tuple(items), counted=False) for items in levels.values() if len(items) > 1]


def _paragraph_run(lines: Sequence[Line], width: int) -> Run | None:
    """The paragraphs under "Key messages", where nothing marks them otherwise."""
    for at, line in enumerate(lines):
        announces = line.heading or line.text.endswith(":")
        if at == 0 or line.plain or not announces or not names_messages(line.text):
            continue
        items: list[Item] = []
        for below in range(at + 1, len(lines)):
            below_line = lines[below]
            if below_line.heading or below_line.rule or is_section_label(below_line.text):
                break
            if below == at + 1 or not continues(
                lines[below - 1], below_line, width, spaced=any(i.gap for i in lines[at + 2 :])
            ):
                items.append(Item(below, Marker(Family.BULLET, "paragraph", 0, 0)))
        if len(items) > 1:
            return Run(tuple(items), counted=False)
    return None


def _outermost(runs: Sequence[Run], lines: Sequence[Line]) -> list[Run]:
    """Runs that lie within no other run of at least their standing; the best ones only."""
    ranks = {id(run): _rank(lines, run) for run in runs}
    best = sorted(runs, key=lambda r: ranks[id(r)], reverse=True)[:_MOST_RUNS]
    return [
        run
        for run in best
        if not any(
            other is not run
            and other.encloses(run)
            and not run.encloses(other)
            and other.items[0].marker.family is not Family.LETTER
            and ranks[id(other)][0] >= ranks[id(run)][0] - 1
            and (other.first < run.first <= other.last or _is_deeper(lines, run, other))
            for other in best
        )
    ]


def _is_deeper(lines: Sequence[Line], run: Run, other: Run) -> bool:
    return lines[run.first].indent > lines[other.first].indent + _INDENT_SLACK


def choose_run(lines: Sequence[Line], width: int) -> Run | None:
    """The run that holds the talking points, or None when nothing looks like any.

    Numbers win over bullets, bullets under "Key messages" over headings, and headings that are
    statements over bare bullets.
    """
    numbered = _outermost(_numbered_runs(lines, width), lines)
    if numbered:
        best = max(numbered, key=lambda r: _rank(lines, r))
        if _rank(lines, best)[0] >= 0:
            return best
    bullets, headings = _bullet_runs(lines), _heading_runs(lines)
    told = [r for r in [*bullets, *headings] if names_messages(_lead_in(lines, r))]
    stated = [r for r in headings if _are_statements(lines, r)]
    for group in (told, stated, bullets, headings):
        fitting = [r for r in group if _rank(lines, r)[0] >= 0]
        if fitting:
            return _numbered_in_order(max(fitting, key=lambda r: _rank(lines, r)))
    paragraphs = _paragraph_run(lines, width)
    return _numbered_in_order(paragraphs) if paragraphs else None


def _are_statements(lines: Sequence[Line], run: Run) -> bool:
    """Whether headings say something: most have three words or more."""
    long = [i for i in run.items if len(words_of(lines[i.line].text)) >= 3]
    return len(long) * 2 > len(run.items) and lines[run.first].heading <= BOLD


def _numbered_in_order(run: Run) -> Run:
    items = tuple(
        replace(item, marker=replace(item.marker, number=n)) for n, item in enumerate(run.items, 1)
    )
    return replace(run, items=items)
