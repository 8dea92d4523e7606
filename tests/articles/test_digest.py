from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.articles.dates import day_order, parse_date
from checker.articles.digest import split_digest
from checker.articles.draft import Draft, Line
from checker.articles.readers.markdown import plain_lines
from tests.articles import shapes, strategies
from tests.articles.shapes import MARKDOWN, PLAIN, Printed


def split(text: str) -> list[Draft]:
    return split_digest(Line(line) for line in text.splitlines())


def words(texts: Iterable[str]) -> list[str]:
    return re.findall(r"\w+", " ".join(texts))


def assert_same(drafts: list[Draft], printed: list[Printed], with_url: bool) -> None:
    order = day_order(draft.date for draft in drafts)
    assert [d.title for d in drafts] == [a.title for a in printed]
    assert [d.outlet for d in drafts] == [a.outlet for a in printed]
    assert [d.paragraphs for d in drafts] == [a.paragraphs for a in printed]
    if with_url:
        assert [d.url for d in drafts] == [a.url for a in printed]
    numeric = any("/" in d.date for d in drafts)
    if not numeric or any(a.date.day > 12 for a in printed):
        assert [parse_date(d.date, order) for d in drafts] == [a.date for a in printed]


@pytest.mark.parametrize("name", PLAIN)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_articles_printed_in_a_plain_shape_come_back(name: str, data: st.DataObject) -> None:
    # One article of one paragraph, wrapped once, could as well be two paragraphs: nothing in the
    # file tells. With two or more articles something does.
    printed = data.draw(strategies.digests(least=2 if name == "wrapped" else 1))
    drafts = split(PLAIN[name](printed))
    assert_same(drafts, printed, name not in shapes.WITHOUT_URL)


@pytest.mark.parametrize("name", MARKDOWN)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_articles_printed_in_a_markdown_shape_come_back(name: str, data: st.DataObject) -> None:
    printed = data.draw(strategies.digests())
    drafts = split_digest(plain_lines(MARKDOWN[name](printed)))
    assert_same(drafts, printed, name not in shapes.WITHOUT_URL)


@given(strategies.digests(3), st.sampled_from(["---", "***", "=========", "* * *", "———"]))
@settings(max_examples=40, deadline=None)
def test_rules_alone_part_three_or_more_titled_articles(printed: list[Printed], rule: str) -> None:
    printed = [replace(a, title=a.title.rstrip("?")) for a in printed]
    text = f"\n\n{rule}\n\n".join(f"{a.title}\n\n" + "\n\n".join(a.paragraphs) for a in printed)
    drafts = split(text)
    assert [d.title for d in drafts] == [a.title for a in printed]
    assert [d.paragraphs for d in drafts] == [a.paragraphs for a in printed]


@given(strategies.digests(2))
@settings(max_examples=40, deadline=None)
def test_source_lines_alone_part_articles(printed: list[Printed]) -> None:
    text = "\n\n".join(
        f"{a.title}\n\n" + "\n\n".join(a.paragraphs) + f"\n\nSource: {a.url}" for a in printed
    )
    drafts = split(text)
    assert [(d.title, d.url, d.paragraphs) for d in drafts] == [
        (a.title, a.url, a.paragraphs) for a in printed
    ]


@pytest.mark.parametrize("lacking", ["date line", "source line"])
@given(printed=strategies.digests(4, 8), data=st.data())
@settings(max_examples=30, deadline=None)
def test_one_article_without_its_usual_line_is_still_found(
    lacking: str, printed: list[Printed], data: st.DataObject
) -> None:
    without = data.draw(st.integers(1, len(printed) - 2))
    parts = []
    for n, a in enumerate(printed):
        dated = lacking != "date line" or n != without
        sourced = lacking != "source line" or n != without
        parts.append(
            f"{a.title}\n\n"
            + (f"{a.outlet} {a.day('%d/%m/%Y')}\n\n" if dated else "")
            + "\n\n".join(a.paragraphs)
            + (f"\n\nSource: {a.url}" if sourced else "")
        )
    drafts = split("\n\n\n".join(parts))
    assert [d.title for d in drafts] == [a.title for a in printed]
    assert [d.paragraphs for d in drafts] == [a.paragraphs for a in printed]


_INTRUDERS = [
    "---",
    "***",
    "==========",
    "27 April 2015",
    "Lisset, 27 April 2015",
    "27/04/2015",
    "What comes next",
    "What comes next\n\n27 April 2015",
    "What comes next\n\n---",
    "---\n\nWhat comes next",
    "1. What comes next",
    "https://lisset.example/live",
    "Source: https://lisset.example/figures",
    "By Runa Delk",
    "Date: 27 April 2015",
    "\n\n\nWhat comes next",
]


@given(strategies.articles(), st.sampled_from(_INTRUDERS), st.data())
@settings(max_examples=200, deadline=None)
def test_a_single_article_stays_one(a: Printed, intruder: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(a.paragraphs)))
    inside = [*a.paragraphs[:at], intruder, *a.paragraphs[at:]]
    drafts = split(f"{a.title}\n\n{a.outlet} {a.day('%d/%m/%Y')}\n\n" + "\n\n".join(inside))
    assert [d.title for d in drafts] == [a.title]
    assert words(a.paragraphs) == [
        w
        for p in drafts[0].paragraphs
        if any(p in original or original in p for original in a.paragraphs)
        for w in words([p])
    ]


@given(strategies.articles(), st.lists(st.integers(0, 5), min_size=2, max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_single_article_with_several_section_breaks_stays_one(
    a: Printed, places: list[int]
) -> None:
    body = list(a.paragraphs)
    for place in places:
        body.insert(min(place, len(body)), "* * *")
    drafts = split(f"{a.title}\n\n" + "\n\n".join(body))
    assert [d.title for d in drafts] == [a.title]
    assert drafts[0].paragraphs == a.paragraphs


def test_markdown_subheadings_do_not_part_an_article() -> None:
    text = (
        "# Water for the south\n\n*Arvenia Wire, 3 May 2026*\n\nThe gates opened at noon on Friday."
        "\n\n## Who pays\n\nNobody has said so far, and nobody asked.\n\n## What next\n\n"
        "The commission meets again in the autumn."
    )
    (draft,) = split_digest(plain_lines(text))
    assert draft.title == "Water for the south"
    assert draft.paragraphs[1] == "Who pays"
    assert len(draft.paragraphs) == 5


def test_a_cover_and_a_list_of_contents_are_no_article() -> None:
    text = """Daily press review
3 May 2026

1. Water for the south
2. Fodder runs short

1. Water for the south
Arvenia Wire, 2 May 2026

The gates opened at noon on Friday. Nobody cheered.

2. Fodder runs short
Kessania Today, 3 May 2026

Hay is left for nine days, the union said on Saturday.
"""
    assert [(d.title, d.outlet) for d in split(text)] == [
        ("Water for the south", "Arvenia Wire"),
        ("Fodder runs short", "Kessania Today"),
    ]


def test_an_introduction_with_sentences_is_kept() -> None:
    text = """Press review

Two papers wrote about the river this week, and one of them about fish.

Water for the south
Arvenia Wire, 2 May 2026

The gates opened at noon on Friday. Nobody cheered.

Fodder runs short
Kessania Today, 3 May 2026

Hay is left for nine days, the union said on Saturday.
"""
    drafts = split(text)
    assert [d.title for d in drafts] == [
        "Press review",
        "Water for the south",
        "Fodder runs short",
    ]


@given(st.text(max_size=600))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_no_word_that_was_not_there(text: str) -> None:
    drafts = split(text)
    invisible = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe]"
    for draft in drafts:
        printed = words([draft.title, *draft.paragraphs])
        assert set(printed) <= set(words([re.sub(invisible, "", text)]))


@given(st.lists(strategies.sentences(), min_size=1, max_size=12), st.data())
@settings(max_examples=100, deadline=None)
def test_every_sentence_of_any_arrangement_is_kept_once(
    lines: list[str], data: st.DataObject
) -> None:
    seps = data.draw(
        st.lists(
            st.sampled_from(["\n", "\n\n", "\n\n\n", "\n\n---\n\n", "\n\nNews\n\n", " "]),
            min_size=len(lines),
            max_size=len(lines),
        )
    )
    text = "".join(line + sep for line, sep in zip(lines, seps, strict=True))
    kept = [t for d in split(text) for t in (d.title, *d.paragraphs) if t]
    assert words(kept) == words(lines)


def test_nothing_but_navigation_is_no_article() -> None:
    assert split("News\n\nShare this\n\n----\n") == []
    assert split("") == []
