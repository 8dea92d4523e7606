"""Candidates: the windows of an article that are worth asking the judge about.

A window is a sentence, two neighbouring sentences, or the headline with the sentence after it:
a message often takes two sentences. A wide window is four sentences, in which a pronoun finds its
noun and a claim its rebuttal. For each point the windows most similar to it, or to any of its
claims, are kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from checker.articles.article import Article, Passage, Place
from checker.scoring.embedding import Vectors

MAX_WINDOW_CHARACTERS = 900
"""Longer windows are not joined; the judge would cut them anyway."""

WIDE, STEP = 4, 2
"""Sentences in a wide window, and from the start of one to the start of the next."""


@dataclass(frozen=True)
class Window:
    """Neighbouring passages of an article, one, two or `WIDE`, as the judge reads them."""

    passages: tuple[int, ...]
    text: str
    place: Place


_RANK = {Place.HEADLINE: 0, Place.LEAD: 1, Place.QUOTE: 2, Place.BODY: 3}


def _window(*passages: Passage) -> Window:
    place = min((p.place for p in passages), key=_RANK.__getitem__)
    text = passages[0].text
    for after in passages[1:]:
        stop = "" if text.endswith((".", "!", "?", "”", '"', "…", ":", ";")) else "."
        text = f"{text}{stop} {after.text}"
    return Window(tuple(p.index for p in passages), text, place)


def windows_of(article: Article) -> tuple[Window, ...]:
    """All windows of an article, in reading order: each passage, then it with the next one."""
    made: list[Window] = []
    passages = article.passages
    for i, passage in enumerate(passages):
        made.append(_window(passage))
        if i + 1 < len(passages):
            following = passages[i + 1]
            if len(passage.text) + len(following.text) < MAX_WINDOW_CHARACTERS:
                made.append(_window(passage, following))
    return tuple(made)


def wide_windows_of(article: Article) -> tuple[Window, ...]:
    """The wide windows of an article, in reading order; the last may be shorter, but is never
    one or two passages, which `windows_of` has. One that would grow too long ends earlier."""
    made: list[Window] = []
    passages = article.passages
    for start in range(0, max(len(passages) - STEP, 0), STEP):
        size = 0
        block: list[Passage] = []
        for passage in passages[start : start + WIDE]:
            size += len(passage.text) + 1
            if size >= MAX_WINDOW_CHARACTERS:
                break
            block.append(passage)
        if len(block) > 2:
            made.append(_window(*block))
    return tuple(made)


def similarities(claims: Vectors, windows: Vectors) -> npt.NDArray[np.float32]:
    """Cosines, shape (claims, windows); both sides are unit vectors."""
    return np.asarray(claims @ windows.T, dtype=np.float32)


def best_windows(scores: npt.NDArray[np.float32], most: int, floor: float) -> npt.NDArray[np.int64]:
    """The windows to judge for one point, in reading order.

    `scores`: cosines of the point's texts (rows) with the windows (columns). Kept are the
    `most` windows with the highest cosine to any of the texts, if it is at least `floor`.
    """
    if scores.size == 0:
        return np.zeros(0, dtype=np.int64)
    best = scores.max(axis=0)
    order = np.argsort(-best, kind="stable")[:most]
    return np.sort(order[best[order] >= floor])


def chosen_windows(
    scores: npt.NDArray[np.float32], narrow: int, most: int, most_wide: int, floor: float
) -> npt.NDArray[np.int64]:
    """The windows to judge for one point: the best `most` of the first `narrow` columns of
    `scores`, then the best `most_wide` of the others, which are wide windows. See `best_windows`.
    """
    wide = best_windows(scores[:, narrow:], most_wide, floor) + narrow
    return np.concatenate([best_windows(scores[:, :narrow], most, floor), wide])
