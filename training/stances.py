"""FNC-1 stances as passage pairs: the windows of a body that its headline speaks of.

FNC-1 labels a headline against a whole article. The judge reads passages, so each body
is cut into windows of two sentences and the headline is paired with the windows most
similar to it; those windows inherit the label. For an unrelated body the most similar
windows are hard negatives: same words, different event.
"""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer
from sentencex import segment

from training.data import Pair, read_bodies, read_stances

ALLOWED = {
    "agree": ("carries",),
    "disagree": ("contradicts",),
    "discuss": ("neither",),
    "unrelated": ("neither",),
}


def windows(body: str) -> list[str]:
    """Windows of two neighbouring sentences, stepping by one; one window for one sentence."""
    sentences = [s.strip() for s in segment("en", " ".join(body.split())) if s.strip()]
    if len(sentences) < 2:
        return sentences
    return [f"{a} {b}" for a, b in pairwise(sentences)]


def stance_pairs(
    folder: Path, base: str, counts: dict[str, int], rng: random.Random, best: int = 1
) -> list[Pair]:
    """Pairs from the training split: at most `counts[stance]` headlines for each stance."""
    bodies = read_bodies(folder)
    rows = read_stances(folder, "train")
    rng.shuffle(rows)
    chosen = [r for stance, n in counts.items() for r in [x for x in rows if x[2] == stance][:n]]
    model = SentenceTransformer(base, device="cpu")
    cut = {i: windows(bodies[i])[:40] for i in {r[1] for r in chosen}}
    texts = sorted({w for ws in cut.values() for w in ws} | {r[0] for r in chosen}, key=len)
    vectors = dict(
        zip(texts, model.encode(texts, batch_size=16, normalize_embeddings=True), strict=True)
    )
    pairs = []
    for headline, body_id, stance in chosen:
        if not cut[body_id]:
            continue
        scores = np.stack([vectors[w] for w in cut[body_id]]) @ vectors[headline]
        for index in np.argsort(-scores)[:best]:
            pairs.append(Pair(cut[body_id][index][:1200], headline, ALLOWED[stance], "fnc1"))
    return pairs
