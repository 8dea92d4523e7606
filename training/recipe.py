"""The recipe of the bundled judge: which pairs, in which order, at which rate.

`public_stage` teaches a model that knows language what is asked: what follows from what, key
points, stances, and that most texts speak of different things. The stages after it bring our own
press set. `checker/models/judge/README.md` has what was tried.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from training.data import Pair, inference_pairs, key_point_pairs, mismatched_pairs, take
from training.press import (
    LABEL_OF,
    PRESS,
    amid_pairs,
    article_pairs,
    emptied_pairs,
    extract_pairs,
    press_pairs,
    read_coded_briefs,
    swapped_pairs,
)
from training.stances import stance_pairs

SEED = 13
LAYERS = 9
"""Of the twelve of all-mpnet-base-v2: in four bits they fit in 50 MB, and a model without its
last layers loses little (Sajjad et al., "Poor Man's BERT", 2020)."""

LONGEST_PASSAGE = 500
"""Characters; longer passages of the public sets are cut, for speed."""

PUBLIC_RATE, PRESS_RATE, EXTRACT_RATE, PACKED_RATE = 7e-5, 5e-5, 4e-5, 2.5e-5
"""Highest learning rates: of the public stage, of the first two press stages, of those that
bring extracts, of the packed ones. An unpacked press stage falls in a line to the packed ones' (the
last of them to `SEVENTH_LAST_RATE`), a packed one to 0; the public one, whose task is another, to
2e-5."""

PUBLIC_LAST_RATE = 2e-5
SEVENTH_LAST_RATE = 3e-5


@dataclass(frozen=True)
class Mix:
    """What a press stage is made of, in pairs, and from which rounds of the press set.

    `heard`: carry or contradict; `neither`: neither, though most are similar; `amid`: amid other
    matter; `rehearsal`: of the public statements, so that what was learnt there stays;
    `key_points`: matches of ArgKP-2021, with as many non-matches; `extracts`: whole cells;
    `emptied`: what is left of cells without their evidence; `swapped`: right figures made wrong.
    `against_main`: the outcomes whose evidence is also judged against the point's main claim alone.
    `even`: a passage with a wrong figure carries and contradicts in equal shares; else either.
    """

    heard: int
    neither: int
    amid: int
    rehearsal: int
    key_points: int
    rounds: tuple[int, ...]
    extracts: int = 0
    emptied: int = 0
    swapped: int = 0
    against_main: tuple[str, ...] = ("carried",)
    even: bool = False


@dataclass(frozen=True)
class Stage:
    """One stage on the press set: the name of its checkpoint, what it is made of with the seed
    that draws it, its learning rates, and whether it computes with four-bit weights."""

    name: str
    mixes: tuple[tuple[Mix, int], ...]
    rate: float
    last_rate: float = 0.0
    packed: bool = False


OLDER = (1, 2, 3, 4)
FIRST = Mix(22_000, 13_000, 2000, 3000, 0, OLDER)
SECOND = Mix(40_000, 22_000, 3000, 5000, 2000, OLDER)
FIFTH = Mix(14_000, 9000, 0, 0, 0, (5,))
REST = Mix(8000, 5000, 1500, 2000, 1500, OLDER)
WHOLE = Mix(17_000, 9000, 1000, 4000, 2000, (*OLDER, 5), 12_000)
SIXTH = Mix(11_000, 5000, 0, 0, 0, (6,), 4000)
ALL = Mix(5000, 3000, 1000, 2000, 1500, (*OLDER, 5), 4000)
BOTH = ("carried", "contradicted")
SEVENTH = Mix(11_000, 4800, 700, 2700, 1000, (*OLDER, 5, 6), 6200, 2400, 2400, BOTH, even=True)
EIGHTH = Mix(8500, 3000, 0, 0, 0, (7,), 2400, 600, 900, BOTH, even=True)
LATER = Mix(1500, 900, 200, 1200, 800, (*OLDER, 5, 6), 900, 100, 200, BOTH, even=True)

PRESS_STAGES = (
    Stage("press", ((FIRST, SEED + 1),), PRESS_RATE, PACKED_RATE),
    Stage("again", ((SECOND, SEED + 3),), PRESS_RATE, PACKED_RATE),
    Stage("fifth", ((FIFTH, SEED + 2), (REST, SEED + 4)), PACKED_RATE, packed=True),
    Stage("whole", ((WHOLE, SEED + 5),), EXTRACT_RATE, PACKED_RATE),
    Stage("sixth", ((SIXTH, SEED + 6), (ALL, SEED + 7)), PACKED_RATE, packed=True),
    Stage("seventh", ((SEVENTH, SEED + 8),), EXTRACT_RATE, SEVENTH_LAST_RATE),
    Stage("packed", ((EIGHTH, SEED + 9), (LATER, SEED + 10)), PACKED_RATE, packed=True),
)
"""After the public stage, in this order. A stage brings most of the rounds that those before had
not seen, with a part of all that they had."""


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


def press_stage(folder: Path, embedder: str, mix: Mix, seed: int) -> list[Pair]:
    """The pairs of a press stage, drawn by `seed`."""
    rng = random.Random(seed)
    own = press_pairs(embedder, hard=4, rounds=mix.rounds, others=2, rng=rng)
    briefs = read_coded_briefs(PRESS / "articles", "train-", mix.rounds)
    own += article_pairs(briefs, embedder, 5, rng, mix.against_main)
    own = list({(p.passage, p.claim): p for p in own}.values())
    pairs = take((p for p in own if p.allowed != ("neither",)), mix.heard, rng)
    pairs += take((p for p in own if p.allowed == ("neither",)), mix.neither, rng)
    pairs += amid_pairs(mix.amid, rng, mix.rounds)
    pairs += take(statements(folder, random.Random(SEED)), mix.rehearsal, rng)
    pairs += cut(key_points(folder, mix.key_points, rng))
    # Last, so that a stage without these is drawn as it was before there were any.
    if mix.extracts:
        pairs += take(extract_pairs(briefs, embedder), mix.extracts, rng)
    if mix.emptied:
        pairs += take(emptied_pairs(briefs, embedder), mix.emptied, rng)
    if mix.swapped:
        pairs += take(swapped_pairs(briefs, embedder, rng, mix.rounds), mix.swapped, rng)
    wrong = LABEL_OF["distorted"]
    return [replace(p, even=mix.even and p.allowed == wrong) for p in pairs]
