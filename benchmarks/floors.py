"""Floors: figures that must not get worse unnoticed, in one versioned file.

`floors.json` holds for each mode ("sample", "full"), set and measure the figure it was written
at, the tolerance and the reason for it; for each set the digest of the rows it was measured on;
every lowering with its reason; and the stance rule tuned on FNC-1's training headlines, for runs
that have only the test files. For errors, where less is better, the floor is a ceiling.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.measures import StanceRule
from benchmarks.sets import DataError
from benchmarks.table import Figure

PATH = Path(__file__).parent / "floors.json"
LEAST_TOLERANCE = 0.002


@dataclass(frozen=True)
class Checked:
    """`faults`: each figure that is not what it must be, in words. `held`: floors that hold."""

    faults: tuple[str, ...]
    held: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measured:
    """The figures of one run, in one mode, and the digest of each set's rows."""

    mode: str
    figures: tuple[Figure, ...]
    digests: Mapping[str, str]
    rules: tuple[StanceRule, StanceRule] | None = None


def load(path: Path = PATH) -> dict[str, Any]:
    """The floors file.

    Raises DataError when it is missing or broken: no floors must never pass for kept floors.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data["floors"], dict) or not isinstance(data["data"], dict):
            raise TypeError
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise DataError(
            "the floors file is missing or broken", where=str(path), mend="Take it from git again"
        ) from cause
    loaded: dict[str, Any] = data
    return loaded


def tolerance_of(figure: Figure) -> tuple[float, str]:
    """How far a figure may fall short on another machine, and why."""
    return max(LEAST_TOLERANCE, round(2 / figure.rows, 4)), (
        f"two of {figure.rows} items: kernels of another CPU or torch move logits in their last "
        "digits, which flips items at a tie"
    )


def _worse(figure: Figure, than: float, by: float = 0.0) -> bool:
    gap = figure.ours - than if figure.lower_is_better else than - figure.ours
    return gap > by + 1e-9


def _name(figure: Figure) -> str:
    return f"{figure.set}, {figure.measure}"


def check(data: Mapping[str, Any], measured: Measured, expected: Sequence[str] = ()) -> Checked:
    """Hold `measured` against the floors of its mode.

    A fault is: a figure short of its floor by more than the tolerance; a set whose rows are not
    those the floor was written on; a floor of an `expected` set whose figure was not measured;
    no floors at all. Floors of sets that were not there are notes.
    """
    floors: dict[str, dict[str, Any]] = data["floors"].get(measured.mode, {})
    if not floors:
        return Checked((f"there are no floors for {measured.mode} runs: write them first",), 0)
    faults, notes, held = [], [], 0
    by_set = {s: {f.measure: f for f in measured.figures if f.set == s} for s in floors}
    for name, measures in floors.items():
        found = by_set[name]
        if not found and name not in expected:
            notes.append(f"not checked, not measured in this run: {name}")
            continue
        written = data["data"].get(measured.mode, {}).get(name)
        if found and measured.digests.get(name) != written:
            faults.append(f"{name}: the rows are not those its floors were written on")
            continue
        for measure, floor in measures.items():
            figure = found.get(measure)
            if figure is None:
                faults.append(f"{name}, {measure}: has a floor but was not measured")
            elif _worse(figure, floor["floor"], floor["tolerance"]):
                kind = "ceiling" if figure.lower_is_better else "floor"
                faults.append(
                    f"{_name(figure)}: {figure.ours:.4f}, its {kind} is {floor['floor']:.4f} "
                    f"(tolerance {floor['tolerance']:.4f})"
                )
            else:
                held += 1
    if not held and not faults:
        faults.append("no floor was checked: none of the measured sets has one")
    return Checked(tuple(faults), held, tuple(notes))


def updated(
    data: Mapping[str, Any], measured: Measured, reason: str = "", today: dt.date | None = None
) -> dict[str, Any]:
    """The floors with `measured` written in: raised where it is better, added where new.

    A figure that is worse than its floor is written only with a `reason`, which is recorded.
    Raises DataError, naming each such figure, without one.
    """
    new: dict[str, Any] = json.loads(json.dumps(data))
    floors = new["floors"].setdefault(measured.mode, {})
    refused = []
    for figure in measured.figures:
        old = floors.get(figure.set, {}).get(figure.measure)
        if old and _worse(figure, old["floor"]):
            if not reason.strip():
                refused.append(f"{_name(figure)} ({old['floor']:.4f} to {figure.ours:.4f})")
                continue
            new["lowered"].append(
                {
                    "mode": measured.mode,
                    "set": figure.set,
                    "measure": figure.measure,
                    "from": old["floor"],
                    "to": round(figure.ours, 4),
                    "reason": reason.strip(),
                    "date": (today or dt.datetime.now(dt.UTC).date()).isoformat(),
                }
            )
        tolerance, why = tolerance_of(figure)
        floors.setdefault(figure.set, {})[figure.measure] = {
            "floor": round(figure.ours, 4),
            "tolerance": tolerance,
            "tolerance_reason": why,
        }
    if refused:
        raise DataError(
            f"floors are not lowered silently: {'; '.join(refused)}",
            mend='Give --lower "the reason" to write them all the same',
        )
    digests = new["data"].setdefault(measured.mode, {})
    digests.update({f.set: measured.digests[f.set] for f in measured.figures})
    if measured.rules and measured.mode == "full":
        ours, alone = measured.rules
        new["stance_rule"] = {"judge": asdict(ours), "similarity": asdict(alone)}
    return new


def save(data: Mapping[str, Any], path: Path = PATH) -> None:
    """Write the floors file, keys in order."""
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(f"{text}\n", encoding="utf-8")


def stance_rules(data: Mapping[str, Any]) -> tuple[StanceRule, StanceRule]:
    """The recorded rules (the judge's, similarity's), or the untuned ones when none are."""
    kept = data.get("stance_rule")
    if not kept:
        return StanceRule(), StanceRule()
    return StanceRule(**kept["judge"]), StanceRule(**kept["similarity"])
