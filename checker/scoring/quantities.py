"""Numbers, percentages, dates, ordinals and multiples in English text, with their units.

Only what a press office's facts are made of: "about 500 tonnes", "eight in ten", "half a
million crowns", "by June 2027", "twice", "the third round". A number in words and one in
digits come out alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from checker.scoring.dating import dates_in
from checker.scoring.numerals import (
    SCALES,
    Token,
    fraction_at,
    number_at,
    singular,
    tokens_of,
)
from checker.scoring.quantity import Bound, Kind, Quantity

_ORDINALS = {
    w: i
    for i, w in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
        ).split(),
        start=1,
    )
} | {
    w: 10 * i
    for i, w in enumerate(
        (
            "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth "
            "hundredth"
        ).split(),
        start=2,
    )
}
_TIMES = {
    "twice": 2.0, "thrice": 3.0, "double": 2.0, "doubled": 2.0, "doubling": 2.0,
    "triple": 3.0, "tripled": 3.0, "trebled": 3.0, "treble": 3.0, "quadrupled": 4.0,
    "twofold": 2.0, "threefold": 3.0, "fourfold": 4.0, "fivefold": 5.0, "tenfold": 10.0,
}  # fmt: skip
_BASES = frozenset((3, 4, 5, 6, 8, 10, 20, 100, 1000))
"""The second numbers of "one in four", "eight out of ten"."""
MOST_LABELS = 20
"""Higher numbers behind a noun are more often a sum without its unit than a name."""
_WHOLES = frozenset(("hundred", "thousand", "million", "billion", "dozen"))
_CURRENCY = {"€": "euro", "$": "dollar", "£": "pound", "¥": "yen"}
_ABOUT = frozenset(
    ("about around roughly approximately nearly almost some circa estimated close").split()
)
_STOPWORDS = frozenset(
    (
        "the a an of in on at by to for from and or but as with than that this these those its "
        "his her their our your my is are was were be been being has have had will would could "
        "should may might can do does did not no it he she they we you who which what when where "
        "while after before since until into over under up down out off about all each every "
        "other more less fewer most least only just per against between during through if so then "
        "there here very too also again now later earlier ago said say says"
    ).split()
)  # fmt: skip


def _bound(tokens: list[Token], i: int) -> Bound:
    """The hedge in front of token `i`."""
    before = [t.low for t in tokens[max(0, i - 3) : i]]
    last = before[-1] if before else ""
    two, three = " ".join(before[-2:]), " ".join(before)
    if last in ("within", "inside"):
        return Bound.WITHIN
    negated = {"no", "not", "never", "nobody", "none"} & {t.low for t in tokens[max(0, i - 8) : i]}
    if negated and two in ("more than", "longer than", "later than"):
        return Bound.WITHIN
    if last in ("over", "above", "exceeding") or two in ("more than", "at least", "upwards of",
                                                          "no fewer", "well over"):  # fmt: skip
        return Bound.MIN
    if three in ("no fewer than", "no less than", "not less than"):
        return Bound.MIN
    if last in ("under", "below") or two in ("less than", "fewer than", "up to", "at most"):
        return Bound.MAX
    if last in _ABOUT or two in ("close to", "or so", "just over", "just under"):
        return Bound.ABOUT
    return Bound.EXACT


def _units(tokens: list[Token], j: int, *, reach: int = 3) -> tuple[str, ...]:
    """The nouns counted by a number that ends before token `j`: of "eleven of its nineteen
    proposals" both numbers count proposals."""
    found: list[str] = []
    if j < len(tokens) and tokens[j].low == "of":
        for k in range(j + 1, min(j + 5, len(tokens))):
            behind = number_at(tokens, k) if tokens[k].low not in ("a", "an") else None
            if behind and behind[0] > 1:
                return _units(tokens, behind[1], reach=reach)
            if tokens[k].stop:
                break
    for token in tokens[j : j + reach + 2]:
        if token.value is not None or (token.stop and token.text != "-"):
            break
        if token.low == "of" or token.text == "-":
            continue
        if token.low in _STOPWORDS:
            break
        found.append(singular(token.text))
        if len(found) == reach:
            break
    return tuple(found)


def _duration(tokens: list[Token], i: int) -> tuple[float, int] | None:
    """The minutes of "an hour and ten minutes" at token `i`, and the index behind it."""
    hours = (1.0, i + 1) if tokens[i].low in ("a", "an", "one") else number_at(tokens, i)
    if hours is None or [t.low for t in tokens[hours[1] : hours[1] + 2]] not in (
        ["hour", "and"],
        ["hours", "and"],
    ):
        return None
    j = hours[1] + 2
    if [t.low for t in tokens[j : j + 2]] == ["a", "half"]:
        return 60 * hours[0] + 30, j + 2
    minutes = number_at(tokens, j) if j < len(tokens) else None
    if minutes is None or [t.low for t in tokens[minutes[1] : minutes[1] + 1]] != ["minutes"]:
        return None
    return 60 * hours[0] + minutes[0], minutes[1] + 1


def _is_percent(tokens: list[Token], j: int) -> bool:
    """Whether "%" or "per cent" stands at token `j`."""
    rest = [t.low for t in tokens[j : j + 2]]
    return rest[:1] in (["%"], ["percent"], ["pc"], ["percentage"]) or rest == ["per", "cent"]


def _is_label(tokens: list[Token], i: int, value: float) -> bool:
    """Whether the number at token `i` names a thing rather than counts: "packing line 3"."""
    before = tokens[i - 1] if i else None
    return (
        before is not None
        and tokens[i].value is not None
        and value < MOST_LABELS
        and value % 1 == 0
        and before.text.isalpha()
        and before.low not in _STOPWORDS
        and before.low not in _ABOUT
    )


def _share(tokens: list[Token], j: int, number: float) -> tuple[float, int, bool] | None:
    """Whether the number that ends before token `j` is a share: what makes it a percentage, the
    index behind it, and whether it is in words: "nine mortgages in ten", "one crown out of four",
    "eight in ten"."""
    if _is_percent(tokens, j):
        return 1, j + (2 if tokens[j].low == "per" else 1), False
    rest = [t.low for t in tokens[j : j + 4]]
    inside = 2 if rest[1:2] == ["in"] else 3 if rest[1:3] == ["out", "of"] else 0
    if inside and (rest[0] in _STOPWORDS or tokens[j].stop):
        inside = 0
    if rest[:1] == ["in"]:
        inside = 1
    elif rest[:2] in (["out", "of"], ["of", "every"]):
        inside = 2
    k = j + inside
    if inside == 1 and k < len(tokens) and tokens[k].low == "every":
        k += 1
    base = number_at(tokens, k) if inside and k < len(tokens) else None
    if base and base[0] in _BASES and number < base[0]:
        return 100 / base[0], base[1], True
    return None


def _spoken(tokens: list[Token], i: int) -> Bound:
    """The bound of a fraction in words: "a quarter of a million" is round by nature."""
    bound = _bound(tokens, i)
    return Bound.ABOUT if bound is Bound.EXACT else bound


def _at(tokens: list[Token], i: int, text: str) -> tuple[Quantity, int] | None:
    """The quantity that begins at token `i`, and the index behind it."""
    if [t.low for t in tokens[max(0, i - 2) : i]] == ["all", "but"] and fraction_at(tokens, i):
        return None
    for read in (_multiple, _fraction, _ordinal, _length, _counted):
        got = read(tokens, i)
        if got is not None:
            break
    else:
        return None
    start, end = tokens[i].start, tokens[got.end - 1].end
    bound = got.bound or _bound(tokens, i)
    found = Quantity(got.kind, got.low, got.high, bound, got.units, text[start:end], start, end)
    return found, got.end


@dataclass(frozen=True)
class _Read:
    """A quantity as read from tokens; `end`: the index behind it. `bound`: None for the hedge in
    front of it."""

    kind: Kind
    low: float
    high: float
    end: int
    units: tuple[str, ...] = ()
    bound: Bound | None = None


def _multiple(tokens: list[Token], i: int) -> _Read | None:
    """ "Halved", "doubled", "twice"."""
    word = tokens[i].low
    if word in ("halved", "halves"):
        return _Read(Kind.SHARE, 50, 50, i + 1, bound=_spoken(tokens, i))
    times = _TIMES.get(word)
    return None if times is None else _Read(Kind.TIMES, times, times, i + 1)


def _fraction(tokens: list[Token], i: int) -> _Read | None:
    """ "Two thirds", "a quarter of a million crowns"."""
    fraction = fraction_at(tokens, i)
    if fraction is None:
        return None
    value, j = fraction
    k = j + 1 if j < len(tokens) and tokens[j].low == "of" else j
    if k < len(tokens) and tokens[k].low in ("a", "an"):
        k += 1
    if k < len(tokens) and tokens[k].low in _WHOLES:
        value *= SCALES[tokens[k].low]
        units = _units(tokens, k + 1)
        return _Read(Kind.COUNT, value, value, k + 1, units, _spoken(tokens, i))
    return _Read(Kind.SHARE, 100 * value, 100 * value, j, bound=_spoken(tokens, i))


def _ordinal(tokens: list[Token], i: int) -> _Read | None:
    """ "The third round", "14th"."""
    token = tokens[i]
    value: float | None = _ORDINALS.get(token.low)
    if token.suffix in ("st", "nd", "rd", "th") and token.value is not None:
        value = token.value
    if value is None:
        return None
    return _Read(Kind.ORDINAL, value, value, i + 1, _units(tokens, i + 1))


def _length(tokens: list[Token], i: int) -> _Read | None:
    """ "An hour and ten minutes", in minutes."""
    length = _duration(tokens, i)
    return length and _Read(Kind.COUNT, length[0], length[0], length[1], ("minute",))


def _range(tokens: list[Token], i: int) -> tuple[float, float, int] | None:
    """The numbers of "2 to 3 million" or of "12" at token `i`, and the index behind them."""
    number = number_at(tokens, i)
    if number is None:
        return None
    low, j = number
    high = low
    if j + 1 < len(tokens) and tokens[j].low in ("to", "-", "–", "or"):
        upper = number_at(tokens, j + 1)
        if upper and upper[0] > low:
            high, j = upper
            if high >= 1000 * low and high >= 1e6:  # "2 to 3 million"
                low *= 10 ** (len(str(int(high))) - len(str(int(low))))
    return low, high, j


def _counted(tokens: list[Token], i: int) -> _Read | None:
    """A number: of things, of money, per cent, in ten, times; or the name of a thing."""
    numbers = _range(tokens, i)
    if numbers is None:
        return None
    low, high, j = numbers
    if j + 1 < len(tokens) and tokens[j].low == "to":  # "from 9 to 7 per cent"
        lower = number_at(tokens, j + 1)
        if lower and lower[0] < low and _is_percent(tokens, lower[1]):
            return _Read(Kind.SHARE, low, high, j)
    share = _share(tokens, j, high)
    if share:
        times, end, said = share
        bound = _spoken(tokens, i) if said else None
        return _Read(Kind.SHARE, low * times, high * times, end, bound=bound)
    behind = tokens[j].low if j < len(tokens) else ""
    if behind == "times":
        return _Read(Kind.TIMES, low, high, j + 1)
    units = _units(tokens, j)
    if not units and low == high and _is_label(tokens, i, low):
        return _Read(Kind.ORDINAL, low, high, j, (singular(tokens[i - 1].text),))
    if i and tokens[i - 1].text in _CURRENCY:
        units = (_CURRENCY[tokens[i - 1].text],)
    bare_one = tokens[i].low == "one" and j == i + 1
    if bare_one and (not units or behind in ("of", "day", "another", "thing")):
        return None
    return _Read(Kind.COUNT, low, high, j, units)


def quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of `text`, in order of appearance, not overlapping."""
    found = list(dates_in(text))
    covered = [(q.start, q.end) for q in found]
    tokens = tokens_of(text)
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if any(start <= token.start < end for start, end in covered):
            i += 1
            continue
        got = _at(tokens, i, text)
        if got is None:
            i += 1
        else:
            quantity, i = got
            found.append(quantity)
    return tuple(sorted(found, key=lambda q: q.start))
