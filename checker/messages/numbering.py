"""Word's automatic numbering, rebuilt from numbering.xml.

Word keeps "1.", "Message 2:" and bullets out of the text; it works them out from list
definitions (ECMA-376, part 1, section 17.9). This does the same, one paragraph after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from checker.messages.markers import ORDINAL_WORDS, WORD_NUMBERS, to_roman

_LEVELS = 9


@dataclass(frozen=True)
class Level:
    """One level of a list: its number format, first number, text ("%1.") and restart rule.

    `restart`: the level count (from 1) whose use restarts this one; 0 for never; None for any
    higher level.
    """

    format: str = "decimal"
    start: int = 1
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(frozen=True)
class Label:
    """What Word prints before a paragraph. `number` is 0 for bullets."""

    text: str
    format: str
    number: int
    level: int
    list_id: str


@dataclass
class Numbering:
    """The list definitions of a document, and how far each list has counted.

    `lists`: levels by abstract list; `uses`: abstract list and overrides by list (`numId`).
    """

    lists: Mapping[str, Mapping[int, Level]]
    uses: Mapping[str, tuple[str, Mapping[int, int], Mapping[int, Level]]]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a list ties to a paragraph style, 0 when it ties none."""
        abstract = self.uses.get(list_id, ("", {}, {}))[0]
        levels = self.lists.get(abstract, {})
        return next((n for n, level in levels.items() if level.style and level.style == style), 0)

    def label(self, list_id: str, level: int) -> Label | None:
        """The label of the next paragraph of a list, counting on; None for an unknown list."""
        if list_id not in self.uses or not 0 <= level < _LEVELS:
            return None
        abstract, starts, own = self.uses[list_id]
        levels = {**self.lists.get(abstract, {}), **own}
        if level not in levels:
            return None
        counts = self._counts.setdefault(abstract, {})
        fresh = (list_id, level) not in self._seen and level in starts
        self._seen.add((list_id, level))
        if fresh:
            counts[level] = starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = levels[level].start
        for deeper in [n for n in counts if n > level]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or (restart > 0 and level < restart):
                del counts[deeper]
        this = levels[level]
        number = 0 if this.format in ("bullet", "none") else counts[level]
        text = self._text(levels, counts, level)
        return Label(text, this.format, number, level, abstract)

    def _text(self, levels: Mapping[int, Level], counts: Mapping[int, int], level: int) -> str:
        this = levels[level]
        if this.format == "bullet":
            return "•"
        text = this.text
        for at in range(_LEVELS):
            if f"%{at + 1}" in text:
                other = levels.get(at, Level())
                number = counts.get(at, other.start)
                shown = "decimal" if this.legal and at != level else other.format
                text = text.replace(f"%{at + 1}", number_text(number, shown))
        return text.strip()


def number_text(number: int, format_: str) -> str:
    """`number` in one of Word's number formats; unknown formats come out as digits."""
    write = _FORMATS.get(format_)
    return write(number) if write and number > 0 else str(number)


def _letters(number: int) -> str:
    # After Z, Word doubles the letter: AA, BB.
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _ordinal(number: int) -> str:
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _cardinal_word(number: int) -> str:
    return next((w for w, n in WORD_NUMBERS.items() if n == number), str(number)).capitalize()


def _ordinal_word(number: int) -> str:
    known = number <= len(ORDINAL_WORDS)
    return ORDINAL_WORDS[number - 1].capitalize() if known else _ordinal(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "upperRoman": to_roman,
    "lowerRoman": lambda n: to_roman(n).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "decimalZero": lambda n: f"{n:02d}",
    "ordinal": _ordinal,
    "cardinalText": _cardinal_word,
    "ordinalText": _ordinal_word,
}


def _value(element: Any, tag: str) -> str | None:
    child = element.find(qn(tag))
    value = None if child is None else child.get(qn("w:val"))
    return None if value is None else str(value)


def _int(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def _level(element: Any) -> Level:
    restart = _value(element, "w:lvlRestart")
    return Level(
        format=_value(element, "w:numFmt") or "decimal",
        start=_int(_value(element, "w:start"), 1),
        text=_value(element, "w:lvlText") or "",
        restart=None if restart is None else _int(restart, 0),
        legal=element.find(qn("w:isLgl")) is not None,
        style=_value(element, "w:pStyle") or "",
    )


def _levels(element: Any) -> dict[int, Level]:
    return {
        _int(child.get(qn("w:ilvl")), 0): _level(child) for child in element.findall(qn("w:lvl"))
    }


def read_numbering(root: Any) -> Numbering:
    """The numbering of a document from the root element of its numbering.xml (None: no lists)."""
    lists: dict[str, dict[int, Level]] = {}
    named: dict[str, str] = {}
    linked: dict[str, str] = {}
    for element in () if root is None else root.findall(qn("w:abstractNum")):
        key = str(element.get(qn("w:abstractNumId")))
        lists[key] = _levels(element)
        if style := _value(element, "w:styleLink"):
            named[style] = key
        if style := _value(element, "w:numStyleLink"):
            linked[key] = style
    uses: dict[str, tuple[str, dict[int, int], dict[int, Level]]] = {}
    for element in () if root is None else root.findall(qn("w:num")):
        abstract = _value(element, "w:abstractNumId") or ""
        if abstract in linked:
            abstract = named.get(linked[abstract], abstract)
        starts: dict[int, int] = {}
        own: dict[int, Level] = {}
        for override in element.findall(qn("w:lvlOverride")):
            at = _int(override.get(qn("w:ilvl")), 0)
            start = _value(override, "w:startOverride")
            if start is not None:
                starts[at] = _int(start, 1)
            level = override.find(qn("w:lvl"))
            if level is not None:
                own[at] = _level(level)
        uses[str(element.get(qn("w:numId")))] = (abstract, starts, own)
    return Numbering(lists, uses)
