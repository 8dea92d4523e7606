from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from checker.articles.article import Article
from checker.articles.reprints import group_stories
from tests.articles import strategies
from tests.articles.shapes import Printed

BODY = (
    "LISSET (Wire) — The gates at Brask opened on Friday, and the water took two days to arrive.",
    "Growers at Vell had waited since January. Forty-one trees had died by then, they said.",
    "The minister called it a beginning. She would not say of what, and nobody pressed her.",
    "The commission meets again in the autumn, when the calendar for the winter is due.",
    "Tolmark built the dam in 1961. The agreement that divided the river ran out in 2019.",
)
OTHER = (
    "A clerk in the harbour office has found a map that nobody knew was lost until then.",
    "It shows three islands where there is now a car park and a shop that sells lamps.",
)


def article(title: str, body: tuple[str, ...], day: int | None = None) -> Article:
    date = dt.date(2026, 5, day) if day else None
    return Article(title=title, paragraphs=body, passages=(), date=date)


def test_one_text_under_two_headlines_is_one_story_and_the_earliest_is_first() -> None:
    later, earlier = article("Gates open", BODY, 4), article("Water at last", BODY, 3)
    (story,) = group_stories([later, earlier])
    assert story.first is earlier
    assert story.reprints == (later,)


def test_copy_cut_at_the_end_added_to_or_slightly_edited_is_a_reprint() -> None:
    whole = article("Gates open", BODY, 3)
    cut = article("Cut", BODY[:2], 4)
    brief = article("Brief", BODY[:1], 4)
    longer = article("Longer", (*BODY, *OTHER), 5)
    edited = article("Edited", (BODY[0].replace("on Friday", "Friday"), *BODY[1:]), 6)
    stories = group_stories([cut, longer, whole, brief, edited])
    assert len(stories) == 1
    assert stories[0].first is whole
    assert {a.title for a in stories[0].reprints} == {"Cut", "Brief", "Longer", "Edited"}


def test_a_follow_up_with_the_same_background_is_a_story_of_its_own() -> None:
    follow_up = (*OTHER, "The mayor came to look at it on Monday and was late.", BODY[4])
    assert len(group_stories([article("One", BODY, 3), article("Two", follow_up, 4)])) == 2


def test_a_statement_quoted_deep_in_a_long_article_is_no_reprint_of_it() -> None:
    statement = article("Statement", BODY[3:4], 3)
    filler = tuple(
        f"Paragraph {n} of the column turns to {word}, {word} again and the price of {word} in May."
        for n, word in enumerate("lamps maps boats coffee rain bells glue hats moss tin".split())
    )
    column = article("Column", (*filler, *BODY[3:4]), 4)
    assert len(group_stories([statement, column])) == 2


def test_short_briefs_are_told_apart_and_together() -> None:
    one = article("One", ("The ferry sank at noon. Nobody was hurt, police said.",))
    same = article("Same", ("The ferry sank at noon. Nobody was hurt, police said.",))
    two = article("Two", ("The ferry sailed at noon. Nobody was late, police said.",))
    assert [len(s.reprints) for s in group_stories([one, two, same])] == [1, 0]


def test_undated_copy_comes_after_dated_and_the_longest_first_among_equals() -> None:
    undated, short, long = article("U", BODY), article("S", BODY[:4], 3), article("L", BODY, 3)
    (story,) = group_stories([undated, short, long])
    assert [a.title for a in (story.first, *story.reprints)] == ["L", "S", "U"]


def test_articles_without_any_text_are_not_lumped_together() -> None:
    assert len(group_stories([article("Ferry sinks", ()), article("Mayor resigns", ())])) == 2
    assert len(group_stories([article("", ()), article("", ())])) == 2
    assert group_stories([]) == ()


@given(strategies.digests(0, 6), st.lists(st.integers(0, 5), max_size=4))
def test_every_article_is_in_exactly_one_story(printed: list[Printed], again: list[int]) -> None:
    articles = [
        article(a.title, (f"This is number {n} of {n * 7919}.", *a.paragraphs))
        for n, a in enumerate(printed)
    ]
    articles += [replace(articles[i], outlet="Echo") for i in again if i < len(articles)]
    stories = group_stories(articles)
    kept = [a for story in stories for a in (story.first, *story.reprints)]
    assert sorted(map(id, kept)) == sorted(map(id, articles))


def test_many_copies_of_many_stories() -> None:
    bodies = [
        tuple(
            f"Story {n} says in line {k} that ferry {n * 31 + k} left pier {n + k}."
            for k in range(6)
        )
        for n in range(150)
    ]
    articles = [article(f"{n}/{copy}", body) for copy in range(4) for n, body in enumerate(bodies)]
    stories = group_stories(articles)
    assert len(stories) == 150
    assert all(len(story.reprints) == 3 for story in stories)
