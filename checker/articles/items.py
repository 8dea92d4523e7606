"""The lines of a document, each with what it is: text, header or footer line, rule, noise.

Blank lines become the `gap` of the line that follows; lines broken at a fixed width are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise

from checker.articles.draft import Line
from checker.articles.furniture import is_noise
from checker.articles.header_lines import header_fields

TITLE_LENGTH = 220
"""Characters of the longest headline."""

_PROSE_LENGTH = 40
"""A line this long that ends like a sentence is body text."""

_RULE = re.compile(r"\s*(?:([-*_=~#+•–—])\s?)(?:\1\s?){2,200}\s*")
_NUMBER = re.compile(r"[\[(]?(\d{1,3})(?:[.)\]]|\s[-–—])\s+(\S.*)")
_MARKER = re.compile(
    r"(?:article|item|clipping|story|press item)\s+(?:no\.?\s?)?(\d{1,3})"
    r"(?:\s?(?:of|/)\s?\d{1,3})?(?:\s?[:.–—-]\s?(\S.*))?"
    r"|[\[(]?(\d{1,3})\s?(?:/|of)\s?\d{1,3}[\])]?",
    re.IGNORECASE,
)
_QUESTION_LENGTH = 150
"""So is a single question or exclamation this long."""
_INNER_END = re.compile(r"[^\W\d_]{2}[.!?…][\"'”’»)\]]{0,3}\s")
_ENDING = re.compile(r"[.!?…][\"'”’»)\]]*$")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe]")
_BULLET = re.compile(r"\s{2,}|[-*•–—]\s")


class Kind(Enum):
    """What a line is: its place in the document may still make other use of it."""

    TEXT = auto()
    META = auto()
    RULE = auto()
    NOISE = auto()
    COVER = auto()


@dataclass(frozen=True)
class Item:
    """One line that is not blank.

    `gap`: blank lines before it. `heading`: its heading level, 0 for none.
    `number`: the number a digest may have given it ("3. Talks open"), `unnumbered`: the rest.
    `fields`, `shape`: what a header or footer line says, and the manner it is written in.
    `apart`: indented or a list item, so never the rest of a broken line.
    """

    text: str
    kind: Kind
    gap: int = 0
    heading: int = 0
    number: int | None = None
    unnumbered: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    shape: str = ""
    apart: bool = False

    @property
    def key(self) -> str:
        """The most telling of `fields`: title, date, url, outlet, text or author; "" for none."""
        order = ("title", "date", "url", "outlet", "text", "author")
        return next((key for key in order if key in self.fields), "")

    @property
    def ends(self) -> bool:
        """Whether the line ends like a sentence."""
        return _ENDING.search(self.text[-20:]) is not None

    @property
    def prose(self) -> bool:
        """Whether the line is body text by its length and ending; one question may be a title."""
        if self.kind is not Kind.TEXT or self.heading:
            return False
        size = len(self.unnumbered or self.text)
        if size > TITLE_LENGTH:
            return True
        asks = not self.stopped and _INNER_END.search(self.text) is None
        return self.ends and size >= (_QUESTION_LENGTH if asks else _PROSE_LENGTH)

    @property
    def stopped(self) -> bool:
        """Whether the line ends with a full stop, perhaps inside quotation marks."""
        return self.text[-20:].rstrip("\"'”’»)]").endswith((".", "…"))

    @property
    def title_like(self) -> bool:
        """Whether the line could be a headline: short, and no full stop closes a long one."""
        if self.kind is not Kind.TEXT or len(self.text) > TITLE_LENGTH:
            return False
        size = len(self.unnumbered or self.text)
        return bool(self.heading) or not self.stopped or size < _PROSE_LENGTH


def mark(lines: Iterable[Line]) -> list[Item]:
    """One item for each line that isn't blank, in order, without invisible characters."""
    items: list[Item] = []
    gap = 0
    for line in lines:
        raw = _CONTROL.sub(" ", _INVISIBLE.sub("", line.text))
        if not raw.strip():
            gap += 1
            continue
        item = replace(_item(raw, line.heading), gap=gap)
        gap = 0
        if item.kind is Kind.NOISE and items and _goes_on(items[-1], item):
            item = replace(item, kind=Kind.TEXT)
        if item.kind is Kind.RULE and item.gap == 0 and items and _underlines(raw, items):
            items[-1] = replace(items[-1], heading=1)
            continue
        items.append(item)
    return _unwrap(items)


def _item(raw: str, heading: int) -> Item:
    text = raw.strip()
    if not heading and _RULE.fullmatch(text[:420]) and len(text) <= 420:
        return Item(text, Kind.RULE)
    if not heading and is_noise(text):
        return Item(text, Kind.NOISE)
    fields, shape = ({}, "") if heading else header_fields(text)
    kind = Kind.META if fields else Kind.TEXT
    number, rest = _numbered(text)
    apart = _BULLET.match(raw) is not None
    return Item(text, kind, 0, heading, number, rest, fields, shape, apart)


def _numbered(text: str) -> tuple[int | None, str]:
    if len(text) > TITLE_LENGTH:
        return None, text
    if found := _MARKER.fullmatch(text):
        return int(found[1] or found[3]), found[2] or ""
    if found := _NUMBER.fullmatch(text):
        return int(found[1]), found[2]
    return None, text


def _underlines(raw: str, items: Sequence[Item]) -> bool:
    """Whether a rule right under a short line marks that line as a heading."""
    above = items[-1]
    alike = 0.6 * len(above.text) <= len(raw.strip()) <= 1.4 * len(above.text)
    boxed = len(items) > 1 and items[-2].text == raw.strip()
    alone = len(items) == 1 or above.gap > 0 or items[-2].kind is Kind.RULE
    return raw.strip()[0] in "=-" and (alike or boxed) and alone and above.title_like


def _goes_on(above: Item, below: Item) -> bool:
    """Whether what looks like navigation is the last word of a broken line of text."""
    open_end = above.kind is Kind.TEXT and not above.ends and not above.heading
    return below.gap == 0 and open_end and below.text[0].islower()


def _unwrap(items: list[Item]) -> list[Item]:
    """Join the lines of paragraphs that were broken at a fixed width, if this text was."""
    sizes = sorted(len(item.text) for item in items if item.kind is Kind.TEXT)
    if not sizes:
        return items
    width = sizes[min(len(sizes) - 1, int(0.95 * len(sizes)))]
    pairs = [(a, b) for a, b in pairwise(items) if _could_join(a, b)]
    full = [a for a, _ in pairs if len(a.text) >= 0.7 * width]
    broken = sum(not a.ends for a in full)
    if not 40 <= width <= 120 or not full or broken < 0.5 * len(full):
        return items
    blocks: list[list[Item]] = []
    for item in items:
        above = blocks[-1][-1] if blocks else None
        if above and _could_join(above, item) and len(above.text) >= 0.6 * width:
            blocks[-1].append(item)
        else:
            blocks.append([item])
    return [block[0] if len(block) == 1 else _joined(block) for block in blocks]


def _joined(block: Sequence[Item]) -> Item:
    pieces: list[str] = []
    for item in block:
        hyphen = pieces and pieces[-1].endswith("-") and not pieces[-1].endswith(" -")
        pieces.append(item.text if hyphen or not pieces else f" {item.text}")
    text = "".join(pieces)
    number, rest = _numbered(text)
    return replace(block[0], text=text, number=number, unnumbered=rest)


def _could_join(above: Item, below: Item) -> bool:
    return (
        above.kind is below.kind is Kind.TEXT
        and below.gap == 0
        and not above.heading
        and not below.heading
        and not below.apart
        and below.number is None
    )
