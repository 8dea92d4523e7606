"""From an assessment to the page's data: `gather` asks the nouns once and keeps what is shown."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from checker.articles.article import Article, Story
from checker.messages.points import NARRATIVE, Claim
from checker.reports.charts import outcome_bar
from checker.reports.marking import Marking, evidence_outcome, evidence_pieces
from checker.reports.texts import add_command, point_lines, safe_url, shorten
from checker.reports.trends import make_trend
from checker.reports.view import (
    Attention,
    ClaimView,
    Finding,
    MatrixCell,
    Piece,
    PointView,
    Quote,
    Report,
    Source,
    Spot,
    StoryView,
    ThemeView,
)
from checker.reports.words import Words
from checker.scoring.assessment import (
    DIVERGENT,
    Assessment,
    Cell,
    Evidence,
    Outcome,
    Tally,
    Theme,
)

Texts = Literal["inline", "folder", "none"]
"""Where the articles' full texts go: in the page, in files beside it, or nowhere."""

QUOTED = 100
"""The most divergences, and the most unsure verdicts, quoted on top; the matrix has the rest."""
_MESSAGE, _SPOTS = 140, 6
_WORST_FIRST = (
    Outcome.CONTRADICTED,
    Outcome.DISTORTED,
    Outcome.PARTIAL,
    Outcome.CARRIED,
    Outcome.ABSENT,
)


@dataclass(frozen=True)
class _Context:
    """Look-ups that every part needs. `counted`: the numbers without a mere background."""

    words: Words
    texts: Texts
    folder: str
    numbers: tuple[int, ...]
    counted: tuple[int, ...]
    messages: Mapping[int, str]
    cells: Mapping[tuple[str, int], Cell]
    stories: Mapping[str, Story]

    def label(self, point: int) -> str:
        return self.words("narrative.label") if point == NARRATIVE else str(point)

    def name(self, point: int) -> str:
        if point == NARRATIVE:
            return self.words("narrative")
        return self.words("point", label=point)

    def cells_of(self, point: int) -> Iterable[tuple[Story, Cell]]:
        for story in self.stories.values():
            if cell := self.cells.get((story.first.id, point)):
                yield story, cell

    def spot_href(self, article: str, point: int, evidence: Evidence | None) -> str:
        """The anchor of a sentence in the text, or of the finding where texts are elsewhere."""
        if self.texts == "inline" and evidence and evidence.passages:
            return f"#a{article}.{evidence.passages[0]}"
        return f"#a{article}-{point}"


def gather(
    assessment: Assessment, words: Words, texts: Texts = "inline", folder: str = "texts"
) -> Report:
    """All that the page shows, in the order it shows it: stories newest first, undated last."""
    brief = assessment.brief
    stories = sorted(
        assessment.stories,
        key=lambda s: s.first.date.toordinal() if s.first.date else 0,
        reverse=True,
    )
    cells = {(c.article, c.point): c for c in assessment.cells}
    numbers = [p.number for p in brief.points]
    messages = {p.number: shorten(p.text, _MESSAGE) for p in brief.points}
    if brief.narrative or any(c.point == NARRATIVE for c in assessment.cells):
        numbers.append(NARRATIVE)
        messages[NARRATIVE] = shorten(" ".join(brief.narrative), _MESSAGE)
    tallied = {t.point for t in assessment.tallies}
    context = _Context(
        words=words,
        texts=texts,
        folder=folder,
        numbers=tuple(numbers),
        counted=tuple(n for n in numbers if n != NARRATIVE or n in tallied),
        messages=messages,
        cells=cells,
        stories={s.first.id: s for s in stories},
    )
    articles = assessment.articles
    points = _points(assessment, context)
    dates = [a.date for a in articles if a.date]
    return Report(
        title=brief.title,
        brief_source=brief.source,
        period=words.period(min(dates), max(dates)) if dates else "",
        made=words.date(assessment.created.date()),
        story_count=len(stories),
        article_count=len(articles),
        outlets=tuple(sorted({a.outlet for a in articles if a.outlet}, key=str.casefold)),
        attention=_attention(assessment, context, points),
        points=points,
        stories=tuple(_story(s, context) for s in stories),
        themes=_themes(assessment, context),
        not_checked=tuple((n.file, n.title, n.reason) for n in assessment.not_checked),
        provenance=assessment.provenance,
        by_person=any(c.decided_by == "person" for c in assessment.cells),
        unchanged=assessment.unchanged,
    )


def _source(article: Article, words: Words) -> Source:
    return Source(
        title=article.title.strip() or words("no_title"),
        outlet=article.outlet.strip() or words("no_outlet"),
        date=words.date(article.date) if article.date else words("undated"),
        iso=article.date.isoformat() if article.date else "",
        author=article.author,
        url=safe_url(article.url),
        file=article.file,
        position=article.position,
        language=article.language,
    )


def _quote(story: Story, cell: Cell, evidence: Evidence, context: _Context) -> Quote:
    words = context.words
    return Quote(
        pieces=evidence_pieces(evidence),
        outcome=cell.outcome,
        label=context.label(cell.point),
        message=context.messages.get(cell.point, ""),
        place=words(f"place.{evidence.place}"),
        percent=words.percent(cell.probability),
        href=context.spot_href(cell.article, cell.point, evidence),
        source=_source(story.first, words),
        reprints=len(story.reprints),
        unsure=cell.unsure,
        person=cell.decided_by == "person",
    )


def _telling(cell: Cell) -> Evidence | None:
    """The evidence that best shows the cell's outcome: the first of that kind, else the first."""
    alike = (e for e in cell.evidence if evidence_outcome(e) is cell.outcome)
    return next(alike, cell.evidence[0] if cell.evidence else None)


def _quotes(found: Iterable[tuple[Story, Cell]], context: _Context) -> list[Quote]:
    quotes = []
    for story, cell in found:
        if evidence := _telling(cell):
            quotes.append(_quote(story, cell, evidence, context))
    return quotes


def _attention(assessment: Assessment, context: _Context, points: Sequence[PointView]) -> Attention:
    every = [pair for n in context.numbers for pair in context.cells_of(n)]
    divergent = sorted(
        (p for p in every if p[1].outcome in DIVERGENT),
        key=lambda p: (
            _WORST_FIRST.index(p[1].outcome),
            p[1].decided_by != "person" and p[1].unsure,
            -p[1].prominence,
            -p[1].probability,
        ),
    )
    unsure = [p for p in every if p[1].unsure and p[1].decided_by != "person"]
    review = [p for p in unsure if p[1].outcome not in DIVERGENT]
    uncarried = tuple(p for p in points if p.number != NARRATIVE and p.stories and not p.carried)
    return Attention(
        lead=_lead(assessment, context.words, [c for _, c in divergent], len(unsure), uncarried),
        divergent=tuple(_quotes(divergent[:QUOTED], context)),
        divergent_total=len(divergent),
        review=tuple(_quotes(review[:QUOTED], context)),
        review_total=len(review),
        review_above=len(unsure) - len(review),
        uncarried=uncarried,
    )


def _lead(
    assessment: Assessment,
    words: Words,
    divergent: Sequence[Cell],
    unsure: int,
    uncarried: Sequence[PointView],
) -> tuple[tuple[str, str], ...]:
    """The page in three sentences, each with the section that it is about."""
    if not assessment.stories:
        return (("not-checked", words("lead.none")),)
    outcomes = Counter(c.outcome for c in divergent)
    what = [words.count(f"lead.{o}", outcomes[o]) for o in DIVERGENT if outcomes[o]]
    stories = words.count("story", len({c.article for c in divergent}))
    lead = [
        (
            "divergent",
            words("lead.divergent", what=words.listing(what), stories=stories)
            if what
            else words("lead.clean"),
        )
    ]
    if unsure:
        lead.append(("review", words.count("lead.unsure", unsure)))
    if 1 < len(uncarried) == len(assessment.brief.points):
        lead.append(("uncarried", words("lead.uncarried.all")))
    elif uncarried:
        labels = words.listing([p.label for p in uncarried])
        lead.append(("uncarried", words.count("lead.uncarried", len(uncarried), labels=labels)))
    if assessment.themes:
        lead.append(("themes", words.count("lead.themes", len(assessment.themes))))
    return tuple(lead)


def _points(assessment: Assessment, context: _Context) -> tuple[PointView, ...]:
    tallies = {t.point: t for t in assessment.tallies}
    by_number = {p.number: p for p in assessment.brief.points}
    claims: dict[int, list[Claim]] = {}
    for claim in assessment.claims:
        claims.setdefault(claim.point, []).append(claim)
    views = []
    for number in context.numbers:
        point = by_number.get(number)
        tally = tallies.get(number, Tally(number, {}, len(assessment.stories)))
        pairs = list(context.cells_of(number))
        whole = pairs if number in context.counted else []
        text = point.text.split("\n\n") if point else assessment.brief.narrative
        views.append(
            PointView(
                number=number,
                counted=number in context.counted,
                label=context.label(number),
                name=context.name(number),
                message=context.messages[number],
                paragraphs=tuple(text),
                variants=point.variants if point else (),
                rebuttals=point.rebuttals if point else (),
                counts=tally.counts,
                stories=tally.stories,
                carried=tally.counts.get(Outcome.CARRIED, 0),
                percent=context.words.percent(tally.pull_through),
                bar=outcome_bar(tally.counts, _bar_title(tally, context)),
                claims=_claims(claims.get(number, ()), [c for _, c in pairs]),
                best=_extreme(whole, (Outcome.CARRIED, Outcome.PARTIAL), context),
                worst=_extreme(whole, DIVERGENT, context),
                outlets=_outlets(whole, context.words),
                trend=make_trend(
                    [(s.first.date, c.outcome) for s, c in whole],
                    context.name(number),
                    context.words,
                ),
            )
        )
    return tuple(views)


def _bar_title(tally: Tally, context: _Context) -> str:
    words = context.words
    counts = [f"{n} {words(f'outcome.{o}')}" for o in Outcome if (n := tally.counts.get(o, 0))]
    return f"{context.name(tally.point)}: {', '.join(counts)}"


def _claims(claims: Sequence[Claim], cells: Sequence[Cell]) -> tuple[ClaimView, ...]:
    counts: dict[str, Counter[Outcome]] = {c.id: Counter() for c in claims}
    for cell in cells:
        for outcome in cell.claims:
            if outcome.claim in counts:
                counts[outcome.claim][outcome.outcome] += 1
    return tuple(ClaimView(c.id, c.text, counts[c.id]) for c in claims)


def _extreme(
    pairs: Sequence[tuple[Story, Cell]], outcomes: Sequence[Outcome], context: _Context
) -> Quote | None:
    """The most prominent, then most certain, of the first of `outcomes` that has any."""
    for wanted in outcomes:
        found = [p for p in pairs if p[1].outcome is wanted and p[1].evidence]
        if found:
            best = max(found, key=lambda p: (p[1].prominence, p[1].probability))
            return _quotes([best], context)[0]
    return None


def _outlets(pairs: Sequence[tuple[Story, Cell]], words: Words) -> tuple[tuple[str, int], ...]:
    """Outlets whose stories (reprints too) carry the point, and in how many articles each."""
    counts = Counter(
        article.outlet or words("no_outlet")
        for story, cell in pairs
        if cell.outcome is Outcome.CARRIED
        for article in (story.first, *story.reprints)
    )
    return tuple(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0].casefold())))


def _story(story: Story, context: _Context) -> StoryView:
    article = story.first
    cells = {n: context.cells.get((article.id, n)) for n in context.numbers}
    known = [c for c in cells.values() if c is not None]
    marking = Marking(article, known, {n: context.label(n) for n in context.numbers})
    inline = context.texts != "none"
    return StoryView(
        id=article.id,
        anchor=f"a{article.id}",
        source=_source(article, context.words),
        title=marking.title(context.words("no_title")),
        paragraphs=marking.paragraphs() if inline else (),
        findings=tuple(_finding(c, context) for c in known if _is_shown(c)),
        cells=tuple(_matrix_cell(cells[n], context) for n in context.counted),
        reprints=tuple(_source(a, context.words) for a in story.reprints),
        text_href=f"{context.folder}/{article.id}.html" if context.texts == "folder" else "",
    )


def _is_shown(cell: Cell) -> bool:
    return cell.outcome is not Outcome.ABSENT or cell.unsure or cell.decided_by == "person"


def _matrix_cell(cell: Cell | None, context: _Context) -> MatrixCell:
    if cell is None:
        return MatrixCell(Outcome.ABSENT, "", False, False)
    href = ""
    if _is_shown(cell):
        href = context.spot_href(cell.article, cell.point, _telling(cell))
    return MatrixCell(cell.outcome, href, cell.unsure, cell.decided_by == "person")


def _finding(cell: Cell, context: _Context) -> Finding:
    words = context.words
    spots: dict[tuple[int, ...], Spot] = {}
    for evidence in cell.evidence:
        if evidence.passages in spots or len(spots) == _SPOTS:
            continue
        pieces = evidence_pieces(evidence)
        spots[evidence.passages] = Spot(
            place=words(f"place.{evidence.place}"),
            href=context.spot_href(cell.article, cell.point, evidence),
            pieces=() if context.texts == "inline" else pieces,
            figures=tuple(p for p in pieces if p.brief_has),
        )
    return Finding(
        anchor=f"a{cell.article}-{cell.point}",
        label=context.label(cell.point),
        name=context.name(cell.point),
        outcome=cell.outcome,
        percent=words.percent(cell.probability),
        unsure=cell.unsure,
        person=cell.decided_by == "person",
        spots=tuple(spots.values()),
        claims=tuple((c.claim, c.outcome) for c in cell.claims) if len(cell.claims) > 1 else (),
    )


def _themes(assessment: Assessment, context: _Context) -> tuple[ThemeView, ...]:
    by_id = {a.id: (s, a) for s in assessment.stories for a in (*s.reprints, s.first)}
    return tuple(_theme(t, by_id, context) for t in assessment.themes)


def _theme(
    theme: Theme, by_id: Mapping[str, tuple[Story, Article]], context: _Context
) -> ThemeView:
    words = context.words
    quotes = []
    for quote in theme.quotes:
        if quote.article not in by_id:
            continue
        story, article = by_id[quote.article]
        quotes.append(
            Quote(
                pieces=(Piece(quote.text),),
                outcome=Outcome.ABSENT,
                label="",
                message="",
                place="",
                percent="",
                href=f"#a{story.first.id}",
                source=_source(article, words),
                reprints=len(story.reprints),
            )
        )
    first, last = theme.first or theme.last, theme.last or theme.first
    text = theme.quotes[0].text if theme.quotes else theme.label
    return ThemeView(
        label=theme.label,
        quotes=tuple(quotes),
        stories=theme.stories,
        outlets=theme.outlets,
        period=_period(first, last, words),
        lines=point_lines(text),
        command=add_command(text),
    )


def _period(first: dt.date | None, last: dt.date | None, words: Words) -> str:
    return words.period(first, last) if first and last else ""
