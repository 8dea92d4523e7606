"""The recipe of the bundled judge: which pairs, in which order, at which rate.

Two stages. The first teaches a model that knows language what is asked: the press set's first two
rounds once, with a little inference (what follows from what), key points and stances. The second
brings the third round, with the weights rounded to the four bits in which they are shipped.
`checker/models/judge/README.md` has what was tried before.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from training.data import Pair, inference_pairs, key_point_pairs, take
from training.press import PRESS, article_pairs, press_pairs, read_coded_briefs
from training.stances import stance_pairs

SEED = 13
LAYERS = 9
"""Of the twelve of all-mpnet-base-v2: in four bits they fit in 50 MB, and a model without its
last layers loses little (Sajjad et al., "Poor Man's BERT", 2020)."""

LONGEST_PASSAGE = 500
"""Characters; longer passages are cut, for speed."""

FIRST_RATE, LAST_RATE = 6e-5, 3e-5
"""Learning rate at the start of the first stage, and at its end and the second's start."""

INFERENCE = {"mnli": 1800, "wiki_nli": 1200, "fever": 700, "fool_me_twice": 500}
"""Inference pairs of the first stage."""

STANCES = {"agree": 2500, "disagree": 800, "discuss": 2500, "unrelated": 2500}


def first_stage(folder: Path, embedder: str) -> list[Pair]:
    """The first two rounds of the press set once, all that carries or contradicts and a part of
    what is neither; inference, key points, stances: about 26,000 pairs."""
    rng = random.Random(SEED + 4)
    briefs = read_coded_briefs(PRESS / "articles", "train-", (1, 2))
    own: list[Pair] = []
    for _ in range(4):  # each time with other easy pairs
        own += press_pairs(embedder, hard=3, rounds=(1, 2), others=2, rng=rng)
        own += article_pairs(briefs, embedder, 6, rng)
    own = list({(p.passage, p.claim): p for p in own}.values())
    rng = random.Random(SEED + 18)
    pairs = [p for p in own if p.allowed != ("neither",)]
    pairs += take((p for p in own if p.allowed == ("neither",)), 8500, rng)
    pairs += _key_points(folder, 1200, rng)
    for name, count in INFERENCE.items():
        pairs += inference_pairs(folder, name, count, random.Random(SEED))
    pairs += take(stance_pairs(folder, embedder, STANCES, random.Random(SEED)), 1000, rng)
    return _cut(pairs)


def second_stage(folder: Path, embedder: str) -> list[Pair]:
    """The third round of the press set, with a rehearsal of the first stage: 16,793 pairs."""
    rng = random.Random(SEED + 5)
    own = press_pairs(embedder, hard=3, rounds=(3,))
    own += article_pairs(read_coded_briefs(PRESS / "articles", "train-", (3,)), embedder, 5, rng)
    own = list({(p.passage, p.claim): p for p in _cut(own)}.values())
    pairs = [p for p in own if p.allowed != ("neither",)]
    pairs += take((p for p in own if p.allowed == ("neither",)), 5600, rng)
    seen = first_stage(folder, embedder)
    press = [p for p in seen if p.source in ("press", "articles")]
    pairs += take((p for p in press if p.allowed != ("neither",)), 500, rng)
    pairs += take((p for p in press if p.allowed == ("neither",)), 500, rng)
    pairs += take((p for p in seen if p.source not in ("press", "articles")), 500, rng)
    return pairs


def _key_points(folder: Path, count: int, rng: random.Random) -> list[Pair]:
    """`count` matches and as many others of ArgKP-2021."""
    pairs = key_point_pairs(folder)
    matches = take((p for p in pairs if p.allowed == ("carries",)), count, rng)
    return matches + take((p for p in pairs if p.allowed != ("carries",)), count, rng)


def _cut(pairs: Sequence[Pair]) -> list[Pair]:
    return [replace(p, passage=p.passage[:LONGEST_PASSAGE]) for p in pairs]
