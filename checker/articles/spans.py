"""The sentences of a paragraph with their offsets, at any size and with quotations opened up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.text import sentences

_MOST_AT_ONCE = 4_000
"""Characters given to the segmenter at a time: it takes quadratic time over unclosed quotes."""
_LONG_QUOTATION = 160
"""A sentence longer than this, in characters, is split inside its quotation marks too."""
_MARKS = '“”„‟«»‹›"'
_BLANK = str.maketrans(_MARKS, " " * len(_MARKS))
_BREAK = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\s+")


def sentence_spans(paragraph: str, language: str = "en") -> list[tuple[int, int]]:
    """Start and end of each sentence, in order; between them is only white space.

    The segmenter keeps a quotation of several sentences in one piece. A piece over 160
    characters is taken apart at the sentence ends inside the quotation, since a passage is one
    sentence.
    """
    found: list[tuple[int, int]] = []
    for start, end in _portions(paragraph):
        for first, last in _located(paragraph[start:end], language):
            found += _opened_up(paragraph, start + first, start + last, language)
    return found


def sentences_of(paragraph: str, language: str = "en") -> list[str]:
    """The sentences of a paragraph, in order, as `sentence_spans` finds them."""
    return [paragraph[start:end] for start, end in sentence_spans(paragraph, language)]


def _portions(paragraph: str) -> Iterator[tuple[int, int]]:
    """Portions of at most `_MOST_AT_ONCE` characters, cut after a sentence, else at a space."""
    start = 0
    while len(paragraph) - start > _MOST_AT_ONCE:
        limit = start + _MOST_AT_ONCE
        cuts = [m.end() for m in _BREAK.finditer(paragraph, start + _MOST_AT_ONCE // 2, limit)]
        cut = cuts[-1] if cuts else paragraph.rfind(" ", start + 1, limit) + 1
        end = cut if cut > start else limit
        yield start, end
        start = end
    yield start, len(paragraph)


def _located(text: str, language: str) -> Iterator[tuple[int, int]]:
    at = 0
    for sentence in sentences(text, language):
        start = text.index(sentence, at)
        at = start + len(sentence)
        yield start, at


def _opened_up(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if end - start <= _LONG_QUOTATION or not any(mark in piece for mark in _MARKS):
        yield start, end
        return
    first = 0
    for _, last in _located(piece.translate(_BLANK), language):
        after = piece[last:]
        closed = len(after) - len(after.lstrip(_MARKS))
        cut = last + closed
        rest = piece[cut:]
        opens = rest.lstrip()
        # "Will it rain?" he asked: what follows goes on in small letters.
        if opens and (not rest[0].isspace() or opens.lstrip(_MARKS)[:1].islower()):
            continue
        if not opens.strip(_MARKS):
            break
        yield start + first, start + cut
        first = cut + len(rest) - len(opens)
    yield start + first, end
