from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from checker.articles.article import NotChecked
from checker.reports.layout import columns
from checker.reports.terminal import summary
from checker.scoring.assessment import (
    Assessment,
    Label,
    Mismatch,
    Outcome,
    Tally,
    Theme,
    ThemeQuote,
)
from tests.factories import make_article, make_assessment, make_cell, make_evidence

REPORT = Path("reports/river talks.html")


def shown(
    assessment: Assessment | None = None,
    width: int = 80,
    colour: bool = False,
    encoding: str = "utf-8",
) -> str:
    return summary(assessment or make_assessment(), REPORT, width, colour, encoding)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize("assessment", [make_assessment(), make_assessment(30, 12)])
def test_every_line_fits_and_the_path_is_last(
    width: int, encoding: str, assessment: Assessment
) -> None:
    lines = shown(assessment, width, encoding=encoding).split("\n")
    assert max(columns(line) for line in lines) <= width
    assert lines[-1] == str(REPORT)
    assert lines[-2] == ""


def test_the_summary_at_eighty_columns() -> None:
    assert shown() == (
        """\
River talks in Lisset
7 stories, 9 articles, 5 outlets, 3 – 9 May 2031

Pull-through
 1  ●○○○○  1 of 7 stories   14 %  Arvenia was chosen as host because it is…
 2  ○○○○○  0 of 7 stories    0 %  Arvenia has sent 500 tonnes of food and…
 3  ●○○○○  1 of 7 stories   14 %  The talks will share the river's water…
 4  ●○○○○  2 of 7 stories   29 %  Arvenia asks no payment for hosting the talks.
 5  ○○○○○  0 of 7 stories    0 %  A permanent river commission will open in…
 N  ○○○○○  0 of 7 stories    0 %  For ten years the Lisse river has divided its…

Contradicted or bent
 ✕ contradicted: point 1  96 % sure, Upstream Daily, 6 May 2031
   “Arvenia has quietly taken the side of the upper bank, a former envoy
   claims.”
 ✕ contradicted: point 4  ✓ decided by a person, Upstream Daily, 6 May 2031
   “They are paid handsomely for this,” the envoy said.
 ≠ distorted: point 2  92 % sure, The Valley Post, 4 May 2031
   “A convoy with 50 tonnes of food and medicine from Arvenia reached the
   flooded villages on Tuesday.”
   the brief has 500 tonnes, the article 50 tonnes

2 verdicts wait for your eye. Run: checker review

Off-message themes
 hotel prices doubled (3 stories, 3 outlets) “Hotel prices in Lisset have…

Not checked: 2
 articles/scan.pdf: no text in it: a scanned page
 articles/vesti.txt (Переговоры о реке): language not covered: Russian

reports/river talks.html"""
    )


def test_colour_changes_the_looks_and_not_the_words() -> None:
    coloured = shown(colour=True)
    assert "\x1b[31m✕ contradicted" in coloured
    assert re.sub("\x1b\\[[0-9]+m", "", coloured) == shown()


@pytest.mark.parametrize(
    ("carried", "dots"),
    [(0, "○○○○○"), (1, "●○○○○"), (43, "●●○○○"), (99, "●●●●○"), (100, "●●●●●")],
)
def test_no_dot_for_none_and_all_for_all_only(carried: int, dots: str) -> None:
    tally = Tally(1, {Outcome.CARRIED: carried}, 100)
    text = shown(replace(make_assessment(3, 1), tallies=(tally,)))
    assert f" 1  {dots}  {carried} of 100 stories" in text


def test_a_plain_terminal_gets_plain_signs() -> None:
    text = shown(encoding="ascii")
    assert text.isascii()
    assert " 1  #....  1 of 7 stories" in text
    assert "x contradicted: point 1" in text
    assert "articles/vesti.txt (?????????? ? ????)" in text


EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202ekcab\u2066\r\nnext\x08\x7f"


def test_nothing_in_an_article_commands_the_terminal() -> None:
    article = make_article(
        "Title " + EVIL, "Bad " + EVIL, outlet="O" + EVIL, date=dt.date(2031, 1, 1)
    )
    evidence = replace(
        make_evidence(article, "Bad", "1a", Label.CONTRADICTS),
        text="Bad " + EVIL,
        mismatches=(Mismatch("5" + EVIL, "6" + EVIL, 0, 1),),
    )
    base = make_assessment([article], ["Point " + EVIL])
    assessment = replace(
        base,
        brief=replace(base.brief, title="Brief " + EVIL),
        cells=(make_cell(article, 1, Outcome.CONTRADICTED, evidence, unsure=True),),
        themes=(Theme("label" + EVIL, (ThemeQuote(article.id, 1, EVIL),), 1, 1),),
        not_checked=(NotChecked("f" + EVIL, "r" + EVIL, "t" + EVIL),),
    )
    text = summary(assessment, Path("reports/a" + EVIL + ".html"), 120, False, "utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert text.split("\n")[-1].startswith("reports/a]0;owned")
    assert "94 % sure ?" in text


def test_long_lists_say_how_many_more_there_are() -> None:
    left = tuple(NotChecked(f"{n}.txt", "empty") for n in range(9))
    text = shown(replace(make_assessment(), not_checked=left))
    assert "Not checked: 9\n 0.txt: empty\n" in text
    assert text.endswith(f" 5.txt: empty\n and 3 more in the report\n\n{REPORT}")


def test_reprints_are_not_counted_again() -> None:
    assessment = make_assessment()
    host = assessment.stories[0]
    copies = tuple(
        replace(c, article=r.id, outcome=Outcome.CONTRADICTED, unsure=True)
        for r in host.reprints
        for c in assessment.cells
        if c.article == host.first.id
    )
    assert shown(replace(assessment, cells=assessment.cells + copies)) == shown()


def test_a_run_without_articles_says_so() -> None:
    assert shown(make_assessment(0, 2)) == (
        f"An invented brief\nNo article was checked.\n\n{REPORT}"
    )


def test_the_terminals_own_encoding_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    class Old:
        encoding = "cp437"

    monkeypatch.setattr("sys.stdout", Old())
    text = summary(make_assessment(), REPORT, 80, False)
    monkeypatch.undo()
    assert " 1  #....  1 of 7 stories" in text
