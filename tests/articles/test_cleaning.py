from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.articles.cleaning import clean
from checker.articles.doubled import keep_once
from checker.articles.draft import Draft
from checker.articles.glue import known_words, separate
from tests.articles import strategies


def apart(text: str, elsewhere: str = "") -> list[str]:
    return separate(text, known_words([text, elsewhere]))


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        (
            "It ended on Friday in Lisset.The mayor left.",
            "It ended on Friday in Lisset. The mayor left.",
        ),
        ("Nobody knows.“We wait,” he said.", "Nobody knows. “We wait,” he said."),
        ("It had no results.”However, they", "It had no results.” However, they"),
        ('He said "no."Then he left.', 'He said "no." Then he left.'),
        ('It rained."We left," he said.', 'It rained. "We left," he said.'),
        ("It began in 2015.The rest is known.", "It began in 2015. The rest is known."),
        ("Really?Yes!So it is.Or was.", "Really? Yes! So it is. Or was."),
        ("on May 25-27,Lisset Wire reports", "on May 25-27, Lisset Wire reports"),
        ("he said,adding nothing", "he said, adding nothing"),
        ("a speech (in French).Others clapped", "a speech (in French). Others clapped"),
    ],
)
def test_sentences_run_together_come_apart(glued: str, parted: str) -> None:
    assert apart(glued) == [parted]


@pytest.mark.parametrize(
    "text",
    [
        "the iPhone and the eBay shop of Ronald McDonald",
        "WikiLeaks, YouTube, LinkedIn, PayPal and MacOS",
        "e.g. the U.S.A. and the U.S.A, i.e. 3.5 or 1,000 or 10.000",
        "see https://echo.example/About.Us?a=B or Runa.Delk@echo.example",
        "echo.example, Booking.com and Node.JS at 9.30",
        "a Ph.D in Section 2.B",
        "the workers’ rights and the mayor’s hat",
    ],
)
def test_names_abbreviations_figures_and_addresses_stay(text: str) -> None:
    assert apart(text) == [text]


def test_a_line_run_into_the_next_becomes_two_paragraphs() -> None:
    text = "Runa Delk. Exclusively for Harbour PostThe gates opened on Friday."
    assert apart(text) == [
        "Runa Delk. Exclusively for Harbour Post",
        "The gates opened on Friday.",
    ]


def test_a_small_word_comes_off_a_name_that_stands_elsewhere() -> None:
    assert apart("According toTolmark, it rained.", "Tolmark is wet.") == [
        "According to Tolmark, it rained."
    ]
    assert apart("According toTolmark, it rained.") == ["According toTolmark, it rained."]


def test_what_no_capital_shows_is_left() -> None:
    assert apart("a report from Wireciting Echo") == ["a report from Wireciting Echo"]


@given(st.text(max_size=300))
def test_parting_words_adds_white_space_and_nothing_else(text: str) -> None:
    text = text.replace("\x1e", "")
    assert "".join("".join(apart(text)).split()) == "".join(text.split())


@given(st.lists(strategies.paragraphs(), min_size=3, max_size=7, unique=True), st.data())
def test_a_body_printed_run_together_and_then_in_paragraphs_is_kept_once(
    body: list[str], data: st.DataObject
) -> None:
    body = [f"{n} {paragraph}" for n, paragraph in enumerate(body)] + [
        "In the end nobody signed, and the ferry went home with the flags of both sides on board.",
        "A second paper was read out at the harbour by a clerk who had lost his glasses at sea.",
    ]
    together = "".join(body)
    for doubled in ([together, *body], [*body, together]):
        cleaned = clean(Draft("A title", tuple(doubled)))
        assert list(cleaned.paragraphs) == body


def test_what_stands_only_in_the_worse_printing_is_put_in_where_it_stood() -> None:
    body = [
        "The gates at Brask opened on Friday, and the water took two days to reach the south.",
        "Growers at Vell had waited since January. Forty-one trees had died by then, they said.",
        "The commission meets again in the autumn, when the calendar for the winter is due.",
    ]
    extra = "Nobody at the dam would say why."
    together = body[0] + extra + body[1] + body[2]
    assert keep_once([together.replace(".N", ". N").replace(".G", ". G"), *body]) == [
        body[0],
        extra,
        *body[1:],
    ]


@given(st.lists(strategies.paragraphs(), min_size=1, max_size=8, unique=True))
def test_a_body_printed_once_is_left_alone(body: list[str]) -> None:
    if len({p[:30] for p in body}) == len(body):
        assert keep_once(body) == body


def test_bylines_credits_and_navigation_leave_the_text_for_their_fields() -> None:
    draft = Draft(
        "A title",
        (
            "By Runa Delk",
            "The gates opened at noon.",
            "Photo: Osk Lundt/Wire",
            "Share this",
            "Read more: Ferry sails",
            "Nobody cheered. Source: https://echo.example/gates",
        ),
    )
    cleaned = clean(draft)
    assert cleaned.paragraphs == ("The gates opened at noon.", "Nobody cheered.")
    assert cleaned.author == "Runa Delk"
    assert cleaned.url == "https://echo.example/gates"


@given(st.lists(st.text(max_size=120), max_size=6), st.text(max_size=40))
def test_cleaning_twice_changes_nothing_more(paragraphs: list[str], title: str) -> None:
    safe = [re.sub(r"[\x1c-\x1f]", "", p) for p in paragraphs]
    once = clean(Draft(title.replace("\x1e", ""), tuple(safe)))
    assert clean(once) == once


@given(st.lists(strategies.paragraphs(), min_size=1, max_size=8, unique=True))
def test_cleaning_loses_no_sentence(body: list[str]) -> None:
    assert clean(Draft("A title", tuple(body))).paragraphs == tuple(body)
