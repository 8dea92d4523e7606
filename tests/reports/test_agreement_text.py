from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from checker.reports.agreement import Agreement, measure
from checker.reports.agreement_text import agreement_text
from checker.reports.coded import CodedCell
from checker.reports.layout import columns
from checker.scoring.assessment import Outcome
from tests.factories import make_assessment
from tests.reports.test_agreement import PAIRS, A, C, agreement

REPORT = Path("reports/river talks.json")


def shown(made: Agreement, width: int = 80, colour: bool = False, encoding: str = "utf-8") -> str:
    return agreement_text(made, REPORT, width, colour, encoding)


def test_the_text_at_eighty_columns() -> None:
    assert shown(agreement(PAIRS)) == (
        """\
An invented brief
12 of 12 cells coded, in 4 stories
So few cells are coded that the figures are rough: mind the ranges

Agreement (in brackets: 95 % range)
 same outcome               6 of 12   50 % (25 to 75 %)
 Cohen's kappa                 0.33  (0: as by chance, 1: always the same)

● Carried
 called so, rightly          2 of 3   67 % (21 to 94 %)
 coded so, found             2 of 3   67 % (21 to 94 %)

✕≠ Contradicted or distorted
 coded so, found             2 of 3   67 % (21 to 94 %)
 false ones          1 in 4 stories   0.25 for each

Coded (down) and found (across)
                 carried  partial  distorted  contradicted  absent
 ● carried             2        0          0             0       1
 ◐ partial             1        0          0             0       1
 ≠ distorted           0        0          1             1       0
 ✕ contradicted        0        0          0             0       1
 – absent              0        0          0             1       3

Cells that differ: 6
 point 3: coded carried, found absent  Council story 1
 point 1: coded partial, found carried  Council story 2
 point 2: coded partial, found absent  Council story 2
 point 1: coded distorted, found contradicted  Council story 3
 point 2: coded contradicted, found absent  Council story 3
 point 2: coded absent, found contradicted  Council story 4

Compared with the report
reports/river talks.json"""
    )


@pytest.mark.parametrize("width", [40, 60, 76, 80, 120])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_every_line_fits_and_the_path_is_last(width: int, encoding: str) -> None:
    text = shown(agreement(PAIRS * 20), width, encoding=encoding)
    lines = text.split("\n")
    assert max(columns(line) for line in lines) <= width
    assert lines[-1] == str(REPORT)
    assert text.isascii() or encoding == "utf-8"
    # Nothing is lost on the way to fewer columns.
    for number in ("120 of 240", "40 of 60", "20 in 80 stories"):
        assert number in text


def test_twenty_cells_are_shown_and_the_rest_is_told() -> None:
    text = shown(agreement([(A, C)] * 23))
    assert "Cells that differ: 23\n" in text
    assert text.count(": coded absent, found carried") == 20
    assert "\n and 3 more: see --json\n" in text
    assert "more: see" not in shown(agreement([(A, C)] * 20))


def test_colour_changes_the_looks_and_not_the_words() -> None:
    coloured = shown(agreement(PAIRS), colour=True)
    assert "\x1b[1mAgreement" in coloured
    assert re.sub("\x1b\\[[0-9]+m", "", coloured) == shown(agreement(PAIRS))


def test_undefined_figures_say_so() -> None:
    text = shown(agreement([(A, A)] * 30))
    assert " Cohen's kappa            undefined  (all have one outcome)\n" in text
    assert " coded so, found         none coded\n" in text
    assert "rough" not in text
    assert "Cells that differ" not in text


def test_what_a_person_decided_and_unsure_cells_are_marked() -> None:
    made = make_assessment(1, 3, words=15, outcomes={(0, n): A for n in (1, 2, 3)})
    cells = (
        replace(made.cells[0], decided_by="person"),
        replace(made.cells[1], unsure=True),
        made.cells[2],
    )
    assessment = replace(made, cells=cells)
    coded = [CodedCell(made.articles[0], cell, Outcome.CARRIED) for cell in cells]
    text = shown(measure(coded, assessment))
    assert "\n1 more was decided by a person in the report: left out\n" in text
    assert "\n point 2: coded carried, found absent (? unsure)  Council story 1\n" in text
    assert "\n point 3: coded carried, found absent  Council story 1\n" in text
    only = shown(measure(coded[:1], assessment))
    assert only.startswith("An invented brief\n0 of 2 cells coded, in 0 stories\n")
    assert "undefined  (nothing is coded)" in only
    assert "Coded (down)" not in only


def test_nothing_in_an_article_commands_the_terminal() -> None:
    evil = "\x1b]0;owned\x07\x9b31m\u202ekcab\r\nnext\x7f"
    made = agreement(PAIRS)
    cells = tuple(replace(c, article=replace(c.article, title=evil)) for c in made.coded)
    text = shown(replace(made, title=evil, coded=cells))
    assert "31mkcab next" in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
