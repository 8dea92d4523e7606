"""A person's decisions: they win over the judge, and all that follows from cells follows them.

A decision is about words that the person had read. When the point is worded otherwise, it no
longer stands: `standing` tells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from checker.articles.article import Story
from checker.messages.points import NARRATIVE, Brief, Claim
from checker.scoring.assessment import (
    DIVERGENT,
    Assessment,
    Cell,
    ClaimOutcome,
    Decision,
    Outcome,
)
from checker.scoring.cell import in_keeping, prominence_of
from checker.scoring.tallies import tally

PERSON = "person"
"""`Cell.decided_by` of a decided cell."""


def words_mark(brief: Brief, point: int) -> str | None:
    """Stands for the words of a point (0: the narrative); None when the brief has no such point.

    Sixteen hexadecimal digits. White space is passed over: another line break says nothing else.
    """
    text = (
        " ".join(brief.narrative)
        if point == NARRATIVE
        else next((p.text for p in brief.points if p.number == point), "")
    )
    if not text.strip():
        return None
    said = " ".join(text.split()).encode("utf-8", errors="replace")
    return hashlib.sha256(said).hexdigest()[:16]


def standing(decisions: Iterable[Decision], brief: Brief) -> tuple[Decision, ...]:
    """Those of `decisions` whose point still has the words that were decided on."""
    return tuple(d for d in decisions if d.mark == words_mark(brief, d.point))


def reworded(decisions: Iterable[Decision], brief: Brief) -> tuple[Decision, ...]:
    """Those of `decisions` whose point is there and has other words now."""
    return tuple(d for d in decisions if words_mark(brief, d.point) not in (None, d.mark))


def with_decisions(assessment: Assessment, decisions: Iterable[Decision]) -> Assessment:
    """`assessment` with the outcomes of `decisions`, its tallies counted again.

    Decisions on articles or points that are not in it are passed over. Off-message themes stay as
    they were: to find them anew takes a model, and the next check does.
    """
    cells = decided_cells(assessment.cells, assessment.stories, assessment.claims, decisions)
    return _with_cells(assessment, cells)


def without_decision(assessment: Assessment, article: str, point: int) -> Assessment:
    """`assessment` with the judge's own outcome of a cell and of its story's other articles.

    `article`: the id of any article of the story. Where what the judge had said is not known, a
    cell stays as it is.
    """
    ids = members(assessment.stories, article)
    return _with_cells(
        assessment,
        tuple(
            c.judged if c.judged and c.point == point and c.article in ids else c
            for c in assessment.cells
        ),
    )


def members(stories: Sequence[Story], article: str) -> frozenset[str]:
    """The ids of all articles of the story that `article` (an id) belongs to, itself included."""
    found = {article}
    for story in stories:
        ids = _ids(story)
        if article in ids:
            found.update(ids)
    return frozenset(found)


def decided_cells(
    cells: Sequence[Cell],
    stories: Sequence[Story],
    claims: Sequence[Claim],
    decisions: Iterable[Decision],
) -> tuple[Cell, ...]:
    """`cells`, those that `decisions` are about with the person's outcome.

    A story is one, as in the reports: what was decided of one of its articles holds for all of
    them, and of several decisions the latest.
    """
    latest: dict[tuple[str, int], Decision] = {}
    in_order = sorted(decisions, key=lambda d: d.decided)
    if not in_order:
        return tuple(cells)
    story = {i: s.first.id for s in stories for i in _ids(s)}
    for decision in in_order:
        if decision.article in story:
            latest[story[decision.article], decision.point] = decision
    by_point: dict[int, list[Claim]] = {}
    for claim in claims:
        by_point.setdefault(claim.point, []).append(claim)
    return tuple(
        decided(cell, found.outcome, by_point.get(cell.point, ()))
        if (found := latest.get((story.get(cell.article, ""), cell.point)))
        else cell
        for cell in cells
    )


def decided(cell: Cell, outcome: Outcome, claims: Sequence[Claim]) -> Cell:
    """`cell` as a person decided it, its evidence kept.

    `claims`: those of its point. They are read anew so that they don't gainsay the person. The
    probability of another outcome than the judge's is 1.
    """
    said = cell.judged or cell
    judged = said if said.decided_by != PERSON else None
    if outcome is said.outcome:
        return replace(said, unsure=False, decided_by=PERSON, judged=judged)
    # A report edited by hand may have other claims: they are left alone.
    ours = claims if [c.id for c in claims] == [c.claim for c in said.claims] else ()
    found = said.claims if outcome in DIVERGENT else _main_righted(ours, said.claims, outcome)
    return replace(
        said,
        outcome=outcome,
        probability=1.0,
        claims=in_keeping(ours, found, outcome, 1.0, said.evidence),
        prominence=prominence_of(outcome, said.evidence),
        unsure=False,
        decided_by=PERSON,
        judged=judged,
    )


def _main_righted(
    claims: Sequence[Claim], found: tuple[ClaimOutcome, ...], outcome: Outcome
) -> tuple[ClaimOutcome, ...]:
    """`found` without a divergence of the main claim: who says that the point came across says
    that of its main message."""
    main = {c.id for c in claims if c.main} or {c.id for c in claims[:1]}
    return tuple(
        replace(c, outcome=outcome, probability=1.0)
        if c.claim in main and c.outcome in DIVERGENT
        else c
        for c in found
    )


def _ids(story: Story) -> tuple[str, ...]:
    return tuple(a.id for a in (story.first, *story.reprints))


def _with_cells(assessment: Assessment, cells: tuple[Cell, ...]) -> Assessment:
    first = [s.first.id for s in assessment.stories]
    tallies = tuple(tally(t.point, cells, first) for t in assessment.tallies)
    return replace(assessment, cells=cells, tallies=tallies)
