"""Wrong figures made from right ones: what a press passage says, with one detail changed.

Passage and claim share a number, a year or a month; in the passage it becomes another. Together
with the passage as it was, that shows the judge what a wrong figure is (contrast sets: Gardner et
al., "Evaluating models' local decision boundaries via contrast sets", 2020).
"""

from __future__ import annotations

import random
import re

MONTHS = ("January February March April May June July August September October November"
          " December").split()  # fmt: skip
WORDS = ("three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
         " eighteen twenty thirty forty fifty sixty seventy eighty ninety").split()  # fmt: skip
"""Number words that count something; "one" and "two" are too often said of other things."""

_NUMBER = re.compile(r"(?<![\w.,:/-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w:/-]|[.,]\d)")
_WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(WORDS)}|{'|'.join(MONTHS)})(?![\w-])", re.IGNORECASE)
_SHARE = re.compile(r"\s*(?:%|per ?cent)", re.IGNORECASE)

FACTORS = (0.4, 0.5, 0.6, 0.7, 1.4, 1.6, 2.0, 2.5)
LEAST_CHANGE = 0.2
"""By these factors a number becomes another, at least so far away that no rounding explains it."""


def details_of(text: str) -> set[str]:
    """The numbers, number words and names of months in `text`, in lower case.

    "May" and "march" count only where they must be months, with a capital and not first.
    """
    found = {m.group() for m in _NUMBER.finditer(text)}
    for match in _WORD.finditer(text):
        word = match.group()
        if word.lower() not in ("may", "march") or (word[0].isupper() and match.start() > 0):
            found.add(word.lower())
    return found


def another(detail: str, *, share: bool, rng: random.Random) -> str:
    """A detail of the same kind as `detail`, surely another. `share`: it is a percentage."""
    lower = detail.lower()
    if lower.capitalize() in MONTHS:
        place = MONTHS.index(lower.capitalize())
        return MONTHS[(place + rng.choice((-4, -3, -2, 2, 3, 4))) % 12]
    if lower in WORDS:
        place = WORDS.index(lower)
        word = rng.choice([w for w in WORDS[max(0, place - 5) : place + 6] if w != lower])
        return word.capitalize() if detail[0].isupper() else word
    if re.fullmatch(r"(?:19|20)\d\d", detail):
        return str(int(detail) + rng.choice((-4, -3, -2, -1, 1, 2, 3, 4)))
    return _another_number(detail, share=share, rng=rng)


def _another_number(detail: str, *, share: bool, rng: random.Random) -> str:
    decimals = len(detail.partition(".")[2])
    value = float(detail.replace(",", ""))
    if value <= 12 and not decimals:
        return str(rng.choice([n for n in range(2, 16) if abs(n - value) >= 2]))
    factors = [f for f in FACTORS if not share or value * f < 100]
    exact = value * rng.choice(factors)
    # As round as it was: 240,000 becomes 340,000, not 336,000; but 20 does not become 20.
    digits = re.sub(r"[.,]", "", detail)
    places = decimals - len(digits) + len(digits.rstrip("0"))
    changed = round(exact, places)
    if abs(changed - value) < LEAST_CHANGE * value:
        changed = round(exact, places + 1)
    return f"{changed:,.{decimals}f}" if "," in detail else f"{changed:.{decimals}f}"


def swapped(passage: str, claim: str, rng: random.Random, within: str = "") -> str | None:
    """`passage` with one detail that `claim` has too changed everywhere in it.

    `within`: a part of the passage that must have the detail. None when there is no such detail.
    """
    shared = sorted(details_of(claim) & details_of(within or passage))
    if not shared:
        return None
    chosen = rng.choice(shared)
    finder = re.compile(rf"(?<![\w.,:/-]){re.escape(chosen)}(?![\w:/-]|[.,]\d)", re.IGNORECASE)
    first = finder.search(passage)
    if first is None:
        return None
    share = _SHARE.match(passage, first.end()) is not None
    new = another(first.group(), share=share, rng=rng)
    changed = finder.sub(new, passage)
    return changed if changed != passage else None
