"""A figure, what it is held against, and the table of them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

OWN_PAIRS = "own press pairs dev"
OWN_ARTICLES = "own press articles dev"


@dataclass(frozen=True)
class Figure:
    """One measured number.

    `rows`: how many items it speaks of. `embedding`: the same from similarity alone, None where
    that has no meaning. `lower_is_better`: for errors.
    """

    set: str
    measure: str
    ours: float
    embedding: float | None
    rows: int
    lower_is_better: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Set and measure."""
        return self.set, self.measure


REFERENCES = {
    ("argkp2021 test", "AP strict"): "0.912, best published (issue 3)",
    ("argkp2021 test", "AP relaxed"): "0.985, best published (issue 3)",
    ("fnc1 competition_test", "macro F1"): "0.609, stackLSTM (Hanselowski et al. 2018)",
    ("fnc1 competition_test", "F1 disagree"): "0.180, stackLSTM (Hanselowski et al. 2018)",
    ("fever_symmetric dev", "accuracy"): "0.616, BERT re-weighted (Schuster et al. 2019), first "
    "release of the set",
}
"""Published figures on the same split, by set and measure; the README tells their sources."""

AIMS = {
    (OWN_PAIRS, "macro F1"): "over 0.80",
    (OWN_ARTICLES, "F1 carried"): "0.85",
    (OWN_ARTICLES, "divergences found"): "0.80",
    (OWN_ARTICLES, "false alarms per article"): "0.10",
    ("argkp2021 dev", "AP strict"): "0.86",
    ("argkp2021 dev", "AP relaxed"): "0.97",
    ("argkp2021 test", "AP strict"): "over 0.912",
    ("argkp2021 test", "AP relaxed"): "over 0.985",
    ("fnc1 dev", "macro F1"): "0.60",
    ("fnc1 dev", "F1 disagree"): "0.30",
    ("fnc1 dev", "unrelated called contradicts"): "under 0.005",
    ("emergent dev", "F1 disagree"): "0.50",
    ("xnli_en dev", "accuracy"): "0.76",
    ("breaking_nli probe", "cardinals, ordinals: accuracy with figure check"): "0.90",
}
"""What issue 3 asks for, by set and measure."""

_HEAD = ("set", "n", "measure", "ours", "embedding only", "aim", "published")


def render(figures: Sequence[Figure]) -> str:
    """The figures as one Markdown table. "↓" marks measures where less is better."""
    rows = [_HEAD]
    for f in figures:
        rows.append(
            (
                f.set,
                f"{f.rows:,}",
                f.measure + (" ↓" if f.lower_is_better else ""),
                f"{f.ours:.3f}",
                "–" if f.embedding is None else f"{f.embedding:.3f}",
                AIMS.get(f.key, "–"),
                REFERENCES.get(f.key, "–"),
            )
        )
    widths = [max(len(r[i]) for r in rows) for i in range(len(_HEAD))]
    lines = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)) + " |" for r in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return "\n".join(lines)
