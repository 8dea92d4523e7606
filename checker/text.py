"""Text helpers that both sides of the comparison use."""

from __future__ import annotations

import re

from sentencex import segment

_SPACES = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """`text` with each run of white space (no-break spaces too) as one space, ends trimmed."""
    return _SPACES.sub(" ", text).strip()


def sentences(text: str, language: str = "en") -> list[str]:
    """The sentences of one paragraph, in order, as exact substrings of `text`, ends trimmed."""
    return [s.strip() for s in segment(language, text) if s.strip()]
