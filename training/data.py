"""Training pairs for the judge, from the public sets and from our own press set.

A pair is a passage, a claim and the *set* of labels it may have, because not every
source tells the three labels apart: a non-match of ArgKP-2021 says "does not carry",
which is `contradicts` or `neither`. `Pair.allowed` holds those labels, and the loss is
the negative log of their summed probability (partial-label learning, Jin & Ghahramani,
"Learning with Multiple Labels", NIPS 2002).
"""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

LABELS = ("carries", "contradicts", "neither")
"""The judge's labels, in the order of its output layer."""

_THREE_WAY = {
    "entailment": ("carries",),
    "contradiction": ("contradicts",),
    "neutral": ("neither",),
    "agree": ("carries",),
    "disagree": ("contradicts",),
    "discuss": ("neither",),
}


@dataclass(frozen=True)
class Pair:
    """One training example.

    `allowed`: the labels the pair may have, at least one of `LABELS`. `share`: how probable
    they should be together, over 0 to 1; the rest is `neither`'s. `even`: each of them should be
    as probable as the others; else it does not matter which of them is.
    """

    passage: str
    claim: str
    allowed: tuple[str, ...]
    source: str
    share: float = 1.0
    even: bool = False

    @property
    def target(self) -> tuple[tuple[int, ...], float, bool]:
        """Which of `LABELS` are allowed, as 0 and 1, their share, and whether it is even."""
        return tuple(int(name in self.allowed) for name in LABELS), self.share, self.even


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The objects of a gzipped JSON-lines file, one for each line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def inference_pairs(folder: Path, name: str, limit: int | None, rng: random.Random) -> list[Pair]:
    """Pairs of one natural-language-inference set; at most `limit`, drawn by `rng`."""
    pairs = [
        Pair(row["premise"], row["hypothesis"], _THREE_WAY[row["label"]], name)
        for row in read_rows(folder / "train" / f"{name}.jsonl.gz")
    ]
    rng.shuffle(pairs)
    return pairs[:limit]


def key_point_pairs(folder: Path) -> list[Pair]:
    """ArgKP-2021 training pairs; a non-match is trained only as "does not carry"."""
    return [
        Pair(
            row["premise"],
            row["hypothesis"],
            ("carries",) if row["label"] == "agree" else ("contradicts", "neither"),
            "argkp",
        )
        for row in read_rows(folder / "train" / "argkp2021.jsonl.gz")
    ]


def mismatched_pairs(pairs: list[Pair], count: int, rng: random.Random) -> list[Pair]:
    """Claims with the passage of another pair: different events, therefore `neither`."""
    made = []
    for _ in range(count):
        one, other = rng.sample(pairs, 2)
        made.append(Pair(one.passage, other.claim, ("neither",), "mismatched"))
    return made


def read_bodies(folder: Path) -> dict[str, str]:
    """FNC-1 article bodies by their id."""
    with gzip.open(folder / "fnc1" / "bodies.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return {row["Body ID"]: row["articleBody"] for row in csv.DictReader(file)}


def read_stances(folder: Path, split: str) -> list[tuple[str, str, str]]:
    """FNC-1 (headline, body id, stance) of a split; the file has no header line."""
    path = folder / "fnc1" / f"{split}_stances.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [(row[0], row[1], row[2]) for row in csv.reader(file) if row[1] != "Body ID"]


T = TypeVar("T")


def take(pairs: Iterable[T], count: int, rng: random.Random) -> list[T]:
    """`count` of `pairs` drawn without replacement, or all of them when there are fewer."""
    pool = list(pairs)
    rng.shuffle(pool)
    return pool[:count]
