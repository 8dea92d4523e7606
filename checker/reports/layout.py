"""Lines for a terminal: widths as it shows them, wrapping, cutting, and signs it can print."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from checker.reports.plain import one_line, plain

_ASCII = str.maketrans(
    {
        "●": "#",
        "○": ".",
        "◐": "~",
        "≠": "!",
        "✕": "x",
        "✓": "*",
        "…": "...",
        "“": '"',
        "”": '"',
        "„": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "·": "-",
    }
)
_SIGNS = "●○◐≠✕✓…“”–·"
_LONGEST = 2_000
"""More of one text than this is never laid out: a paragraph may have a megabyte."""


def columns(text: str) -> int:
    """How many columns a terminal gives `text` (Unicode Annex 11, ambiguous as narrow)."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@dataclass(frozen=True)
class Terminal:
    """What one terminal can show.

    `width`: in columns. `colour`: whether to write ANSI colours. `encoding`: Python's name of
    its encoding; when that lacks our signs, they are written in ASCII.
    """

    width: int
    colour: bool = False
    encoding: str = "utf-8"

    def text(self, text: str) -> str:
        """`text` on one line, nothing in it that commands a terminal or that it can't encode."""
        clean = one_line(text[:_LONGEST])
        if not self._has_signs():
            clean = clean.translate(_ASCII)
        return clean.encode(self.encoding, errors="replace").decode(self.encoding)

    def path(self, path: Path) -> str:
        """A path on one line for copying: its spaces and its length stay."""
        line = plain(str(path)).replace("\n", "").replace("\r", "")
        return line.encode(self.encoding, errors="replace").decode(self.encoding)

    def cut(self, text: str, width: int) -> str:
        """`text` in at most `width` columns, ending in an ellipsis when there is more."""
        text = self.text(text)
        if columns(text) <= width:
            return text
        end = self.text("…")
        kept = _fitting(text, max(0, width - len(end)))
        # Cut at a word, unless that would lose much of the line.
        at = kept.rfind(" ")
        if text[len(kept) : len(kept) + 1] != " " and at > len(kept) * 2 // 3:
            kept = kept[:at]
        return kept.rstrip(" .,;:…") + end

    def wrap(self, text: str, indent: str, most: int) -> list[str]:
        """`text` in lines of the terminal's width behind `indent`, at most `most` of them."""
        room = max(10, self.width - columns(indent))
        rest = self.text(text)
        lines: list[str] = []
        while rest and len(lines) < most - 1 and columns(rest) > room:
            kept = _fitting(rest, room)
            at = len(kept) if rest[len(kept)] == " " else kept.rfind(" ")
            line = rest[:at] if at > 0 else kept
            lines.append(line)
            rest = rest[len(line) :].lstrip()
        if rest:
            lines.append(self.cut(rest, room))
        return [indent + line for line in lines]

    def paint(self, text: str, code: str) -> str:
        """`text` in the ANSI style `code` ("1" bold, "31" red), where colours are on."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text

    def _has_signs(self) -> bool:
        try:
            _SIGNS.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True


def _fitting(text: str, width: int) -> str:
    """The longest beginning of `text` in at most `width` columns, but at least one character."""
    used = 0
    for at, character in enumerate(text):
        used += _columns(character)
        if used > width:
            return text[: max(1, at)]
    return text
