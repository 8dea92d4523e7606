from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from checker.articles.article import Article, Place
from checker.scoring.candidates import (
    EXTRACT_CHARACTERS,
    MAX_WINDOW_CHARACTERS,
    MOST_EXTRACTED,
    WIDE,
    best_windows,
    chosen_windows,
    extract_of,
    similarities,
    wide_windows_of,
    windows_of,
)
from tests.factories import make_article


def test_each_sentence_then_it_with_the_next() -> None:
    article = make_article(
        "Boats are back", "Forty came. Two stayed out.", "“We waited,” said the pilot."
    )
    found = [(w.passages, w.text, w.place) for w in windows_of(article)]
    assert found == [
        ((0,), "Boats are back", Place.HEADLINE),
        ((0, 1), "Boats are back. Forty came.", Place.HEADLINE),
        ((1,), "Forty came.", Place.LEAD),
        ((1, 2), "Forty came. Two stayed out.", Place.LEAD),
        ((2,), "Two stayed out.", Place.LEAD),
        ((2, 3), "Two stayed out. “We waited,” said the pilot.", Place.LEAD),
        ((3,), "“We waited,” said the pilot.", Place.QUOTE),
    ]


@pytest.mark.parametrize("ending", [".", "!", "?", "…", "”", '"', ":"])
def test_no_full_stop_is_added_after_another_sign(ending: str) -> None:
    article = make_article(f"Back at last{ending}", "Forty came.")
    assert windows_of(article)[1].text == f"Back at last{ending} Forty came."


def test_long_neighbours_are_not_joined() -> None:
    long = "Boats " * (MAX_WINDOW_CHARACTERS // 6) + "came."
    article = make_article("Harbour", long, long)
    assert [w.passages for w in windows_of(article)] == [(0,), (1,), (2,)]


def test_an_article_of_one_headline_has_one_window() -> None:
    assert [w.text for w in windows_of(make_article("Boats"))] == ["Boats"]


def test_an_article_without_passages_has_none() -> None:
    assert windows_of(Article("", (), ())) == ()


@given(st.lists(st.sampled_from(["Boats came.", "No one left?", "x" * 700]), max_size=8))
def test_every_passage_stands_alone_in_one_window(paragraphs: list[str]) -> None:
    article = make_article("Harbour", *paragraphs)
    windows = windows_of(article)
    alone = [w.passages[0] for w in windows if len(w.passages) == 1]
    assert alone == [p.index for p in article.passages]
    pairs = [w.passages for w in windows if len(w.passages) == 2]
    assert all(b == a + 1 for a, b in pairs)
    assert len(pairs) == len(set(pairs))


def test_wide_windows_overlap_by_half() -> None:
    article = make_article("Boats are back", "One. Two. Three.", "Four. Five.")
    assert [w.passages for w in wide_windows_of(article)] == [(0, 1, 2, 3), (2, 3, 4, 5)]
    assert wide_windows_of(article)[0].text == "Boats are back. One. Two. Three."


@given(st.lists(st.sampled_from(["Boats came.", "No one left?", "x" * 400]), max_size=9))
def test_wide_windows_are_neighbours_and_reach_the_end(paragraphs: list[str]) -> None:
    article = make_article("Harbour", *paragraphs)
    windows = wide_windows_of(article)
    for window in windows:
        first, last = window.passages[0], window.passages[-1]
        assert window.passages == tuple(range(first, last + 1))
        assert 2 < len(window.passages) <= WIDE
        assert len(window.text) < MAX_WINDOW_CHARACTERS
    if len(article.passages) > 2 and all(len(p) < 20 for p in paragraphs):
        assert {i for w in windows for i in w.passages} == {p.index for p in article.passages}


def test_an_extract_is_what_is_nearest_in_reading_order() -> None:
    article = make_article("Boats are back", "One. Two. Three.", "Four. Five.")
    best = np.array([0.3, 0.1, 0.9, 0.2, 0.5, 0.4], dtype=np.float32)
    extract = extract_of(article, best, 0.25)
    assert extract is not None
    assert extract.passages == (0, 2, 4, 5)
    assert extract.text == "Boats are back. Two. Four. Five."
    assert extract.place is Place.HEADLINE
    assert extract_of(article, best, 0.95) is None


@given(
    st.lists(st.sampled_from(["Boats came.", "No one left?", "x" * 300, "y" * 900]), max_size=9),
    st.data(),
)
def test_an_extract_keeps_to_its_bounds(paragraphs: list[str], data: st.DataObject) -> None:
    article = make_article("Harbour", *paragraphs)
    count = len(article.passages)
    best = data.draw(arrays.arrays(np.float32, count, elements=st.floats(-1, 1, width=32)))
    extract = extract_of(article, best, 0.0)
    if extract is None:
        assert best.max() < 0
        return
    assert 1 <= len(extract.passages) <= MOST_EXTRACTED
    assert len(extract.passages) == 1 or len(extract.text) <= EXTRACT_CHARACTERS + MOST_EXTRACTED
    assert list(extract.passages) == sorted(set(extract.passages))
    assert min(best[list(extract.passages)]) >= 0
    assert int(np.argmax(best)) in extract.passages


scores = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 4), st.integers(0, 12)),
    elements=st.floats(-1, 1, width=32),
)


@given(scores, st.integers(1, 8), st.floats(-1, 1))
def test_the_best_windows_are_kept_in_reading_order(
    found: npt.NDArray[np.float32], most: int, floor: float
) -> None:
    chosen = best_windows(found, most, floor).tolist()
    best = found.max(axis=0) if found.size else np.zeros(0)
    assert chosen == sorted(set(chosen))
    assert len(chosen) == min(most, int((best >= floor).sum()))
    left = [i for i in range(len(best)) if i not in chosen and best[i] >= floor]
    assert all(best[i] <= best[j] for i in left for j in chosen)


def test_similarities_are_cosines() -> None:
    ours = np.array([[1, 0], [0, 1]], dtype=np.float32)
    theirs = np.array([[0.6, 0.8]], dtype=np.float32)
    assert similarities(ours, theirs).tolist() == [[np.float32(0.6)], [np.float32(0.8)]]
    assert similarities(ours, np.zeros((0, 2), dtype=np.float32)).shape == (2, 0)


@given(scores, st.integers(0, 12), st.integers(0, 4), st.integers(0, 4))
def test_narrow_and_wide_windows_have_places_of_their_own(
    found: npt.NDArray[np.float32], narrow: int, most: int, most_wide: int
) -> None:
    narrow = min(narrow, found.shape[1])
    chosen = chosen_windows(found, narrow, most, most_wide, -1.0).tolist()
    assert chosen == sorted(set(chosen))
    assert sum(w < narrow for w in chosen) == min(most, narrow)
    assert sum(w >= narrow for w in chosen) == min(most_wide, found.shape[1] - narrow)
