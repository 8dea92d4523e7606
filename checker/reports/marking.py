"""Evidence in place: which stretches of an article's text are marked, for which points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.articles.article import Article, Passage
from checker.reports.highlight import Cut, Span, cuts
from checker.reports.view import Flag, Piece, Run
from checker.scoring.assessment import Cell, Evidence, Label, Outcome

_WORST_FIRST = (
    Outcome.CONTRADICTED,
    Outcome.DISTORTED,
    Outcome.CARRIED,
    Outcome.PARTIAL,
    Outcome.ABSENT,
)


def evidence_outcome(evidence: Evidence) -> Outcome:
    """What a passage by itself does to its point."""
    if evidence.label is Label.CONTRADICTS:
        return Outcome.CONTRADICTED
    if evidence.label is Label.NEITHER:
        return Outcome.ABSENT
    return Outcome.DISTORTED if evidence.mismatches else Outcome.CARRIED


def evidence_pieces(evidence: Evidence) -> tuple[Piece, ...]:
    """The evidence's text with its differing figures apart."""
    figures = [(m.start, m.end, m.brief_has) for m in evidence.mismatches]
    return _pieces(evidence.text, 0, len(evidence.text), figures)


class Marking:
    """The marks of one article: each passage that is evidence for one of `cells`.

    `labels`: how each point's number is shown.
    """

    def __init__(self, article: Article, cells: Sequence[Cell], labels: Mapping[int, str]) -> None:
        self._article = article
        self._flags: dict[int, dict[str, Flag]] = {}
        self._figures: dict[int, dict[tuple[int, int, str], None]] = {}
        self._passages = {p.index: p for p in article.passages}
        self._by_paragraph: dict[int, list[Passage]] = {}
        for cell in cells:
            for evidence in cell.evidence:
                self._add(cell, evidence, labels.get(cell.point, str(cell.point)))
        for index in sorted(self._flags):
            passage = self._passages[index]
            self._by_paragraph.setdefault(passage.paragraph, []).append(passage)

    def title(self, missing: str) -> tuple[Run, ...]:
        """The headline in runs; `missing` when there is none."""
        return self._runs(self._article.title, -1) or (Run((Piece(missing),)),)

    def paragraphs(self) -> tuple[tuple[Run, ...], ...]:
        """Each paragraph in runs, empty ones left out."""
        runs = (self._runs(text, i) for i, text in enumerate(self._article.paragraphs))
        return tuple(r for r in runs if r)

    def _add(self, cell: Cell, evidence: Evidence, label: str) -> None:
        outcome = evidence_outcome(evidence)
        if cell.decided_by == "person" or cell.outcome is Outcome.ABSENT:
            outcome = cell.outcome
        elif outcome is Outcome.CARRIED and cell.outcome is Outcome.PARTIAL:
            outcome = Outcome.PARTIAL
        flag = Flag(label, outcome, cell.unsure, cell.decided_by == "person")
        base = 0
        for index in evidence.passages:
            if (passage := self._passages.get(index)) is None:
                continue
            # The best evidence comes first, so the first flag of a point stands.
            self._flags.setdefault(index, {}).setdefault(label, flag)
            for m in evidence.mismatches:
                start = max(m.start - base, 0)
                end = min(m.end - base, len(passage.text))
                if start < end:
                    place = (passage.start + start, passage.start + end, m.brief_has)
                    self._figures.setdefault(passage.paragraph, {})[place] = None
            base += len(passage.text) + 1

    def _runs(self, text: str, paragraph: int) -> tuple[Run, ...]:
        if not text.strip():
            return ()
        passages = self._by_paragraph.get(paragraph, [])
        spans = [Span(p.start, p.end, p.index) for p in passages]
        figures = list(self._figures.get(paragraph, ()))
        return tuple(self._run(text, cut, figures) for cut in cuts(len(text), spans))

    def _run(self, text: str, cut: Cut, figures: Sequence[tuple[int, int, str]]) -> Run:
        pieces = _pieces(text, cut.start, cut.end, figures)
        if not cut.keys:
            return Run(pieces)
        flags = [f for key in cut.keys for f in self._flags[key].values()]
        starting = [k for k in cut.keys if max(0, self._passages[k].start) == cut.start]
        ending = [k for k in cut.keys if min(len(text), self._passages[k].end) == cut.end]
        return Run(
            pieces,
            worst=min((f.outcome for f in flags), key=_WORST_FIRST.index),
            anchors=tuple(f"a{self._article.id}.{k}" for k in starting),
            flags=tuple(f for key in ending for f in self._flags[key].values()),
        )


def _pieces(
    text: str, start: int, end: int, figures: Sequence[tuple[int, int, str]]
) -> tuple[Piece, ...]:
    """`text[start:end]`, cut at the figures; the last piece of a figure says what the brief has."""
    spans = [Span(s - start, e - start, i) for i, (s, e, _) in enumerate(figures)]
    pieces = []
    for cut in cuts(end - start, spans):
        ended = [figures[k][2] for k in cut.keys if figures[k][1] == start + cut.end]
        said = " / ".join(dict.fromkeys(ended))
        pieces.append(Piece(text[start + cut.start : start + cut.end], said))
    return tuple(pieces)
