"""End to end on coded briefs: from the brief's text and the articles' files to outcomes.

A coded brief is one JSON file: `{"slug", "domain", "language", "brief", "points": {"1": text},
"articles": [{"title", "outlet", "date", "url", "text", "codes": {"1": {"outcome", "evidence",
"why"}}, "off_message": []}]}`. Its brief and articles are written to files and read back by the
same code as `checker check`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from checker.articles.article import Article, Coverage
from checker.articles.reading import read_coverage
from checker.messages.brief import read_brief
from checker.messages.claims import guess_subject
from checker.messages.points import Brief
from checker.messages.settings import CheckSettings
from checker.scoring.assess import assess
from checker.scoring.assessment import DIVERGENT, Cell, Outcome
from checker.scoring.embedding import Embedder
from checker.scoring.judge import Judge
from checker.scoring.method import Method
from checker.store import Store


@dataclass(frozen=True)
class CodedBrief:
    """A brief and its articles as the program reads them, and the readers' codes.

    `codes`: by (index of the article, point number) the outcome; `titles` by article index.
    """

    slug: str
    brief: Brief
    articles: tuple[Article, ...]
    codes: Mapping[tuple[int, int], Outcome]


@dataclass(frozen=True)
class Compared:
    """One cell: what the readers say, what the program says (None: it lost the cell)."""

    slug: str
    article: int
    point: int
    coded: Outcome
    cell: Cell | None

    @property
    def found(self) -> Outcome:
        """The program's outcome; a lost cell counts as absent."""
        return self.cell.outcome if self.cell else Outcome.ABSENT


def load_coded(folder: Path, prefix: str = "") -> list[CodedBrief]:
    """The coded briefs of a folder (files *.json) whose slug begins with `prefix`, by name."""
    found = []
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(data, dict) and "articles" in data and data["slug"].startswith(prefix):
            found.append(_read(data))
    return found


def _read(data: Mapping[str, Any]) -> CodedBrief:
    with TemporaryDirectory() as scratch:
        root = Path(scratch)
        (root / "brief.txt").write_text(data["brief"], encoding="utf-8")
        brief = read_brief(root / "brief.txt")
        brief = replace(brief, subject=brief.subject or guess_subject(brief))
        folder = root / "articles"
        folder.mkdir()
        for n, article in enumerate(data["articles"]):
            head = "\n".join(f"{k}: {json.dumps(article.get(k, ''), ensure_ascii=False)}"
                             for k in ("title", "outlet", "date", "url"))  # fmt: skip
            text = f"---\n{head}\n---\n\n{article['text']}\n"
            (folder / f"{n:04}.md").write_text(text, encoding="utf-8")
        coverage = read_coverage([folder], base=root, languages=("en",))
    by_file = {Path(a.file).stem: a for a in coverage.articles}
    articles: list[Article] = []
    codes: dict[tuple[int, int], Outcome] = {}
    for n, article in enumerate(data["articles"]):
        if f"{n:04}" in by_file:
            index = len(articles)
            articles.append(by_file[f"{n:04}"])
        else:
            index = -1 - n  # lost by the reader: its cells still count
        for number, code in article["codes"].items():
            codes[(index, int(number))] = Outcome(code["outcome"])
    return CodedBrief(data["slug"], brief, tuple(articles), codes)


def compare(
    coded: CodedBrief, embedder: Embedder, judge: Judge, method: Method, store: Store
) -> list[Compared]:
    """Run the program on a coded brief and set its cells beside the readers'."""
    settings = CheckSettings(themes=False)
    assessment = assess(
        coded.brief, Coverage(coded.articles), settings, embedder, judge, store, method
    )
    cells = {(c.article, c.point): c for c in assessment.cells}
    return [
        Compared(
            coded.slug,
            index,
            point,
            outcome,
            cells.get((coded.articles[index].id, point)) if index >= 0 else None,
        )
        for (index, point), outcome in coded.codes.items()
    ]


@dataclass(frozen=True)
class Figures:
    """The measures over many cells, shares from 0 to 1.

    `carried_f1`: F1 of the outcome carried. `diverging_found`: of the cells coded contradicted
    or distorted, the share given either outcome. `false_alarms`: cells called contradicted or
    distorted that the readers coded otherwise, for each article. `agreement`: share of cells
    with the readers' very outcome. `macro_f1`: mean F1 of the five outcomes.
    `conveyed_f1`: F1 of carried, partial and distorted taken as one.
    """

    cells: int
    articles: int
    carried_f1: float
    diverging_found: float
    false_alarms: float
    agreement: float
    macro_f1: float
    conveyed_f1: float
    contradicted_f1: float
    distorted_f1: float


def f1(coded: Iterable[bool], found: Iterable[bool]) -> float:
    """F1 of a yes-or-no answer; 0 when nothing is right."""
    pairs = list(zip(coded, found, strict=True))
    right = sum(a and b for a, b in pairs)
    wrong = sum(a != b for a, b in pairs)
    return 2 * right / (2 * right + wrong) if right else 0.0


def figures(compared: Sequence[Compared]) -> Figures:
    """All measures over `compared`, which must not be empty."""

    def of(outcomes: frozenset[Outcome]) -> float:
        return f1((c.coded in outcomes for c in compared), (c.found in outcomes for c in compared))

    diverging = [c for c in compared if c.coded in DIVERGENT]
    alarms = sum(c.found in DIVERGENT and c.coded not in DIVERGENT for c in compared)
    articles = len({(c.slug, c.article) for c in compared})
    one = {o: of(frozenset((o,))) for o in Outcome}
    return Figures(
        cells=len(compared),
        articles=articles,
        carried_f1=one[Outcome.CARRIED],
        diverging_found=sum(c.found in DIVERGENT for c in diverging) / max(len(diverging), 1),
        false_alarms=alarms / articles,
        agreement=sum(c.coded is c.found for c in compared) / len(compared),
        macro_f1=sum(one.values()) / len(one),
        conveyed_f1=of(frozenset((Outcome.CARRIED, Outcome.PARTIAL, Outcome.DISTORTED))),
        contradicted_f1=one[Outcome.CONTRADICTED],
        distorted_f1=one[Outcome.DISTORTED],
    )
