"""The recipe of the bundled judge: which pairs, in which order, at which rate.

`public_stage` teaches a model that knows language what is asked: what follows from what, key
points, stances, and that most texts speak of different things. The stages after it bring our own
press set. `checker/models/judge/README.md` has what was tried.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from training.data import Pair, inference_pairs, key_point_pairs, mismatched_pairs, take
from training.press import PRESS, amid_pairs, article_pairs, press_pairs, read_coded_briefs
from training.stances import stance_pairs

SEED = 13
LAYERS = 9
"""Of the twelve of all-mpnet-base-v2: in four bits they fit in 50 MB, and a model without its
last layers loses little (Sajjad et al., "Poor Man's BERT", 2020)."""

LONGEST_PASSAGE = 500
"""Characters; longer passages of the public sets are cut, for speed."""

PUBLIC_RATE, PRESS_RATE, PACKED_RATE = 7e-5, 5e-5, 2.5e-5
"""Highest learning rates of the three stages; each falls in a line to the next, the last to 0,
but the first, whose task is another, to 2e-5."""

PUBLIC_LAST_RATE = 2e-5

HEARD, NEITHER, AMID, REHEARSAL = 22_000, 13_000, 2000, 3000
"""Pairs of a press stage: of those that carry or contradict, those that are neither, those amid
other matter, public ones."""

INFERENCE = {
    "mnli": None, "wiki_nli": 7000, "fever": 6000, "fool_me_twice": None, "check_covid": None,
    "counterfactual_nli": 2000, "snli": 1500,
}  # fmt: skip
"""Inference pairs of the first stage; None: all there are."""

KEY_POINTS = 4000
"""Matches of ArgKP-2021 in the first stage, with as many non-matches."""

STANCES = {"agree": 1600, "disagree": 800, "discuss": 1600, "unrelated": 1600}
MISMATCHED = 2000


def public_stage(folder: Path, embedder: str) -> list[Pair]:
    """About 62,000 pairs of the public sets."""
    rng = random.Random(SEED)
    return statements(folder, rng) + cut(stance_pairs(folder, embedder, STANCES, rng))


def statements(folder: Path, rng: random.Random) -> list[Pair]:
    """The public pairs that need no embedding: inference, key points, and claims with the passage
    of another."""
    pairs: list[Pair] = []
    for name, count in INFERENCE.items():
        pairs += inference_pairs(folder, name, count, rng)
    plain = [p for p in pairs if p.source in ("mnli", "wiki_nli")]
    pairs += mismatched_pairs(plain, MISMATCHED, rng)
    return cut(pairs + key_points(folder, KEY_POINTS, rng))


def key_points(folder: Path, count: int, rng: random.Random) -> list[Pair]:
    """`count` matches and as many others of ArgKP-2021."""
    pairs = key_point_pairs(folder)
    matches = take((p for p in pairs if p.allowed == ("carries",)), count, rng)
    return matches + take((p for p in pairs if p.allowed != ("carries",)), count, rng)


def cut(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs with their passages no longer than `LONGEST_PASSAGE`."""
    return [replace(p, passage=p.passage[:LONGEST_PASSAGE]) for p in pairs]


def press_stage(folder: Path, embedder: str, seed: int) -> list[Pair]:
    """A part of the press set drawn by `seed`, and a rehearsal of the first stage, so that what was
    learnt there stays: 40,000 pairs."""
    rng = random.Random(seed)
    own = press_pairs(embedder, hard=4, others=2, rng=rng)
    own += article_pairs(read_coded_briefs(PRESS / "articles", "train-"), embedder, 5, rng)
    own = list({(p.passage, p.claim): p for p in own}.values())
    pairs = take((p for p in own if p.allowed != ("neither",)), HEARD, rng)
    pairs += take((p for p in own if p.allowed == ("neither",)), NEITHER, rng)
    pairs += amid_pairs(AMID, rng)
    return pairs + take(statements(folder, random.Random(SEED)), REHEARSAL, rng)
