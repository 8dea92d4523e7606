"""From a set to its figures: what is asked of the models, and how the answers are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.coded import compare, figures, load_coded
from benchmarks.measures import (
    Match,
    accuracy,
    area_under_curve,
    best_cut,
    calibration_error,
    f1_of,
    key_point_figures,
    macro_f1,
)
from benchmarks.models import Models
from benchmarks.sets import KeyPointSet, PairSet, PressPair, Row, sample
from benchmarks.table import OWN_PAIRS, Figure
from checker.scoring.assessment import DIVERGENT, Outcome, Verdict
from checker.scoring.figures import mismatches
from checker.scoring.method import Method

PAIRS_SAMPLE = 500
PRESS_SAMPLE = 2000
KEY_POINT_SAMPLE = 1500
BRIEFS_SAMPLE = 5
PROBED = ("cardinals", "ordinals")
"""The categories of breaking_nli that the figure check is for."""

_FULL = {
    "carries": ("entailment", "agree"),
    "contradicts": ("contradiction", "disagree"),
    "neither": ("neutral", "discuss", "unrelated"),
}
MEASURED = {
    "xnli_en": ("accuracy",),
    "fever_symmetric": ("two-way",),
    "fool_me_twice": ("two-way",),
    "falke": ("AUC",),
    "emergent": ("F1 disagree", "macro F1"),
    "claimdiff": ("F1 disagree",),
    "healthver": ("macro F1",),
    "climate_fever": ("macro F1",),
    "check_covid": ("macro F1",),
    "breaking_nli": ("figures",),
    "negation_mnli": ("accuracy",),
    "conjunctions_quantities": ("accuracy",),
}
"""What is measured on which public set, by the stem of its file."""


def finish(made: list[Figure], models: Models) -> list[Figure]:
    """The figures, without the embedding column when it was not asked for."""
    return made if models.baseline else [replace(f, embedding=None) for f in made]


def label_in(verdict: Verdict, labels: Sequence[str]) -> str:
    """The judge's label in a set's own words; `labels` are those that the set has."""
    return next((x for x in _FULL[verdict.label.value] if x in labels), "")


def pair_figures(data: PairSet, models: Models, mode: str) -> list[Figure]:
    """The figures of one public set of pairs."""
    if data.stem == "breaking_nli":
        return figure_probe(data, models, mode)
    rows = drawn(data.rows, mode)
    pairs = [(r.hypothesis, r.premise) for r in rows]
    verdicts = models.verdicts(pairs)
    cosines = models.cosines(pairs) if models.baseline else [0.0] * len(rows)
    coded = [r.label for r in rows]
    labels = sorted(set(coded))
    found = [label_in(v, labels) for v in verdicts]
    yes = next((x for x in _FULL["carries"] if x in labels), "")
    no = next((x for x in (*_FULL["neither"], *_FULL["contradicts"]) if x in labels), "")
    made = []
    for measure in MEASURED[data.stem]:
        if measure == "AUC":
            positive = [c == yes for c in coded]
            ours = area_under_curve(positive, [v.carries for v in verdicts])
            made.append(
                Figure(data.name, "AUC", ours, area_under_curve(positive, cosines), len(rows))
            )
        elif measure == "two-way":
            either = [
                "entailment" if v.carries > v.contradicts else "contradiction" for v in verdicts
            ]
            base = best_cut(cosines, coded, "entailment", "contradiction", macro=False)
            made.append(
                Figure(data.name, "accuracy", accuracy(coded, either), accuracy(coded, base),
                       len(rows))
            )  # fmt: skip
        elif measure == "accuracy":
            base = best_cut(cosines, coded, yes, no, macro=False)
            made.append(
                Figure(data.name, "accuracy", accuracy(coded, found), accuracy(coded, base),
                       len(rows))
            )  # fmt: skip
        elif measure == "macro F1":
            base = best_cut(cosines, coded, yes, no, macro=True)
            made.append(
                Figure(data.name, "macro F1", macro_f1(coded, found), macro_f1(coded, base),
                       len(rows))
            )  # fmt: skip
        else:
            # Similarity alone never says "disagree": its F1 is 0 by construction.
            made.append(
                Figure(data.name, measure, f1_of("disagree", coded, found), 0.0,
                       coded.count("disagree"))
            )  # fmt: skip
    return finish(made, models)


def drawn(rows: Sequence[Row], mode: str) -> list[Row]:
    """The rows to measure on in this mode."""
    return sample(
        rows, PAIRS_SAMPLE if mode == "sample" else None, lambda r: f"{r.premise}\n{r.hypothesis}"
    )


def figure_probe(data: PairSet, models: Models, mode: str) -> list[Figure]:
    """breaking_nli's cardinals and ordinals, with the figure check and without.

    Nearly all of them are contradictions, so any cut of a similarity would look good: there is
    no embedding column.
    """
    rows = drawn([r for r in data.rows if r.group in PROBED], mode)
    pairs = [(r.hypothesis, r.premise) for r in rows]
    coded = [r.label for r in rows]
    labels = ("entailment", "contradiction", "neutral")
    plain = [label_in(v, labels) for v in models.verdicts(pairs)]
    checked = [
        "contradiction" if mismatches(r.hypothesis, r.premise) else p
        for r, p in zip(rows, plain, strict=True)
    ]
    name = "cardinals, ordinals: accuracy"
    return [
        Figure(data.name, f"{name} with figure check", accuracy(coded, checked), None, len(rows)),
        Figure(data.name, f"{name}, judge alone", accuracy(coded, plain), None, len(rows)),
    ]


def key_points(data: KeyPointSet, models: Models, mode: str) -> list[Figure]:
    """ArgKP-2021: each argument's best key point is its match."""
    candidates = sample(
        list(data.candidates()), KEY_POINT_SAMPLE if mode == "sample" else None, lambda c: c[0]
    )
    texts = [(data.key_points[k][2], data.arguments[a][2]) for a, k in candidates]
    ours = [v.carries for v in models.verdicts(texts)]
    alone = models.cosines(texts) if models.baseline else ours
    mine, base = (
        key_point_figures(best_matches(data, candidates, scores)) for scores in (ours, alone)
    )
    count = len({a for a, _ in candidates})
    made = [
        Figure(data.name, "AP strict", mine.strict, base.strict, count),
        Figure(data.name, "AP relaxed", mine.relaxed, base.relaxed, count),
        Figure(data.name, "AP strict × share", mine.strict_by_share, base.strict_by_share, count),
        Figure(
            data.name, "AP relaxed × share", mine.relaxed_by_share, base.relaxed_by_share, count
        ),
    ]
    return finish(made, models)


def best_matches(
    data: KeyPointSet, candidates: Sequence[tuple[str, str]], scores: Sequence[float]
) -> list[Match]:
    """Each argument's key point with the highest score; the first of several that tie."""
    best: dict[str, tuple[float, str]] = {}
    for (argument, point), score in zip(candidates, scores, strict=True):
        if argument not in best or score > best[argument][0]:
            best[argument] = (score, point)
    return [
        Match(data.arguments[a][:2], a, score, data.labels.get((a, point)))
        for a, (score, point) in best.items()
    ]


def read_answer(pair: PressPair, verdict: Verdict, differs: bool) -> str | None:
    """The answer to hold against a coded pair's label.

    A pair coded with a wrong figure is right when the judge hears the message (carries or
    contradicts, either way) and the figure check flags it; heard but not flagged it is a miss.
    """
    said = verdict.label.value
    if pair.degree != "figure" or said == "neither":
        return said
    return pair.label if differs else None


def press_figures(pairs: Sequence[PressPair], models: Models, mode: str) -> list[Figure]:
    """Our own pairs: the three labels, the hard neither-pairs, the figure check, calibration."""
    rows = sample(pairs, PRESS_SAMPLE if mode == "sample" else None, lambda p: p.passage)
    texts = [(p.text, p.passage) for p in rows]
    verdicts = models.verdicts(texts)
    differs = [bool(mismatches(*t)) for t in texts]
    found = [read_answer(*x) for x in zip(rows, verdicts, differs, strict=True)]
    coded = [p.label for p in rows]
    cosines = models.cosines(texts) if models.baseline else [0.0] * len(rows)
    base = best_cut(cosines, coded, "carries", "neither", macro=True)

    def f1_where(level: str) -> Figure:
        at = [i for i, p in enumerate(rows) if p.level == level]
        return Figure(
            OWN_PAIRS,
            f"macro F1, {level} level",
            macro_f1([coded[i] for i in at], [found[i] for i in at]),
            macro_f1([coded[i] for i in at], [base[i] for i in at]),
            len(at),
        )

    silent = [i for i, p in enumerate(rows) if p.silent]
    figure = [i for i, p in enumerate(rows) if p.degree == "figure"]
    whole = [i for i, p in enumerate(rows) if p.degree == "whole" and p.label == "carries"]
    sure = [i for i, p in enumerate(rows) if p.degree != "figure"]
    made = [
        Figure(OWN_PAIRS, "macro F1", macro_f1(coded, found), macro_f1(coded, base), len(rows)),
        f1_where("point"),
        f1_where("claim"),
        *(
            Figure(OWN_PAIRS, f"F1 {x}", f1_of(x, coded, found), f1_of(x, coded, base),
                   coded.count(x))
            for x in ("carries", "contradicts", "neither")
        ),
        Figure(OWN_PAIRS, "passages neither for everything: called neither",
               _share([found[i] == "neither" for i in silent]),
               _share([base[i] == "neither" for i in silent]), len(silent)),
        Figure(OWN_PAIRS, "wrong figures flagged", _share([differs[i] for i in figure]), None,
               len(figure)),
        Figure(OWN_PAIRS, "right figures flagged", _share([differs[i] for i in whole]), None,
               len(whole), lower_is_better=True),
        Figure(OWN_PAIRS, "calibration error",
               calibration_error([verdicts[i].label.value == coded[i] for i in sure],
                                 [verdicts[i].probability for i in sure]),
               None, len(sure), lower_is_better=True),
    ]  # fmt: skip
    return finish([f for f in made if f.rows], models)


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / max(len(flags), 1)


def article_figures(
    folder: Path, name: str, models: Models, mode: str, prefix: str = ""
) -> list[Figure]:
    """End to end on a folder of coded briefs (those whose slug begins with `prefix`)."""
    briefs = sample(
        load_coded(folder, prefix), BRIEFS_SAMPLE if mode == "sample" else None, lambda b: b.slug
    )
    if not briefs:
        return []

    def run(alone: bool) -> list[float]:
        judge = models.similarity_alone if alone else models.judge
        method = Method() if alone else models.method
        rows = [c for b in briefs for c in compare(b, models.embedder, judge, method, models.store)]
        f = figures(rows)
        return [
            f.carried_f1, f.diverging_found, f.false_alarms, f.agreement, f.macro_f1,
            f.conveyed_f1, f.contradicted_f1, f.distorted_f1,
        ]  # fmt: skip

    coded = Counter(o for b in briefs for o in b.codes.values())
    cells = coded.total()
    diverging = sum(coded[o] for o in DIVERGENT)
    conveyed = coded[Outcome.CARRIED] + coded[Outcome.PARTIAL] + coded[Outcome.DISTORTED]
    articles = len({(b.slug, i) for b in briefs for i, _ in b.codes})
    ours = run(alone=False)
    base = run(alone=True) if models.baseline else ours
    names = [
        ("F1 carried", coded[Outcome.CARRIED]),
        ("divergences found", diverging),
        ("false alarms per article", articles),
        ("cells with the readers' outcome", cells),
        ("macro F1 of outcomes", cells),
        ("F1 conveyed", conveyed),
        ("F1 contradicted", coded[Outcome.CONTRADICTED]),
        ("F1 distorted", coded[Outcome.DISTORTED]),
    ]
    made = [
        Figure(name, measure, o, b, n, lower_is_better=measure.startswith("false alarms"))
        for (measure, n), o, b in zip(names, ours, base, strict=True)
    ]
    return finish(made, models)
