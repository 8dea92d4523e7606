"""Numbers in words and digits."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.scoring.numerals import fraction_at, number_at, singular, tokens_of


@pytest.mark.parametrize(
    ("plural", "expected"),
    [("countries", "country"), ("boxes", "box"), ("men", "man"), ("tons", "tonne"), ("gas", "gas")],
)
def test_singular(plural: str, expected: str) -> None:
    assert singular(plural) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one point nine million", 1_900_000),
        ("two hundred and fifty", 250),
        ("a thousand", 1000),
        ("18.5m", 18_500_000),
        ("1,140", 1140),
    ],
)
def test_a_number_is_read_to_its_end(text: str, value: float) -> None:
    tokens = tokens_of(text)
    assert number_at(tokens, 0) == (value, len(tokens))


def test_a_period_after_within_is_one() -> None:
    assert number_at(tokens_of("within a week"), 1) == (1.0, 2)
    assert number_at(tokens_of("within a hall"), 1) is None


@pytest.mark.parametrize("text", ["first half of it", "half past nine", "the other half"])
def test_half_is_not_always_a_share(text: str) -> None:
    tokens = tokens_of(text)
    assert fraction_at(tokens, [t.low for t in tokens].index("half")) is None


@given(st.text(max_size=200))
def test_tokens_stand_where_they_say(text: str) -> None:
    tokens = tokens_of(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))
