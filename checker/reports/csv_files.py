"""The CSV form of a report: one file for each table, safe to open in a spreadsheet.

UTF-8 with a byte order mark, so that Excel reads it right; commas, quotes doubled, CR LF. Dates
are ISO 8601, shares 0 to 1. Each text is one line. A text that a spreadsheet would take for a
formula gets an apostrophe before it, as OWASP's "CSV Injection" page advises; so does what
stands after a semicolon, because a spreadsheet set to a language with decimal commas splits the
cells there.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from pathlib import Path

from checker.atomic import write_bytes
from checker.reports.plain import cut, one_line
from checker.reports.sheet import Mark, Table, Value
from checker.reports.tables import make_tables
from checker.scoring.assessment import Assessment

_FORMULA = re.compile("(^|;)([ '\"]*)(?=[=+\\-@＝＋－＠])")


def neutral(text: str) -> str:
    """`text` on one line, of at most 32,767 UTF-16 units, with no formula in any reading of it."""
    return cut(_FORMULA.sub(r"\1'\2", one_line(text)))


def to_csv(table: Table) -> bytes:
    """One table as the bytes of a CSV file, its heads in the first line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([neutral(column.title) for column in table.columns])
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def write_csv(assessment: Assessment, folder: Path, stem: str) -> list[Path]:
    """Write the four tables to `folder`: `stem` "talks" gives "talks-points.csv" and so on.

    Returns the four paths. Raises WorkspaceError when one can't be written.
    """
    written = []
    for table in make_tables(assessment):
        file = folder / f"{stem}-{table.name}.csv"
        write_bytes(file, to_csv(table))
        written.append(file)
    return written


def _cell(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, Mark):
        return value.words
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 4)
    return neutral(value) if isinstance(value, str) else value
