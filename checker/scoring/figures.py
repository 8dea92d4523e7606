"""The figure check: does a passage that carries a claim get its numbers and dates right?

It compares like with like only: the same kind of quantity, counting the same thing. A claim's
figure that the passage does not give is no mismatch; one that it gives otherwise is.
"""

from __future__ import annotations

import math

from checker.scoring.assessment import Mismatch
from checker.scoring.quantities import Bound, Kind, Quantity, quantities

PERSONS = frozenset(
    (
        "person man woman child resident inhabitant citizen patient worker employee staff job "
        "post soldier troop prisoner captive inmate detainee refugee passenger visitor tourist "
        "pupil student member volunteer officer nurse doctor teacher farmer fisherman household "
        "family guest delegate participant victim survivor customer user voter applicant trainee "
        "apprentice donor boy girl adult firefighter recruit demonstrator protester marcher "
        "striker commuter tenant juror pensioner parent teenager junior claimant migrant viewer "
        "reader subscriber player athlete"
    ).split()
)  # fmt: skip
"""Nouns for people: the press says "men" where the brief says "prisoners"."""

MEASURES = frozenset(
    (
        "year month week day hour minute second meter kilometer mile hectare acre tonne kilogram "
        "gram liter barrel megawatt gigawatt kilowatt degree euro dollar pound yen franc crown"
    ).split()
)
"""Nouns of measure: a count of these is never the same fact as a count of other things."""

LARGE = 20
LOOSE_RATIO = 20

ABOUT_TOLERANCE = 0.10
"""How far an "about" may be off, as a share of the brief's number."""


def comparable(brief: Quantity, press: Quantity) -> bool:
    """Whether the two measure the same thing."""
    if brief.kind is not press.kind:
        return False
    if brief.kind in (Kind.SHARE, Kind.TIMES, Kind.DATE):
        return True
    if set(brief.units) & set(press.units):
        return True
    if brief.kind is Kind.ORDINAL:
        return not brief.units and not press.units
    return _persons(brief) and _persons(press)


def _persons(quantity: Quantity) -> bool:
    return not PERSONS.isdisjoint(quantity.units)


def _loosely_comparable(brief: Quantity, press: Quantity) -> bool:
    """Whether two large counts of unlike nouns can be one fact in other words.

    "4,812 tests", "2,418 doping controls": the same order of size, and neither counts time or
    money while the other doesn't.
    """
    if brief.kind is not Kind.COUNT or press.kind is not Kind.COUNT:
        return False
    if min(brief.low, press.low) < LARGE:
        return False
    if not 1 / LOOSE_RATIO <= press.low / brief.low <= LOOSE_RATIO:
        return False
    return MEASURES.isdisjoint((*brief.units[:1], *press.units[:1]))


def _digits(value: float) -> int:
    """Significant digits of a number as written, trailing zeros not counted."""
    plain = f"{value:.10g}"
    if "e" in plain:
        plain = plain.split("e", maxsplit=1)[0]
    return len(plain.replace(".", "").lstrip("0").rstrip("0")) or 1


def _is_rounding(exact: float, round_: float) -> bool:
    """Whether `round_` is `exact` rounded to the digits that `round_` shows."""
    if exact == 0 or round_ == 0 or _digits(round_) >= _digits(exact):
        return False
    places = _digits(round_) - 1 - math.floor(math.log10(abs(exact)))
    return math.isclose(round(exact, places), round_) and abs(exact) >= 10


def _dates_agree(brief: Quantity, press: Quantity) -> bool:
    (year, month, day), (year2, month2, day2) = brief.date, press.date
    if year and year2 and year != year2:
        return False
    if (brief.high and press.high) and not (brief.low <= press.high and press.low <= brief.high):
        return False
    return not (day and day2 and month and month2 and day != day2)


def agree(brief: Quantity, press: Quantity) -> bool:
    """Whether two comparable quantities can be the same fact.

    Equal, a rounding of one another, within the tolerance of an "about", or inside the bound
    that "more than" and "up to" set.
    """
    if brief.kind is Kind.DATE:
        return _dates_agree(brief, press)
    if brief.low <= press.high and press.low <= brief.high:
        return True
    if _is_rounding(brief.low, press.low) or _is_rounding(press.low, brief.low):
        return True
    bounds = {brief.bound, press.bound}
    gap = min(abs(brief.low - press.high), abs(press.low - brief.high)) / max(brief.low, 1e-9)
    if bounds - {Bound.EXACT} and gap <= ABOUT_TOLERANCE:
        return True
    for one, other in ((brief, press), (press, brief)):
        if one.bound is Bound.MIN and one.low <= other.high <= 1.3 * one.low:
            return True
        if one.bound is Bound.MAX and 0.7 * one.high <= other.low <= one.high:
            return True
    return brief.kind is Kind.SHARE and gap <= 0.02


def mismatches(claim: str, passage: str, point: str = "") -> tuple[Mismatch, ...]:
    """The figures of `claim` that `passage` gives otherwise, in the claim's order.

    Both are English text. Offsets in the result are those of `passage`. A figure of the passage
    that agrees with any figure of the claim, or of the whole `point` it belongs to, is not held
    against another.
    """
    ours, theirs = quantities(claim), quantities(passage)
    known = (*ours, *quantities(point))
    free = [p for p in theirs if not any(comparable(b, p) and agree(b, p) for b in known)]
    found = []
    for b in ours:
        rivals = [p for p in theirs if comparable(b, p)]
        if any(agree(b, p) for p in rivals) or any(
            agree(b, p) for p in theirs if _loosely_comparable(b, p)
        ):
            continue
        candidates = [p for p in rivals if p in free] or _only_rival(b, ours, free)
        if not candidates:
            continue
        nearest = min(candidates, key=lambda p: _distance(b, p))
        found.append(Mismatch(b.text, nearest.text, nearest.start, nearest.end))
    return tuple(found)


def _only_rival(
    brief: Quantity, ours: tuple[Quantity, ...], free: list[Quantity]
) -> list[Quantity]:
    """The one large count that the passage has in place of the claim's one large count."""
    ours_large = [b for b in ours if b.kind is Kind.COUNT and b.low >= LARGE]
    free_large = [p for p in free if p.kind is Kind.COUNT and p.low >= LARGE]
    if ours_large != [brief] or len(free_large) != 1:
        return []
    return free_large if _loosely_comparable(brief, free_large[0]) else []


def _distance(brief: Quantity, press: Quantity) -> float:
    """How far apart two comparable quantities are; the likeliest misprint is the nearest."""
    if brief.kind is Kind.DATE:
        return sum(a != b for a, b in zip(brief.date, press.date, strict=True))
    return abs(math.log((brief.low + 1) / (press.low + 1)))
