"""Wrong figures made from right ones."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.swaps import MONTHS, WORDS, another, details_of, swapped


def drawn(detail: str, *, share: bool = False) -> set[str]:
    return {another(detail, share=share, rng=random.Random(seed)) for seed in range(60)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On 7 January the tide reached 4.9 metres.", {"7", "january", "4.9"}),
        ("Some 240,000 passes at 18 per cent", {"240,000", "18"}),
        ("Since May, eleven of the A330 jets may march", {"may", "eleven"}),
        ("At 18.40.12 or 18:40, twenty-two more, flight 7-B", set()),
        ("May I have two or one?", set()),
    ],
)
def test_the_details_that_may_be_swapped(text: str, found: set[str]) -> None:
    assert details_of(text) == found


def test_a_detail_becomes_another_of_its_kind() -> None:
    assert drawn("October") <= {"June", "July", "August", "December", "January", "February"}
    assert drawn("Eleven") <= {w.capitalize() for w in WORDS}
    assert all(0 < abs(int(year) - 2027) <= 4 for year in drawn("2027"))
    assert all(int(share) < 100 for share in drawn("91", share=True))
    assert "120,000" in drawn("240,000")
    assert all(re.fullmatch(r"\d+\.\d", n) for n in drawn("4.9"))


@given(st.integers(1, 10**7), st.booleans(), st.booleans(), st.integers(0, 99))
def test_no_rounding_explains_another_number(
    number: int, commas: bool, share: bool, seed: int
) -> None:
    if 1900 <= number < 2100 and not commas:
        return
    share = share and number < 100
    new = another(f"{number:,}" if commas else str(number), share=share, rng=random.Random(seed))
    assert abs(float(new.replace(",", "")) - number) >= min(2, 0.2 * number)


@given(st.sampled_from(MONTHS), st.integers(0, 99))
def test_another_month_is_not_next_to_it(month: str, seed: int) -> None:
    there = MONTHS.index(another(month, share=False, rng=random.Random(seed)))
    assert (there - MONTHS.index(month)) % 12 not in (0, 1, 11)


def test_only_what_passage_and_claim_share_is_swapped() -> None:
    rng = random.Random(1)
    claim = "The wall held back a tide of 4.9 metres on 7 January."
    made = swapped("It stood 4.9 metres high; 310 people, 4.9 metres.", claim, rng)
    assert made is not None
    assert "4.9" not in made
    assert "310 people" in made
    assert len(set(re.findall(r"\d+\.\d", made))) == 1
    assert swapped("The wall held back 310 of them.", claim, rng) is None


def test_the_detail_must_be_in_the_part_that_says_it() -> None:
    claim = "The wall held back a tide of 4.9 metres on 7 January."
    text = "On 7 January it rained. The tide reached 4.9 metres."
    made = {
        swapped(text, claim, random.Random(n), "The tide reached 4.9 metres.") for n in range(9)
    }
    assert all(m is not None and m.startswith("On 7 January it rained. ") for m in made)
    assert not any("4.9" in str(m) for m in made)
