"""Invented press text for property tests: sentences, paragraphs, articles."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from tests.articles.shapes import Printed

_NAMES = ["Lisset", "Tolmark", "Arvenia", "Kessania", "Runa Delk", "the Maruel", "Dr Osk Lundt"]
_WORDS = """
river harbour ministers agreed water talks border orchard growers again quietly over under after
spring lorries opened three forty-one bridge council promised would could slowly market stalls
engineers gauge levels winter report said counted hall tables lamp coffee rain crowns dyke ferry
""".split()
_OUTLETS = [
    "Arvenia Wire",
    "The Lisset Courier",
    "Radio Lisset 98.4",
    "Harbour & Quay",
    "RTV Kessania",
    "The Sund Sunday Echo (column)",
    "Small States (blog)",
    "Channel 2",
    "maruelpost.example",
]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A sentence of 4 to 14 words that starts with a capital and ends with a mark."""
    words = draw(st.lists(st.sampled_from(_WORDS + _NAMES), min_size=3, max_size=13))
    first = draw(st.sampled_from(["Growers", "Officials", "Nobody", "Two ferries", "It"]))
    text = " ".join([first, *words, draw(st.sampled_from(["today", "at dawn", "in 2019"]))])
    if draw(st.integers(0, 5)) == 0:
        mark = draw(st.sampled_from(["“”", '""', "‘’"]))
        text = f"{mark[0]}{text},{mark[1]} said Runa Delk"
    return text + draw(st.sampled_from([".", ".", ".", "?", "!"]))


def paragraphs() -> st.SearchStrategy[str]:
    """One to four sentences."""
    return st.lists(sentences(), min_size=1, max_size=4).map(" ".join)


@st.composite
def articles(draw: st.DrawFn) -> Printed:
    """An article with a headline, an outlet, a date, an address and one to six paragraphs."""
    words = draw(st.lists(st.sampled_from(_WORDS), min_size=2, max_size=8))
    title = " ".join(["Lisset", *words]) + draw(st.sampled_from(["", "", "?", " for good"]))
    body = draw(st.lists(paragraphs(), min_size=1, max_size=6, unique=True))
    if len(body[0]) < 40 or not body[0].endswith("."):  # the shortest brief states something
        body[0] += " The talks go on in the old customs house on Thursday."
    slug = draw(st.integers(1, 9999))
    return Printed(
        title=title,
        outlet=draw(st.sampled_from(_OUTLETS)),
        date=draw(st.dates(dt.date(2001, 1, 1), dt.date(2039, 12, 31))),
        url=f"https://lisset.example/news/{slug}",
        paragraphs=tuple(body),
    )


def digests(least: int = 1, most: int = 8) -> st.SearchStrategy[list[Printed]]:
    """Several articles, of one clipping service."""
    # Two articles alike in every word are one article printed twice, which is another test.
    return st.lists(articles(), min_size=least, max_size=most, unique_by=lambda a: a.title)
