"""Which cells of a report a person's coding is about: names and numbers looked up in it."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from checker.articles.article import Article
from checker.errors import CodingError, ReportError, Where
from checker.messages.points import NARRATIVE
from checker.reports.coding import Code, Coding
from checker.reports.csv_files import neutral
from checker.reports.plain import one_line
from checker.reports.texts import shorten
from checker.reports.words import ENGLISH
from checker.scoring.assessment import Assessment, Cell, Outcome

_SHOWN = 60
"""The most characters of a name that an error repeats."""
_NAMED = 3
"""The most names that an error offers."""
_COMPARED = 200
"""So much of a name is compared when a like one is looked for: it takes time by the square."""
_LEAST_PART = 6
"""A title is offered for a part of it that has at least so many characters."""


@dataclass(frozen=True)
class CodedCell:
    """A cell of the report and the outcome that a person gave it.

    `article`: the first article of the cell's story.
    """

    article: Article
    cell: Cell
    coded: Outcome

    @property
    def found(self) -> Outcome:
        """The report's outcome."""
        return self.cell.outcome

    @property
    def agrees(self) -> bool:
        """Whether both have the very same outcome."""
        return self.coded is self.found


def match(coding: Coding, assessment: Assessment, report: str) -> tuple[CodedCell, ...]:
    """The cells that `coding` is about, each once, in its order.

    An article is named by its title, file, URL or id, case and spaces aside. A story counts
    once: what is coded in a reprint is coded for the story.
    `report`: the report's path, for errors.

    Raises ReportError for a report without cells. Raises CodingError, naming the line, for an
    article or a point that is not in the report, a name that several articles have, and a cell
    that is coded twice with different outcomes.
    """
    _expect_cells(assessment, report)
    names = _Names(assessment, "In a column called article, name", "Leave its outcomes empty")
    cells = {(cell.article, cell.point): cell for cell in assessment.cells}
    found: dict[tuple[str, int], tuple[Article, list[Code]]] = {}
    for code in coding.codes:
        where = Where(coding.file, code.line)
        article = names.article(code.article, where)
        if (article.id, code.point) not in cells:
            raise _no_point(code.point, assessment, where)
        found.setdefault((article.id, code.point), (article, []))[1].append(code)
    return tuple(
        CodedCell(article, cells[key], _decided(codes, cells[key], coding))
        for key, (article, codes) in found.items()
    )


def find_cell(
    article: str, point: int, assessment: Assessment, report: str
) -> tuple[Article, Cell]:
    """The cell that a person names, and the first article of its story.

    An article is named as in `match`. `report`: the report's path, for errors.

    Raises ReportError for a report without cells. Raises CodingError for an article or a point
    that is not in the report, and a name that several articles have.
    """
    _expect_cells(assessment, report)
    where = Where(report)
    first = _Names(assessment, "Name").article(article, where)
    cell = assessment.cell(first.id, point)
    if cell is None:
        raise _no_point(point, assessment, where)
    return first, cell


def _expect_cells(assessment: Assessment, report: str) -> None:
    if not assessment.cells:
        mend = "Name another one with --report, or run: checker check --all"
        raise ReportError("the report has no cells", where=report, mend=mend)


class _Names:
    """The articles of a report by everything that may name them; a reprint names its story.

    For errors: `among`: how to name one of several. `unread`: what to do about an article that
    was not checked.
    """

    def __init__(self, assessment: Assessment, among: str, unread: str = "") -> None:
        self._assessment = assessment
        self._among, self._unread = among, unread
        self._found: dict[str, dict[str, Article]] = {}
        for story in assessment.stories:
            for article in (story.first, *story.reprints):
                for name in _names_of(article):
                    self._found.setdefault(_key(name), {})[story.first.id] = story.first
        self._found.pop("", None)

    def article(self, name: str, where: Where) -> Article:
        """The first article of the story that is meant. Raises CodingError."""
        key = _key(name)
        articles = list(
            (self._found.get(key) or self._found.get(key.replace("\\", "/")) or {}).values()
        )
        if not articles:
            raise self._unknown(name, where)
        if len(articles) > 1:
            ways = [shorten(self._sole_name(a), 2 * _SHOWN) for a in articles[:_NAMED]]
            more = ["…"] if len(articles) > _NAMED else []
            raise CodingError(
                f'{len(articles)} articles are called "{shorten(name, _SHOWN)}"',
                where=where,
                mend=f"{self._among} the one you mean by its file, URL or id: "
                + ", ".join(ways + more),
            )
        return articles[0]

    def _sole_name(self, article: Article) -> str:
        """A name that no other article has: its file, its URL, or else its id."""
        for name in (article.file, article.url):
            if len(self._found.get(_key(name), ())) == 1:
                return name
        return article.id

    def _unknown(self, name: str, where: Where) -> CodingError:
        short = shorten(name, _SHOWN)
        for left in self._assessment.not_checked:
            if _key(name) in (_key(left.title), *map(_key, _files(left.file))):
                return CodingError(
                    f'"{short}" was not checked ({shorten(left.reason, 2 * _SHOWN)})',
                    where=where,
                    mend=self._unread,
                )
        titles = {_key(a.title)[:_COMPARED]: a.title for a in self._assessment.articles}
        key = _key(name)[:_COMPARED]
        near = difflib.get_close_matches(key, titles, n=1, cutoff=0.7)
        if not near and len(key) >= _LEAST_PART:
            near = [title for title in titles if key in title][:1]
        mend = (
            f'Did you mean "{shorten(titles[near[0]], _SHOWN)}"?'
            if near
            else "Name it by its title, file or URL as the report has it; for a report on all "
            "articles run: checker check --all"
        )
        return CodingError(f'the article "{short}" is not in the report', where=where, mend=mend)


def _names_of(article: Article) -> Iterator[str]:
    for name in (article.id, article.title, article.url, *_files(article.file)):
        yield name
        yield neutral(name)  # as the report's CSV has it


def _files(file: str) -> tuple[str, str]:
    """A file as the report has it, and without its folders."""
    return file, PurePosixPath(file).name


def _key(name: str) -> str:
    """`name` for comparing. Composed, because file names of some systems are not."""
    return unicodedata.normalize("NFC", one_line(name)).casefold()


def _no_point(point: int, assessment: Assessment, where: Where) -> CodingError:
    numbers = sorted({c.point for c in assessment.cells})
    labels = ["narrative" if n == NARRATIVE else str(n) for n in numbers]
    name = "the narrative" if point == NARRATIVE else f"point {point}"
    mend = f"The report has {ENGLISH.listing(labels)}"
    return CodingError(f"{name} is not in the report for this article", where=where, mend=mend)


def _decided(codes: Sequence[Code], cell: Cell, coding: Coding) -> Outcome:
    """The one outcome of a cell's `codes`.

    In a findings table, rows of the cell that a person left as they were yield to one that was
    written over: nobody changes the same outcome in every row of its evidence.
    """
    if coding.ranked:
        codes = [c for c in codes if c.outcome is not cell.outcome] or codes
    first = codes[0]
    for code in codes[1:]:
        if code.outcome is not first.outcome:
            raise CodingError(
                f"this cell is coded {code.outcome.value} here and {first.outcome.value} in line "
                f"{first.line}",
                where=Where(coding.file, code.line),
                mend="A story and its reprints are one: leave one of the two outcomes empty",
            )
    return first.outcome
