"""Runs of words by which two texts are compared."""

from __future__ import annotations

import re

WORDS = 5
"""Words in one run. Broder, "On the resemblance and containment of documents" (1997)."""

_WORD = re.compile(r"[^\W_]+")


def shingles(text: str) -> list[int]:
    """The hashes of all runs of `WORDS` words of `text`, in order; of a shorter text the one."""
    words = _WORD.findall(text.casefold())
    if not words:
        return []
    last = max(1, len(words) - WORDS + 1)
    return [hash(tuple(words[i : i + WORDS])) for i in range(last)]


def containment(one: list[int], other: list[int]) -> float:
    """Share of the smaller set of runs that the other holds, 0 to 1; 0 when either is empty."""
    small, large = sorted((set(one), set(other)), key=len)
    return len(small & large) / len(small) if small else 0.0
