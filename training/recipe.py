"""The recipe of the bundled judge: which pairs, in which order, at which rate.

Five stages, each starting from the weights of the one before. Inference first: what follows
from what. Then the task's own pairs (the press set, key points, stances) with a rehearsal of the
first stage, so that it is not forgotten. Then the first round of the press set, inference once
more beside all of it, and last both rounds of the press set with a little of the rest. What is
shipped is the mean of the last three (`training.make`).
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from training.data import Pair, inference_pairs, key_point_pairs, mismatched_pairs, take
from training.press import PRESS, article_pairs, press_pairs, read_coded_briefs
from training.stances import stance_pairs

SEED = 13
LONGEST_PASSAGE = 900

INFERENCE: dict[str, int | None] = {
    "mnli": None,
    "wiki_nli": None,
    "fever": 9000,
    "fool_me_twice": None,
    "check_covid": None,
    "snli": 3000,
    "counterfactual_nli": 3000,
}
"""Sets of the first stage, and how many pairs of each (None: all). Image captions are kept few:
they count a different event as a contradiction, which is wrong here."""

FIRST_RATE, FIRST_STEPS = 1e-4, 1500
"""Learning rate of the first stage, and the step (of 2,084) at which it ends: the rest of the
pass was given to the second stage, which matters more."""

SECOND_RATE = 6e-5
THIRD_RATE = 8e-5
FOURTH_RATE = 1e-4
FIFTH_RATE = 1e-4

STANCES = {"agree": 2500, "disagree": 800, "discuss": 2500, "unrelated": 2500}
REHEARSAL = 8000


def first_stage(folder: Path, base: str) -> list[Pair]:
    """Natural-language inference, mismatched pairs and press stances: about 67,000 pairs."""
    rng = random.Random(SEED)
    pairs = [p for name, n in INFERENCE.items() for p in inference_pairs(folder, name, n, rng)]
    pairs = [replace(p, passage=p.passage[:LONGEST_PASSAGE]) for p in pairs]
    pairs += mismatched_pairs(pairs, 4000, rng)
    return pairs + stance_pairs(folder, base, STANCES, rng)


def second_stage(
    folder: Path, base: str, rehearse: list[Pair], press_epochs: int = 2
) -> list[Pair]:
    """The press set `press_epochs` times over, key points, and a rehearsal of the first stage."""
    rng = random.Random(SEED + 1)
    own = press_pairs(base, hard=6, rounds=1)
    own += article_pairs(read_coded_briefs(PRESS / "articles", "train-", 1), base, 5, rng)
    own += mismatched_pairs(own, len(own) // 10, rng)
    key_points = key_point_pairs(folder)
    matches = [p for p in key_points if p.allowed == ("carries",)]
    others = take((p for p in key_points if p.allowed != ("carries",)), 9000, rng)
    stances = take((p for p in rehearse if p.source == "fnc1"), 3000, rng)
    inference = take((p for p in rehearse if p.source in ("mnli", "wiki_nli")), REHEARSAL, rng)
    return own * press_epochs + matches + others + stances + inference


def third_stage(folder: Path, base: str) -> list[Pair]:
    """The first round of the press set three times over, fewer easy pairs, a little of the rest."""
    rng = random.Random(SEED + 2)
    own = press_pairs(base, hard=4, rounds=1)
    own += article_pairs(read_coded_briefs(PRESS / "articles", "train-", 1), base, 5, rng)
    key_points = key_point_pairs(folder)
    matches = take((p for p in key_points if p.allowed == ("carries",)), 2000, rng)
    others = take((p for p in key_points if p.allowed != ("carries",)), 2000, rng)
    inference = [
        p
        for name in ("mnli", "wiki_nli")
        for p in inference_pairs(folder, name, None, random.Random(SEED))
    ]
    return own * 3 + matches + others + take(inference, 1500, rng)


def fourth_stage(folder: Path, base: str, rehearse: list[Pair]) -> list[Pair]:
    """A whole pass over the first stage's pairs again, with every pair of the press set twice
    (all that is neither, as it comes, so that the judge learns how rare a message is)."""
    rng = random.Random(SEED + 3)
    own = press_pairs(base, hard=99, rounds=1)
    own += article_pairs(read_coded_briefs(PRESS / "articles", "train-", 1), base, 12, rng)
    key_points = key_point_pairs(folder)
    matches = [p for p in key_points if p.allowed == ("carries",)]
    others = take((p for p in key_points if p.allowed != ("carries",)), 8000, rng)
    return own * 2 + matches + others + rehearse


def fifth_stage(folder: Path, base: str, rehearse: list[Pair], press_epochs: int = 4) -> list[Pair]:
    """Both rounds of the press set, `press_epochs` times, each time with other easy pairs, and a
    rehearsal of inference and key points: what the finished judge has seen last."""
    rng = random.Random(SEED + 4)
    briefs = read_coded_briefs(PRESS / "articles", "train-")
    own: list[Pair] = []
    for _ in range(press_epochs):
        own += press_pairs(base, hard=3, others=2, rng=rng)
        own += article_pairs(briefs, base, 6, rng)
    key_points = key_point_pairs(folder)
    matches = take((p for p in key_points if p.allowed == ("carries",)), 3000, rng)
    others = take((p for p in key_points if p.allowed != ("carries",)), 3000, rng)
    stances = take((p for p in rehearse if p.source == "fnc1"), 2500, rng)
    inference = take((p for p in rehearse if p.source in ("mnli", "wiki_nli", "fever")), 16000, rng)
    return own + matches + others + stances + inference
