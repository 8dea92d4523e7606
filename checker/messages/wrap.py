"""Hard-wrapped text: which line goes on with the sentence of the line before it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from checker.messages.lines import Line
from checker.messages.markers import Family, says_message, says_other

_LEAST_WIDTH = 30
_FINISHED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_HANGING = re.compile(
    r"\b(?:a|an|the|of|in|on|at|to|by|for|from|with|than|as|is|are|was|were|be|about|around|"
    r"nearly|over|under|until|since|between|into|its|our|their|his|her|some|only|every|"
    r"article|section|chapter|page|phase|group|no|number|resolution|rule|paragraph|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)$",
    re.I,
)
_OPEN_ENDED = re.compile(r"(?:,|&|/|\b(?:and|or|but))$", re.I)
_COMPOUND = re.compile(
    r"(?:\b(?:well|ill|self|non|ex|half|high|low|long|short|full|part|far|fast|hard|near|mid|cross|"
    r"all|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|first|second|third|single|year|month|week|day|drug|state|so|"
    r"co|anti|pro|vice|post|pre|on|off|up|to|of|by|the|in)|\w-\w+|\d)-$",
    re.I,
)
_BROKEN_WORD = re.compile(r"[a-zß-ÿ]-$")


def finished(text: str) -> bool:
    """Whether a line ends as a sentence or a lead-in does."""
    return bool(_FINISHED.search(text))


def hanging(text: str) -> bool:
    """Whether a line breaks off so that the next one must belong to it ("… under Article")."""
    return bool(_HANGING.search(text))


def wrap_width(lines: Sequence[Line]) -> int:
    """The width at which the file was wrapped, 0 when it shows no sign of it.

    Sign: a line that goes on in lower case on the next, with no blank line between.
    """
    widths = [
        a.width
        for a, b in itertools.pairwise(lines)
        if not b.gap and a.width >= _LEAST_WIDTH and b.text[0].islower() and not finished(a.text)
    ]
    return max(widths, default=0)


def continues(above: Line, line: Line, width: int, *, spaced: bool) -> bool:
    """Whether `line` belongs to the paragraph of the line above it.

    `width`: see `wrap_width`. `spaced`: the document divides its paragraphs with blank lines.
    """
    if line.gap or line.plain or above.plain or bool(above.heading) != bool(line.heading):
        return False
    small, done = line.text[0].islower(), finished(above.text)
    if hanging(above.text) or (small and _BROKEN_WORD.search(above.text)):
        return True
    if _is_listed(line) or (done and _is_labelled(line)):
        return False
    if small or above.heading:
        return small
    if done:
        runs_on = spaced and not above.text.endswith(":")
    else:
        runs_on = bool(_OPEN_ENDED.search(above.text)) or line.text[0].isdigit()
    return runs_on or _full(above, line, width)


def _full(above: Line, line: Line, width: int) -> bool:
    first = line.text.split(maxsplit=1)[0]
    return 0 < width < above.width + 1 + len(first)


def _is_listed(line: Line) -> bool:
    """Whether the line begins with any mark of a list, sub-points included."""
    return any(m.family is not Family.LABEL and not m.faint for m in line.markers)


def _is_labelled(line: Line) -> bool:
    """Whether the line begins with a label that briefs use ("Q1:", "Message 2:")."""
    styles = [m.style for m in line.markers if m.family is Family.LABEL and not m.faint]
    return any(says_message(s) or says_other(s) or s == "label a" for s in styles)


def joined(above: str, below: str) -> str:
    """Two lines of one paragraph as one text.

    A word broken with a hyphen is made whole, unless its first part is one that compounds keep
    their hyphen after ("well-known").
    """
    if _BROKEN_WORD.search(above) and below[:1].islower():
        return (above if _COMPOUND.search(above) else above[:-1]) + below
    return f"{above} {below}" if above and below else above + below
