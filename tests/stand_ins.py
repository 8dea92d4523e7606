"""Stand-ins for the models, so that most tests need none: words instead of meaning.

The embedder counts words; the judge compares the words of claim and passage by rules. Both are
deterministic and take no time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence

import numpy as np

from checker.scoring.assessment import Verdict
from checker.scoring.embedding import Vectors
from checker.scoring.judge import Question

SIZE = 512
EMPTY = frozenset("a an the of in on at to for and is are was were has have had its it".split())
DENIALS = frozenset(("not", "no", "never", "denied"))


def content_words(text: str) -> set[str]:
    """Words that say something, in small letters; figures aside, as the judge overlooks them."""
    return {w for w in re.findall(r"[^\W\d_]+", text.lower()) if w not in EMPTY}


class FakeEmbedder:
    """Unit vectors of hashed words: texts that share words are near each other."""

    name = "words"

    def __init__(self, fingerprint: str = "words") -> None:
        self.fingerprint = fingerprint
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        vectors = np.zeros((len(texts), SIZE), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in content_words(text):
                digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
                vectors[row, int.from_bytes(digest, "big") % SIZE] += 1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)


class FakeJudge:
    """Carries by the share of the claim's words in the passage; contradicts if one side denies.

    `after`: called before each block with the number of pairs judged so far; it may raise.
    """

    name = "word rules"

    def __init__(
        self, fingerprint: str = "rules", after: Callable[[int], None] = lambda _done: None
    ) -> None:
        self.fingerprint = fingerprint
        self.judged: list[Question] = []
        self._after = after

    def judge(
        self, questions: Sequence[Question], progress: Callable[[int, int], None] | None = None
    ) -> list[Verdict]:
        self._after(len(self.judged))
        verdicts = [verdict_of(q.claim, q.passage) for q in questions]
        self.judged += questions
        if progress:
            progress(len(questions), len(questions))
        return verdicts


def verdict_of(claim: str, passage: str) -> Verdict:
    """What the stand-in judge says of one pair."""
    ours, theirs = content_words(claim), content_words(passage)
    said = ours - DENIALS
    share = round(0.98 * len(said & theirs) / len(said), 6) if said else 0.0
    against = bool(ours & DENIALS) != bool(theirs & DENIALS)
    return Verdict(0.0 if against else share, share if against else 0.0, 1 - share)
