"""One run: a brief and its coverage in, an assessment out.

The models and the cache come in as arguments, so that this module holds the method and none of
the effects.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from checker import __version__
from checker.articles.article import Article, Coverage, Story
from checker.articles.reprints import group_stories
from checker.messages.claims import claims_of, narrative_claims
from checker.messages.points import NARRATIVE, Brief, Claim
from checker.messages.settings import CheckSettings
from checker.scoring.assessment import (
    Assessment,
    Cell,
    Decision,
    Outcome,
    Provenance,
    Theme,
    Verdict,
)
from checker.scoring.candidates import (
    Reach,
    Window,
    chosen_windows,
    extract_of,
    similarities,
    wide_windows_of,
    windows_of,
)
from checker.scoring.cell import cell_of
from checker.scoring.decisions import decided_cells
from checker.scoring.embedding import Embedder, Vectors
from checker.scoring.figures import mismatches
from checker.scoring.judge import Judge, Question
from checker.scoring.method import MOST_WIDE, MOST_WINDOWS, Method
from checker.scoring.outcome import Judged
from checker.scoring.tallies import tally
from checker.scoring.themes import Sentence, find_themes

FLOOR = 0.15
"""Windows with a lower cosine to every text of the point are not judged."""

CLAIM_FLOOR = 0.2
"""A window that is `neither` for the whole of a point with a higher probability than 1 minus this
is not asked about the point's claims: the point's text holds them all."""

FIGURE_FLOOR = 0.35
"""From this probability of not being `neither` a pair's figures are compared."""

TEXTS_AT_ONCE, PAIRS_AT_ONCE = 512, 1024
"""What is encoded or judged before it is cached: as much is lost when a run is killed."""

Progress = Callable[[str, int, int], None]
"""Called with the step's name, the work done and all of it."""


class Cache(Protocol):
    """What the store offers to a run."""

    def vectors(self, fingerprint: str, texts: Sequence[str]) -> Mapping[str, np.ndarray]:
        """Cached vectors by text."""

    def keep_vectors(self, fingerprint: str, vectors: Mapping[str, np.ndarray]) -> None:
        """Cache vectors."""

    def verdicts(
        self, fingerprint: str, pairs: Sequence[tuple[str, str]]
    ) -> Mapping[tuple[str, str], Verdict]:
        """Cached verdicts by (claim, passage)."""

    def keep_verdicts(
        self, fingerprint: str, verdicts: Iterable[tuple[tuple[str, str], Verdict]]
    ) -> None:
        """Cache verdicts."""


@dataclass(frozen=True)
class Target:
    """A text that windows of an article are judged against, and its part in its point."""

    point: int
    role: str
    text_id: str
    text: str


def targets_of(brief: Brief) -> tuple[tuple[Claim, ...], tuple[Target, ...]]:
    """The claims of a brief, and all texts to judge: points, claims, variants, rebuttals.

    The narrative is point 0: its claims are judged one by one, it has no text of its own.
    """
    claims: list[Claim] = []
    targets: list[Target] = []
    for claim in narrative_claims(brief):
        claims.append(claim)
        role = "main" if claim.main else "lesser"
        targets.append(Target(NARRATIVE, role, claim.id, claim.text))
    for point in brief.points:
        n = point.number
        mine = claims_of(point, brief.subject)
        claims += mine
        targets.append(Target(n, "point", str(n), " ".join(point.text.split())))
        targets += [Target(n, "main" if c.main else "lesser", c.id, c.text) for c in mine]
        targets += [Target(n, "variant", str(n), v) for v in point.variants]
        targets += [Target(n, "rebuttal", str(n), r) for r in point.rebuttals]
    return tuple(claims), tuple(targets)


def encode(texts: Sequence[str], embedder: Embedder, cache: Cache, progress: Progress) -> Vectors:
    """Unit vectors of `texts`, from the cache where it has them; kept in blocks as they come."""
    distinct = list(dict.fromkeys(texts))
    known = dict(cache.vectors(embedder.fingerprint, distinct))
    missing = sorted((t for t in distinct if t not in known), key=len)
    for start in range(0, len(missing), TEXTS_AT_ONCE):
        block = missing[start : start + TEXTS_AT_ONCE]
        # In half precision, as the store keeps them: a run from the cache gives the same report.
        vectors = embedder.encode(block).astype(np.float16).astype(np.float32)
        made = dict(zip(block, vectors, strict=True))
        cache.keep_vectors(embedder.fingerprint, made)
        known.update(made)
        progress("Reading", start + len(block), len(missing))
    if not texts:
        return embedder.encode([])
    return np.stack([known[t] for t in texts]).astype(np.float32)


def ask(
    questions: Sequence[Question], judge: Judge, cache: Cache, progress: Progress
) -> dict[tuple[str, str], Verdict]:
    """Verdicts by (claim, passage), from the cache where it has them; kept in blocks."""
    pairs = list(dict.fromkeys((q.claim, q.passage) for q in questions))
    known = dict(cache.verdicts(judge.fingerprint, pairs))
    missing = sorted((p for p in pairs if p not in known), key=lambda p: len(p[0]) + len(p[1]))
    for start in range(0, len(missing), PAIRS_AT_ONCE):
        block = missing[start : start + PAIRS_AT_ONCE]

        def report(done: int, _of: int, start: int = start) -> None:
            progress("Judging", start + done, len(missing))

        verdicts = judge.judge([Question(*p) for p in block], report)
        made = list(zip(block, verdicts, strict=True))
        cache.keep_verdicts(judge.fingerprint, made)
        known.update(made)
    return known


@dataclass(frozen=True)
class _Reading:
    """An article with its windows, and which of them each point is judged on.

    First the `narrow` windows, then the wide ones up to `contiguous`, then the extracts, each for
    one point. `scores`: cosines, shape (targets, windows).
    """

    article: Article
    windows: tuple[Window, ...]
    narrow: int
    contiguous: int
    scores: np.ndarray
    chosen: Mapping[int, np.ndarray]

    def reach(self, window: int) -> Reach:
        """The kind of the window with this index."""
        if window < self.narrow:
            return Reach.NARROW
        return Reach.WIDE if window < self.contiguous else Reach.EXTRACT

    def narrow_of(self, point: int) -> list[str]:
        """The texts of the windows for `point` that are not wide."""
        return [self.windows[w].text for w in self.chosen[point] if w < self.narrow]


def judge_articles(
    articles: Sequence[Article],
    targets: Sequence[Target],
    embedder: Embedder,
    judge: Judge,
    cache: Cache,
    progress: Progress,
    most_windows: int = MOST_WINDOWS,
    most_wide: int = MOST_WIDE,
) -> list[tuple[Article, tuple[Window, ...], dict[int, list[Judged]]]]:
    """For each article its windows and, by point, what the judge said of each candidate."""
    narrow = [windows_of(a) for a in articles]
    windows = [(*n, *wide_windows_of(a)) for n, a in zip(narrow, articles, strict=True)]
    flat = [w.text for ws in windows for w in ws]
    vectors = encode([*(t.text for t in targets), *flat], embedder, cache, progress)
    ours, theirs = vectors[: len(targets)], vectors[len(targets) :]
    points = sorted({t.point for t in targets})
    rows = {p: [i for i, t in enumerate(targets) if t.point == p] for p in points}
    wide_for = {p: most_wide if p != NARRATIVE else 0 for p in points}
    readings, offset = [], 0
    for article, ws, few in zip(articles, windows, map(len, narrow), strict=True):
        scores = similarities(ours, theirs[offset : offset + len(ws)])
        offset += len(ws)
        chosen = {
            p: chosen_windows(scores[rows[p]], few, most_windows, wide_for[p], FLOOR)
            for p in points
        }
        reading = _Reading(article, ws, few, len(ws), scores, chosen)
        # The narrative has no text of its own that more than a sentence or two could be judged by.
        readings.append(_with_extracts(reading, {p: rows[p] for p in points if p != NARRATIVE}))
    # First what stands for a whole point, then its claims, where the whole was heard at all; of
    # wide windows and extracts only the whole: they say what becomes of a point, not which sentence
    # does it.
    claims = {p: _claim_rows(rows[p], targets) for p in points}
    wholes = {p: [r for r in rows[p] if r not in claims[p]] for p in points}
    questions = [
        Question(targets[r].text, reading.windows[w].text)
        for reading in readings
        for p in points
        for w in reading.chosen[p]
        for r in wholes[p]
    ]
    verdicts = ask(questions, judge, cache, progress)
    candidates = [
        (p, text) for reading in readings for p in points for text in reading.narrow_of(p)
    ]
    questions = [
        Question(targets[r].text, text)
        for p, text in candidates
        if any(1 - verdicts[targets[r].text, text].neither >= CLAIM_FLOOR for r in wholes[p])
        for r in claims[p]
    ]
    verdicts |= ask(questions, judge, cache, progress)
    return [
        (r.article, r.windows, {p: _judged(r, p, rows[p], targets, verdicts) for p in points})
        for r in readings
    ]


def _with_extracts(reading: _Reading, rows: Mapping[int, Sequence[int]]) -> _Reading:
    """A reading with the article's extract for each point in `rows`, by the cosines of its rows.

    An extract's own cosines are the highest of its passages', which saves encoding it.
    """
    if not reading.article.passages:
        return reading
    columns = {
        w.passages[0]: i
        for i, w in enumerate(reading.windows[: reading.narrow])
        if len(w.passages) == 1
    }
    passages = reading.scores[:, [columns[p.index] for p in reading.article.passages]]
    windows, scores, chosen = list(reading.windows), [reading.scores], dict(reading.chosen)
    for point, mine in rows.items():
        extract = extract_of(reading.article, passages[mine].max(axis=0), FLOOR)
        if extract is not None:
            chosen[point] = np.append(chosen[point], len(windows))
            windows.append(extract)
            scores.append(passages[:, list(extract.passages)].max(axis=1, keepdims=True))
    return replace(
        reading, windows=tuple(windows), scores=np.concatenate(scores, axis=1), chosen=chosen
    )


def _claim_rows(rows: Sequence[int], targets: Sequence[Target]) -> list[int]:
    """The claims of a point that has a text of its own: they wait until that was heard."""
    if not any(targets[r].role == "point" for r in rows):
        return []
    return [r for r in rows if targets[r].role in ("main", "lesser")]


def _judged(
    reading: _Reading,
    point: int,
    rows: Sequence[int],
    targets: Sequence[Target],
    verdicts: Mapping[tuple[str, str], Verdict],
) -> list[Judged]:
    found = []
    whole = next((targets[r].text for r in rows if targets[r].role == "point"), "")
    for w in reading.chosen[point]:
        text = reading.windows[w].text
        for r in rows:
            target = targets[r]
            verdict = verdicts.get((target.text, text))
            if verdict is None:
                continue
            compared = target.role != "rebuttal" and 1 - verdict.neither >= FIGURE_FLOOR
            differing = mismatches(target.text, text, whole) if compared else ()
            found.append(
                Judged(
                    target.role,
                    target.text_id,
                    int(w),
                    verdict,
                    float(reading.scores[r, w]),
                    differing,
                    reading.reach(int(w)),
                )
            )
    return found


def _theme_sentences(stories: Sequence[Story], cells: Sequence[Cell]) -> list[Sentence]:
    """Body sentences of distinct stories that are no point's evidence."""
    taken = {
        (c.article, p)
        for c in cells
        if c.outcome is not Outcome.ABSENT
        for e in c.evidence
        for p in e.passages
    }
    return [
        Sentence(s.first.id, p.index, p.text, n, s.first.outlet, s.first.date)
        for n, s in enumerate(stories)
        for p in s.first.passages
        if p.index > 0 and (s.first.id, p.index) not in taken
    ]


def assess(
    brief: Brief,
    coverage: Coverage,
    settings: CheckSettings,
    embedder: Embedder,
    judge: Judge,
    cache: Cache,
    method: Method,
    progress: Progress = lambda _step, _done, _of: None,
    now: dt.datetime | None = None,
    decisions: Iterable[Decision] = (),
) -> Assessment:
    """Compare every article with every point of the brief.

    `decisions`: a person's, which win over the judge. All that follows from the cells follows
    from them: tallies, and which sentences are left for off-message themes.
    """
    began = time.monotonic()
    claims, targets = targets_of(brief)
    stories = group_stories(coverage.articles)
    # A file saved twice gives two articles with one id: they share their cells.
    articles = list({a.id: a for s in stories for a in (s.first, *s.reprints)}.values())
    results = judge_articles(
        articles,
        targets,
        embedder,
        judge,
        cache,
        progress,
        method.most_windows,
        method.most_wide,
    )
    by_point: dict[int, list[Claim]] = {}
    for claim in claims:
        by_point.setdefault(claim.point, []).append(claim)
    cells = tuple(
        cell_of(article, point, windows, judged, by_point.get(point, ()), method)
        for article, windows, points in results
        for point, judged in points.items()
    )
    cells = decided_cells(cells, stories, claims, decisions)
    first = [s.first.id for s in stories]
    points = [p.number for p in brief.points]
    if settings.narrative and NARRATIVE in by_point:
        points.insert(0, NARRATIVE)
    themes: tuple[Theme, ...] = ()
    if settings.themes:
        spare = _theme_sentences(stories, cells)
        vectors = encode([s.text for s in spare], embedder, cache, progress)
        spoken = encode([t.text for t in targets], embedder, cache, progress)
        near = similarities(vectors, spoken).max(axis=1) if spare else np.zeros(0)
        far = [i for i in range(len(spare)) if near[i] < OFF_MESSAGE]
        themes = find_themes([spare[i] for i in far], vectors[far], len(stories))
    return Assessment(
        brief=brief,
        claims=claims,
        stories=stories,
        cells=cells,
        tallies=tuple(tally(p, cells, first) for p in points),
        themes=themes,
        not_checked=coverage.not_checked,
        provenance=_provenance(embedder, judge, method, time.monotonic() - began),
        created=now or dt.datetime.now(dt.UTC).replace(microsecond=0),
        unchanged=coverage.unchanged,
    )


OFF_MESSAGE = 0.55
"""A sentence with a cosine under this to every text of the brief can belong to a theme."""


def _provenance(embedder: Embedder, judge: Judge, method: Method, seconds: float) -> Provenance:
    t = method.thresholds
    fitted = method.cell_model is not None
    return Provenance(
        version=__version__,
        embedding_model=embedder.name,
        judge_model=judge.name,
        judge_note=(
            "An outcome rests on what it makes of all sentences of the article together. How to "
            "weigh them was learned from invented articles that readers had coded."
            if fitted
            else "Nothing was learned from coded articles for this judge: each outcome follows its "
            "most telling sentence alone, so check more of them yourself."
        ),
        settings={
            "carries from": f"{t.carries:.2f}",
            "contradicts from": f"{t.contradicts:.2f}",
            "distorts from, once the message is found": f"{t.distorts:.2f}",
            "partial from this share of carried and partial": f"{t.partial:.2f}",
            "unsure within": f"{t.unsure:.2f}",
            "passages read closely for each article and point": (
                f"{method.most_windows}, {method.most_wide} longer ones and an extract"
            ),
            "lowest similarity judged": f"{FLOOR:.2f}",
        },
        accuracy=method.accuracy,
        seconds=seconds,
    )
