from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from checker.articles.draft import Line
from checker.articles.items import Item, Kind, mark
from tests.articles import strategies


def items(text: str) -> list[Item]:
    return mark(Line(line) for line in text.splitlines())


def test_each_line_is_what_it_is() -> None:
    found = items("News\n\n\nGates open\nEcho, 3 May 2026\n* * *\n3. Who pays")
    assert [i.kind for i in found] == [Kind.NOISE, Kind.TEXT, Kind.META, Kind.RULE, Kind.TEXT]
    assert [i.gap for i in found] == [0, 2, 0, 0, 0]
    assert (found[-1].number, found[-1].unnumbered) == (3, "Who pays")


def test_lines_that_count_the_articles() -> None:
    for line in ("Article 3 of 8", "[3/8]", "Clipping no. 3"):
        (item,) = items(line)
        assert (item.number, item.unnumbered) == (3, "")
    (item,) = items("98.4 is where to find us")
    assert item.number is None


def test_an_underlined_line_is_a_heading_and_a_rule_under_text_is_not() -> None:
    (heading,) = items("Gates open\n==========")
    assert heading.heading == 1
    text, rule = items("He said that it was so, and it was so until Friday at the least.\n---")
    assert (text.heading, rule.kind) == (0, Kind.RULE)


def test_the_last_word_of_a_broken_line_is_no_navigation() -> None:
    assert [i.kind for i in items("The girls counted their money and went\nhome")] == [
        Kind.TEXT,
        Kind.TEXT,
    ]


def test_control_and_invisible_characters_go() -> None:
    assert [i.text for i in items("The\u00ad\u200b ga\u202etes\x07open\ufeff")] == [
        "The gates open"
    ]


long_sentences = st.lists(
    st.sampled_from("river harbour of gate in dam a ferry twelve growers".split()), min_size=40
).map(lambda words: f"It was the {' '.join(words)}.")


@given(st.lists(long_sentences, min_size=1, max_size=5), st.integers(60, 90))
def test_paragraphs_broken_at_a_width_are_joined(paragraphs: list[str], width: int) -> None:
    broken = "\n\n".join(textwrap.fill(p, width, break_on_hyphens=False) for p in paragraphs)
    assert [i.text for i in items(broken)] == paragraphs


@given(st.lists(strategies.paragraphs(), min_size=1, max_size=9))
def test_lines_that_are_paragraphs_are_not_joined(paragraphs: list[str]) -> None:
    assert [i.text for i in items("\n".join(paragraphs))] == paragraphs
