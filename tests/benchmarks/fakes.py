"""A judge and an embedder made of word counts, so that the plumbing is tested without models."""

import hashlib
import re

import numpy as np

from benchmarks.models import Models
from checker.scoring.assessment import Verdict
from checker.scoring.method import Method

SIZE = 256


def words(text):
    return re.findall(r"\w+", text.lower())


class WordEmbedder:
    name = "words"
    fingerprint = "words"

    def encode(self, texts):
        vectors = np.zeros((len(texts), SIZE), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in words(text):
                at = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest(), "big")
                vectors[row, at % SIZE] += 1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(norms, 1e-9)


class WordJudge:
    """Carries by shared words; contradicts when just one side has a "not"."""

    name = "words"
    fingerprint = "words"

    def judge(self, questions, progress=None):
        verdicts = []
        for q in questions:
            claim, passage = set(words(q.claim)), set(words(q.passage))
            shared = len((claim & passage) - {"not"}) / max(len(claim - {"not"}), 1)
            if ("not" in claim) == ("not" in passage):
                verdicts.append(Verdict(shared, 0.0, 1 - shared))
            else:
                verdicts.append(Verdict(0.0, shared, 1 - shared))
        if progress:
            progress(len(questions), len(questions))
        return verdicts


def make_models(store, *, baseline=True):
    return Models(WordJudge(), Method(), WordEmbedder(), store, baseline)
