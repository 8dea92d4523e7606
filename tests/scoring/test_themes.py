from __future__ import annotations

import datetime as dt

import pytest

from checker.scoring.themes import MIN_STORIES, MOST_THEMES, Sentence, find_themes
from tests.stand_ins import FakeEmbedder

CORDON = [
    "Market traders behind the cordon lose takings for a whole week.",
    "The cordon cost market traders a whole week of takings.",
    "Traders inside the market cordon count lost takings this week.",
    "A whole week of takings lost, say market traders at the cordon.",
]
ASIDES = [
    "A brass band rehearsed under the old plane trees at noon.",
    "Nobody remembers when the granary clock last struck seven properly.",
    "Her grandmother kept smoked eels in a barrel beside the door.",
]


def sentence(text: str, story: int, day: int | None = None, outlet: str = "") -> Sentence:
    date = dt.date(2030, 5, day) if day else None
    return Sentence(f"a{story}", story + 1, text, story, outlet or f"Paper {story % 2}", date)


def themes(sentences: list[Sentence], stories: int = 12) -> list[object]:
    vectors = FakeEmbedder().encode([s.text for s in sentences])
    return list(find_themes(sentences, vectors, stories))


def test_a_theme_is_what_several_stories_say() -> None:
    days = [4, 2, None, 9]
    said = [sentence(t, n, day) for n, (t, day) in enumerate(zip(CORDON, days, strict=True))]
    asides = [sentence(t, n) for n, t in enumerate(ASIDES)]
    (theme,) = find_themes(
        [*asides, *said], FakeEmbedder().encode([s.text for s in [*asides, *said]]), 12
    )
    assert (theme.stories, theme.outlets) == (4, 2)
    assert (theme.first, theme.last) == (dt.date(2030, 5, 2), dt.date(2030, 5, 9))
    assert {q.text for q in theme.quotes} == set(CORDON)
    assert {(q.article, q.passage) for q in theme.quotes} == {(s.article, s.passage) for s in said}


def test_the_label_is_made_of_the_texts_own_words() -> None:
    said = [sentence(t, n) for n, t in enumerate(CORDON)]
    said += [sentence(t, n) for n, t in enumerate(ASIDES)]
    (theme,) = find_themes(said, FakeEmbedder().encode([s.text for s in said]), 12)
    words = theme.label.split(" · ")
    assert 2 <= len(words) <= 4
    assert set(words) <= set(" ".join(CORDON).lower().replace(".", "").replace(",", "").split())
    assert not set(words) & {"the", "for", "say", "week"}


def test_one_story_that_repeats_itself_is_no_theme() -> None:
    assert themes([sentence(t, 0) for t in CORDON]) == []


@pytest.mark.parametrize(("stories", "least"), [(9, 2), (10, MIN_STORIES), (500, MIN_STORIES)])
def test_how_many_stories_make_a_theme(stories: int, least: int) -> None:
    said = [sentence(t, n) for n, t in enumerate(CORDON)]
    assert themes(said[: least - 1], stories) == []
    assert len(themes(said[:least], stories)) == 1


def test_a_theme_quotes_each_story_once() -> None:
    said = [sentence(CORDON[n % 4], n // 2) for n in range(8)]
    (theme,) = find_themes(said, FakeEmbedder().encode([s.text for s in said]), 12)
    assert [q.article for q in theme.quotes] == list(dict.fromkeys(q.article for q in theme.quotes))
    assert len(theme.quotes) == theme.stories == 4


def test_short_sentences_and_no_sentences_make_no_theme() -> None:
    assert themes([]) == []
    assert themes([sentence("Traders lose takings again.", n) for n in range(5)]) == []


def test_the_most_shared_theme_comes_first_and_there_are_not_too_many() -> None:
    subjects = [chr(ord("a") + n) for n in range(MOST_THEMES + 2)]
    words = ("alpha", "beta", "gamma", "delta", "rho", "tau", "pi")
    texts = [" ".join(f"{letter}{word}" for word in words) for letter in subjects]
    said = [
        sentence(text, story)
        for stories, text in enumerate(texts, start=MIN_STORIES)
        for story in range(stories)
    ]
    found = find_themes(said, FakeEmbedder().encode([s.text for s in said]), 40)
    counts = [t.stories for t in found]
    assert len(counts) == MOST_THEMES
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == MIN_STORIES + len(subjects) - 1
