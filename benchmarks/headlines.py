"""FNC-1: a headline against a whole article, by the best evidence over its windows.

The body is cut and its candidate windows are chosen as in the program, the judge is asked about
those, and a `StanceRule` reads the stance from the highest similarity, carries and contradicts.
The rule is tuned on training headlines only.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.measures import Reading, StanceRule, f1_of, macro_f1, tune_rule
from benchmarks.models import Models
from benchmarks.sets import STANCES, StanceSet
from benchmarks.table import Figure
from checker.articles.article import Article
from checker.articles.passages import passages_of
from checker.scoring.assess import FLOOR
from checker.scoring.assessment import Label
from checker.scoring.candidates import best_windows, windows_of
from checker.text import squeeze

CANDIDATES = 4
"""Windows judged for each headline and body."""

TUNING = {"full": 150, "sample": 60}
"""Training pairs of each stance that the rule is tuned on."""

DEV_SAMPLE = {"agree": 80, "disagree": 80, "discuss": 80, "unrelated": 300}

Rows = Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class Sampled:
    """Rows, and by stance how many rows of the set each one stands for."""

    rows: Rows
    weights: Mapping[str, float]


def draw(data: StanceSet, quotas: Mapping[str, int] | None) -> Sampled:
    """At most `quotas` rows of each stance (None: all), the same ones every time.

    Bodies are taken one after the other, so that few have to be read; unrelated pairs come from
    the bodies that the other stances brought in, as far as they suffice.
    """
    if quotas is None:
        return Sampled(data.rows, dict.fromkeys(STANCES, 1.0))

    def order(row: tuple[str, str, str]) -> tuple[bytes, bytes]:
        return _hash(row[1]), _hash(row[0])

    taken: list[tuple[str, str, str]] = []
    ordered = sorted(data.rows, key=order)
    for stance in ("disagree", "agree", "discuss", "unrelated"):
        used = {r[1] for r in taken}
        pool = [r for r in ordered if r[2] == stance]
        pool.sort(key=lambda r: r[1] not in used)
        taken += pool[: quotas[stance]]
    total, here = Counter(r[2] for r in data.rows), Counter(r[2] for r in taken)
    return Sampled(taken, {s: total[s] / here[s] for s in here})


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def windows_of_body(body: str) -> list[str]:
    """The texts of all windows of an FNC-1 body, cut as the program cuts an article."""
    paragraphs = tuple(squeeze(p) for p in body.split("\n\n") if p.strip())
    article = Article("", paragraphs, passages_of("", paragraphs, "en"))
    return [w.text for w in windows_of(article) if w.text.strip()]


def readings(
    rows: Rows, bodies: Mapping[str, str], models: Models
) -> tuple[list[Reading], list[Reading]]:
    """For each row what the judge's windows say, and what similarity alone says."""
    windows = {b: windows_of_body(bodies[b]) for b in dict.fromkeys(r[1] for r in rows)}
    vectors = models.vectors([*(w for ws in windows.values() for w in ws), *(r[0] for r in rows)])
    stacked = {b: np.stack([vectors[w] for w in ws]) for b, ws in windows.items() if ws}
    chosen: list[list[tuple[str, str]]] = []
    nearest: list[float] = []
    for headline, body, _ in rows:
        if body not in stacked:
            chosen.append([])
            nearest.append(0.0)
            continue
        scores = stacked[body] @ vectors[headline]
        picked = best_windows(scores[None, :], CANDIDATES, FLOOR)
        chosen.append([(headline, windows[body][i]) for i in picked])
        nearest.append(float(scores.max()))
    verdicts = iter(models.verdicts([p for pairs in chosen for p in pairs]))
    ours, alone = [], []
    for pairs, similarity in zip(chosen, nearest, strict=True):
        mine = [next(verdicts) for _ in pairs]
        ours.append(
            Reading(
                similarity,
                max((v.carries for v in mine), default=0.0),
                max((v.contradicts for v in mine), default=0.0),
                sum(v.label is Label.CONTRADICTS for v in mine),
            )
        )
        alone.append(Reading(similarity, similarity, 0.0, 0))
    return ours, alone


@dataclass(frozen=True)
class Rules:
    """The tuned rules: for the judge, and for similarity alone."""

    ours: StanceRule
    alone: StanceRule


def tune(train: StanceSet, models: Models, mode: str) -> Rules:
    """Rules tuned on a drawn part of FNC-1's training headlines."""
    drawn = draw(train, dict.fromkeys(STANCES, TUNING[mode]))
    ours, alone = readings(drawn.rows, train.bodies, models)
    coded = [r[2] for r in drawn.rows]
    return Rules(
        tune_rule(ours, coded, drawn.weights),
        tune_rule(alone, coded, drawn.weights) if models.baseline else StanceRule(),
    )


def stance_figures(data: StanceSet, models: Models, rules: Rules, mode: str) -> list[Figure]:
    """FNC-1's figures on one split."""
    drawn = draw(data, DEV_SAMPLE if mode == "sample" else None)
    ours, alone = readings(drawn.rows, data.bodies, models)
    coded = [r[2] for r in drawn.rows]
    weights = [drawn.weights[c] for c in coded]
    found = [rules.ours.stance(r) for r in ours]
    base = [rules.alone.stance(r) for r in alone]
    unrelated = [i for i, c in enumerate(coded) if c == "unrelated"]

    def share(flags: Sequence[bool]) -> float:
        return sum(flags[i] for i in unrelated) / max(len(unrelated), 1)

    made = [
        Figure(data.name, "macro F1", macro_f1(coded, found, weights),
               macro_f1(coded, base, weights), len(coded)),
        Figure(data.name, "F1 disagree", f1_of("disagree", coded, found, weights),
               f1_of("disagree", coded, base, weights), coded.count("disagree")),
        Figure(data.name, "unrelated called contradicts", share([f == "disagree" for f in found]),
               share([b == "disagree" for b in base]), len(unrelated), lower_is_better=True),
        Figure(data.name, "unrelated with a window that contradicts, no rule",
               share([r.windows_against > 0 for r in ours]), None, len(unrelated),
               lower_is_better=True),
    ]  # fmt: skip
    return made if models.baseline else [replace(f, embedding=None) for f in made]
