from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.articles.covers import names_digest
from checker.articles.digest import split_digest
from checker.articles.draft import Draft
from checker.articles.readers.markdown import plain_lines
from tests.articles import shapes, strategies
from tests.articles.shapes import MARKDOWN, PLAIN
from tests.articles.test_digest import assert_same, split

HARBOUR = """Harbour opens early
Coast Daily, 3 May 2027

The harbour opened on Monday after a long repair, the council said.

Ships came in at noon, and nobody was hurt in the rush.

Source: https://coast.example/harbour"""
FARES = """Ferry fares to rise
Cape Herald, 4 May 2027

Fares will rise by a tenth in June, the operator said on Monday.

Passengers were not asked, their union said.

Source: https://herald.example/fares"""
READ = [
    ("Harbour opens early", "Coast Daily", "3 May 2027", "https://coast.example/harbour", 2),
    ("Ferry fares to rise", "Cape Herald", "4 May 2027", "https://herald.example/fares", 2),
]

NAMES = [
    "PRESS DIGEST 4 MAY 2027",
    "PRESS DIGEST, TUESDAY 4 MAY 2027",
    "PRESS DIGEST",
    "Press digest No. 12",
    "Press Digest | No. 12 | 4 May 2027",
    "4 May 2027 – Press Digest",
    "Press review, 4 May 2027",
    "Media digest of 4 May 2027",
    "MEDIA MONITORING",
    "Media Monitoring Report, 4 May 2027",
    "DAILY CLIPPINGS",
    "Daily clippings – Tuesday",
    "MORNING BRIEFING 12.03.2027",
    "morning briefing",
    "Ministry of Water: Press Review, 4 May 2027",
    "Arvenia in the press, 4 May 2027",
    "PRESS DIGEST\n4 May 2027",
    "PRESS DIGEST 4 MAY 2027\nMinistry of Water",
]


def read(drafts: list[Draft]) -> list[tuple[str, str, str, str, int]]:
    return [(d.title, d.outlet, d.date, d.url, len(d.paragraphs)) for d in drafts]


@pytest.mark.parametrize("under", ["\n\n", "\n\n\n", "\n\n-----\n\n"], ids=["gap", "wide", "rule"])
@pytest.mark.parametrize("cover", NAMES)
def test_a_cutting_service_s_name_is_no_outlet(cover: str, under: str) -> None:
    assert read(split(f"{cover}\n\n{HARBOUR}{under}{FARES}\n")) == READ
    assert read(split(f"{cover}{under}{HARBOUR}\n")) == READ[:1]
    marked = plain_lines(f"# {cover}\n\n{HARBOUR}{under}{FARES}\n")
    assert read(split_digest(marked)) == READ


@pytest.mark.parametrize(
    "cover",
    [
        "4 May 2027",
        "Tuesday, 4 May 2027",
        "Ministry of Water, 4 May 2027",
        "PRESS DIGEST 4 MAY 2027\n\n1. Harbour opens early\n2. Ferry fares to rise",
        "PRESS DIGEST\n\nHarbour opens early\nFerry fares to rise",
    ],
)
def test_a_day_or_a_list_of_contents_over_the_articles_is_none_of_theirs(cover: str) -> None:
    assert read(split(f"{cover}\n\n{HARBOUR}\n\n{FARES}\n")) == READ


def test_two_digests_in_one_file_are_read_through() -> None:
    text = f"PRESS DIGEST 4 MAY 2027\n\n{HARBOUR}\n\nPRESS DIGEST 5 MAY 2027\n\n{FARES}\n"
    assert read(split(text)) == READ


def test_a_name_over_articles_that_have_no_header_lines() -> None:
    text = f"{HARBOUR}\n\n{FARES}\n"
    for _, outlet, date, _, _ in READ:
        text = text.replace(f"{outlet}, {date}\n", "")
    expected = [(title, "", "", url, size) for title, _, _, url, size in READ]
    assert read(split(f"PRESS DIGEST 4 MAY 2027\n\n{text}")) == expected


def test_an_introduction_under_a_dated_name_is_kept_apart() -> None:
    said = "Two papers wrote about the coast this week, and one of them about fish."
    drafts = split(f"PRESS DIGEST 4 MAY 2027\n\n{said}\n\n{HARBOUR}\n\n{FARES}\n")
    assert drafts[0].paragraphs == (said,)
    assert read(drafts[1:]) == READ


@pytest.mark.parametrize("name", sorted(PLAIN.keys() - {"wrapped"}))
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_articles_in_any_plain_shape_come_back_from_under_a_name(
    name: str, data: st.DataObject
) -> None:
    cover = data.draw(st.sampled_from(NAMES))
    printed = data.draw(strategies.digests())
    drafts = split(f"{cover}\n\n{PLAIN[name](printed)}")
    assert_same(drafts, printed, name not in shapes.WITHOUT_URL)


@pytest.mark.parametrize("name", MARKDOWN)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_articles_in_any_markdown_shape_come_back_from_under_a_name(
    name: str, data: st.DataObject
) -> None:
    cover = data.draw(st.sampled_from(NAMES))
    printed = data.draw(strategies.digests())
    drafts = split_digest(plain_lines(f"# {cover}\n\n{MARKDOWN[name](printed)}"))
    assert_same(drafts, printed, name not in shapes.WITHOUT_URL)


BODY = "The harbour opened on Monday after a long repair, the council said. Ships came in at noon."


@pytest.mark.parametrize(
    ("header", "title", "outlet", "paragraphs"),
    [
        ("News Digest, 4 May 2027\nGates open", "Gates open", "News Digest", ()),
        ("Gates open\nNews Digest, 4 May 2027", "Gates open", "News Digest", ()),
        ("Gates open\nNews Digest\n4 May 2027", "Gates open", "News Digest", ()),
        ("THE DAILY REVIEW\n4 May 2027\nGates open", "Gates open", "THE DAILY REVIEW", ()),
        ("Gates open\nSource: Press Digest, 4 May 2027", "Gates open", "Press Digest", ()),
        (
            "Mayor cancels daily briefing\n\nReporters left waiting\n\nEcho, 4 May 2027",
            "Mayor cancels daily briefing",
            "Echo",
            ("Reporters left waiting",),
        ),
        (
            "Press freedom at risk\n\nReporters left waiting\n\nEcho, 4 May 2027",
            "Press freedom at risk",
            "Echo",
            ("Reporters left waiting",),
        ),
    ],
)
def test_an_outlet_or_a_headline_like_a_digest_s_name_stays(
    header: str, title: str, outlet: str, paragraphs: tuple[str, ...]
) -> None:
    (draft,) = split(f"{header}\n\n{BODY}\n")
    assert (draft.title, draft.outlet, draft.date) == (title, outlet, "4 May 2027")
    assert draft.paragraphs == (*paragraphs, BODY)


def test_dates_under_subheadings_make_no_cover_of_the_header() -> None:
    parts = [f"{when}\n{day} April 2027\n\n{BODY}" for when, day in (("Then", 3), ("Later", 9))]
    (draft,) = split(f"4 May 2027 – Echo\nGates open\n\n{BODY}\n\n" + "\n\n".join(parts))
    assert (draft.title, draft.outlet, draft.date) == ("Gates open", "Echo", "4 May 2027")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Mayor cancels daily briefing",
        "Media monitoring centre opens",
        "Press review panel meets again on Friday",
        "Digestive biscuits recalled",
        "The press reviewed the harbour.",
        "Press",
    ],
)
def test_words_that_name_no_digest(line: str) -> None:
    assert not names_digest(line)


@pytest.mark.parametrize("hostile", ["press ", "digest ", "digest 1 ", "day "])
def test_words_of_any_number_are_survived(hostile: str) -> None:
    assert not names_digest(hostile * 20_000)
    names_digest((hostile * 100)[:100])
