"""Where the keys and tables of a TOML file stand.

tomlkit keeps comments and order but no line numbers; this finds them, and divides a file into
its tables so that one can be changed without touching the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*(\[\[?)\s*[\"']?([\w-]+)[\"']?\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*(?:\"([^\"]+)\"|'([^']+)'|([\w-]+))\s*=")
_TRIPLES = ('"""', "'''")


@dataclass
class Section:
    """One table of the file, or what stands before the first.

    `name`: "" before the first table. `line`: of its header, from 1. `start`, `end`: the rows
    (from 0, end excluded) that belong to it; comments right above a header belong to it.
    `keys`: the line of each key; `doubled`: lines of keys that were there already.
    """

    name: str
    array: bool
    line: int
    start: int
    end: int = 0
    keys: dict[str, int] = field(default_factory=dict)
    doubled: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """A file's sections, and where a text in triple quotes or a list begins that has no end.

    One that swallowed the beginning of the next text, key or table has none either.
    """

    sections: tuple[Section, ...]
    open_text: int | None = None
    open_list: int | None = None

    def points(self) -> list[Section]:
        """The [[points]] tables in order."""
        return [s for s in self.sections if s.name == "points" and s.array]

    def line_of(self, key: str) -> int | None:
        """The line of a top-level key or of the first table of that name."""
        for section in self.sections:
            if section.name == key:
                return section.line
        return self.sections[0].keys.get(key)


def layout(text: str) -> Layout:
    """The layout of a TOML text with "\\n" line ends; it need not be valid."""
    sections = [Section("", False, 1, 0)]
    closing, depth, comments_from = "", 0, 0
    text_at = list_at = 1
    open_text: int | None = None
    open_list: int | None = None
    rows = text.split("\n")
    for at, row in enumerate(rows):
        inside = bool(closing) or depth > 0
        value = row
        if not inside:
            if header := _HEADER.match(row):
                start = min(comments_from, at)
                sections[-1].end = start
                sections.append(Section(header[2], header[1] == "[[", at + 1, start))
                value = ""
            elif key := _KEY.match(row):
                _note(sections[-1], key[1] or key[2] or key[3], at + 1)
                value = row[key.end() :]
        elif closing and open_text is None and _opens(row, closing):
            open_text = text_at
        elif not closing and open_list is None and (_HEADER.match(row) or _KEY.match(row)):
            open_list = list_at
        if inside or not row.lstrip().startswith("#"):
            comments_from = at + 1
        before = closing, depth
        closing, depth = _after(value, closing, depth)
        text_at = at + 1 if closing and not before[0] else text_at
        list_at = at + 1 if depth > 0 and not before[1] else list_at
    sections[-1].end = len(rows)
    if closing:
        open_text = open_text or text_at
    elif depth > 0:
        open_list = open_list or list_at
    return Layout(tuple(sections), open_text, open_list)


def _opens(row: str, quotes: str) -> bool:
    """Whether a row that a text in triple quotes reaches begins a text of its own with them."""
    key = _KEY.match(row)
    value = (row[key.end() :] if key else row).lstrip()
    after = value.removeprefix(quotes)
    return after != value and (key is not None or after[:1].isalnum())


def _note(section: Section, key: str, line: int) -> None:
    if key in section.keys:
        section.doubled.setdefault(key, line)
    else:
        section.keys[key] = line


def _after(text: str, closing: str, depth: int) -> tuple[str, int]:
    """The open triple quote and the depth of brackets after a row, given those before it."""
    at = 0
    while at < len(text):
        if closing:
            escaped = closing == '"""' and text[at] == "\\"
            if text.startswith(closing, at) and not escaped:
                at, closing = at + 3, ""
            else:
                at += 2 if escaped else 1
        elif text[at] == "#":
            break
        elif text[at : at + 3] in _TRIPLES:
            closing, at = text[at : at + 3], at + 3
        elif text[at] in "\"'":
            at = _end_of_string(text, at)
        else:
            depth = max(0, depth + (text[at] in "[{") - (text[at] in "]}"))
            at += 1
    return closing, depth


def _end_of_string(text: str, start: int) -> int:
    """The offset after a one-line string; the row's end when it isn't closed."""
    quote, at = text[start], start + 1
    while at < len(text) and text[at] != quote:
        at += 2 if quote == '"' and text[at] == "\\" else 1
    return at + 1
