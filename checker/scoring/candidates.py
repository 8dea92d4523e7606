"""Candidates: the windows of an article that are worth asking the judge about.

A window is a sentence, two neighbouring sentences, or the headline with the sentence after it:
a message often takes two sentences. A wide window is four sentences, in which a pronoun finds its
noun and a claim its rebuttal. For each point the windows most similar to it, or to any of its
claims, are kept. An extract is the few sentences of the whole article most similar to a point: what
a reader would put together from passages far apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from checker.articles.article import Article, Passage, Place
from checker.scoring.embedding import Vectors

MAX_WINDOW_CHARACTERS = 900
"""Longer windows are not joined; the judge would cut them anyway."""

WIDE, STEP = 4, 2
"""Sentences in a wide window, and from the start of one to the start of the next."""

MOST_EXTRACTED, EXTRACT_CHARACTERS = 6, 700
"""Passages and characters of an extract: with a long point no more than the judge reads."""


class Reach(Enum):
    """How much of an article a window holds: a sentence or two, a wide window, an extract."""

    NARROW = "narrow"
    WIDE = "wide"
    EXTRACT = "extract"


@dataclass(frozen=True)
class Window:
    """Passages of an article as the judge reads them: one, two or `WIDE` neighbours, or an
    extract's."""

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


def extract_of(article: Article, best: npt.NDArray[np.float32], floor: float) -> Window | None:
    """The passages most similar to a point, in reading order, as far as they fit in an extract.

    `best`: for each passage of the article its highest cosine with a text of the point; those
    under `floor` are left out. None when there are none.
    """
    chosen: list[int] = []
    size = 0
    for i in np.argsort(-best, kind="stable")[:MOST_EXTRACTED].tolist():
        size += len(article.passages[i].text) + 1
        if best[i] < floor or (chosen and size > EXTRACT_CHARACTERS):
            break
        chosen.append(i)
    return _window(*(article.passages[i] for i in sorted(chosen))) if chosen else None


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
