"""What the page shows, gathered before any template runs: plain frozen data, no markup in texts.

Outcomes keep their noun; the templates ask `SYMBOLS`, `LETTERS` and the words for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from checker.reports.charts import Period
from checker.scoring.assessment import Outcome, Provenance


@dataclass(frozen=True)
class Piece:
    """A run of text. `brief_has`: what the brief has instead, when this is a differing figure."""

    text: str
    brief_has: str = ""


@dataclass(frozen=True)
class Flag:
    """What a passage does to one point."""

    label: str
    outcome: Outcome
    unsure: bool
    person: bool


@dataclass(frozen=True)
class Run:
    """A stretch of an article's text under the same marks.

    `anchors`: of the passages that begin here. `flags`: shown behind the stretch that ends a
    passage; `worst`: the outcome that colours it; None outside all marks.
    """

    pieces: tuple[Piece, ...]
    worst: Outcome | None = None
    anchors: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where a quote stands, or what an article is: all in words, empty when not known."""

    title: str
    outlet: str
    date: str
    iso: str
    author: str = ""
    url: str = ""
    file: str = ""
    position: int = 1
    language: str = ""


@dataclass(frozen=True)
class Quote:
    """A sentence with its verdict. `href` leads to it in its article.

    `percent`: how sure the program is of the cell's outcome, never of this sentence alone.
    """

    pieces: tuple[Piece, ...]
    outcome: Outcome
    label: str
    message: str
    place: str
    percent: str
    href: str
    source: Source
    reprints: int = 0
    unsure: bool = False
    person: bool = False


@dataclass(frozen=True)
class ClaimView:
    """A claim and in how many stories it came to which outcome."""

    id: str
    text: str
    counts: Mapping[Outcome, int]


@dataclass(frozen=True)
class Trend:
    """A point over time; `unit` is "day", "week" or "month"."""

    unit: str
    periods: tuple[Period, ...]
    chart: Markup


@dataclass(frozen=True)
class PointView:
    """A talking point (or the narrative) with all that became of it.

    `counted`: false for a narrative that is background only: it has claims, and nothing is said
    of it as a whole.
    """

    number: int
    counted: bool
    label: str
    name: str
    message: str
    paragraphs: tuple[str, ...]
    variants: tuple[str, ...]
    rebuttals: tuple[str, ...]
    counts: Mapping[Outcome, int]
    stories: int
    carried: int
    percent: str
    bar: Markup
    claims: tuple[ClaimView, ...]
    best: Quote | None
    worst: Quote | None
    outlets: tuple[tuple[str, int], ...]
    trend: Trend | None


@dataclass(frozen=True)
class MatrixCell:
    """One cell; `href` is empty when there is no sentence to show."""

    outcome: Outcome
    href: str
    unsure: bool
    person: bool


@dataclass(frozen=True)
class Spot:
    """One evidence in an article's list: the sentence, or where it stands in the text."""

    place: str
    href: str
    pieces: tuple[Piece, ...]
    figures: tuple[Piece, ...]


@dataclass(frozen=True)
class Finding:
    """What an article does to one point. `claims`: each claim's id and outcome."""

    anchor: str
    label: str
    name: str
    outcome: Outcome
    percent: str
    unsure: bool
    person: bool
    spots: tuple[Spot, ...]
    claims: tuple[tuple[str, Outcome], ...]


@dataclass(frozen=True)
class StoryView:
    """A distinct story: its row in the matrix and its article. `text_href`: its text's file."""

    id: str
    anchor: str
    source: Source
    title: tuple[Run, ...]
    paragraphs: tuple[tuple[Run, ...], ...]
    findings: tuple[Finding, ...]
    cells: tuple[MatrixCell, ...]
    reprints: tuple[Source, ...]
    text_href: str = ""


@dataclass(frozen=True)
class ThemeView:
    """An off-message theme, its quotes with their sources, and how to make it a point."""

    label: str
    quotes: tuple[Quote, ...]
    stories: int
    outlets: int
    period: str
    lines: str
    command: str


@dataclass(frozen=True)
class Attention:
    """The first screen. `lead`: sentences, each with the section it leads to.

    `review`: unsure verdicts that are not among the divergent ones; `review_above`: how many are.
    """

    lead: tuple[tuple[str, str], ...]
    divergent: tuple[Quote, ...]
    divergent_total: int
    review: tuple[Quote, ...]
    review_total: int
    review_above: int
    uncarried: tuple[PointView, ...]


@dataclass(frozen=True)
class Report:
    """The whole page. `by_person`: whether a person decided any of its cells. `unchanged`: how
    many articles are left out because they were checked before."""

    title: str
    brief_source: str
    period: str
    made: str
    story_count: int
    article_count: int
    outlets: tuple[str, ...]
    attention: Attention
    points: tuple[PointView, ...]
    stories: tuple[StoryView, ...]
    themes: tuple[ThemeView, ...]
    not_checked: tuple[tuple[str, str, str], ...]
    provenance: Provenance
    by_person: bool
    unchanged: int
