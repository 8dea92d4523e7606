from __future__ import annotations

import pytest

from checker.articles.digest import split_digest
from checker.articles.draft import Draft, Line

BODY = (
    "Ministers agreed on Friday to open the gates of the dam, after a night of talks. Few cheered."
)
MORE = "Growers in the south said the water had come too late for most trees. They want money."


def only(text: str) -> Draft:
    (draft,) = split_digest(Line(line) for line in text.splitlines())
    return draft


@pytest.mark.parametrize(
    "header",
    [
        "Gates open at last\nThe Lisset Echo, 3 May 2026",
        "Gates open at last\n\nThe Lisset Echo\n3 May 2026",
        "Gates open at last\n3 May 2026\nThe Lisset Echo",
        "3 May 2026 – The Lisset Echo\nGates open at last",
        "THE LISSET ECHO\n3 May 2026\nGates open at last",
        "OPINION\n\nGates open at last\n\nBy Runa Delk\nThe Lisset Echo, 3 May 2026",
        "Home\nNews\nCity\n\nGates open at last\n\nThe Lisset Echo\nPublished 3 May 2026 14:05",
        "Gates open at last | The Lisset Echo\nPublished 3 May 2026\nUpdated: 4 May 2026",
        "Gates open at last\n==================\nThe Lisset Echo, 3 May 2026",
        "Title: Gates open at last\nSource: The Lisset Echo\nDate: 3 May 2026\nText:",
        "Source: The Lisset Echo, 3 May 2026\n\nGates open at last",
    ],
)
def test_title_outlet_and_date_in_many_orders(header: str) -> None:
    draft = only(f"{header}\n\n{BODY}\n\n{MORE}\n")
    assert draft.title == "Gates open at last"
    assert draft.outlet.casefold() == "the lisset echo"
    assert draft.date == "3 May 2026"
    assert draft.paragraphs == (BODY, MORE)


def test_a_second_headline_opens_the_body() -> None:
    draft = only(f"Gates open\nGrowers say it is too late\n\nEcho, 3 May 2026\n\n{BODY}")
    assert draft.title == "Gates open"
    assert draft.paragraphs == ("Growers say it is too late", BODY)


def test_the_first_paragraph_is_no_title() -> None:
    draft = only(f"{BODY}\n\n{MORE}")
    assert draft.title == ""
    assert draft.paragraphs == (BODY, MORE)


def test_a_title_may_end_with_a_full_stop_or_a_question_mark() -> None:
    for title in ("Train's in at 8.12. Bus left at 8.10.", "Whose water is it?", "“We wait.”"):
        assert only(f"{title}\n\n{BODY}\n\n{MORE}").title == title


def test_a_headline_that_starts_like_a_byline() -> None:
    assert only(f"By Royal Command\nEcho, 3 May 2026\n\n{BODY}").title == "By Royal Command"
    draft = only(f"By Runa Delk\n\nGates open\n\n{BODY}")
    assert (draft.title, draft.author) == ("Gates open", "Runa Delk")


def test_footer_lines_are_taken_and_header_like_lines_inside_the_body_stay_text() -> None:
    draft = only(
        f"Gates open\n\n{BODY}\n\nLisset, 27 April 2015\n\nDate: 27 April 2015\n\n{MORE}\n\n"
        "By Runa Delk\n\nSource: https://echo.example/gates\n\nShare\nPrint\n"
    )
    assert draft.paragraphs == (BODY, "Lisset, 27 April 2015", "Date: 27 April 2015", MORE)
    assert draft.author == "Runa Delk"
    assert draft.url == "https://echo.example/gates"
    assert draft.date == ""


def test_a_labelled_title_printed_again_over_the_body_is_no_paragraph() -> None:
    assert only(f"Title: Gates open\n\nGates open\n\n{BODY}").paragraphs == (BODY,)
    assert only(f"Title: Gates open\n\nGates shut\n\n{BODY}").paragraphs == ("Gates shut", BODY)


def test_a_headline_alone_is_an_article() -> None:
    assert only("Gates open") == Draft("Gates open", ())
