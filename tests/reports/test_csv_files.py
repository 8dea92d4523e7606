from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.reports.csv_files import neutral, to_csv, write_csv
from checker.reports.plain import CELL_LIMIT
from checker.reports.sheet import Column, Table
from checker.reports.tables import make_tables
from checker.scoring.assessment import Outcome
from tests.factories import make_article, make_assessment

ATTACKS = [
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\ufeff=1+1",
    "\u202e=1+1",
    "＝1+1",
    "'=1+1",
]


def read(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_formula_is_made_a_text(attack: str) -> None:
    assert neutral(attack).startswith("'")
    assert neutral(attack).lstrip("'") in attack


@pytest.mark.parametrize("text", ["a-b", "1 + 1 = 2", "“=quoted”", "me@example.org", "", "–5 °C"])
def test_an_ordinary_text_is_left_alone(text: str) -> None:
    assert neutral(text) == text


def split_anyhow(data: bytes) -> list[str]:
    """All cells as spreadsheets might cut them: at commas, semicolons or tabs, quotes or not."""
    text = data.decode("utf-8-sig")
    cells = [c for d in ",;\t" for row in read(data, d) for c in row]
    return cells + [c for line in text.splitlines() for c in re.split("[;\t]", line)]


@given(st.text(st.sampled_from(list("ab=+-@;,\"' \t\r\n＝\x00\u202e"))))
def test_no_way_of_cutting_the_file_makes_a_formula(text: str) -> None:
    table = Table("t", (Column("Own"), Column("Press")), (("own", text),))
    for cell in split_anyhow(to_csv(table)):
        assert not cell.strip(' "').startswith(("=", "+", "-", "@", "＝"))


def test_the_file_opens_right_in_excel() -> None:
    data = to_csv(Table("t", (Column("Kopf"),), (("Škoda, «да»\nzwei",),)))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert read(data) == [["Kopf"], ["Škoda, «да» zwei"]]


def test_a_long_text_keeps_excels_limit_with_its_apostrophe() -> None:
    cell = neutral("=" + "😀" * CELL_LIMIT)
    assert cell.startswith("'=")
    assert len(cell.encode("utf-16-le")) // 2 <= CELL_LIMIT


def test_values_are_plain_words_and_numbers() -> None:
    points, matrix, *_ = make_tables(make_assessment())
    head, first, *_ = read(to_csv(points))
    row = dict(zip(head, first, strict=True))
    assert (row["Point"], row["Pull-through"], row["Worst outcome"]) == (
        "1",
        "0.1429",
        Outcome.CONTRADICTED.value,
    )
    newest = read(to_csv(matrix))[1]
    assert newest[:3] == ["2031-05-09", "Harbour News", "Arvenia hosts for free, minister insists"]


def test_four_files_are_written_beside_the_report(tmp_path: Path) -> None:
    article = make_article("=cmd()", "@first", outlet="+out", file="-f", author="=a")
    written = write_csv(make_assessment([article], ["=point"]), tmp_path, "talks")
    assert [p.name for p in written] == [
        "talks-points.csv",
        "talks-matrix.csv",
        "talks-findings.csv",
        "talks-articles.csv",
    ]
    for path in written:
        for cell in split_anyhow(path.read_bytes()):
            assert not cell.startswith(("=", "+", "-", "@"))
    assert "'=cmd()" in written[3].read_text("utf-8-sig")
