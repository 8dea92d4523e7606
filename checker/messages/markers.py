"""What a line of a brief begins with: a number, a label such as "Message 2:", a bullet.

A line can be read in several ways ("I." is one, or the letter I), so `markers_of` gives every
reading; `runs` decides which readings form the talking points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """Kinds of marker, from the surest sign of a talking point to the weakest."""

    LABEL = "label"
    NUMBER = "number"
    LETTER = "letter"
    BULLET = "bullet"
    SUB = "sub"


@dataclass(frozen=True)
class Marker:
    """One reading of a line's beginning.

    `style`: equal for markers of the same make ("1.", "(1)", "label message").
    `number`: its count, from 1 up; 0 for bullets and for "2.1".
    `rest`: offset in the line where the text after the marker begins.
    `faint`: a number with no sign after it, or alone on its line: only a whole run of such
    markers is to be believed.
    """

    family: Family
    style: str
    number: int
    rest: int
    faint: bool = False


_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
)  # fmt: skip
ORDINAL_WORDS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
WORD_NUMBERS = {word: n for n, word in enumerate(_ONES, 1)}
"""English number words, "one" to "twenty"."""
_ORDINAL_NUMBERS = {word: n for n, word in enumerate(ORDINAL_WORDS, 1)} | {
    "1st": 1, "2nd": 2, "3rd": 3, **{f"{n}th": n for n in range(4, 21)},
}  # fmt: skip

_MESSAGE_NOUN = re.compile(
    r"\b(message|msg|point|line|statement|pillar|argument|km|tp|key fact|proof|position|priority|"
    r"theme|takeaway)s?\b",
    re.I,
)
_OTHER_NOUN = re.compile(
    r"\b(question|q|annex|appendix|section|chapter|note|slide|page|figure|table|step|phase|day|"
    r"version|footnote|reference|goal|target|article|part)s?\b",
    re.I,
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
)

_D = r"(?P<n>\d{1,2})"
_ROMAN = r"(?P<n>[IVX]{1,6}|[ivx]{1,6})"
_DASH = "[–—‒―-]"
_OPEN = "[\"“‘'«(A-ZÀ-Þ]"

_BRACKETED = re.compile(rf"[(\[]\s?{_D}\s?[)\]][.:]?(?:\s+|$|(?=[A-Z]))")
_DELIMITED = re.compile(rf"{_D}\s?(?P<d>\.\)|\.{_DASH}|[.):/|\]°º])(?:\s+|$|(?<=[.)])(?={_OPEN}))")
_DASHED = re.compile(rf"{_D}(?:\s+{_DASH}++\s*+|{_DASH}++\s++|[–—](?=[A-Z]))(?!\d|{_MONTH})", re.I)
_ALONE = re.compile(rf"{_D}$")
_SPACED = re.compile(rf"{_D}(?:\t\s*+|\s{{2,}}+|\s(?=[A-ZÀ-Þ“\"]))(?!(?i:{_MONTH}))")
_HASHED = re.compile(rf"(?:#|№|no\.?|nr\.?)\s?{_D}(?:\s?[.:)–—-])?(?:\s+|$)", re.I)
_ROMANS = re.compile(rf"\(?{_ROMAN}\s?(?P<d>\)\.?|[.:]|\s{_DASH}|{_DASH}(?=\s))(?:\s+|$)")
_ROMAN_ALONE = re.compile(r"(?P<n>[IVX]{1,5})$")
_WORD_NUMBER = "|".join(sorted(WORD_NUMBERS, key=len, reverse=True))
_ORDINAL_WORD = "|".join(sorted(_ORDINAL_NUMBERS, key=len, reverse=True))
_LABEL = re.compile(
    r"[(\[]?(?P<label>[^\W\d_]+(?:[ -][^\W\d_]+){0,3}?)\s*(?:no\.?|nr\.?|number|#|№)?\s*"
    rf"(?P<n>\d{{1,2}}|(?i:(?:(?<=\s)|(?<=-))(?:{_WORD_NUMBER})\b)|(?<=\s)[IVX]{{1,5}})"
    r"(?:\s*(?:of|/)\s*\d{1,2})?[)\]]?"
    rf"(?:(?P<d>\s*[.:)|]|\s+{_DASH}+|{_DASH}+(?=\s)|[–—])(?:\s+|$|(?<=[:–—])(?=\S))"
    r"|(?P<end>\s*$)|(?P<loose>\s+(?=[A-Z(“\"])))"
)
_ORDINAL_LABEL = re.compile(
    rf"(?:the\s+)?(?P<n>{_ORDINAL_WORD})(?:\s+(?:key|core|main))?\s+"
    rf"(?P<label>message|point|line|statement)(?:\s*[:.)|]|\s+{_DASH}+|{_DASH}+)?(?:\s+|$)",
    re.I,
)
_WORDS = re.compile(
    rf"(?P<n>{_WORD_NUMBER}|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    rf"(?P<d>\s*[.:)|]|\s+{_DASH}+|[–—])(?:\s+|$)",
    re.I,
)
_LETTERS = re.compile(r"(?P<o>\(?)(?P<n>[A-Za-z])(?P<d>[.)]\)?|:)\s+")
_SUBS = re.compile(r"\d{1,2}(?:\.\d{1,2})+(?:[.)]\s+|\s+(?=[A-Z]))")
_BULLETS = re.compile(
    r"(?P<b>[*+•‣⁃·∙▪▫●○◦■□➢➤➔✓✔→►▶\uf0b7\uf0a7\uf0d8\uf0fc]|[–—-](?![–—-])|o(?=\t|\s{2}))"
    r"(?:\s+|$|(?<=[•‣⁃·∙▪▫●○◦■□➢➤✓✔►▶\uf0b7\uf0a7\uf0d8\uf0fc])(?=\S))"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman(text: str) -> int | None:
    """The value of a well-formed Roman numeral in either case, else None."""
    letters = text.upper()
    if not letters or any(c not in _ROMAN_VALUES for c in letters):
        return None
    values = [_ROMAN_VALUES[c] for c in letters]
    total = sum(
        -v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values)
    )
    return total if to_roman(total) == letters else None


def to_roman(number: int) -> str:
    """`number` (1 to 3999) as an upper-case Roman numeral; other numbers as digits."""
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, sign in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        while number >= value:
            out, number = out + sign, number - value
    return out


def number_word(text: str) -> int | None:
    """The value of digits, a Roman numeral, "three" or "third"; None for anything else."""
    low = text.casefold()
    if low.isdigit():
        return int(low)
    return WORD_NUMBERS.get(low) or _ORDINAL_NUMBERS.get(low) or roman(text)


def says_message(style: str) -> bool:
    """Whether a label or heading names messages ("Key message", "Point")."""
    return bool(_MESSAGE_NOUN.search(style)) and not says_other(style)


def says_other(style: str) -> bool:
    """Whether a label names something that is no message ("Question", "Annex")."""
    return bool(_OTHER_NOUN.search(style))


def _label_markers(text: str) -> list[Marker]:
    found = []
    if m := _LABEL.match(text):
        label = " ".join(m["label"].casefold().split())
        number = number_word(m["n"])
        # "Message 1 We are …" has no sign after its number: only a known noun is believed.
        if number and (m["d"] is not None or says_message(label)):
            loose = m["loose"] is not None
            found.append(Marker(Family.LABEL, f"label {label}", number, m.end(), loose))
    if m := _ORDINAL_LABEL.match(text):
        number = number_word(m["n"])
        if number:
            style = f"label {m['label'].casefold()} nth"
            found.append(Marker(Family.LABEL, style, number, m.end()))
    if m := _WORDS.match(text):
        number = number_word(m["n"])
        if number:
            kind = "one" if m["n"].casefold() in WORD_NUMBERS else "first"
            found.append(Marker(Family.NUMBER, f"word {kind}", number, m.end()))
    return found


def _number_markers(text: str) -> list[Marker]:
    found = []
    for pattern, style, faint in (
        (_BRACKETED, "(1)", False),
        (_DELIMITED, "1", False),
        (_DASHED, "1-", False),
        (_ALONE, "1 alone", True),
        (_SPACED, "1 spaced", True),
        (_HASHED, "#1", False),
    ):
        if m := pattern.match(text):
            delimiter = m["d"] if pattern is _DELIMITED else ""
            found.append(Marker(Family.NUMBER, style + delimiter, int(m["n"]), m.end(), faint))
            break
    for pattern in (_ROMANS, _ROMAN_ALONE):
        m = pattern.match(text)
        number = roman(m["n"]) if m else None
        if m and number:
            alone = pattern is _ROMAN_ALONE
            style = "I alone" if alone else f"I{m['d'].strip()}"
            # Lower-case numerals ("i)", "ii)") are how sub-points are numbered.
            family = Family.NUMBER if m["n"].isupper() else Family.LETTER
            found.append(Marker(family, style + family, number, m.end(), alone))
            break
    return found


def markers_of(text: str) -> tuple[Marker, ...]:
    """Every reading of the beginning of `text`, which has no white space before it.

    Numbers have at most two digits: "2015. Then" begins no point.
    """
    found: list[Marker] = []
    bullet = _BULLETS.match(text)
    at = bullet.end() if bullet else 0
    inner = text[at:]
    found += _label_markers(inner)
    if sub := _SUBS.match(inner):
        found.append(Marker(Family.SUB, "1.1", 0, sub.end()))
    else:
        found += _number_markers(inner)
    if m := _LETTERS.match(inner):
        style = f"{m['o']}{'a' if m['n'].islower() else 'A'}{m['d']}"
        number = ord(m["n"].lower()) - ord("a") + 1
        found.append(Marker(Family.LETTER, style, number, m.end()))
    shifted = [Marker(f.family, f.style, f.number, f.rest + at, f.faint) for f in found]
    if bullet:
        shifted.append(Marker(Family.BULLET, f"bullet {bullet['b']}", 0, at))
    return tuple(m for m in shifted if m.number > 0 or m.family in (Family.BULLET, Family.SUB))
