"""Readers: one for each format of press file, found by the file's suffix.

A new format is a module with a class that meets `Reader`, and its entry in `READERS`.
"""

from __future__ import annotations

from pathlib import Path

from checker.articles.readers.base import Reader
from checker.articles.readers.markdown import MarkdownReader
from checker.articles.readers.plain import PlainReader

READERS: tuple[Reader, ...] = (PlainReader(), MarkdownReader())


def reader_for(path: Path) -> Reader | None:
    """The reader for the file's suffix in any case, or None for a type nobody reads."""
    suffix = path.suffix.lower()
    return next((reader for reader in READERS if suffix in reader.suffixes), None)


def known_suffixes() -> tuple[str, ...]:
    """The suffixes that are read, in order, for messages and help; without the empty one."""
    return tuple(suffix for reader in READERS for suffix in reader.suffixes if suffix)


__all__ = ["READERS", "Reader", "known_suffixes", "reader_for"]
