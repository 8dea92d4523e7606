"""Cuts a text where marks begin and end, so that each piece is marked as a whole or not at all.

Marks may overlap, nest, touch or lie outside the text; the pieces joined are the text again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """A mark from `start` up to `end` (character offsets), known by `key`."""

    start: int
    end: int
    key: int


@dataclass(frozen=True)
class Cut:
    """A stretch of the text and the keys of all marks over it, ascending."""

    start: int
    end: int
    keys: tuple[int, ...]


def cuts(length: int, spans: Iterable[Span]) -> tuple[Cut, ...]:
    """The stretches of a text of `length` characters, in order, without gaps.

    Spans are clipped to the text; empty ones are dropped. Neighbouring stretches differ in
    their keys. A sweep over the sorted ends: O(n log n) for n spans, besides what it returns.
    """
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for span in spans:
        start, end = max(0, span.start), min(length, span.end)
        if start < end:
            starts.setdefault(start, []).append(span.key)
            ends.setdefault(end, []).append(span.key)
    edges = sorted({0, length, *starts, *ends})
    found: list[Cut] = []
    live: list[int] = []
    for at, until in pairwise(edges):
        for key in ends.get(at, ()):
            live.remove(key)
        live.extend(starts.get(at, ()))
        keys = tuple(sorted(set(live)))
        if found and found[-1].keys == keys:
            found[-1] = Cut(found[-1].start, until, keys)
        else:
            found.append(Cut(at, until, keys))
    return tuple(found)
