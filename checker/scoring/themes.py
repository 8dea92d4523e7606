"""Off-message themes: what several articles say that no talking point speaks to.

Sentences far from every claim are grouped by meaning (community detection on their vectors),
and a group that several stories share is a theme, named in the texts' own words by class-based
TF-IDF (Grootendorst, "BERTopic", 2022).
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from checker.scoring.assessment import Theme, ThemeQuote
from checker.scoring.embedding import Vectors

SIMILAR = 0.48
"""Cosine from which two sentences speak of one theme."""

MIN_STORIES = 3
"""Fewer stories than this are one outlet's angle, not a theme; 2 when under ten were read."""

MIN_WORDS = 7
MOST_THEMES = 12


@dataclass(frozen=True)
class Sentence:
    """A sentence that bears on no point: where it stands, when, and the story it belongs to."""

    article: str
    passage: int
    text: str
    story: int
    outlet: str
    date: dt.date | None


def find_themes(sentences: Sequence[Sentence], vectors: Vectors, stories: int) -> tuple[Theme, ...]:
    """Themes in `sentences`, the most widely shared first, at most `MOST_THEMES`.

    `vectors`: unit rows, one for each sentence. `stories`: how many were read in all.
    """
    kept = [i for i, s in enumerate(sentences) if len(s.text.split()) >= MIN_WORDS]
    least = MIN_STORIES if stories >= 10 else 2
    if len(kept) < least:
        return ()
    groups = _communities(vectors[kept], least)
    found = []
    for group in groups:
        members = [kept[i] for i in group]
        story_count = len({sentences[i].story for i in members})
        if story_count >= least:
            found.append((story_count, members))
    found.sort(key=lambda item: (-item[0], -len(item[1])))
    background = Counter(w for s in sentences for w in _words(s.text))
    return tuple(
        _theme([sentences[i] for i in members], vectors[members], count, background)
        for count, members in found[:MOST_THEMES]
    )


def _communities(vectors: Vectors, least: int) -> list[list[int]]:
    import torch
    from sentence_transformers.util import community_detection

    groups: list[list[int]] = community_detection(
        torch.from_numpy(np.ascontiguousarray(vectors)),
        threshold=SIMILAR,
        min_community_size=least,
        show_progress_bar=False,
    )
    return groups


def _theme(
    members: Sequence[Sentence], vectors: Vectors, stories: int, background: Counter[str]
) -> Theme:
    centre = vectors.mean(axis=0)
    order = np.argsort(-(vectors @ centre), kind="stable")
    quotes, seen = [], set()
    for i in order:
        s = members[int(i)]
        if s.story not in seen:
            seen.add(s.story)
            quotes.append(ThemeQuote(s.article, s.passage, s.text))
    dates = sorted(s.date for s in members if s.date)
    return Theme(
        label=_label([s.text for s in members], background),
        quotes=tuple(quotes),
        stories=stories,
        outlets=len({s.outlet for s in members if s.outlet}),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def _words(text: str) -> list[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    words = re.findall(r"[^\W\d_][\w’'-]*[^\W_]", text.lower())
    return [w for w in words if w not in ENGLISH_STOP_WORDS and w not in _SPEECH and len(w) > 2]


_SPEECH = frozenset(
    (
        "said says told according reported added asked week month year today monday tuesday "
        "wednesday thursday friday saturday sunday mr mrs ms one two three don’t it’s"
    ).split()
)


def _label(texts: Sequence[str], background: Counter[str]) -> str:
    """The three words most typical of `texts` against all sentences, in order of appearance."""
    here = Counter(w for t in texts for w in set(_words(t)))
    total = sum(background.values()) or 1
    score = {w: n * math.log(1 + total / background[w]) for w, n in here.items() if w in background}
    best = sorted(score, key=lambda w: (-score[w], w))[:3]
    joined = " ".join(texts).lower()
    return " · ".join(sorted(best, key=joined.find))
