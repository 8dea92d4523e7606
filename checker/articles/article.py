"""The nouns of press coverage: articles, their passages, and what could not be checked."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where a passage stands. A quoted sentence of the lead counts as lead."""

    HEADLINE = "headline"
    LEAD = "lead"
    QUOTE = "quote"
    BODY = "body"


@dataclass(frozen=True)
class Passage:
    """One sentence of an article, or its headline.

    `index`: its order in the article, the headline 0.
    `paragraph`: the index of its paragraph in `Article.paragraphs`, -1 for the headline.
    `start`, `end`: character offsets in that paragraph (in the title, for the headline), so
    that `paragraphs[paragraph][start:end] == text`.
    """

    index: int
    text: str
    place: Place
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """One press item.

    `file`: the file it came from, relative to the workspace where possible.
    `position`: its order in that file, from 1 up.
    `language`: ISO 639-1 code ("en"), or "und" when the text is too short to tell.
    """

    title: str
    paragraphs: tuple[str, ...]
    passages: tuple[Passage, ...]
    outlet: str = ""
    date: dt.date | None = None
    author: str = ""
    url: str = ""
    language: str = "en"
    file: str = ""
    position: int = 1

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits from title, outlet, date and text: same content, same id."""
        parts = (self.title, self.outlet, str(self.date or ""), *self.paragraphs)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class NotChecked:
    """A file or article left out, and why, in words for the report.

    `fault`: the file is damaged, empty or can't be read; False when it is sound but outside what
    the program covers (another language). Only faults make `check` exit with 1.
    """

    file: str
    reason: str
    title: str = ""
    fault: bool = True


@dataclass(frozen=True)
class Story:
    """Articles that print one text. `first` is scored and counted; `reprints` are shown."""

    first: Article
    reprints: tuple[Article, ...] = ()


@dataclass(frozen=True)
class Coverage:
    """All that was read from a set of files.

    `unchanged`: how many more articles there were, left out because they were checked before.
    """

    articles: tuple[Article, ...]
    not_checked: tuple[NotChecked, ...] = ()
    unchanged: int = 0
