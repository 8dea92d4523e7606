"""Numbers, percentages, dates, ordinals and multiples in English text, with their units.

Only what a press office's facts are made of: "about 500 tonnes", "eight in ten", "half a
million crowns", "by June 2027", "twice", "the third round". A number in words and one in
digits come out alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a quantity measures; quantities of different kinds are never compared."""

    COUNT = "count"
    SHARE = "share"
    ORDINAL = "ordinal"
    TIMES = "times"
    DATE = "date"


class Bound(StrEnum):
    """How the text hedges a number."""

    EXACT = "exact"
    ABOUT = "about"
    MIN = "min"
    MAX = "max"
    WITHIN = "within"


@dataclass(frozen=True)
class Quantity:
    """One quantity in a text.

    `low`, `high`: its value, or the ends of its range; a share in percent (0 to 100).
    `units`: the counted nouns in the singular, nearest first; empty when none stands there.
    `date`: (year, month, day) with 0 for what is not given; months of a season are a range
    from `low` to `high`.
    `start`, `end`: offsets in the text. A date's `bound` is WITHIN behind "before".
    """

    kind: Kind
    low: float
    high: float
    bound: Bound
    units: tuple[str, ...]
    text: str
    start: int
    end: int
    date: tuple[int, int, int] = (0, 0, 0)


_ONES = {
    w: i
    for i, w in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen"
        ).split()
    )
}
_TENS = {
    w: 10 * i
    for i, w in enumerate(
        ("twenty thirty forty fifty sixty seventy eighty ninety").split(), start=2
    )
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "dozen": 12, "score": 20, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "k": 1e3,
}  # fmt: skip
_LARGE_SCALES = frozenset(("thousand", "million", "billion", "trillion"))
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
_FRACTIONS = {
    "half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4,
    "quarters": 1 / 4, "fifth": 1 / 5, "fifths": 1 / 5, "sixth": 1 / 6, "sixths": 1 / 6,
    "seventh": 1 / 7, "sevenths": 1 / 7, "eighth": 1 / 8, "eighths": 1 / 8, "ninth": 1 / 9,
    "tenth": 1 / 10, "tenths": 1 / 10, "twelfth": 1 / 12, "fifteenth": 1 / 15,
    "twentieth": 1 / 20,
}  # fmt: skip
_TIMES = {
    "twice": 2.0, "thrice": 3.0, "double": 2.0, "doubled": 2.0, "doubling": 2.0,
    "triple": 3.0, "tripled": 3.0, "trebled": 3.0, "treble": 3.0, "quadrupled": 4.0,
    "twofold": 2.0, "threefold": 3.0, "fourfold": 4.0, "fivefold": 5.0, "tenfold": 10.0,
}  # fmt: skip
_MONTHS = dict(
    zip(
        (
            "january february march april may june july august september october november december "
            "jan feb mar apr jun jul aug sep sept oct nov dec"
        ).split(),
        (*range(1, 13), 1, 2, 3, 4, 6, 7, 8, 9, 9, 10, 11, 12),
        strict=True,
    )
)
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)


def _behind(*words: str) -> str:
    """A pattern that matches behind one of `words` and a space, with or without a capital."""
    return "(?:" + "|".join(rf"(?<=\b(?i:{w}) )" for w in words) + ")"


_MONTH_OPENERS = "in by of from since until last next this early late before after".split()
_SEASON_OPENERS = (
    "this", "next", "last", "in the", "in", "by", "by the", "from the", "until", "since the",
)  # fmt: skip
_SEASON = r"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = tuple(
    re.compile(p)
    for p in (
        r"\b(?P<year>(?:19|20)\d\d)-(?P<mm>\d\d)-(?P<day>\d\d)\b",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s*(?:and|to|or|[-–])\s*\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}"
        rf"(?:,?\s+{_YEAR})?",
        rf"\b{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?",
        rf"\b{_MONTH}\s+{_DAY}\b(?!\s*(?:per|%))(?:,?\s+{_YEAR})?",
        rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        rf"\b{_SEASON}\s+(?:of\s+)?" + _YEAR,
        rf"{_behind(*_SEASON_OPENERS)}{_SEASON}\b",
        rf"(?:{_behind(*_MONTH_OPENERS)}|(?<=\bmid-)){_MONTH}(?!\s+\d)",
        rf"(?<![\d.,£$€]){_YEAR}(?![,.]?\d|\s*(?:%|per\s?cent|percent))",
    )
)
_TOKEN = re.compile(
    r"(?P<num>\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<suffix>st|nd|rd|th|m|mn|bn|tn|k)?\b"
    r"|(?P<word>[A-Za-zÀ-ÿ]+(?:['’][a-z]+)?)|(?P<symbol>[%€$£¥])|(?P<stop>[^\s\w])"
)
_BASES = frozenset((3, 4, 5, 6, 8, 10, 20, 100, 1000))
"""The second numbers of "one in four", "eight out of ten"."""
PERIODS = frozenset(("minute", "hour", "day", "week", "month", "year"))
"""Units of time, in the singular."""
MOST_LABELS = 20
"""Higher numbers behind a noun are more often a sum without its unit than a name."""
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
_PLURALS = {"men": "man", "women": "woman", "children": "child", "people": "person", "feet": "foot"}
_UNIT_NAMES = {
    "ton": "tonne", "metre": "meter", "kilometre": "kilometer", "km": "kilometer", "kg": "kilogram",
    "litre": "liter", "programme": "program", "mw": "megawatt", "gw": "gigawatt", "hr": "hour",
    "min": "minute", "euros": "euro", "usd": "dollar", "eur": "euro", "gbp": "pound",
}  # fmt: skip


def singular(word: str) -> str:
    """A noun in the singular and lower case, by rule; good enough to compare units."""
    low = word.lower().removesuffix("'s").removesuffix("’s")
    if low in _PLURALS:
        return _PLURALS[low]
    if low.endswith("ies") and len(low) > 4:
        low = low[:-3] + "y"
    elif low.endswith(("sses", "shes", "ches", "xes")):
        low = low[:-2]
    elif low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3:
        low = low[:-1]
    return _UNIT_NAMES.get(low, low)


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int
    value: float | None = None
    suffix: str = ""
    stop: bool = False

    @property
    def low(self) -> str:
        return self.text.lower()


def _tokens(text: str) -> list[_Token]:
    found = []
    for m in _TOKEN.finditer(text):
        if m["num"]:
            value = float(re.sub(r"[,\u00a0\u202f]", "", m["num"]))
            found.append(_Token(m[0], m.start(), m.end(), value, (m["suffix"] or "").lower()))
        else:
            found.append(_Token(m[0], m.start(), m.end(), stop=bool(m["stop"])))
    return found


def _dates(text: str) -> Iterator[Quantity]:
    """Dates, the fullest reading of each stretch of text only."""
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for m in pattern.finditer(text):
            if any(m.start() < end and start < m.end() for start, end in taken):
                continue
            got = m.groupdict()
            month = int(got.get("mm") or _MONTHS.get((got.get("month") or "").lower(), 0))
            day = int(got.get("day") or 0)
            if month > 12 or day > 31:
                continue
            low, high = month, month
            if got.get("season"):
                low, high = _SEASONS[got["season"].lower()]
            taken.append((m.start(), m.end()))
            date = (int(got.get("year") or 0), month, day)
            bound = Bound.EXACT
            if text[: m.start()].lower().endswith("before "):
                bound = Bound.WITHIN
                if month and day <= 1:
                    date, low, high = _before(date)
            yield Quantity(Kind.DATE, low, high, bound, (), m[0], m.start(), m.end(), date)


def _before(date: tuple[int, int, int]) -> tuple[tuple[int, int, int], int, int]:
    """What "before October" and "before 1 October" may mean, as a date and a range of months:
    September or October; before January, December of the year before."""
    year, month, _ = date
    if month == 1:
        return (max(year - 1, 0), 12, 0), 12, 12
    return (year, month, 0), month - 1, month


def _bound(tokens: list[_Token], i: int) -> Bound:
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


def _number(tokens: list[_Token], i: int) -> tuple[float, int] | None:
    """The number that begins at token `i` and the index behind it, in digits or words; "a" is
    one in "within a week"."""
    token = tokens[i]
    if token.low in ("a", "an") and i and tokens[i - 1].low == "within" and i + 1 < len(tokens):
        return (1.0, i + 1) if singular(tokens[i + 1].text) in PERIODS else None
    if token.value is not None:
        if token.suffix in ("st", "nd", "rd", "th"):
            return None
        total = token.value * _SCALES.get(token.suffix, 1)
        j = i + 1
        while j < len(tokens) and tokens[j].low in _SCALES and tokens[j].low != "score":
            total *= _SCALES[tokens[j].low]
            j += 1
        return _and_a_half(tokens, total, j)
    total, part, j, seen = 0.0, 0.0, i, False
    while j < len(tokens):
        word = tokens[j].low
        if word in _ONES:
            part += _ONES[word]
        elif word in _TENS:
            part += _TENS[word]
        elif word in ("hundred", "dozen") and (seen or j > i or _is_counted(tokens, i)):
            part = (part or 1) * _SCALES[word]
        elif word == "point" and seen and j + 1 < len(tokens) and tokens[j + 1].low in _ONES:
            part += _ONES[tokens[j + 1].low] / 10
            j += 1
        elif word in _LARGE_SCALES and (seen or j > i):
            total, part = total + (part or 1) * _SCALES[word], 0.0
        elif _is_joint(tokens, j, first=j == i, seen=seen):
            j += 1
            continue
        else:
            break
        seen = True
        j += 1
    return _and_a_half(tokens, total + part, j) if seen else None


def _is_counted(tokens: list[_Token], i: int) -> bool:
    """Whether "hundred" at token `i` begins a number: "all the hundred and forty recipes"."""
    before = tokens[i - 1].low if i else ""
    return before in ("the", "all", "our", "their", "its", "these", "those", "good", "full")


def _is_joint(tokens: list[_Token], j: int, *, first: bool, seen: bool) -> bool:
    """Whether token `j` only joins number words: "a" hundred, hundred "and" ten, twenty"-"one."""
    after = tokens[j + 1].low if j + 1 < len(tokens) else ""
    before = tokens[j - 1].low if j else ""
    if tokens[j].low == "a":
        return first and after in ("hundred", "thousand", "million", "billion", "dozen")
    if tokens[j].low == "and":
        return seen and before in ("hundred", "thousand") and (after in _ONES or after in _TENS)
    return tokens[j].text == "-" and seen and before in _TENS


def _and_a_half(tokens: list[_Token], value: float, j: int) -> tuple[float, int]:
    """`value` and `j`, moved on over "and a half" and a "million" behind it."""
    if [t.low for t in tokens[j : j + 3]] != ["and", "a", "half"]:
        return value, j
    value, j = value + 0.5, j + 3
    if j < len(tokens) and tokens[j].low in _LARGE_SCALES:
        return value * _SCALES[tokens[j].low], j + 1
    return value, j


def _fraction(tokens: list[_Token], i: int) -> tuple[float, int] | None:
    """A fraction at token `i` ("a third", "four fifths", "half"): its value and the next index."""
    word = tokens[i].low
    if word == "half":
        before, after = (tokens[k].low if 0 <= k < len(tokens) else "" for k in (i - 1, i + 1))
        parts = before in ("first", "second", "other", "better") or after in ("past", "time", "way")
        return None if parts else (0.5, i + 1)
    nxt = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if nxt == "-" and i + 2 < len(tokens) and tokens[i + 2].low in _FRACTIONS and word in _ONES:
        return _ONES[word] * _FRACTIONS[tokens[i + 2].low], i + 3
    if nxt not in _FRACTIONS:
        return None
    if word in ("a", "one"):
        # "a third round" counts; "a third of the money", "fell by a third" divide.
        behind = tokens[i + 2] if i + 2 < len(tokens) else None
        before = tokens[i - 1].low if i else ""
        divides = (
            nxt == "quarter"
            or behind is None
            or behind.stop
            or behind.low in ("of", "fewer", "more", "less", "since", "after", "as", "in", "on")
            or before in ("by", "than", "about", "nearly", "almost")
        )
        return (_FRACTIONS[nxt], i + 2) if divides else None
    return (_ONES[word] * _FRACTIONS[nxt], i + 2) if word in _ONES else None


def _units(tokens: list[_Token], j: int, *, reach: int = 3) -> tuple[str, ...]:
    """The nouns counted by a number that ends before token `j`: of "eleven of its nineteen
    proposals" both numbers count proposals."""
    found: list[str] = []
    if j < len(tokens) and tokens[j].low == "of":
        for k in range(j + 1, min(j + 5, len(tokens))):
            behind = _number(tokens, k) if tokens[k].low not in ("a", "an") else None
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


def _duration(tokens: list[_Token], i: int) -> tuple[float, int] | None:
    """The minutes of "an hour and ten minutes" at token `i`, and the index behind it."""
    hours = (1.0, i + 1) if tokens[i].low in ("a", "an", "one") else _number(tokens, i)
    if hours is None or [t.low for t in tokens[hours[1] : hours[1] + 2]] not in (
        ["hour", "and"],
        ["hours", "and"],
    ):
        return None
    j = hours[1] + 2
    if [t.low for t in tokens[j : j + 2]] == ["a", "half"]:
        return 60 * hours[0] + 30, j + 2
    minutes = _number(tokens, j) if j < len(tokens) else None
    if minutes is None or [t.low for t in tokens[minutes[1] : minutes[1] + 1]] != ["minutes"]:
        return None
    return 60 * hours[0] + minutes[0], minutes[1] + 1


def _is_percent(tokens: list[_Token], j: int) -> bool:
    """Whether "%" or "per cent" stands at token `j`."""
    rest = [t.low for t in tokens[j : j + 2]]
    return rest[:1] in (["%"], ["percent"], ["pc"], ["percentage"]) or rest == ["per", "cent"]


def _is_label(tokens: list[_Token], i: int, value: float) -> bool:
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


def _share(tokens: list[_Token], j: int, number: float) -> tuple[float, int, bool] | None:
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
    base = _number(tokens, k) if inside and k < len(tokens) else None
    if base and base[0] in _BASES and number < base[0]:
        return 100 / base[0], base[1], True
    return None


def _spoken(tokens: list[_Token], i: int) -> Bound:
    """The bound of a fraction in words: "a quarter of a million" is round by nature."""
    bound = _bound(tokens, i)
    return Bound.ABOUT if bound is Bound.EXACT else bound


def _at(tokens: list[_Token], i: int, text: str) -> tuple[Quantity, int] | None:
    """The quantity that begins at token `i`, and the index behind it."""
    token = tokens[i]

    def made(
        kind: Kind,
        low: float,
        high: float,
        j: int,
        units: tuple[str, ...] = (),
        bound: Bound | None = None,
    ) -> tuple[Quantity, int]:
        start, end = token.start, tokens[j - 1].end
        bound = bound or _bound(tokens, i)
        return Quantity(kind, low, high, bound, units, text[start:end], start, end), j

    if token.low in ("halved", "halves"):
        return made(Kind.SHARE, 50, 50, i + 1, bound=_spoken(tokens, i))
    if token.low in _TIMES:
        return made(Kind.TIMES, _TIMES[token.low], _TIMES[token.low], i + 1)
    fraction = _fraction(tokens, i)
    if fraction and [t.low for t in tokens[max(0, i - 2) : i]] == ["all", "but"]:
        return None
    if fraction:
        value, j = fraction
        k = j + 1 if j < len(tokens) and tokens[j].low == "of" else j
        if k < len(tokens) and tokens[k].low in ("a", "an"):
            k += 1
        if k < len(tokens) and tokens[k].low in (
            "hundred",
            "thousand",
            "million",
            "billion",
            "dozen",
        ):
            value *= _SCALES[tokens[k].low]
            units = _units(tokens, k + 1)
            return made(Kind.COUNT, value, value, k + 1, units, _spoken(tokens, i))
        return made(Kind.SHARE, 100 * value, 100 * value, j, bound=_spoken(tokens, i))
    if token.suffix in ("st", "nd", "rd", "th") and token.value is not None:
        return made(Kind.ORDINAL, token.value, token.value, i + 1, _units(tokens, i + 1))
    if token.low in _ORDINALS:
        n = _ORDINALS[token.low]
        return made(Kind.ORDINAL, n, n, i + 1, _units(tokens, i + 1))
    length = _duration(tokens, i)
    if length:
        return made(Kind.COUNT, length[0], length[0], length[1], ("minute",))
    number = _number(tokens, i)
    if number is None:
        return None
    low, j = number
    high = low
    if j + 1 < len(tokens) and tokens[j].low in ("to", "-", "–", "or"):
        upper = _number(tokens, j + 1)
        if upper and upper[0] > low:
            high, j = upper
            if high >= 1000 * low and high >= 1e6:  # "2 to 3 million"
                low *= 10 ** (len(str(int(high))) - len(str(int(low))))
    if j + 1 < len(tokens) and tokens[j].low == "to":
        lower = _number(tokens, j + 1)
        if lower and lower[0] < low and _is_percent(tokens, lower[1]):
            return made(Kind.SHARE, low, high, j)
    rest = [t.low for t in tokens[j : j + 4]]
    share = _share(tokens, j, high)
    if share:
        times, end, said = share
        bound = _spoken(tokens, i) if said else None
        return made(Kind.SHARE, low * times, high * times, end, bound=bound)
    if rest[:1] == ["times"]:
        return made(Kind.TIMES, low, high, j + 1)
    units = _units(tokens, j)
    if not units and low == high and _is_label(tokens, i, low):
        return made(Kind.ORDINAL, low, high, j, (singular(tokens[i - 1].text),))
    if i and tokens[i - 1].text in _CURRENCY:
        units = (_CURRENCY[tokens[i - 1].text],)
    if token.low == "one" == text[token.start : tokens[j - 1].end].lower() and (
        not units or rest[:1] in (["of"], ["day"], ["another"], ["thing"])
    ):
        return None
    return made(Kind.COUNT, low, high, j, units)


def quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of `text`, in order of appearance, not overlapping."""
    found = list(_dates(text))
    covered = [(q.start, q.end) for q in found]
    tokens = _tokens(text)
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
