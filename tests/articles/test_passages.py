from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.articles.article import Place
from checker.articles.passages import SHORT_LEAD, passages_of, quotations
from checker.articles.spans import sentence_spans
from tests.articles import strategies

LEAD = "The gates at Brask opened on Friday, and the water took two days to reach the far south."


def places(paragraph: str) -> list[Place]:
    return [p.place for p in passages_of("A title", [LEAD, paragraph]) if p.paragraph == 1]


def test_headline_lead_and_body() -> None:
    passages = passages_of("Water flows", [LEAD, "Nobody cheered. It was late."])
    assert [p.place for p in passages] == [Place.HEADLINE, Place.LEAD, Place.BODY, Place.BODY]
    assert [p.text for p in passages] == ["Water flows", LEAD, "Nobody cheered.", "It was late."]
    assert [p.paragraph for p in passages] == [-1, 0, 1, 1]
    assert [p.index for p in passages] == [0, 1, 2, 3]


def test_without_a_headline_the_lead_comes_first() -> None:
    (only,) = passages_of("", [LEAD])
    assert (only.index, only.place) == (0, Place.LEAD)


def test_a_very_short_first_paragraph_shares_the_lead_with_the_next() -> None:
    dateline = "LISSET, 3 May —"
    assert len(dateline) < SHORT_LEAD
    passages = passages_of("A title", [dateline, LEAD, "Nobody cheered."])
    assert [p.place for p in passages[1:]] == [Place.LEAD, Place.LEAD, Place.BODY]


@pytest.mark.parametrize(
    "marks", ["“”", "„“", "„”", "«»", "»«", "‹›", '""', "‘’", "''"]
)  # fmt: skip
def test_a_sentence_mostly_inside_any_quotation_marks_is_a_quote(marks: str) -> None:
    opening, closing = marks[0], marks[1]
    said = f"{opening}We have waited for this water since January,{closing} she said."
    named = f"The mayor, who is new, called it all {opening}fine{closing} and left."
    assert places(said) == [Place.QUOTE]
    assert places(named) == [Place.BODY]


def test_every_sentence_of_a_long_quotation_is_its_own_passage() -> None:
    text = (
        "“We went down the whole list and struck out everyone with a stake in the river. At the "
        "end one name was left. Neither of us could say a word against it,” the official said. "
        "Then he left."
    )
    passages = [p for p in passages_of("", [LEAD, text]) if p.paragraph == 1]
    assert [p.text[:12] for p in passages] == [
        "“We went dow",
        "At the end o",
        "Neither of u",
        "Then he left",
    ]
    assert [p.place for p in passages] == [Place.QUOTE] * 3 + [Place.BODY]


def test_a_quotation_left_open_goes_on_to_the_end_of_the_paragraph() -> None:
    assert places("“We waited all winter for it. Nobody came to see us.") == [Place.QUOTE] * 2
    assert places('"We waited all winter for it. Nobody came to see us.') == [Place.QUOTE] * 2


@pytest.mark.parametrize(
    "text",
    [
        "The growers’ union and the miller's son met at ten o'clock.",
        "It’s the workers’ hall, and the mayors’ hats hang there.",
        'A board of 6" by 4" closed it, and it didn\'t hold.',
    ],
)
def test_apostrophes_open_no_quotation(text: str) -> None:
    assert Place.QUOTE not in places(text)


def test_a_question_in_quotation_marks_stays_with_who_asked_it() -> None:
    long = "“Will it rain on the whole of the southern plain before May, or will it not?” "
    text = long + "he asked the hall, which had no answer for him, and none for the mayor either."
    assert [text[a:b] for a, b in sentence_spans(text)] == [text]


@given(st.lists(st.text(max_size=400), max_size=5), st.text(max_size=60))
def test_offsets_are_exact_and_nothing_is_lost(paragraphs: list[str], title: str) -> None:
    passages = passages_of(title, paragraphs)
    assert [p.index for p in passages] == list(range(len(passages)))
    for passage in passages:
        source = title if passage.paragraph < 0 else paragraphs[passage.paragraph]
        assert source[passage.start : passage.end] == passage.text
    for number, paragraph in enumerate(paragraphs):
        kept = "".join(p.text for p in passages if p.paragraph == number)
        assert "".join(kept.split()) == "".join(paragraph.split())


@given(st.lists(strategies.sentences(), min_size=1, max_size=8))
def test_sentences_come_back_one_by_one_or_in_a_quotation(lines: list[str]) -> None:
    text = " ".join(lines)
    spans = sentence_spans(text)
    assert " ".join(text[a:b] for a, b in spans) == text
    assert len(spans) <= len(lines)


@given(st.text(alphabet="“”„«»‹›\"'‘’ ab.", max_size=80))
def test_quotations_lie_inside_the_text_and_apart(text: str) -> None:
    found = quotations(text)
    assert all(0 <= a <= b <= len(text) for a, b in found)
    assert all(b < c for (_, b), (c, _) in pairwise(found))


@pytest.mark.parametrize("hostile", ["“", '"', "'a ", "(a. ", ").", "a", "It is so. "])
def test_a_paragraph_of_any_size_is_split(hostile: str) -> None:
    paragraph = hostile * (30_000 // len(hostile))
    passages = passages_of("", [paragraph])
    assert "".join("".join(p.text for p in passages).split()) == "".join(paragraph.split())
