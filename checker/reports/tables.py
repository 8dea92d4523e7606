"""The tables of a report: points, matrix, findings, articles; rows for CSV and XLSX.

The first column of each table holds the program's own words, numbers or dates, never press
text: no article can begin a line of a file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from checker.articles.article import Article, Story
from checker.messages.points import NARRATIVE
from checker.reports.sheet import Column, Kind, Mark, Table, Value
from checker.reports.texts import safe_url, shorten
from checker.scoring.assessment import Assessment, Cell, ClaimOutcome, Evidence, Outcome, Tally

SEVERITY = (
    Outcome.CONTRADICTED,
    Outcome.DISTORTED,
    Outcome.CARRIED,
    Outcome.PARTIAL,
    Outcome.ABSENT,
)
"""Outcomes in the order in which a press office wants to read them."""


def make_tables(assessment: Assessment) -> tuple[Table, ...]:
    """The four tables: points, matrix, findings, articles.

    Shares are 0 to 1. Stories come newest first, undated last; findings worst first.
    """
    cells: dict[str, dict[int, Cell]] = {}
    for cell in assessment.cells:
        cells.setdefault(cell.article, {})[cell.point] = cell
    stories = sorted(
        assessment.stories, key=lambda s: (s.first.date or dt.date.min).toordinal(), reverse=True
    )
    scored = [(story, cells.get(story.first.id, {})) for story in stories]
    return (
        _points(assessment, scored),
        _matrix(assessment, scored),
        _findings(assessment, scored),
        _articles(assessment, scored),
    )


_Scored = list[tuple[Story, dict[int, Cell]]]


def _points(assessment: Assessment, scored: _Scored) -> Table:
    columns = (
        Column("Point", Kind.WHOLE, 10),
        Column("Message", width=60),
        Column("Pull-through", Kind.SHARE, 13),
        *(Column(outcome.value.capitalize(), Kind.WHOLE, 13) for outcome in Outcome),
        Column("Stories", Kind.WHOLE, 10),
        Column("Unsure", Kind.WHOLE, 10),
        Column("Carried by", width=30),
        Column("Claims", width=40),
        Column("Best sentence", width=60),
        Column("Best: outlet", width=20),
        Column("Best: sure", Kind.SHARE, 12),
        Column("Worst outcome", Kind.MARK, 18),
        Column("Worst sentence", width=60),
        Column("Worst: outlet", width=20),
        Column("Worst: sure", Kind.SHARE, 12),
    )
    tallies = {tally.point: tally for tally in assessment.tallies}
    rows = tuple(
        _point_row(number, text, tallies.get(number, Tally(number, {}, len(scored))), scored)
        for number, text in _counted(assessment)
    )
    return Table("points", columns, rows, frozen=2)


def _point_row(number: int, text: str, tally: Tally, scored: _Scored) -> tuple[Value, ...]:
    found = [(story, cells[number]) for story, cells in scored if number in cells]
    carried = [(s, c) for s, c in found if c.outcome is Outcome.CARRIED]
    best = _top(carried) or _top([(s, c) for s, c in found if c.outcome is Outcome.PARTIAL])
    worst = _top([(s, c) for s, c in found if c.outcome is Outcome.CONTRADICTED]) or _top(
        [(s, c) for s, c in found if c.outcome is Outcome.DISTORTED]
    )
    outlets = dict.fromkeys(
        a.outlet for s, _ in carried for a in (s.first, *s.reprints) if a.outlet
    )
    return (
        _label(number),
        text,
        tally.pull_through,
        *(tally.counts.get(outcome, 0) for outcome in Outcome),
        tally.stories,
        sum(c.unsure for _, c in found),
        ", ".join(outlets),
        _claims_carried(c for _, cell in found for c in cell.claims),
        *_shown(best),
        worst and _mark(worst[1]),
        *_shown(worst),
    )


def _top(found: list[tuple[Story, Cell]]) -> tuple[Story, Cell] | None:
    with_sentence = [(s, c) for s, c in found if c.evidence]
    return max(with_sentence, key=lambda f: (f[1].prominence, f[1].probability), default=None)


def _shown(found: tuple[Story, Cell] | None) -> tuple[Value, Value, Value]:
    if found is None:
        return (None, None, None)
    story, cell = found
    return (cell.evidence[0].text, story.first.outlet or None, _sure(cell))


def _claims_carried(outcomes: Iterable[ClaimOutcome]) -> str | None:
    """In how many stories each claim is carried: "1a: 3, 1b: 0"."""
    counts: dict[str, int] = {}
    for claim in outcomes:
        counts[claim.claim] = counts.get(claim.claim, 0) + (claim.outcome is Outcome.CARRIED)
    return ", ".join(f"{claim}: {n}" for claim, n in sorted(counts.items())) or None


def _matrix(assessment: Assessment, scored: _Scored) -> Table:
    messages = _counted(assessment)
    columns = (
        Column("Date", Kind.DAY, 12),
        Column("Outlet", width=22),
        Column("Headline", width=50),
        Column("Reprints", Kind.WHOLE, 10),
        *(Column(f"{_label(n)}: {shorten(text, 60)}", Kind.MARK, 18) for n, text in messages),
        Column("Strongest sentence", width=60),
        Column("It bears on", Kind.WHOLE, 12),
    )
    rows = tuple(
        (
            *_date_outlet_title(story.first),
            len(story.reprints),
            *(_mark(cells[n]) if n in cells else None for n, _ in messages),
            *_strongest(cells),
        )
        for story, cells in scored
    )
    return Table("matrix", columns, rows, frozen=3)


def _findings(assessment: Assessment, scored: _Scored) -> Table:
    columns = (
        Column("Outcome", Kind.MARK, 18),
        Column("Sure", Kind.SHARE, 8),
        Column("Point", Kind.WHOLE, 10),
        Column("Sentence", width=70),
        Column("The brief has", width=16),
        Column("The article has", width=16),
        Column("Outlet", width=22),
        Column("Date", Kind.DAY, 12),
        Column("Headline", width=50),
        Column("Message", width=50),
        Column("Claim", width=8),
        Column("Claim in full", width=50),
        Column("Place", width=10),
        Column("Prominence", Kind.WHOLE, 12),
        Column("Judge", width=13),
        Column("Judge sure", Kind.SHARE, 12),
        Column("Similarity", Kind.NUMBER, 11),
        Column("Rank", Kind.WHOLE, 8),
        Column("Unsure", width=9),
        Column("Decided by", width=12),
        Column("Reprints", Kind.WHOLE, 10),
        Column("Link", width=40),
        Column("File", width=30),
        Column("Item", Kind.WHOLE, 8),
        Column("Article", width=15),
    )
    messages = dict(_messages(assessment))
    claims = {claim.id: claim.text for claim in assessment.claims}
    ranked = sorted(
        (
            (SEVERITY.index(cell.outcome), story, cell)
            for story, cells in scored
            for cell in sorted(cells.values(), key=lambda c: c.point or len(messages) + 1e6)
            if cell.evidence or cell.outcome is not Outcome.ABSENT
        ),
        key=lambda found: found[0],
    )
    rows = tuple(
        (
            _mark(cell),
            _sure(cell),
            _label(cell.point),
            *_sentence(evidence),
            story.first.outlet or None,
            story.first.date,
            story.first.title,
            messages.get(cell.point),
            *_verdict(evidence, claims, cell),
            rank,
            "yes" if cell.unsure else None,
            cell.decided_by,
            len(story.reprints),
            *_origin(story.first),
        )
        for _, story, cell in ranked
        for rank, evidence in enumerate(cell.evidence or (None,), 1)
    )
    return Table("findings", columns, rows, frozen=3)


def _sentence(evidence: Evidence | None) -> tuple[Value, Value, Value]:
    if evidence is None:
        return (None, None, None)
    mismatches = evidence.mismatches
    return (
        evidence.text,
        "; ".join(m.brief_has for m in mismatches) or None,
        "; ".join(m.article_has for m in mismatches) or None,
    )


def _verdict(
    evidence: Evidence | None, claims: dict[str, str], cell: Cell
) -> tuple[Value, Value, Value, Value, Value, Value, Value]:
    if evidence is None:
        return (None, None, None, cell.prominence, None, None, None)
    return (
        evidence.claim,
        claims.get(evidence.claim),
        evidence.place.value,
        cell.prominence,
        evidence.label.value,
        evidence.probability,
        evidence.similarity,
    )


def _articles(assessment: Assessment, scored: _Scored) -> Table:
    columns = (
        Column("Status", width=14),
        Column("Date", Kind.DAY, 12),
        Column("Outlet", width=22),
        Column("Headline", width=50),
        Column("Author", width=20),
        Column("Language", width=10),
        Column("Words", Kind.WHOLE, 9),
        *(Column(outcome.value.capitalize(), Kind.WHOLE, 13) for outcome in Outcome),
        Column("Strongest sentence", width=60),
        Column("It bears on", Kind.WHOLE, 12),
        Column("Reprint of, or why not checked", width=40),
        Column("Link", width=40),
        Column("File", width=30),
        Column("Item", Kind.WHOLE, 8),
        Column("Article", width=15),
    )
    rows: list[tuple[Value, ...]] = []
    for story, cells in scored:
        numbered = [c for c in cells.values() if c.point != NARRATIVE]
        counts = tuple(sum(c.outcome is o for c in numbered) for o in Outcome)
        rows.append(
            (
                "checked",
                *_about(story.first),
                *counts,
                *_strongest(cells),
                None,
                *_origin(story.first),
            )
        )
        of = ", ".join(part for part in (story.first.outlet, story.first.title) if part)
        rows += [
            # Counts stay empty, so that a sum over the column counts each story once.
            (
                "reprint",
                *_about(copy),
                *_empty(len(Outcome)),
                *_strongest(cells),
                of,
                *_origin(copy),
            )
            for copy in story.reprints
        ]
    rows += [
        (
            "not checked",
            *_empty(2),
            left.title or None,
            *_empty(3 + len(Outcome) + 2),
            left.reason,
            None,
            left.file,
            *_empty(2),
        )
        for left in assessment.not_checked
    ]
    return Table("articles", columns, tuple(rows))


def _about(article: Article) -> tuple[Value, ...]:
    words = sum(len(paragraph.split()) for paragraph in article.paragraphs)
    return (
        *_date_outlet_title(article),
        article.author or None,
        article.language,
        words,
    )


def _date_outlet_title(article: Article) -> tuple[Value, Value, Value]:
    return (article.date, article.outlet or None, article.title)


def _origin(article: Article) -> tuple[Value, ...]:
    return (safe_url(article.url) or None, article.file, article.position, article.id)


def _strongest(cells: dict[int, Cell]) -> tuple[Value, Value]:
    """The sentence that matters most in an article, and the point that it bears on."""
    found = [c for c in cells.values() if c.evidence]
    top = min(found, key=lambda c: (SEVERITY.index(c.outcome), -c.probability), default=None)
    return (top.evidence[0].text, _label(top.point)) if top else (None, None)


def _messages(assessment: Assessment) -> list[tuple[int, str]]:
    """Number and text of each point; the narrative last, when the brief has one."""
    messages = [(point.number, point.text) for point in assessment.brief.points]
    if assessment.brief.narrative:
        messages.append((NARRATIVE, "\n\n".join(assessment.brief.narrative)))
    return messages


def _counted(assessment: Assessment) -> list[tuple[int, str]]:
    """The messages of which something is said as a whole: no narrative that is background only."""
    tallied = {tally.point for tally in assessment.tallies}
    return [(n, text) for n, text in _messages(assessment) if n != NARRATIVE or n in tallied]


def _label(point: int) -> int | str:
    return "narrative" if point == NARRATIVE else point


def _sure(cell: Cell) -> float | None:
    """How sure the program is of an outcome that is its own; None of a person's."""
    return cell.probability if cell.decided_by == "judge" else None


def _mark(cell: Cell) -> Mark:
    return Mark(cell.outcome, cell.unsure, cell.decided_by == "person")


def _empty(count: int) -> tuple[None, ...]:
    return (None,) * count
