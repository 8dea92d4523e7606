"""Points that stand in one paragraph: "(1) We are neutral. (2) Both sides trust us."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checker.messages.lines import Line, make_line
from checker.messages.wrap import continues, joined

_INLINE = re.compile(
    r"(?:(?<=[.:;,!?–—] )|^)(?:\((?P<a>\d{1,2})\)|(?P<b>\d{1,2})[.)])\s+(?=[A-Z“\"])"
)


def open_inline_lists(lines: Sequence[Line], width: int) -> list[Line]:
    """The lines, with each list that counts up from 1 inside a paragraph set on lines of its own.

    Lines of a paragraph that holds no such list come back as they were.
    """
    opened: list[Line] = []
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and not continues(paragraph[-1], line, width, spaced=True):
            opened += _opened(paragraph)
            paragraph = []
        paragraph.append(line)
    return opened + _opened(paragraph)


def _opened(paragraph: Sequence[Line]) -> list[Line]:
    if not paragraph or any(line.plain for line in paragraph):
        return list(paragraph)
    text = ""
    for line in paragraph:
        text = joined(text, line.text)
    starts: list[int] = []
    for match in _INLINE.finditer(text):
        if int(match["a"] or match["b"]) == len(starts) + 1:
            starts.append(match.start())
    if len(starts) < 2:
        return list(paragraph)
    pieces = [text[a:b].strip() for a, b in zip([0, *starts], [*starts, len(text)], strict=True)]
    made = [make_line(p, gap=True) for p in pieces if p]
    return [replace(line, rule=at == 0 and paragraph[0].rule) for at, line in enumerate(made)]
