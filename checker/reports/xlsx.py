"""The XLSX form of a report: one workbook, a sheet for each table.

Every text is written as a text cell that Excel never evaluates, and marked as such (the "quote
prefix", Excel's own apostrophe), so that it stays text when somebody edits the cell. Nothing is
a link. The same assessment gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from checker.atomic import write_bytes
from checker.reports.plain import cut, plain
from checker.reports.sheet import Kind, Mark, Table, Value
from checker.reports.tables import make_tables
from checker.reports.words import PERSON, SYMBOLS, UNSURE
from checker.scoring.assessment import Assessment, Outcome

ROW_LIMIT = 1_048_576
"""The rows that a sheet of Excel has, the head included."""

FIRST_DAY = dt.date(1900, 3, 1)
"""Excel counts days from 1900 and takes that year for a leap year; before this it is wrong."""

_FILLS: Mapping[Outcome, tuple[str, str]] = {
    Outcome.CARRIED: ("#D7EFDC", "#0B4A20"),
    Outcome.PARTIAL: ("#FFF3C9", "#5C4300"),
    Outcome.DISTORTED: ("#FFDDB8", "#6B2C00"),
    Outcome.CONTRADICTED: ("#F9CFCF", "#7A0C12"),
    Outcome.ABSENT: ("#F3F4F6", "#4B5563"),
}
"""Background and text of each outcome; contrast at least 6 : 1."""

_TOP: Mapping[str, Any] = {"valign": "top"}
_STYLES: Mapping[Kind | str, Mapping[str, Any]] = {
    "head": {"bold": True, "text_wrap": True, "bg_color": "#1F2937", "font_color": "#FFFFFF"},
    Kind.TEXT: {"text_wrap": True, "quote_prefix": True, **_TOP},
    Kind.WHOLE: {"num_format": "0", "align": "left", **_TOP},
    Kind.SHARE: {"num_format": "0%", **_TOP},
    Kind.NUMBER: {"num_format": "0.00", **_TOP},
    Kind.DAY: {"num_format": "yyyy-mm-dd", "align": "left", **_TOP},
}

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def to_xlsx(assessment: Assessment) -> bytes:
    """The workbook's bytes: sheets Points, Matrix, Findings, Articles."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, _OPTIONS)
    book.set_properties(
        {
            "title": cut(plain(assessment.brief.title))[:255],
            "comments": _made_by(assessment),
            "created": _utc(assessment.created),
        }
    )
    formats = {key: book.add_format(dict(style)) for key, style in _STYLES.items()}
    for outcome, (background, colour) in _FILLS.items():
        style = {"bg_color": background, "font_color": colour, **_TOP}
        formats[outcome] = book.add_format(style)
    for table in make_tables(assessment):
        _write_sheet(book, table, formats)
    book.close()
    return data.getvalue()


def write_xlsx(assessment: Assessment, path: Path) -> Path:
    """Write the workbook to `path` and return it. Raises WorkspaceError when it can't be."""
    write_bytes(path, to_xlsx(assessment))
    return path


def _write_sheet(book: Any, table: Table, formats: Mapping[Any, Any]) -> None:
    sheet = book.add_worksheet(table.name.capitalize())
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, cut(plain(column.title)), formats["head"])
    rows = table.rows
    if len(rows) > ROW_LIMIT - 1:
        rows = rows[: ROW_LIMIT - 2]
        left = f"{len(table.rows) - len(rows):,} more rows: Excel has no room, see the CSV form"
        sheet.write_string(ROW_LIMIT - 1, 0, left)
    for row, values in enumerate(rows, 1):
        for at, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            _write_cell(sheet, (row, at), column.kind, value, formats)
    sheet.freeze_panes(1, table.frozen)
    sheet.autofilter(0, 0, max(len(rows), 1), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_cell(
    sheet: Any, place: tuple[int, int], kind: Kind, value: Value, formats: Mapping[Any, Any]
) -> None:
    if value is None:
        return
    if isinstance(value, Mark):
        sheet.write_string(*place, _shown(value), formats[value.outcome])
    elif isinstance(value, str):
        sheet.write_string(*place, cut(plain(value).strip()), formats[Kind.TEXT])
    elif isinstance(value, dt.date):
        if value < FIRST_DAY:
            sheet.write_string(*place, value.isoformat(), formats[Kind.TEXT])
        else:
            sheet.write_datetime(*place, value, formats[Kind.DAY])
    else:
        sheet.write_number(*place, value, formats[kind])


def _shown(mark: Mark) -> str:
    """ "● carried", "✕ contradicted ?" when unsure, "– absent ✓" when a person decided."""
    signs = [UNSURE] * mark.unsure + [PERSON] * mark.by_person
    return " ".join([SYMBOLS[mark.outcome], mark.outcome.value, *signs])


def _utc(moment: dt.datetime) -> dt.datetime:
    """`moment` in UTC without a zone, as Excel's properties have it."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _made_by(assessment: Assessment) -> str:
    made = assessment.provenance
    models = f"{made.embedding_model} and {made.judge_model}"
    return cut(plain(f"Made by messaging checker {made.version} with {models}."))[:255]
