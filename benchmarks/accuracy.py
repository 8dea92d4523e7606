"""All accuracy figures with one command: `python -m benchmarks.accuracy --data FOLDER`.

Our own press set is always measured, from the checkout. Public sets are measured where their
files are found. See benchmarks/README.md for the measures and the sets.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import floors, headlines, tasks
from benchmarks.floors import Measured
from benchmarks.measures import StanceRule
from benchmarks.models import Models, open_models
from benchmarks.sets import (
    PRESS,
    DataError,
    Found,
    KeyPointSet,
    PairSet,
    StanceSet,
    digest,
    find,
    press_pairs,
)
from benchmarks.table import OWN_ARTICLES, OWN_PAIRS, Figure, render
from checker.errors import CheckerError
from checker.store import Store

OWN = (OWN_PAIRS, OWN_ARTICLES)


class Run:
    """One run over many sets: collects figures and digests, and tells the time of each set."""

    def __init__(self, models: Models, mode: str, only: Sequence[str] = ()) -> None:
        self.models, self.mode, self._only = models, mode, only
        self.figures: list[Figure] = []
        self.digests: dict[str, str] = {}
        self.rules: tuple[StanceRule, StanceRule] | None = None

    def wants(self, name: str) -> bool:
        """Whether a set was asked for: no names, or one that its name contains."""
        return not self._only or any(o.lower() in name.lower() for o in self._only)

    def add(self, name: str, make: Callable[[], list[Figure]], print_: str) -> None:
        """Measure one set, if it was asked for."""
        if not self.wants(name):
            return
        began = time.monotonic()
        self.figures += make()
        self.digests[name] = print_
        say(f"{name}: {time.monotonic() - began:.0f} s")

    @property
    def measured(self) -> Measured:
        """What was measured so far."""
        return Measured(self.mode, tuple(self.figures), self.digests, self.rules)


def say(line: str) -> None:
    """A line of progress, beside the table."""
    print(line, file=sys.stderr, flush=True)


def measure_own(run: Run, press: Path = PRESS) -> None:
    """Our own press set, from the checkout. Raises DataError when it is not there."""
    models, mode = run.models, run.mode
    if run.wants(OWN_PAIRS):
        pairs = press_pairs("dev", press / "pairs")
        run.add(OWN_PAIRS, lambda: tasks.press_figures(pairs, models, mode), digest(pairs))
    if run.wants(OWN_ARTICLES):
        _articles(run, press / "articles", OWN_ARTICLES, "dev-")


def _articles(run: Run, folder: Path, name: str, prefix: str = "") -> None:
    files = sorted(folder.glob(f"{prefix}*.json"))
    if not files:
        raise DataError("no coded briefs", where=str(folder))
    run.add(
        name,
        lambda: tasks.article_figures(folder, name, run.models, run.mode, prefix),
        digest(p.read_text(encoding="utf-8") for p in files),
    )


def measure_public(run: Run, found: Found, known: tuple[StanceRule, StanceRule]) -> None:
    """All public sets that were found; `known`: stance rules for a run without training rows."""
    for points in found.key_points:
        _key_points(run, points)
    train = found.stances_train
    wanted = [s for s in found.stances if run.wants(s.name)]
    if wanted and train is not None:
        rules = headlines.tune(train, run.models, run.mode)
        run.rules = (rules.ours, rules.alone)
        say(f"stance rules tuned on {train.name}: {rules.ours}; similarity alone: {rules.alone}")
    for stances in wanted:
        if train is None:
            say(f"{stances.name}: no training stances here, so the recorded rule is used")
        _stances(run, stances, headlines.Rules(*(run.rules or known)))
    for pairs in found.pairs:
        if pairs.stem not in tasks.MEASURED:
            say(f"{pairs.name}: not measured")
        elif pairs.stem == "emergent":
            if train is None:
                say(f"{pairs.name}: not measured, for FNC-1's training headlines are not here")
            else:
                _pairs(run, without_headlines(pairs, train))
        else:
            _pairs(run, pairs)
    for folder in found.articles:
        if folder.resolve() != (PRESS / "articles").resolve():
            _articles(run, folder, f"articles in {folder.name}")
    for line in found.skipped:
        say(f"passed over: {line}")


def _key_points(run: Run, data: KeyPointSet) -> None:
    print_ = digest([*data.arguments.items(), *data.key_points.items(), *data.labels.items()])
    run.add(data.name, lambda: tasks.key_points(data, run.models, run.mode), print_)


def _stances(run: Run, data: StanceSet, rules: headlines.Rules) -> None:
    run.add(
        data.name,
        lambda: headlines.stance_figures(data, run.models, rules, run.mode),
        digest([*data.rows, *((b, data.bodies[b]) for b in {r[1] for r in data.rows})]),
    )


def _pairs(run: Run, data: PairSet) -> None:
    run.add(data.name, lambda: tasks.pair_figures(data, run.models, run.mode), digest(data.rows))


def without_headlines(data: PairSet, train: StanceSet) -> PairSet:
    """`data` without the rows whose premise is a headline of `train` (Emergent and FNC-1
    share most of theirs)."""
    known = {headline.casefold() for headline, _, _ in train.rows}
    rows = tuple(r for r in data.rows if " ".join(r.premise.split()).casefold() not in known)
    return PairSet(data.name, rows)


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """The command's arguments."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of public sets, found by shape")
    parser.add_argument("--argkp", type=Path, help="folder of ArgKP-2021's CSV files")
    parser.add_argument("--fnc1", type=Path, help="folder of FNC-1's CSV files")
    parser.add_argument("--articles", type=Path, help="folder of coded briefs (JSON)")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="parts of set names")
    parser.add_argument("--judge", default="", help="a folder or model name; default: bundled")
    parser.add_argument("--sample", action="store_true", help="a fixed part of each set")
    parser.add_argument("--no-baseline", action="store_true", help="leave out embedding only")
    parser.add_argument("--cache", type=Path, help="keep vectors and verdicts in this file")
    parser.add_argument("--check-floors", action="store_true", help="exit 1 below a floor")
    parser.add_argument("--write-floors", action="store_true", help="write the figures as floors")
    parser.add_argument("--lower", default="", metavar="REASON", help="allow lower floors")
    return parser.parse_args(words)


def run_command(given: argparse.Namespace, path: Path = floors.PATH) -> int:
    """Measure, print the table, hold it against the floors; the exit code."""
    known = floors.load(path)
    found = find(given.data, given.argkp, given.fnc1, given.articles)
    mode = "sample" if given.sample else "full"
    began = time.monotonic()
    with Store(given.cache) as store:
        models = open_models(given.judge, store, baseline=not given.no_baseline)
        run = Run(models, mode, given.only)
        measure_own(run)
        measure_public(run, found, floors.stance_rules(known))
    if not run.figures:
        raise DataError("no set was measured", mend="Look at the names after --only")
    print(f"Judge: {models.judge.name} ({models.judge.fingerprint}); {mode} sets\n")
    print(render(run.figures))
    say(f"all: {time.monotonic() - began:.0f} s")
    if given.write_floors:
        floors.save(floors.updated(known, run.measured, given.lower), path)
        say(f"floors written: {path.name}")
    if given.check_floors:
        checked = floors.check(floors.load(path), run.measured, [n for n in OWN if run.wants(n)])
        for line in checked.notes:
            say(line)
        for line in checked.faults:
            say(f"below its floor: {line}")
        say(f"{checked.held} floors hold, {len(checked.faults)} do not")
        return 1 if checked.faults else 0
    return 0


def main() -> int:
    """The command; prints errors as one line."""
    try:
        return run_command(arguments())
    except CheckerError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
