"""From the press set to training pairs: what is taken, and how much of what is neither."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

from training import press
from training.press import press_pairs, read_pairs


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors without a model: one number for each text, its length."""
    monkeypatch.setattr(
        press, "_encode", lambda _base, texts: {t: np.array([float(len(t))]) for t in texts}
    )


def test_the_first_round_is_read_without_the_second() -> None:
    first, both = read_pairs("train", rounds=1), read_pairs("train")
    assert 0 < len(first) < len(both)
    assert {c.slug for c in first} < {c.slug for c in both}


@pytest.mark.parametrize("rounds", [1, 2])
def test_every_pair_that_carries_or_contradicts_is_taken(rounds: int) -> None:
    coded = [c for c in read_pairs("train", rounds=rounds) if c.label != "neither"]
    made = [p for p in press_pairs("", hard=1, rounds=rounds) if p.allowed != ("neither",)]
    assert len(made) == len(coded)
    figures = sum(c.degree == "figure" for c in coded)
    assert sum(p.allowed == ("carries", "contradicts") for p in made) == figures


def test_of_the_rest_the_most_similar_and_some_others() -> None:
    made = press_pairs("", hard=2, rounds=1, others=1, rng=random.Random(1))
    taken = Counter(p.passage for p in made if p.allowed == ("neither",))
    assert max(taken.values()) == 3
    hardest = press_pairs("", hard=2, rounds=1)
    assert Counter(hardest) - Counter(made) == Counter()
