"""The nouns of a comparison: verdicts, evidence, cells, themes and the whole assessment.

This module is what the reports read. It knows nothing of models and imports no torch.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from checker.articles.article import Article, NotChecked, Place, Story
from checker.messages.points import Brief, Claim


class Label(StrEnum):
    """The judge's answer for one claim and one passage."""

    CARRIES = "carries"
    CONTRADICTS = "contradicts"
    NEITHER = "neither"


class Outcome(StrEnum):
    """What became of a claim, or of a point in an article."""

    CARRIED = "carried"
    PARTIAL = "partial"
    DISTORTED = "distorted"
    CONTRADICTED = "contradicted"
    ABSENT = "absent"


DIVERGENT = (Outcome.CONTRADICTED, Outcome.DISTORTED)
"""What a cell's divergence is, worst first."""


@dataclass(frozen=True)
class Verdict:
    """The judge's probabilities for one claim and one passage; they sum to 1."""

    carries: float
    contradicts: float
    neither: float

    @property
    def label(self) -> Label:
        """The most probable label; on a tie the more cautious one."""
        best = max(self.neither, self.carries, self.contradicts)
        if best == self.neither:
            return Label.NEITHER
        return Label.CARRIES if best == self.carries else Label.CONTRADICTS

    @property
    def probability(self) -> float:
        """The probability of `label`, 0 to 1."""
        return max(self.neither, self.carries, self.contradicts)


@dataclass(frozen=True)
class Mismatch:
    """A figure, date or name that differs: as the brief has it, as the passage has it.

    `start`, `end`: offsets of `article_has` in the evidence text.
    """

    brief_has: str
    article_has: str
    start: int
    end: int


@dataclass(frozen=True)
class Evidence:
    """A passage, or two neighbouring ones, that bears on a point, with the judge's word for it.

    `passages`: indexes into `Article.passages`, one or two, in reading order.
    `text`: their text, joined with a space.
    `claim`: id of the claim it bears on ("3b"), or the point's number as text ("3") when the
    point was judged as a whole.
    `probability`: the judge's probability of `label`, 0 to 1. `similarity`: cosine, -1 to 1.
    """

    passages: tuple[int, ...]
    text: str
    place: Place
    claim: str
    label: Label
    probability: float
    similarity: float
    mismatches: tuple[Mismatch, ...] = ()


@dataclass(frozen=True)
class ClaimOutcome:
    """What became of one claim in one article, with its best evidence (None when absent)."""

    claim: str
    outcome: Outcome
    probability: float
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Cell:
    """One article against one point (point 0: the narrative).

    `probability`: how sure the program is of `outcome`, 0 to 1.
    `evidence`: best first; empty when absent. For an absent but unsure cell it holds the
    passage that came nearest.
    `prominence`: 2 when the best evidence is in headline, lead or quote, 1 in the body, 0 when
    there is none.
    `unsure`: the outcome is near its threshold and wants a person's eye.
    `decided_by`: "judge", or "person" when a reviewer's decision stands.
    `judged`: of a cell that a person decided, what the program had said, so that the decision can
    be taken back; None for all others.
    """

    article: str
    point: int
    outcome: Outcome
    probability: float
    evidence: tuple[Evidence, ...] = ()
    claims: tuple[ClaimOutcome, ...] = ()
    prominence: int = 0
    unsure: bool = False
    decided_by: str = "judge"
    judged: Cell | None = None


@dataclass(frozen=True)
class Decision:
    """What a person said of one article and one point, which stands whatever the program says.

    `article`: its id. `reviewer`: the person's name. `mark`: stands for the words of the point at
    that time (see `scoring/decisions.py`).
    """

    article: str
    point: int
    outcome: Outcome
    reviewer: str
    decided: dt.datetime
    mark: str


@dataclass(frozen=True)
class Tally:
    """How the distinct stories treated one point."""

    point: int
    counts: Mapping[Outcome, int]
    stories: int

    @property
    def pull_through(self) -> float:
        """Share of distinct stories that carry the point, 0 to 1; 0 when there are no stories."""
        return self.counts.get(Outcome.CARRIED, 0) / self.stories if self.stories else 0.0


@dataclass(frozen=True)
class ThemeQuote:
    """A sentence that shows a theme: the article's id, the passage's index, its text."""

    article: str
    passage: int
    text: str


@dataclass(frozen=True)
class Theme:
    """What several articles say that no point speaks to.

    `label`: two to four of the texts' own words. `quotes`: the most typical sentence first,
    one for each article. `stories`, `outlets`: how many distinct ones.
    """

    label: str
    quotes: tuple[ThemeQuote, ...]
    stories: int
    outlets: int
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True)
class Provenance:
    """How an assessment was made, for the report's last section.

    `settings`: thresholds and other numbers by name. `accuracy`: measured figures by name.
    """

    version: str
    embedding_model: str
    judge_model: str
    judge_note: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    accuracy: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True)
class Assessment:
    """Everything one run found. The reports read nothing else.

    `unchanged`: how many articles of the coverage were left out because they were checked before.
    """

    brief: Brief
    claims: tuple[Claim, ...]
    stories: tuple[Story, ...]
    cells: tuple[Cell, ...]
    tallies: tuple[Tally, ...]
    themes: tuple[Theme, ...]
    not_checked: tuple[NotChecked, ...]
    provenance: Provenance
    created: dt.datetime
    unchanged: int = 0

    @property
    def articles(self) -> tuple[Article, ...]:
        """All checked articles: each story's first, then its reprints."""
        return tuple(a for s in self.stories for a in (s.first, *s.reprints))

    def cell(self, article: str, point: int) -> Cell | None:
        """The cell of an article (by id) and a point's number, or None."""
        return next((c for c in self.cells if c.article == article and c.point == point), None)
