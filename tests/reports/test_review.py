from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from checker.articles.article import Story
from checker.reports.layout import Terminal, columns
from checker.reports.review import Pending, pending
from checker.reports.review_text import (
    KEYS,
    PROMPT,
    QUIT,
    SKIP,
    decided_line,
    list_line,
    question,
    taken_back_line,
)
from checker.scoring.assessment import Outcome
from tests.factories import make_article, make_assessment, make_cell, make_evidence

SAMPLE = make_assessment()
WIDE = Terminal(100)


def test_the_gravest_come_first_and_a_person_s_not_at_all() -> None:
    cells = tuple(replace(c, unsure=True) for c in SAMPLE.cells)
    waiting = pending(replace(SAMPLE, cells=cells))
    order = [p.cell.outcome for p in waiting]
    severity = [
        Outcome.CONTRADICTED,
        Outcome.DISTORTED,
        Outcome.CARRIED,
        Outcome.PARTIAL,
        Outcome.ABSENT,
    ]
    assert order == sorted(order, key=severity.index)
    assert len(waiting) == sum(c.decided_by == "judge" for c in cells) < len(cells)
    assert all(p.article.id == p.cell.article for p in waiting)


def test_only_unsure_cells_wait_and_a_story_once() -> None:
    assert {(p.cell.outcome, p.cell.point) for p in pending(SAMPLE)} == {
        (c.outcome, c.point) for c in SAMPLE.cells if c.unsure and c.decided_by == "judge"
    }
    flat = make_assessment(2, 1)
    first, copy = flat.articles
    cells = tuple(replace(c, unsure=True) for c in flat.cells)
    whole = replace(flat, stories=(Story(first, (copy,)),), cells=cells)
    assert [p.article for p in pending(whole)] == [first]


def test_every_outcome_has_a_key_and_every_key_is_said() -> None:
    assert set(KEYS.values()) == set(Outcome)
    assert len({*KEYS, SKIP, QUIT}) == len(Outcome) + 2
    for key, outcome in KEYS.items():
        assert f"{key} {outcome.value}" in PROMPT
    assert f"{SKIP} skip" in PROMPT
    assert f"{QUIT} quit" in PROMPT


@given(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=300),
    st.sampled_from(["utf-8", "ascii"]),
)
def test_press_text_stays_text(text: str, encoding: str) -> None:
    article = make_article(text, "It is so.", outlet=text)
    evidence = replace(make_evidence(article, "It is so", "1a"), text=text)
    cell = make_cell(article, 1, Outcome.CARRIED, evidence, unsure=True)
    waiting = Pending(article, cell)
    terminal = Terminal(60, encoding=encoding)
    lines = question(waiting, SAMPLE.brief, 1, 2, terminal).split("\n")
    assert all(columns(line) <= 60 for line in lines)
    one = [
        list_line(waiting, " --brief x", terminal),
        decided_line(article, replace(cell, judged=cell), terminal),
        taken_back_line(article, cell, terminal),
    ]
    for line in lines + one:
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line)
        line.encode(encoding)
    assert one[0].endswith(f"-> checker review {article.id} 1 OUTCOME --brief x")


def test_a_cell_without_a_sentence_says_so() -> None:
    article = make_article("", "It is so.")
    waiting = Pending(article, make_cell(article, 0, Outcome.ABSENT, unsure=True))
    said = question(waiting, SAMPLE.brief, 1, 1, WIDE)
    assert "(no headline)" in said
    assert "outlet not named, undated" in said
    assert "Narrative: For ten years the Lisse" in said
    assert "No sentence was found." in said
    assert list_line(waiting, "", WIDE).endswith(f"review {article.id} narrative OUTCOME")


def test_a_differing_figure_is_shown_beside_its_sentence() -> None:
    article = make_article("Aid", "A convoy with 50 tonnes came.")
    evidence = make_evidence(article, "A convoy", "2a", mismatch=("500 tonnes", "50 tonnes"))
    cell = make_cell(article, 2, Outcome.DISTORTED, evidence, unsure=True)
    said = question(Pending(article, cell), SAMPLE.brief, 3, 7, WIDE)
    assert said.startswith("3 of 7: Aid\n")
    assert "the brief has 500 tonnes, the article 50 tonnes" in said
