"""The language table: complete, used, and right about numbers and dates."""

import datetime as dt
import re
import string
from pathlib import Path

import pytest

import checker.reports
from checker.reports.words import ENGLISH, SYMBOLS
from checker.scoring.assessment import Outcome

FOLDER = Path(checker.reports.__file__).parent
MODULES = ("gather.py", "trends.py", "words.py", "marking.py")
SOURCES = "\n".join(
    p.read_text(encoding="utf-8").split("ENGLISH = Words(")[0]
    for p in (*(FOLDER / m for m in MODULES), *(FOLDER / "templates").glob("*.j2"))
)
ASKED = set(re.findall(r"""\b(?:w|words|self|context\.words)\(\s*f?["']([\w.]+)["']""", SOURCES))
COUNTED = set(re.findall(r"""\.count\(\s*f?["']([\w.]+)["']""", SOURCES))
BUILT = ("outcome.", "place.", "meaning.", "limit.", "month.", "trend.", "lead.")
"""Beginnings of keys that the sources put together from parts."""


def test_every_key_that_the_page_asks_for_is_there() -> None:
    missing = {k for k in ASKED if k not in ENGLISH.texts and f"{k}." not in BUILT}
    missing |= {k for k in COUNTED if f"{k}.one" not in ENGLISH.texts}
    assert not {k for k in missing if not k.endswith(".")}


def test_every_key_is_used() -> None:
    used = ASKED | {f"{k}.{form}" for k in COUNTED for form in ("one", "other")}
    assert {k for k in ENGLISH.texts if k not in used and not k.startswith(BUILT)} == set()


def test_both_plural_forms_take_the_same_values() -> None:
    fields = lambda text: {f for _, f, _, _ in string.Formatter().parse(text) if f}  # noqa: E731
    for key, text in ENGLISH.texts.items():
        if key.endswith(".one"):
            assert fields(text) == fields(ENGLISH.texts[key.removesuffix("one") + "other"])


def test_outcomes_differ_in_sign_and_word() -> None:
    assert set(SYMBOLS) == set(Outcome)
    assert len(set(SYMBOLS.values())) == len(Outcome)
    assert len({ENGLISH(f"outcome.{o}") for o in Outcome}) == len(Outcome)


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0, "0"), (0.001, "1"), (0.145, "14"), (0.999, "99"), (1, "100")],
)
def test_percentages_never_round_to_never_or_always(share: float, shown: str) -> None:
    assert ENGLISH.percent(share) == f"{shown}\u00a0%"


def test_a_percentage_never_breaks_from_its_sign_or_its_word() -> None:
    assert ENGLISH("sure", percent=ENGLISH.percent(0.87)) == "87\u00a0%\u00a0sure"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ((2031, 5, 3), (2031, 5, 3), "3 May 2031"),
        ((2031, 5, 3), (2031, 5, 9), "3 – 9 May 2031"),
        ((2031, 4, 3), (2031, 5, 9), "3 April – 9 May 2031"),
        ((2030, 12, 3), (2031, 1, 9), "3 December 2030 – 9 January 2031"),
    ],
)
def test_a_period_says_nothing_twice(
    first: tuple[int, int, int], last: tuple[int, int, int], shown: str
) -> None:
    assert ENGLISH.period(dt.date(*first), dt.date(*last)) == shown


def test_lists_and_numbers() -> None:
    assert ENGLISH.listing([]) == ""
    assert ENGLISH.listing(["1"]) == "1"
    assert ENGLISH.listing(["1", "2", "3"]) == "1, 2 and 3"
    assert ENGLISH.count("story", 1) == "1 story"
    assert ENGLISH.count("story", 1200) == "1,200 stories"


def test_braces_in_a_value_are_only_text() -> None:
    assert ENGLISH("article.by", author="{title.__class__}") == "by {title.__class__}"
