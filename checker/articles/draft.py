"""What readers hand over before anything is cleaned: lines in, drafts of articles out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of a document, as a reader found it.

    `heading`: the heading level the document gives it, 1 the highest; 0 when it is no heading.
    """

    text: str
    heading: int = 0


@dataclass(frozen=True)
class Draft:
    """One article as printed, its header taken apart, its body not yet cleaned.

    `date`: the date as printed ("28/05/2015"); which number is the day is decided later, with
    the other dates of the file.
    """

    title: str
    paragraphs: tuple[str, ...]
    outlet: str = ""
    date: str = ""
    author: str = ""
    url: str = ""
