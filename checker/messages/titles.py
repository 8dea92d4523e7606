"""Which line of a brief is its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.messages.lines import Line
from checker.messages.sections import is_section_label
from checker.messages.wrap import continues, joined

_MOST_WORDS = 28
_LOOK_AHEAD = 8
_KIND = re.compile(
    r"\b(?:messages?|messaging|talking points|speaking points|lines to take|narrative|"
    r"brief(?:ing)?|statement|"
    r"(?:media|press|communications?) (?:position|note|plan|lines)|position|q\s*&\s*a|what we)\b",
    re.I,
)
_NO_TITLE = re.compile(
    r"[\W_]*(?:(?:strictly |private and )?confidential|embargo|not for|"
    r"for (?:internal|use|immediate)|"
    r"internal|draft\b|version\b|v\d|date\b|memo(?:randum)?\s*$|to\s*:|from\s*:|cc\s*:|"
    r"official|restricted|page \d|\d{1,2}[ ./-]|.*\bnot for\b)",
    re.I,
)
_MEMO = re.compile(r"(?:to|from|date|cc)\s*:|memo", re.I)
_SUBJECT = re.compile(r"(?:subject|re|title|topic)\s*:\s*(?P<title>\S.*)", re.I)


def _title_like(text: str) -> bool:
    return (
        len(text.split()) <= _MOST_WORDS
        and not text.endswith((".", ";", ",", ":"))
        and any(c.isalpha() for c in text)
    )


def _goes_on(above: Line, line: Line, width: int) -> bool:
    """Whether a title runs on; in a file that isn't wrapped, only in lower case."""
    small = line.text[0].islower()
    if not small and (line.text[0].isdigit() or _NO_TITLE.match(line.text)):
        return False
    return (small or width > 0) and continues(above, line, width, spaced=False)


def find_title(lines: Sequence[Line], width: int) -> tuple[str, frozenset[int]]:
    """The title among the lines before the points, and the indexes of the lines it takes up.

    A line styled as the title, else the first level-1 heading, else a memo's subject, else
    among the title-like lines at the top the first that names its kind of document ("Key
    messages: …"), else the first. ("", empty) when there is none.
    """
    for at, line in enumerate(lines):
        if line.title or (line.heading == 1 and at < _LOOK_AHEAD):
            return line.text, frozenset({at})
    if any(_MEMO.match(line.text) for line in lines[:_LOOK_AHEAD]):
        for at, line in enumerate(lines[:_LOOK_AHEAD]):
            if subject := _SUBJECT.match(line.text):
                return subject["title"], frozenset({at})
    candidates: list[tuple[str, frozenset[int]]] = []
    at = 0
    while at < len(lines) and not lines[at].plain:
        text, taken = lines[at].text, {at}
        while at + 1 < len(lines) and _goes_on(lines[at], lines[at + 1], width):
            at += 1
            text = joined(text, lines[at].text)
            taken.add(at)
        if not _title_like(text):
            break
        candidates.append((text, frozenset(taken)))
        at += 1
    fitting = [c for c in candidates if not _NO_TITLE.match(c[0])]
    named = [c for c in fitting if _KIND.search(c[0]) and not is_section_label(c[0])]
    plain = [c for c in fitting if not is_section_label(c[0])]
    return next(iter(named or plain or fitting), ("", frozenset()))
