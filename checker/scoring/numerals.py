"""Words and numbers of a text, and what numbers in words and digits amount to.

"Twelve hundred", "18.5m", "six and a half million" and "one point nine million" come out as
numbers; so do fractions ("a third", "four fifths").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "dozen": 12, "score": 20, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "k": 1e3,
}  # fmt: skip
LARGE_SCALES = frozenset(("thousand", "million", "billion", "trillion"))
_FRACTIONS = {
    "half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4,
    "quarters": 1 / 4, "fifth": 1 / 5, "fifths": 1 / 5, "sixth": 1 / 6, "sixths": 1 / 6,
    "seventh": 1 / 7, "sevenths": 1 / 7, "eighth": 1 / 8, "eighths": 1 / 8, "ninth": 1 / 9,
    "tenth": 1 / 10, "tenths": 1 / 10, "twelfth": 1 / 12, "fifteenth": 1 / 15,
    "twentieth": 1 / 20,
}  # fmt: skip
_TOKEN = re.compile(
    r"(?P<num>\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<suffix>st|nd|rd|th|m|mn|bn|tn|k)?\b"
    r"|(?P<word>[A-Za-zÀ-ÿ]+(?:['’][a-z]+)?)|(?P<symbol>[%€$£¥])|(?P<stop>[^\s\w])"
)
PERIODS = frozenset(("minute", "hour", "day", "week", "month", "year"))
"""Units of time, in the singular."""
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
class Token:
    """A word, a number in digits, a currency sign or a stop, with its offsets.

    `value`: the number, for digits; `suffix`: what is joined to them ("18.5m", "4th").
    """

    text: str
    start: int
    end: int
    value: float | None = None
    suffix: str = ""
    stop: bool = False

    @property
    def low(self) -> str:
        """The text in lower case."""
        return self.text.lower()


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    found = []
    for m in _TOKEN.finditer(text):
        if m["num"]:
            value = float(re.sub(r"[,\u00a0\u202f]", "", m["num"]))
            found.append(Token(m[0], m.start(), m.end(), value, (m["suffix"] or "").lower()))
        else:
            found.append(Token(m[0], m.start(), m.end(), stop=bool(m["stop"])))
    return found


def number_at(tokens: list[Token], i: int) -> tuple[float, int] | None:
    """The number that begins at token `i` and the index behind it, in digits or words; "a" is
    one in "within a week"."""
    token = tokens[i]
    if token.low in ("a", "an") and i and tokens[i - 1].low == "within" and i + 1 < len(tokens):
        return (1.0, i + 1) if singular(tokens[i + 1].text) in PERIODS else None
    if token.value is not None:
        if token.suffix in ("st", "nd", "rd", "th"):
            return None
        total = token.value * SCALES.get(token.suffix, 1)
        j = i + 1
        while j < len(tokens) and tokens[j].low in SCALES and tokens[j].low != "score":
            total *= SCALES[tokens[j].low]
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
            part = (part or 1) * SCALES[word]
        elif word == "point" and seen and j + 1 < len(tokens) and tokens[j + 1].low in _ONES:
            part += _ONES[tokens[j + 1].low] / 10
            j += 1
        elif word in LARGE_SCALES and (seen or j > i):
            total, part = total + (part or 1) * SCALES[word], 0.0
        elif _is_joint(tokens, j, first=j == i, seen=seen):
            j += 1
            continue
        else:
            break
        seen = True
        j += 1
    return _and_a_half(tokens, total + part, j) if seen else None


def _is_counted(tokens: list[Token], i: int) -> bool:
    """Whether "hundred" at token `i` begins a number: "all the hundred and forty recipes"."""
    before = tokens[i - 1].low if i else ""
    return before in ("the", "all", "our", "their", "its", "these", "those", "good", "full")


def _is_joint(tokens: list[Token], j: int, *, first: bool, seen: bool) -> bool:
    """Whether token `j` only joins number words: "a" hundred, hundred "and" ten, twenty"-"one."""
    after = tokens[j + 1].low if j + 1 < len(tokens) else ""
    before = tokens[j - 1].low if j else ""
    if tokens[j].low == "a":
        return first and after in ("hundred", "thousand", "million", "billion", "dozen")
    if tokens[j].low == "and":
        return seen and before in ("hundred", "thousand") and (after in _ONES or after in _TENS)
    return tokens[j].text == "-" and seen and before in _TENS


def _and_a_half(tokens: list[Token], value: float, j: int) -> tuple[float, int]:
    """`value` and `j`, moved on over "and a half" and a "million" behind it."""
    if [t.low for t in tokens[j : j + 3]] != ["and", "a", "half"]:
        return value, j
    value, j = value + 0.5, j + 3
    if j < len(tokens) and tokens[j].low in LARGE_SCALES:
        return value * SCALES[tokens[j].low], j + 1
    return value, j


def fraction_at(tokens: list[Token], i: int) -> tuple[float, int] | None:
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
