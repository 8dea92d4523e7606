"""The digest that the project started from, read from the folder of seeds where there is one."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from checker.articles.article import Article, Place
from checker.articles.reading import read_coverage
from checker.articles.reprints import group_stories

SEEDS = Path(
    os.environ.get("CHECKER_SEEDS", Path(__file__).parents[3] / "shared" / "seeds")  # beside it
)
DIGEST = SEEDS / "004_646454a59c3df14c.txt"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the folder of seeds is not there")


@pytest.fixture(scope="module")
def articles() -> tuple[Article, ...]:
    coverage = read_coverage([DIGEST], base=SEEDS)
    assert coverage.not_checked == ()
    return coverage.articles


def printed_headers() -> list[tuple[str, str, str]]:
    """Title, outlet and day of each article, by the digest's own regular header."""
    text = DIGEST.read_text(encoding="utf-8")
    return re.findall(r"^(\S.*)\n\n(\S.{1,30}) (\d\d/\d\d/\d{4})$", text, re.MULTILINE)


def test_its_ten_articles_have_title_outlet_date_and_address(articles: tuple[Article, ...]) -> None:
    text = DIGEST.read_text(encoding="utf-8")
    headers = printed_headers()
    assert len(articles) == len(headers) == 10
    assert [
        (a.title, a.outlet, a.date.strftime("%d/%m/%Y") if a.date else "") for a in articles
    ] == headers
    assert [a.url for a in articles] == re.findall(r"^Source: (\S+)$", text, re.MULTILINE)
    assert [a.position for a in articles] == list(range(1, 11))
    assert {a.language for a in articles} == {"en"}


def test_the_body_printed_twice_appears_once(articles: tuple[Article, ...]) -> None:
    first = articles[0]
    assert len(first.paragraphs) == 8
    texts = [p.text for p in first.passages]
    assert len(texts) == len(set(texts))
    assert DIGEST.read_text(encoding="utf-8").splitlines()[9] == first.paragraphs[0]
    assert first.passages[1].place is Place.LEAD
    assert first.author


def test_every_sentence_of_the_digest_stands_in_one_article(articles: tuple[Article, ...]) -> None:
    def letters(text: str) -> str:
        return re.sub(r"[\W_]+", "", text)

    kept = letters(" ".join(text for a in articles for text in (a.title, *a.paragraphs)))
    for line in DIGEST.read_text(encoding="utf-8").splitlines()[8:]:
        header = re.search(r"\d\d/\d\d/\d{4}$", line) or line.startswith(("Source:", "By "))
        if line and not header and "Exclusively for" not in line:
            assert letters(line) in kept


def test_no_furniture_and_no_glued_capital_is_left(articles: tuple[Article, ...]) -> None:
    text = "\n".join(p for a in articles for p in a.paragraphs)
    assert not re.search(r"^(By |Source:|News$)|Exclusively for", text, re.MULTILINE)
    glued = re.findall(r"\w*[a-z][.,!?]?[”’]?[A-Z]\w*", text)
    assert glued == ["WikiLeaks"]


def test_follow_ups_on_one_event_are_ten_stories(articles: tuple[Article, ...]) -> None:
    assert len(group_stories(articles)) == 10
