"""The figure check: does a passage that carries a claim get its numbers and dates right?

It compares like with like only: the same kind of quantity, counting the same thing. A claim's
figure that the passage does not give is no mismatch; one that it gives otherwise is.
"""

from __future__ import annotations

import math
import re

from checker.scoring.assessment import Mismatch
from checker.scoring.numerals import PERIODS
from checker.scoring.quantities import quantities
from checker.scoring.quantity import Bound, Kind, Quantity

PERSONS = frozenset(
    (
        "person man woman child resident inhabitant citizen patient worker employee staff job "
        "post soldier troop prisoner captive inmate detainee refugee passenger visitor tourist "
        "pupil student member volunteer officer nurse doctor teacher farmer fisherman household "
        "family guest delegate participant victim survivor customer user voter applicant trainee "
        "apprentice donor boy girl adult firefighter recruit demonstrator protester marcher "
        "striker commuter tenant juror pensioner parent teenager junior claimant migrant viewer "
        "reader subscriber player athlete youngster"
    ).split()
)  # fmt: skip
"""Nouns for people: the press says "men" where the brief says "prisoners"."""

MEASURES = frozenset(
    (
        "year month week day hour minute second meter kilometer mile hectare acre tonne kilogram "
        "gram liter barrel megawatt gigawatt kilowatt degree euro dollar pound yen franc crown "
        "mark krone krona ruble rupee peso yuan lira dinar shilling florin ducat thaler taler cent "
        "penny"
    ).split()
)
"""Nouns of measure: a count of these is never the same fact as a count of other things."""

OLDEST = 120
"""Years: a higher number is no limit of age."""

LARGE = 20
LOOSE_RATIO = 20

_CUT = re.compile(r"\b(?:less|fewer|lower|down|cut|fall|fell|fallen|drop|sav|reduc|shr[iau]nk)")
"""What a claim says that states by how much a thing became less."""

ABOUT_TOLERANCE = 0.10
"""How far an "about" may be off, as a share of the brief's number."""


def comparable(brief: Quantity, press: Quantity) -> bool:
    """Whether the two measure the same thing."""
    if brief.kind is not press.kind:
        return False
    if brief.kind is Kind.DATE:
        (year, *_), (year2, *_) = brief.date, press.date
        return bool((year and year2) or (brief.high and press.high))
    if brief.kind in (Kind.SHARE, Kind.TIMES):
        return True
    if brief.kind is Kind.ORDINAL:
        return bool(set(brief.units) & set(press.units)) or not (brief.units or press.units)
    if not _is_near(brief, press):
        return False
    if set(brief.units) & set(press.units):
        return True
    if _persons(brief) and _persons(press):
        return True
    return _is_other_period(brief, press) or _are_limits(brief, press)


def _are_limits(brief: Quantity, press: Quantity) -> bool:
    """Whether both are ranges of age, or limits of age, one of them bare: "under 20"."""
    if (brief.units and press.units) or max(brief.high, press.high) > OLDEST:
        return False
    ranges = brief.low < brief.high and press.low < press.high
    return ranges or (brief.bound is press.bound and brief.bound in (Bound.MIN, Bound.MAX))


def _is_near(brief: Quantity, press: Quantity) -> bool:
    """Whether two counts are of one order of size: "one of them" is no rival of 2,140."""
    return _ratio(brief, press) <= LOOSE_RATIO


def _is_other_period(brief: Quantity, press: Quantity) -> bool:
    """Whether one number counts two units of time: "five months" for "five weeks"."""
    ours, theirs = (set(q.units[:1]) & PERIODS for q in (brief, press))
    return bool(ours and theirs) and brief.low == press.low


def _persons(quantity: Quantity) -> bool:
    return not PERSONS.isdisjoint(quantity.units)


def _loosely_comparable(brief: Quantity, press: Quantity) -> bool:
    """Whether two large counts of unlike nouns can be one fact in other words.

    "4,812 tests", "2,418 doping controls": the same order of size, and neither counts time or
    money while the other doesn't.
    """
    if not (_is_weighty(brief) and _is_weighty(press) and _is_near(brief, press)):
        return False
    if not (brief.units and press.units):
        return True
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
        one, other = (brief, press) if year < year2 else (press, brief)
        # "before 2033" is "by the end of 2032".
        return other.bound is Bound.WITHIN and other.date[0] == one.date[0] + 1
    if (brief.high and press.high) and not _months_overlap(brief, press):
        return False
    return not (day and day2 and month and month2 and day != day2)


def _months_overlap(brief: Quantity, press: Quantity) -> bool:
    """Whether two ranges of months share one; winter's, 12 to 14, run on into the next year."""
    return any(
        brief.low <= press.high + turn and press.low + turn <= brief.high for turn in (-12, 0, 12)
    )


def _is_rest(brief: Quantity, press: Quantity) -> bool:
    """Whether a share is what another leaves of the whole: cut by 60 per cent, to 40 per cent."""
    rest = 100 - press.high
    if press.bound is Bound.MAX:  # "less than half" leaves more than half
        return rest <= brief.high <= 1.3 * rest
    room = 0.02 if {brief.bound, press.bound} == {Bound.EXACT} else ABOUT_TOLERANCE
    return abs(rest - brief.low) <= room * max(brief.low, 1e-9)


def agree(brief: Quantity, press: Quantity) -> bool:
    """Whether two comparable quantities can be the same fact.

    Equal, a rounding of one another, within the tolerance of an "about", or inside the bound
    that "more than" and "up to" set.
    """
    if brief.kind is Kind.DATE:
        return _dates_agree(brief, press)
    if brief.kind is Kind.COUNT and _is_other_period(brief, press):
        return bool(set(brief.units[:1]) & set(press.units[:1]))
    if brief.kind is Kind.COUNT and _are_limits(brief, press):
        return (brief.low, brief.high) == (press.low, press.high)
    if brief.low <= press.high and press.low <= brief.high:
        return True
    if brief.bound is Bound.WITHIN and press.bound is not Bound.WITHIN and press.low < brief.high:
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
    free = [p for p in theirs if not any(_is_told(b, p) for b in known)]
    unmet = [b for b in ours if not any(_is_told(b, p) for p in theirs)]
    found = []
    for b in ours:
        rivals = [p for p in theirs if comparable(b, p)]
        if any(agree(b, p) for p in rivals) or any(
            agree(b, p) for p in theirs if _loosely_comparable(b, p)
        ):
            continue
        candidates = [p for p in rivals if p in free] or _only_rival(b, unmet, free)
        if b.kind is Kind.SHARE and _CUT.search(claim):
            candidates = [p for p in candidates if not _is_rest(b, p)]
        if not candidates:
            continue
        nearest = min(candidates, key=lambda p: _distance(b, p))
        found.append(Mismatch(b.text, nearest.text, nearest.start, nearest.end))
    return tuple(found)


def _is_told(brief: Quantity, press: Quantity) -> bool:
    """Whether a figure of the passage is one of the brief's, whatever it is said to count."""
    if brief.kind is press.kind is Kind.COUNT and (brief.low, brief.high) == (
        press.low,
        press.high,
    ):
        return not _is_other_period(brief, press) or agree(brief, press)
    bare = brief.kind is press.kind is Kind.COUNT and not brief.units
    return (bare or comparable(brief, press)) and agree(brief, press)


def _only_rival(brief: Quantity, unmet: list[Quantity], free: list[Quantity]) -> list[Quantity]:
    """The large count that the passage has in place of the one large count of the claim that it
    doesn't have; or one written with the same digits in another order."""
    digits = _figures(brief)
    swapped = [p for p in free if p.kind is brief.kind is Kind.COUNT and _figures(p) == digits]
    if digits and swapped:
        return swapped
    rivals = [p for p in free if _is_weighty(p)]
    if len(rivals) != 1:
        return []
    (rival,) = rivals
    missing = [b for b in unmet if _is_weighty(b)]
    near = [b for b in missing if _ratio(b, rival) <= 3]
    meant = [brief] in (missing, near)
    return rivals if meant and _loosely_comparable(brief, rival) else []


def _is_weighty(quantity: Quantity) -> bool:
    """Whether a count is too large, or too exact, to be anything but a stated figure."""
    return quantity.kind is Kind.COUNT and (quantity.low >= LARGE or quantity.low % 1 > 0)


def _ratio(one: Quantity, other: Quantity) -> float:
    low, high = sorted((max(one.low, 1e-9), max(other.low, 1e-9)))
    return high / low


def _figures(quantity: Quantity) -> str:
    """The digits of a number in order of size, or "" for fewer than two different ones."""
    digits = sorted(c for c in f"{quantity.low:.10g}" if c.isdigit())
    return "".join(digits) if len(set(digits)) > 1 else ""


def _distance(brief: Quantity, press: Quantity) -> float:
    """How far apart two comparable quantities are; the likeliest misprint is the nearest."""
    if brief.kind is Kind.DATE:
        return sum(a != b for a, b in zip(brief.date, press.date, strict=True))
    return abs(math.log((brief.low + 1) / (press.low + 1)))
