"""An article's sentences as passages, each with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from checker.articles.article import Passage, Place
from checker.articles.spans import sentence_spans

SHORT_LEAD = 80
"""A first paragraph shorter than this, in characters, shares the lead with the next: it is a
dateline ("LISSET, 3 May —"), a crosshead or a teaser, and the news stands below it."""

_PAIRS = {"“": "”", "„": "“”‟", "«": "»", "»": "«", "‹": "›", "‘": "’"}
_SINGLE = re.compile(
    r"(?<![^\s(\[\"“—–-])'(?=[^\W\d_])[^'\n]{0,2000}(?:'(?=[^\W_])[^'\n]{0,2000}){0,50}'(?![^\W_])"
)
_SINGLE_LIMIT = 20_000
"""Paragraphs longer than this, in characters, are not searched for 'single' straight marks."""


def passages_of(title: str, paragraphs: Sequence[str], language: str = "en") -> tuple[Passage, ...]:
    """The headline (if there is one) and every sentence, numbered from 0 in reading order.

    The lead is the first paragraph, and the second as well when the first is shorter than
    `SHORT_LEAD`. Elsewhere a sentence is a quote when more than half of its letters stand
    inside quotation marks of any style, also where its quotation began in an earlier sentence
    or is left open to the paragraph's end. Offsets are exact:
    `paragraphs[p][start:end] == text`.
    """
    found: list[Passage] = []
    if title.strip():
        start = len(title) - len(title.lstrip())
        text = title.strip()
        found.append(Passage(0, text, Place.HEADLINE, -1, start, start + len(text)))
    leads = 2 if paragraphs and len(paragraphs[0]) < SHORT_LEAD else 1
    for number, paragraph in enumerate(paragraphs):
        inside = _letters_inside(paragraph) if number >= leads else []
        for start, end in sentence_spans(paragraph, language):
            place = Place.LEAD if number < leads else _quote_or_body(inside, start, end)
            text = paragraph[start:end]
            found.append(Passage(len(found), text, place, number, start, end))
    return tuple(found)


def _quote_or_body(inside: Sequence[tuple[int, int]], start: int, end: int) -> Place:
    letters, quoted = (inside[end][i] - inside[start][i] for i in (0, 1))
    return Place.QUOTE if quoted * 2 > letters else Place.BODY


def _letters_inside(paragraph: str) -> list[tuple[int, int]]:
    """For each offset, how many letters stand before it, and how many of them are quoted."""
    quoted = bytearray(len(paragraph))
    for start, end in quotations(paragraph):
        quoted[start:end] = b"\x01" * (end - start)
    letters = accumulate((ch.isalnum() for ch in paragraph), initial=0)
    marked = accumulate(
        (ch.isalnum() and bool(q) for ch, q in zip(paragraph, quoted, strict=True)), initial=0
    )
    return list(zip(letters, marked, strict=True))


def quotations(paragraph: str) -> list[tuple[int, int]]:
    """Start and end of each outermost quotation, without its marks, in order.

    An apostrophe closes nothing: ’ between letters, or with no ‘ open. A straight mark opens
    and closes in turn; a last one left over opens only at the paragraph's start, where the
    quotation goes on in the next paragraph.
    """
    found: list[tuple[int, int]] = []
    searched = paragraph if len(paragraph) <= _SINGLE_LIMIT else ""
    singles = {m.start(): m.end() - 1 for m in _SINGLE.finditer(searched)}
    straight = paragraph.count('"')
    start, closers, until = -1, "", -1
    for at, ch in enumerate(paragraph):
        if start >= 0:
            ends = at == until if until >= 0 else ch in closers and not _apostrophe(paragraph, at)
            if ends:
                found.append((start, at))
                start, closers, until = -1, "", -1
            straight -= ch == '"'
        elif ch == '"':
            straight -= 1
            if straight > 0 or not paragraph[:at].strip():
                start, closers = at + 1, '"'
        elif ch in _PAIRS:
            start, closers = at + 1, _PAIRS[ch]
        elif at in singles:
            start, until = at + 1, singles[at]
    if start >= 0:
        found.append((start, len(paragraph)))
    return found


def _apostrophe(paragraph: str, at: int) -> bool:
    following = paragraph[at + 1 : at + 2]
    return paragraph[at] == "’" and following.isalnum()
