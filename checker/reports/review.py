"""Which cells of a report wait for a person: the unsure ones, most important first."""

from __future__ import annotations

from dataclasses import dataclass

from checker.articles.article import Article
from checker.reports.tables import SEVERITY
from checker.scoring.assessment import Assessment, Cell


@dataclass(frozen=True)
class Pending:
    """A cell that wants a person's eye. `article`: the first of its story."""

    article: Article
    cell: Cell


def pending(assessment: Assessment) -> tuple[Pending, ...]:
    """The unsure cells that no person has decided, contradicted and distorted first.

    Of a story only its first article's, as everywhere in a report.
    """
    firsts = {story.first.id: story.first for story in assessment.stories}
    waiting = [
        Pending(firsts[cell.article], cell)
        for cell in assessment.cells
        if cell.article in firsts and cell.unsure and cell.decided_by != "person"
    ]
    return tuple(
        sorted(
            waiting,
            key=lambda p: (
                SEVERITY.index(p.cell.outcome),
                -p.cell.prominence,
                -p.cell.probability,
            ),
        )
    )
