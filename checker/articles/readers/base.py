"""What every reader of press files offers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from checker.articles.draft import Draft


class Reader(Protocol):
    """Reads one format of file.

    `suffixes`: the endings it is for, in lower case with their dot, the usual one first; "" is
    a name without one.
    """

    @property
    def suffixes(self) -> Sequence[str]:
        """The endings this reader is for."""

    def read(self, path: Path) -> list[Draft]:
        """The articles in the file, in order; none when it holds no text.

        Raises ArticleError, with a reason in plain words, when the file can't be read.
        """
