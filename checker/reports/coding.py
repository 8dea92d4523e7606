"""A person's coding, read from a CSV file: which outcome they gave to which article and point.

Three shapes are read: a row for each cell (`article`, `point`, `outcome`); the report's own
findings table, which is the same with more columns; and its matrix, a row for each article and
a column for each point. Whether there are such cells is not known here: `coded.py` tells.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.errors import CodingError, Where
from checker.messages.points import NARRATIVE
from checker.reports.plain import one_line
from checker.reports.sheet import Mark
from checker.reports.texts import shorten
from checker.reports.words import ENGLISH
from checker.scoring.assessment import Outcome

MOST_BYTES = 20_000_000
"""The largest coding that is read, in bytes: some 100,000 rows of a report's findings."""

MOST_COLUMNS = 1_000
"""The most columns that are read; a brief with so many points is a mistake."""

_DELIMITERS = (",", ";", "\t")
_ARTICLE = ("article", "headline", "title", "file", "link", "url")
"""What a column that names the article may be called; the first that is there counts."""
_NEEDED = ("article", "point", "outcome")
_RANK = "rank"
_POINT = re.compile(r"(?:point )?(?:([0-9]{1,6})(?:[.,]0+)?|(narrative))")
_POINT_HEAD = re.compile(rf"({_POINT.pattern})(?: ?:.*)?", re.DOTALL)
_OUTCOMES = {
    Mark(outcome, unsure, by_person).words.casefold(): outcome
    for outcome in Outcome
    for unsure in (False, True)
    for by_person in (False, True)
}
"""Outcomes as the report writes them, notes in brackets included."""
_SAVE_AS = "Save it from the spreadsheet as CSV (UTF-8)"
_HEADS = (
    "The first line must name the columns article, point and outcome; of the report's own "
    "tables, code the one that ends in -findings.csv or -matrix.csv"
)
_SHOWN = 60
"""The most characters of a wrong value that an error repeats."""


@dataclass(frozen=True)
class Code:
    """The outcome that a person gave to one article and point.

    `article`: whatever names it, as written. `point`: its number, 0 for the narrative.
    `line`: of the file, from 1 up, where the row begins.
    """

    article: str
    point: int
    outcome: Outcome
    line: int


@dataclass(frozen=True)
class Coding:
    """All codes of one file, in its order, at least one.

    `ranked`: the file is a report's findings table, in which a cell has a row for each piece
    of evidence, and the report's outcome in all of them until a person writes over it.
    """

    file: str
    codes: tuple[Code, ...]
    ranked: bool = False


def read_coding(path: Path) -> Coding:
    """The coding in a CSV file.

    Commas, semicolons or tabs; UTF-8 with or without a mark, else Windows-1252; columns in any
    order and case, further ones passed over. A cell with an empty outcome is not coded.

    Raises CodingError, naming the file and the line, when it can't be read or understood, or
    nothing in it is coded.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as cause:
        reason = (cause.strerror or str(cause)).lower()
        mend = "Check that it is a file and that you may open it"
        raise CodingError(f"can't be read ({reason})", where=str(path), mend=mend) from cause
    return parse_coding(data, str(path))


def parse_coding(data: bytes, file: str) -> Coding:
    """`read_coding` for the bytes of a file; `file` names it in errors."""
    text = _decoded(data, file)
    if not text.strip():
        raise CodingError("the file is empty", where=file, mend=_HEADS)
    delimiter = max(_DELIMITERS, key=lambda d: _known_heads(text, d))
    rows = _rows(text, delimiter, file)
    columns: _Columns | None = None
    codes: list[Code] = []
    for line, row in rows:
        if columns is None:
            columns = _columns(row, Where(file, line))
        else:
            codes += _codes(row, columns, Where(file, line))
    if columns is None or not codes:
        mend = "Write an outcome for at least one article and point"
        raise CodingError("no cell is coded", where=file, mend=mend)
    return Coding(file, tuple(codes), columns.ranked)


def _decoded(data: bytes, file: str) -> str:
    if len(data) > MOST_BYTES:
        what = f"too large; at most {MOST_BYTES / 1e6:.0f} MB are read"
        raise CodingError(what, where=file, mend="Keep the columns article, point and outcome only")
    if data.startswith(b"PK\x03\x04"):
        what = "this is a workbook or another Office file, not a CSV file"
        raise CodingError(what, where=file, mend=_SAVE_AS)
    if b"\0" not in data:
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise CodingError("not text in UTF-8 or Windows-1252", where=file, mend=_SAVE_AS)


def _rows(text: str, delimiter: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the line it begins in.

    Strict, because otherwise a quote that is never closed would swallow all rows after it.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if any(field.strip() for field in row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as fault:
        raise CodingError(
            f"the row that begins here is not sound CSV ({fault})",
            where=Where(file, line),
            mend="Check its quotes: each is closed, and one within a text is doubled",
        ) from None


def _known_heads(text: str, delimiter: str) -> int:
    """How many columns with a name that we know the first row has when cut at `delimiter`."""
    try:
        _, row = next(_rows(text, delimiter, ""))
    except (CodingError, StopIteration):
        return -1
    return sum(
        h in _ARTICLE or h in _NEEDED or _is_point(h) for h in map(_plain, row[:MOST_COLUMNS])
    )


@dataclass(frozen=True)
class _Columns:
    """Where in a row what stands. `points`: columns that hold outcomes, each with its point.

    `point`: the column with the point's number, in a file with one column of outcomes.
    """

    heads: int
    article: int
    point: int | None
    outcomes: tuple[tuple[int, int], ...]
    ranked: bool


def _columns(row: Sequence[str], where: Where) -> _Columns:
    if len(row) > MOST_COLUMNS:
        what = f"the first line has {len(row):,} columns; at most {MOST_COLUMNS:,} are read"
        raise CodingError(what, where=where, mend=_HEADS)
    heads = [_plain(head) for head in row]
    named = next((name for name in _ARTICLE if name in heads), None)
    points = [(at, _number(head)) for at, head in enumerate(heads) if _is_point(head)]
    long = "outcome" in heads
    if named is None or not (long or points) or (long and "point" not in heads):
        missing = next(
            name for name in _NEEDED if (named is None if name == "article" else name not in heads)
        )
        raise CodingError(f'there is no column "{missing}"', where=where, mend=_HEADS)
    used = (named, "point", "outcome") if long else (named,)
    twice = [name for name in used if heads.count(name) > 1]
    numbers = [number for _, number in points]
    if not long:
        twice += [str(number) for number in numbers if numbers.count(number) > 1]
    if twice:
        what = f'there are two columns "{twice[0]}"'
        raise CodingError(what, where=where, mend="Remove or rename one of them")
    return _Columns(
        heads=len(heads),
        article=heads.index(named),
        point=heads.index("point") if long else None,
        outcomes=((heads.index("outcome"), NARRATIVE),) if long else tuple(points),
        ranked=long and _RANK in heads,
    )


def _codes(row: Sequence[str], columns: _Columns, where: Where) -> Iterator[Code]:
    """The codes in one row: one at most, or one for each point in a matrix."""
    if any(field.strip() for field in row[columns.heads :]):
        raise CodingError(
            f"the row has {len(row)} fields, the first line {columns.heads}",
            where=where,
            mend="A text with a comma, semicolon or tab in it must stand in quotes",
        )
    for at, number in columns.outcomes:
        if at >= len(row):
            break  # columns are in order; a row may be short, and there may be millions of them
        outcome = row[at]
        if not _plain(outcome):
            continue
        point = number if columns.point is None else _point(_field(row, columns.point), where)
        article = _field(row, columns.article)
        if not _plain(article):
            mend = "Write its title, file or URL, or leave the outcome empty"
            raise CodingError("the article is not named", where=where, mend=mend)
        assert where.line is not None
        yield Code(article, point, _outcome(outcome, where), where.line)


def _field(row: Sequence[str], at: int) -> str:
    """A field of a row, which may be shorter than the first line."""
    return row[at] if at < len(row) else ""


def point_number(text: str) -> int | None:
    """The number in "3", "point 3" or "narrative" (0), as a person writes it; None in all else."""
    return _number(_plain(text)) if _POINT.fullmatch(_plain(text)) else None


def _point(text: str, where: Where) -> int:
    if (number := point_number(text)) is not None:
        return number
    what = f'"{shorten(text, _SHOWN)}" is no point' if _plain(text) else "the point is missing"
    raise CodingError(what, where=where, mend='Write its number, or "narrative"')


def _is_point(head: str) -> bool:
    return _POINT_HEAD.fullmatch(head) is not None


def _number(text: str) -> int:
    """The point's number in "3", "point 3", "3: Our message", "narrative"."""
    found = _POINT.match(text)
    assert found is not None
    return NARRATIVE if found[2] else int(found[1])


def _outcome(text: str, where: Where) -> Outcome:
    word = _plain(text)
    if word in _OUTCOMES:
        return _OUTCOMES[word]
    names = [outcome.value for outcome in Outcome]
    near = difflib.get_close_matches(word[:_SHOWN], names, n=1)
    mend = f"Did you mean {near[0]}?" if near else f"Write one of: {ENGLISH.listing(names)}"
    raise CodingError(f'"{shorten(text, _SHOWN)}" is no outcome', where=where, mend=mend)


def _plain(text: str) -> str:
    return one_line(text).casefold()
