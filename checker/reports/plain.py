"""Press text for places that interpret characters: terminals and spreadsheets.

What could turn, hide or command is dropped, not spelled out as on the page: a cell or a line of
a terminal has no room for it, and sorting and searching shouldn't stumble over it.
"""

from __future__ import annotations

import re

CELL_LIMIT = 32_767
"""The most that a cell of Excel holds, in UTF-16 code units."""

_DROPPED = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 but for tab, line ends and NEL
    "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"  # marks and overrides of direction
    "\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff"
    "\U000e0000-\U000e007f"  # tags: text that no one sees
    "]"
)


def plain(text: str) -> str:
    """`text` without control characters, direction controls, surrogates and tag characters.

    Tabs and line ends stay; `one_line` takes those too. Joiners stay: emoji and several
    scripts are written with them.
    """
    return _DROPPED.sub("", text)


def one_line(text: str) -> str:
    """`plain(text)` with each run of white space, line ends too, as one space; ends trimmed."""
    # Split first: a form feed parts two words, and is a control character too.
    return " ".join(plain(" ".join(text.split())).split())


def cut(text: str) -> str:
    """`text`, ending in an ellipsis where a cell of Excel would not hold all of it."""
    # A character is one or two units, so most texts need no encoding to be seen to fit.
    if len(text) * 2 <= CELL_LIMIT or len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT:
        return text
    kept = text.encode("utf-16-le")[: (CELL_LIMIT - 1) * 2]
    return kept.decode("utf-16-le", errors="ignore") + "…"
