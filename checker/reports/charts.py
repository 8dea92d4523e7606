"""Charts as inline SVG: an outcome bar and a trend. Colours come from the page's classes.

Both name themselves by a <title>; the page sets a table with the same numbers beside each.
Positions across are percentages, so that a chart is as wide as its place without a script.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from checker.reports.texts import visible
from checker.reports.words import SYMBOLS
from checker.scoring.assessment import DIVERGENT, Outcome

LETTERS: Mapping[Outcome, str] = {
    Outcome.CARRIED: "c",
    Outcome.PARTIAL: "p",
    Outcome.DISTORTED: "d",
    Outcome.CONTRADICTED: "x",
    Outcome.ABSENT: "a",
}
"""The class of each outcome in the page and its style sheet."""

BAR_ORDER = (
    Outcome.CARRIED,
    Outcome.PARTIAL,
    Outcome.DISTORTED,
    Outcome.CONTRADICTED,
    Outcome.ABSENT,
)
_SIGN, _DIGIT = 13.0, 4.0
"""Percentages of a narrow bar (some 140 pixels) that a sign and each digit behind it take up."""
_UP, _DOWN, _FOOT = 44, 28, 16


@dataclass(frozen=True)
class Period:
    """One day, week or month of a trend: its label and the stories by outcome."""

    label: str
    counts: Mapping[Outcome, int]

    @property
    def stories(self) -> int:
        """All stories of the period."""
        return sum(self.counts.values())


def outcome_bar(counts: Mapping[Outcome, int], title: str) -> Markup:
    """A bar of 100 % width, cut in proportion to `counts` in the order of `BAR_ORDER`."""
    total = sum(counts.values())
    parts = []
    at = 0.0
    for outcome in BAR_ORDER:
        if not (n := counts.get(outcome, 0)):
            continue
        width = 100 * n / total
        parts.append(
            Markup('<rect class="{}" x="{}%" width="{}%" height="18"/>').format(
                LETTERS[outcome], _short(at), _short(width)
            )
        )
        if width >= _SIGN + _DIGIT * len(str(n)) and outcome is not Outcome.ABSENT:
            parts.append(
                Markup('<text x="{}%" y="13">{} {}</text>').format(
                    _short(at + width / 2), SYMBOLS[outcome], n
                )
            )
        at += width
    return _svg("mix", 18, title, parts)


def trend(periods: Sequence[Period], title: str) -> Markup:
    """Columns over time: carried and partial above the line, distorted and contradicted below."""
    above = max((_sum(p, Outcome.CARRIED, Outcome.PARTIAL) for p in periods), default=0)
    below = max((_sum(p, Outcome.DISTORTED, Outcome.CONTRADICTED) for p in periods), default=0)
    unit = min(_UP / max(above, 1), _DOWN / max(below, 1), 14)
    line = _UP + 2
    step = 100 / max(len(periods), 1)
    parts = []
    for i, period in enumerate(periods):
        x, width = _short(i * step + step * 0.12), _short(step * 0.76)
        top, bottom = float(line), float(line)
        for outcome in (Outcome.CARRIED, Outcome.PARTIAL):
            height = period.counts.get(outcome, 0) * unit
            top -= height
            parts += _column(outcome, x, top, width, height)
        for outcome in DIVERGENT:
            height = period.counts.get(outcome, 0) * unit
            parts += _column(outcome, x, bottom, width, height)
            bottom += height
    parts.append(Markup('<line x1="0" x2="100%" y1="{0}" y2="{0}"/>').format(line))
    height = line + _DOWN + _FOOT
    if periods:
        first, last = periods[0].label, periods[-1].label
        parts.append(Markup('<text x="0" y="{}">{}</text>').format(height - 3, first))
        parts.append(Markup('<text class="end" x="100%" y="{}">{}</text>').format(height - 3, last))
    return _svg("trend", height, title, parts)


def _column(outcome: Outcome, x: str, y: float, width: str, height: float) -> list[Markup]:
    if not height:
        return []
    shape = Markup('<rect class="{}" x="{}%" y="{}" width="{}%" height="{}"/>')
    return [shape.format(LETTERS[outcome], x, _short(y), width, _short(height))]


def _svg(kind: str, height: int, title: str, parts: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg class="{}" role="img" width="100%" height="{}"><title>{}</title>{}</svg>'
    ).format(kind, height, visible(title), Markup("").join(parts))


def _sum(period: Period, *outcomes: Outcome) -> int:
    return sum(period.counts.get(o, 0) for o in outcomes)


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
