from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from checker.reports import xlsx
from checker.reports.plain import CELL_LIMIT
from checker.reports.tables import make_tables
from checker.reports.xlsx import to_xlsx, write_xlsx
from checker.scoring.assessment import Assessment
from tests.factories import make_article, make_assessment

HOSTILE = make_article(
    '=HYPERLINK("http://evil.example";"x")',
    "+1 and more\x1b[31m text.",
    "@SUM(A1) _x0041_ \u202eturned\uffff.",
    outlet="-out",
    date=dt.date(2031, 1, 2),
    author="=\ud800" + "a" * 40_000,
    url="https://news.example/=1",
    file="=file",
)


def opened(assessment: Assessment) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(assessment)))


def test_the_workbook_holds_the_tables() -> None:
    book = opened(make_assessment())
    assert book.sheetnames == ["Points", "Matrix", "Findings", "Articles"]
    for sheet, table in zip(book, make_tables(make_assessment()), strict=True):
        assert [c.value for c in sheet[1]] == [c.title for c in table.columns]
        assert sheet.max_row == len(table.rows) + 1
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert all(d.width and d.width >= 8 for d in sheet.column_dimensions.values())


def test_values_have_their_types_and_looks() -> None:
    points, matrix, findings, _ = opened(make_assessment())
    assert points["A2"].value == 1
    assert points["A7"].value == "narrative"
    assert points["C2"].value == pytest.approx(1 / 7)
    assert points["C2"].number_format == "0%"
    assert points["B2"].alignment.wrap_text
    assert matrix["A2"].value == dt.datetime(2031, 5, 9)
    assert matrix["A2"].number_format == "yyyy-mm-dd"
    assert matrix["A8"].value is None
    assert findings["A2"].value == "✕ contradicted"
    assert findings["D2"].value.startswith("Arvenia has quietly")


def test_an_outcome_has_symbol_word_and_fill() -> None:
    matrix = opened(make_assessment())["Matrix"]
    shown = {c.value: c.fill.fgColor.rgb for row in matrix["E2:J8"] for c in row}
    assert set(shown) == {
        "● carried",
        "● carried ?",
        "◐ partial",
        "≠ distorted",
        "✕ contradicted",
        "✕ contradicted ✓",
        "– absent",
        "– absent ?",
    }
    assert len(set(shown.values())) == 5


def test_hostile_text_is_text() -> None:
    data = to_xlsx(make_assessment([HOSTILE], ["=1+1\n\n@point"]))
    book = openpyxl.load_workbook(io.BytesIO(data))
    texts = [c for sheet in book for row in sheet for c in row if isinstance(c.value, str)]
    assert {c.data_type for c in texts} == {"s"}
    assert all(c.hyperlink is None for c in texts)
    risky = [c for c in texts if c.value.startswith(("=", "+", "-", "@"))]
    assert len(risky) >= 5
    assert all(c.quotePrefix for c in risky)
    for text in texts:
        assert len(text.value) <= CELL_LIMIT
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ud800]", text.value)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            body = parts.read(name)
            assert b"<f>" not in body
            assert b"<hyperlink" not in body


def test_a_text_that_looks_like_excels_own_escape_stays() -> None:
    article = make_article("Model _x0041_ was sold", "A text.")
    assert opened(make_assessment([article], ["One."]))["Matrix"]["C2"].value == article.title


def test_a_day_before_excels_calendar_is_text() -> None:
    article = make_article("Old", "A text.", date=dt.date(1899, 12, 31))
    assert opened(make_assessment([article], ["A point."]))["Matrix"]["A2"].value == "1899-12-31"


def test_an_empty_run_still_gives_a_workbook() -> None:
    assert opened(make_assessment(0, 0)).sheetnames[0] == "Points"


def test_what_a_sheet_cannot_hold_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROW_LIMIT", 5)
    articles = opened(make_assessment(9, 1))["Articles"]
    assert articles.max_row == 5
    assert articles["A4"].value == "checked"
    assert articles["A5"].value == "6 more rows: Excel has no room, see the CSV form"


def test_the_same_assessment_gives_the_same_bytes(tmp_path: Path) -> None:
    write_xlsx(make_assessment(), tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == to_xlsx(make_assessment())
