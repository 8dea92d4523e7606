from __future__ import annotations

import pytest

from checker.articles.furniture import byline, clean_url, is_noise, outlet_like
from checker.articles.header_lines import header_fields


@pytest.mark.parametrize(
    "line",
    [
        "News",
        "SHARE THIS",
        "Read more…",
        "Read more: Ferry to sail again",
        "» Home",
        "Photo: Arvenia Wire/R. Delk",
        "Image credit: Osk Lundt",
        "© 2026 Harbour Post",
        "Copyright 2026 Harbour Post",
        "All rights reserved.",
        "Sign up to our weekly newsletter",
        "Follow us on Facebook",
    ],
)
def test_navigation_and_credits_are_noise(line: str) -> None:
    assert is_noise(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "home.",
        "News of the flood came late.",
        "Copyright law is to be changed, ministers said.",
        "Photo: The minister opens the new bridge at Sund. She laughed.",
        "Share prices fell.",
        "Share on offer: one third.",
        "Read the report, she said.",
        "Watch the river and you will see.",
    ],
)
def test_sentences_are_not_noise(line: str) -> None:
    assert not is_noise(line)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Runa Delk", "Runa Delk"),
        ("BY RUNA DELK", "RUNA DELK"),
        ("By Runa Delk and Osk Lundt in Lisset", "Runa Delk and Osk Lundt in Lisset"),
        ("By Runa Delk, water correspondent", "Runa Delk, water correspondent"),
        ("Written by Osk Lundt", "Osk Lundt"),
        ("Por Inés Valdoro", "Inés Valdoro"),
        ("Runa Delk, columnist of the Echo. Exclusively for Harbour Post", "Runa Delk"),
        ("Exclusively for Harbour Post", ""),
    ],
)
def test_a_byline_names_its_author(line: str, author: str) -> None:
    assert byline(line) == author


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the river had risen",
        "By the river",
        "By Runa Delk's account the gates were shut.",
        "The hall was booked exclusively for delegates.",
        "By contrast, Tolmark",
        "Byron Lundt",
    ],
)
def test_text_that_starts_like_a_byline_is_none(line: str) -> None:
    assert byline(line) is None


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("Vestra 28/05/2015", {"outlet": "Vestra", "date": "28/05/2015"}),
        ("The Echo, 28 May 2015", {"outlet": "The Echo", "date": "28 May 2015"}),
        ("28 May 2015 – The Echo", {"outlet": "The Echo", "date": "28 May 2015"}),
        ("(The Echo, 28 May 2015)", {"outlet": "The Echo", "date": "28 May 2015"}),
        (
            "Sunday Echo, Sunday 28 May 2017 14:05 GMT",
            {"outlet": "Sunday Echo", "date": "28 May 2017"},
        ),
        ("The Echo, p. 4, 28 May 2015", {"outlet": "The Echo", "date": "28 May 2015"}),
        ("Radio Lisset 98.4 14/05/2026", {"outlet": "Radio Lisset 98.4", "date": "14/05/2026"}),
        ("Small Hours (blog) 2026-03-13", {"outlet": "Small Hours (blog)", "date": "2026-03-13"}),
        ("Posted on May 28, 2015 by Runa Delk", {"author": "Runa Delk", "date": "May 28, 2015"}),
        ("Thursday 28 May 2015", {"date": "28 May 2015"}),
        ("Title: Water: a love story", {"title": "Water: a love story"}),
        ("Publication: lower case daily", {"outlet": "lower case daily"}),
        ("Date: yesterday", {"date": "yesterday"}),
        ("Source: The Echo", {"outlet": "The Echo"}),
        ("Source: https://echo.example/a", {"url": "https://echo.example/a"}),
        ("(Source: https://echo.example/a)", {"url": "https://echo.example/a"}),
        (
            "Source: Echo, https://echo.example/a",
            {"url": "https://echo.example/a", "outlet": "Echo"},
        ),
        ("https://echo.example/a", {"url": "https://echo.example/a"}),
        ("Read the full article at https://echo.example/a.", {"url": "https://echo.example/a"}),
    ],
)
def test_a_header_line_is_taken_apart(line: str, fields: dict[str, str]) -> None:
    assert header_fields(line)[0] == fields


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The talks opened on 28 May 2015",
        "He came on 28 May 2015.",
        "Source: the ministry's figures for last year, which were wrong.",
        "Date: she would not name one, and nor would he.",
        "A spokesman put it this way: nothing is settled.",
        "The Echo, 28 May",
        "See https://echo.example/a for the whole sad list of names",
    ],
)
def test_a_line_of_text_is_no_header(line: str) -> None:
    assert header_fields(line) == ({}, "")


def test_lines_in_one_manner_have_one_shape() -> None:
    first, second = header_fields("The Echo, 28 May 2015"), header_fields("Wire, 3 June 2016")
    assert first[1] == second[1]
    assert first[1] != header_fields("The Echo 28/05/2015")[1]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("see https://e.example/a_(b).", "https://e.example/a_(b)"),
        ("(https://e.example/a)", "https://e.example/a"),
        ("www.e.example/a,", "http://www.e.example/a"),
        ("javascript:alert(1)", ""),
    ],
)
def test_an_address_loses_the_punctuation_after_it(text: str, url: str) -> None:
    assert clean_url(text) == url


@pytest.mark.parametrize("text", ["The Echo", "dpa", "echo.example", "Notes from the Hall (blog)"])
def test_words_that_could_name_an_outlet(text: str) -> None:
    assert outlet_like(text)


@pytest.mark.parametrize(
    "text", ["", "opened on", "The talks of", "It rained. Then", "the river rose"]
)
def test_words_that_could_not(text: str) -> None:
    assert not outlet_like(text)
