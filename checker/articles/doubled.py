"""A body that a page printed twice: once run together, once in paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from checker.articles.shingles import containment, shingles
from checker.articles.spans import sentences_of

_KEY = 40
"""Letters by which the second printing's beginning is known again in the first."""
_FEWEST_WORDS = 25
_ALIKE = 0.8
"""Share of the shorter half's word runs, 0 to 1, that the other half must hold."""
_MOST_TRIES = 3
_MOST_SEARCHES = 500


def keep_once(paragraphs: Sequence[str]) -> list[str]:
    """`paragraphs`, or only the half with more paragraphs where one half repeats the other.

    Sentences that stand only in the half left out are put in, each as a paragraph, where they
    stood. Compared are letters and digits, so that lost spaces make no difference.
    """
    plain = [_plain(paragraph) for paragraph in paragraphs]
    for at in _places(plain):
        first, second = list(paragraphs[:at]), list(paragraphs[at:])
        if _same(first, second):
            better, other = (first, second) if len(first) >= len(second) else (second, first)
            return _merge(better, other)
    return list(paragraphs)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _places(plain: Sequence[str]) -> list[int]:
    """Where a second printing may begin, the most even halves first."""
    if len(plain) < 2:
        return []
    opening = "".join(plain[:20])[:500]
    total = sum(map(len, plain))
    before = [0, *accumulate(map(len, plain))]
    found = []
    for at in range(1, len(plain)):
        if not total / 3 <= before[at] <= total * 2 / 3:
            continue
        key = "".join(plain[at : at + 5])[:_KEY]
        if len(key) == _KEY and (key in opening or opening[:_KEY] in plain[at][:300]):
            found.append(at)
    return sorted(found, key=lambda at: abs(total - 2 * before[at]))[:_MOST_TRIES]


def _same(first: Sequence[str], second: Sequence[str]) -> bool:
    runs = [shingles(" ".join(half)) for half in (first, second)]
    if min(map(len, runs)) < _FEWEST_WORDS:
        return False
    return containment(runs[0], runs[1]) >= _ALIKE


def _merge(better: list[str], other: Sequence[str]) -> list[str]:
    """`better` with the sentences that stand only in `other`."""
    whole = "".join(map(_plain, better))
    ends = list(accumulate(len(_plain(paragraph)) for paragraph in better))
    known = {_plain(s) for paragraph in better for s in sentences_of(paragraph)}
    added: dict[int, list[str]] = {}
    place = at = searches = 0
    for paragraph in other:
        for sentence in sentences_of(paragraph):
            plain = _plain(sentence)
            if not plain:
                continue
            found = whole.find(plain, at, at + 20_000 + len(plain))
            if found < 0 and plain not in known and searches < _MOST_SEARCHES:
                searches += 1
                found = whole.find(plain)
            if found >= 0:
                at = found
                place = bisect_right(ends, found) + 1
            elif plain not in known:
                added.setdefault(place, []).append(sentence)
    merged = [*added.get(0, ())]
    for i, paragraph in enumerate(better, start=1):
        merged += [paragraph, *added.get(i, ())]
    return merged
