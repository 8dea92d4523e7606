"""Plain text: .txt, .text, or a name without an ending."""

from __future__ import annotations

from pathlib import Path

from checker.articles.digest import split_digest
from checker.articles.draft import Draft, Line
from checker.articles.readers.decoding import read_text


class PlainReader:
    """Reads plain text of one article, or a digest of many."""

    suffixes = (".txt", ".text", "")

    def read(self, path: Path) -> list[Draft]:
        """The articles in the file. Raises ArticleError when it can't be read."""
        return split_digest(Line(line) for line in read_text(path).splitlines())
