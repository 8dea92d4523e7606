"""A brief document as title, narrative and numbered talking points."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from checker.errors import BriefError
from checker.messages.inline import open_inline_lists
from checker.messages.lines import CAPITALS, PLAIN, Line, read_lines, without_emphasis
from checker.messages.markers import Family
from checker.messages.points import Brief, TalkingPoint
from checker.messages.runs import Run, choose_run
from checker.messages.sections import closes, is_section_label
from checker.messages.textfile import read_text
from checker.messages.titles import find_title
from checker.messages.word import is_word_file, read_word
from checker.messages.wrap import continues, joined, wrap_width
from checker.text import squeeze

MOST_LINES = 5_000
"""Most lines that a brief may have: a hundred pages."""

_LEAST_GAPS = 3
_INERT = re.compile(r"[\w\"'“‘«(]")


def read_brief(path: Path) -> Brief:
    """The brief in a text, Markdown or Word (.docx) file.

    Raises BriefError for a file that can't be read, is too large, damaged, of another kind, or
    empty.
    """
    lines = read_word(path) if is_word_file(path) else read_lines(read_text(path))
    _refuse_too_many(lines, str(path))
    brief = assemble(lines, path.name)
    if _is_empty(brief):
        mend = "Save the document with its text and try again"
        raise BriefError("the brief is empty", where=str(path), mend=mend)
    return brief


def split_brief(text: str, source: str = "") -> Brief:
    """The brief in a plain or Markdown text. `source` is the name of its document.

    Every sentence of the text is in the title, the narrative or a point of the result, once.
    Left out are markers ("1.", bullets), Markdown signs, and lines that only name a part
    ("Key messages:", "Background"). Oddities are told in `Brief.notes`.
    Raises BriefError when the text is empty or has more than `MOST_LINES`.
    """
    lines = read_lines(text)
    _refuse_too_many(lines, source)
    brief = assemble(lines, source)
    if _is_empty(brief):
        raise BriefError("the brief is empty", where=source or None, mend="Give it some text")
    return brief


def _refuse_too_many(lines: Sequence[Line], where: str) -> None:
    if len(lines) > MOST_LINES:
        what = f"the brief has {len(lines)} lines; at most {MOST_LINES} are read"
        raise BriefError(what, where=where or None, mend="Leave out annexes")


def _is_empty(brief: Brief) -> bool:
    texts = (brief.title, *brief.narrative, *(p.text for p in brief.points))
    return not any(c.isalnum() for text in texts for c in text)


def print_brief(brief: Brief) -> str:
    """The brief as text that `split_brief` reads back to the same title, narrative and points.

    A backslash before a paragraph keeps it from being read as anything but a paragraph.
    """
    parts = [f"# {PLAIN}{brief.title}"] if brief.title else []
    parts += [_guarded(p) for p in brief.narrative]
    for point in brief.points:
        first, *others = point.text.split("\n\n")
        parts.append(f"Message {point.number}: {PLAIN}{first}")
        parts += [f"    {PLAIN}{p}" for p in others]
    return "\n\n".join(parts) + "\n"


def _guarded(paragraph: str) -> str:
    line = read_lines(paragraph)[0] if _INERT.match(paragraph) else None
    inert = line and paragraph.endswith(".") and not (line.markers or line.heading)
    odd = closes(paragraph) or is_section_label(paragraph)
    return paragraph if inert and not odd else PLAIN + paragraph


def assemble(lines: Sequence[Line], source: str) -> Brief:
    """The brief that its lines, in the order of the document, make up."""
    width = wrap_width(lines)
    run = choose_run(lines, width)
    if run is None:
        lines = open_inline_lists(lines, width)
        run = choose_run(lines, width)
    spaced = sum(line.gap for line in lines) >= _LEAST_GAPS
    first = run.first if run else len(lines)
    title, taken = find_title(lines[:first], width)
    head = [
        # What stood under the title doesn't go on with what stood over it.
        replace(line, gap=True) if at - 1 in taken else line
        for at, line in enumerate(lines[:first])
        if at not in taken
    ]
    bodies, rest = _bodies(lines, run, width, spaced) if run else ([], [])
    narrative = [
        p for part in (head, *rest) for p in _paragraphs(part, width, spaced, narrative=True)
    ]
    points, notes = _points(run, [_paragraphs(b, width, spaced) for b in bodies])
    if not title:
        notes = ("The brief has no title", *notes)
    return Brief(
        title=_clean(title),
        points=points,
        narrative=tuple(narrative),
        source=source,
        notes=notes,
    )


def _clean(text: str) -> str:
    return squeeze(without_emphasis(text))


def _bodies(
    lines: Sequence[Line], run: Run, width: int, spaced: bool
) -> tuple[list[list[Line]], list[list[Line]]]:
    """The lines of each point, markers taken off, and the groups of lines that are no point's."""
    starts = [item.line for item in run.items]
    bodies: list[list[Line]] = []
    rest: list[list[Line]] = []
    usual = 0
    for item, end in zip(run.items, [*starts[1:], len(lines)], strict=True):
        whole = lines[item.line]
        text = whole.text[item.marker.rest :].strip()
        plain = text.startswith(PLAIN)
        begun = replace(whole, text=text.removeprefix(PLAIN), markers=(), plain=plain)
        body = [begun, *lines[item.line + 1 : end]]
        if end < len(lines):
            stop = _end_before_next(body)
            usual = max(usual, _loose_paragraphs(body[:stop], width, spaced))
        else:
            stop = _end_of_last(body, usual, width, spaced)
        bodies.append(body[:stop])
        rest.append(body[stop:])
    return bodies, rest


def _end_before_next(body: Sequence[Line]) -> int:
    """How many lines belong to a point that another one follows."""
    begun = bool(body[0].text)
    level = body[0].heading if 0 < body[0].heading < CAPITALS else CAPITALS - 1
    for at, line in enumerate(body[1:], 1):
        if begun and 0 < line.heading <= level:
            return at
        begun = True
    stop = len(body)
    # Headings and lead-ins right before the next marker announce it.
    while stop > 1 + (not body[0].text) and _announces(body[stop - 1], body[0].indent):
        stop -= 1
    return stop


def _announces(line: Line, indent: int) -> bool:
    if line.plain or line.indent > indent:
        return False
    return bool(line.heading) or (line.gap and line.text.endswith(":") and not line.markers)


def _loose_paragraphs(body: Sequence[Line], width: int, spaced: bool) -> int:
    """How many further paragraphs a point has that nothing but their place ties to it."""
    return sum(
        not _continues(above, line, width, spaced) and not _tied(line, body[0])
        for above, line in itertools.pairwise(body)
        if above.text
    )


def _tied(line: Line, start: Line) -> bool:
    """Whether indentation or a sub-point's mark ties a line to the point that begins at `start`."""
    listed = any(m.family in (Family.LETTER, Family.SUB, Family.BULLET) for m in line.markers)
    return line.indent > start.indent + 1 or listed


def _end_of_last(body: Sequence[Line], usual: int, width: int, spaced: bool) -> int:
    """How many lines belong to the last point, given how many loose paragraphs others have."""
    start, loose = body[0], 0
    for at, (above, line) in enumerate(itertools.pairwise(body), 1):
        if not above.text:
            continue
        if line.plain and _tied(line, start):
            continue
        wrapped = not line.gap and line.text[0].islower()
        text = next((line.text[m.rest :] for m in line.markers if m.number == 0), line.text)
        if line.rule or line.heading or (closes(text) and not wrapped):
            return at
        if _continues(above, line, width, spaced) or _tied(line, start):
            continue
        if loose >= usual or line.plain or is_section_label(line.text):
            return at
        loose += 1
    return len(body)


def _continues(above: Line, line: Line, width: int, spaced: bool) -> bool:
    return continues(replace(above, heading=0), line, width, spaced=spaced)


def _paragraphs(
    lines: Sequence[Line], width: int, spaced: bool, *, narrative: bool = False
) -> list[str]:
    """The lines put together to paragraphs, bullets taken off.

    Of a narrative, lines that only name a part are left out.
    """
    return [
        text
        for group in _grouped(lines, width, spaced)
        if not (narrative and len(group) == 1 and _only_names(group[0]))
        and (text := _clean(_text_of(group)))
    ]


def _only_names(line: Line) -> bool:
    numbers = [m.rest for m in line.markers if m.number]
    texts = [line.text, *(line.text[rest:] for rest in numbers)]
    return not line.plain and any(is_section_label(t) for t in texts)


def _grouped(lines: Sequence[Line], width: int, spaced: bool) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if not line.text:
            continue
        if group and continues(group[-1], line, width, spaced=spaced):
            group.append(line)
        else:
            if group:
                yield group
            group = [line]
    if group:
        yield group


def _text_of(group: Sequence[Line]) -> str:
    bullet = next((m for m in group[0].markers if m.family is Family.BULLET), None)
    text = group[0].text[bullet.rest :] if bullet else group[0].text
    for line in group[1:]:
        text = joined(text, line.text)
    return text


def _points(
    run: Run | None, bodies: Sequence[Sequence[str]]
) -> tuple[tuple[TalkingPoint, ...], tuple[str, ...]]:
    """The points in the order of their numbers, and what is odd about the numbers."""
    if run is None:
        return (), (
            "No talking points were found: number them (1., 2., 3.) or add them to the config file",
        )
    numbers = [item.marker.number for item in run.items]
    texts = ["\n\n".join(body) for body in bodies]
    notes = []
    if not run.counted:
        notes.append("The brief does not number its points; they are numbered in order")
    elif len(numbers) > 1 and len(set(numbers)) == 1:
        notes.append(f"Every point is numbered {numbers[0]}; they are numbered in order")
        numbers = list(range(1, len(numbers) + 1))
    numbers, doubled = _unique(numbers)
    notes += doubled
    for number, text in zip(numbers, texts, strict=True):
        if not text:
            notes.append(f"Point {number} has no text")
    points = sorted(
        (TalkingPoint(n, t) for n, t in zip(numbers, texts, strict=True) if t),
        key=lambda p: p.number,
    )
    taken = set(numbers)
    gaps = [n for n in range(1, max(taken)) if n not in taken]
    if gaps:
        names = ", ".join(map(str, gaps))
        notes.append(f"The numbering has a gap: there is no point {names}")
    return tuple(points), tuple(notes)


def _unique(numbers: Sequence[int]) -> tuple[list[int], list[str]]:
    """The numbers with doubled ones moved to the next free number, and a note for each."""
    counts, seen = Counter(numbers), set[int]()
    free = max(counts) + 1
    unique, notes = [], []
    for number in numbers:
        if number in seen:
            notes.append(f"Two points are numbered {number}; the later one is now point {free}")
            unique.append(free)
            free += 1
        else:
            unique.append(number)
            seen.add(number)
    return unique, notes
