"""Speed with one command: `python -m benchmarks.speed`.

Measured on our own dev articles, in the checkout: pairs a second of the judge and sentences a
second of the embedder by batch size, articles a second of a whole check with an empty cache and
with a full one, and what candidate selection changes against judging every window.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from benchmarks.coded import CodedBrief, Compared, compare, figures, load_coded
from benchmarks.models import Models, open_models
from benchmarks.sets import PRESS, DataError, press_pairs, sample
from checker.errors import CheckerError
from checker.scoring import assess, embedding, judge
from checker.scoring.assessment import Outcome
from checker.scoring.candidates import windows_of
from checker.scoring.judge import Question
from checker.store import Store

BATCHES = (4, 8, 16, 32, 64)
EVERYTHING = 1_000_000
"""More windows than any article has."""


@contextmanager
def held(module: ModuleType, name: str, value: float) -> Iterator[None]:
    """A module's constant set to `value` for the time of the block."""
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def judge_rates(models: Models, questions: Sequence[Question]) -> dict[int, float]:
    """Pairs a second by batch size, after a warm-up."""
    models.judge.judge(questions[:32])
    rates = {}
    for batch in BATCHES:
        with held(judge, "BATCH", batch):
            rates[batch] = len(questions) / timed(lambda: models.judge.judge(questions))
    return rates


def embedder_rates(models: Models, texts: Sequence[str]) -> dict[int, float]:
    """Sentences a second by batch size, after a warm-up."""
    models.embedder.encode(texts[:32])
    rates = {}
    for batch in BATCHES:
        with held(embedding, "BATCH", batch):
            rates[batch] = len(texts) / timed(lambda: models.embedder.encode(texts))
    return rates


def check_all(briefs: Sequence[CodedBrief], models: Models, store: Store) -> list[Compared]:
    """All briefs through the program."""
    return [
        c for b in briefs for c in compare(b, models.embedder, models.judge, models.method, store)
    ]


def changed(some: Sequence[Compared], every: Sequence[Compared]) -> tuple[float, Counter[str]]:
    """The share of cells whose outcome differs, and how often each change occurs.

    `some`: from the candidates alone; `every`: from all windows; the same cells in one order.
    """
    kinds = Counter(
        f"{a.found} becomes {b.found}"
        for a, b in zip(some, every, strict=True)
        if a.found is not b.found
    )
    return kinds.total() / max(len(some), 1), kinds


def lines(models: Models, briefs: Sequence[CodedBrief], pairs: int) -> Iterator[str]:
    """The report, line by line."""
    import torch

    yield f"Judge: {models.judge.name}; embedder: {models.embedder.name}"
    yield (
        f"{platform.machine()}, {os.cpu_count()} CPUs, torch {torch.__version__} on "
        f"{torch.get_num_threads()} threads, Python {platform.python_version()}\n"
    )
    questions = [
        Question(p.text, p.passage) for p in sample(press_pairs(), pairs, lambda p: p.passage)
    ]
    texts = [
        w.text for b in briefs for a in b.articles for w in windows_of(a) if len(w.passages) == 1
    ][:pairs]
    judged, read = judge_rates(models, questions), embedder_rates(models, texts)
    yield "| batch | pairs judged a second | sentences embedded a second |"
    yield "|---|---|---|"
    for batch in BATCHES:
        yield f"| {batch} | {judged[batch]:.0f} | {read[batch]:.0f} |"
    articles = sum(len(b.articles) for b in briefs)
    points = sum(len(b.brief.points) for b in briefs) / len(briefs)
    with Store(None) as store:
        kept: list[Compared] = []
        cold = timed(lambda: kept.extend(check_all(briefs, models, store)))
        warm = timed(lambda: check_all(briefs, models, store))
        yield (
            f"\nWhole check, {articles} articles against {points:.1f} points each: "
            f"{articles / cold:.1f} articles a second with an empty cache, "
            f"{articles / warm:.1f} with a full one."
        )
        method = replace(models.method, most_windows=EVERYTHING, most_wide=EVERYTHING)
        unbound = replace(models, method=method)
        every: list[Compared] = []
        with held(assess, "FLOOR", -1.0), held(assess, "CLAIM_FLOOR", -1.0):
            slow = timed(lambda: every.extend(check_all(briefs, unbound, store)))
    share, kinds = changed(kept, every)
    yield (
        f"Candidates ({models.method.most_windows} windows and {models.method.most_wide} wide "
        "ones for each article and point) against "
        f"every window: {share:.1%} of {len(kept)} outcomes change, "
        f"{slow:.0f} s more work after {cold:.0f} s."
    )
    for kind, count in kinds.most_common():
        yield f"  {kind}: {count}"
    some, all_ = figures(kept), figures(every)
    yield (
        f"Against the readers, candidates and every window: F1 carried {some.carried_f1:.3f} and "
        f"{all_.carried_f1:.3f}, divergences found {some.diverging_found:.3f} and "
        f"{all_.diverging_found:.3f}, false alarms per article {some.false_alarms:.3f} and "
        f"{all_.false_alarms:.3f}."
    )
    absent = sum(c.found is Outcome.ABSENT for c in kept)
    yield f"Absent: {absent} of {len(kept)} cells."


def main() -> int:
    """The command; prints errors as one line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--judge", default="", help="a folder or model name; default: bundled")
    parser.add_argument("--articles", type=Path, default=PRESS / "articles", help="coded briefs")
    parser.add_argument("--briefs", type=int, default=6, help="how many coded briefs to check")
    parser.add_argument("--pairs", type=int, default=1000, help="how many pairs and sentences")
    given = parser.parse_args()
    try:
        own = given.articles == PRESS / "articles"
        briefs = load_coded(given.articles, "dev-" if own else "")[: given.briefs]
        if not briefs:
            raise DataError("no coded briefs", where=str(given.articles))
        with Store(None) as store:
            for line in lines(open_models(given.judge, store), briefs, given.pairs):
                print(line, flush=True)
    except CheckerError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
