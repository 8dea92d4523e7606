from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.reports.layout import Terminal, columns

WIDE = Terminal(80)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("●○–…", 4),
        ("日本", 4),
        ("e\u0301", 1),
        ("🚒", 2),
        ("ａ", 2),
        ("가", 2),
    ],
)
def test_columns_are_those_that_a_terminal_gives(text: str, width: int) -> None:
    assert columns(text) == width


@given(st.text(max_size=80), st.integers(4, 40))
def test_a_cut_text_fits_and_begins_like_the_whole(text: str, width: int) -> None:
    cut = WIDE.cut(text, width)
    assert columns(cut) <= width
    whole = WIDE.text(text)
    assert cut == whole or (cut.endswith("…") and whole.startswith(cut[:-1]))


@given(st.text(st.sampled_from("ab日é \u0301"), max_size=200), st.integers(12, 40))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = Terminal(width).wrap(text, "  ", 1000)
    assert all(columns(line) <= width for line in lines)
    assert all(line.startswith("  ") for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_wrapping_stops_with_an_ellipsis() -> None:
    assert Terminal(20).wrap("one two three four five six seven eight", " ", 2) == [
        " one two three four",
        " five six seven…",
    ]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp437"])
def test_where_signs_are_missing_text_is_ascii_and_other_letters_stay(encoding: str) -> None:
    terminal = Terminal(80, encoding=encoding)
    assert terminal.text("● ○ ◐ ≠ ✕ ✓ “so” – …") == '# . ~ ! x * "so" - ...'
    assert terminal.cut("one two three", 10) == "one two..."
    assert terminal.text("日本") == "??"


def test_an_ellipsis_behind_a_full_stop_takes_its_place() -> None:
    assert WIDE.cut("One two. Three four five.", 12) == "One two…"
    assert Terminal(80, encoding="ascii").cut("One two. Three four.", 13) == "One two..."


def test_a_megabyte_in_one_text_is_not_laid_out() -> None:
    assert len(WIDE.text("word " * 200_000)) <= 2_000


@given(st.text())
def test_no_command_to_the_terminal_gets_through(text: str) -> None:
    assert all(unicodedata.category(c) not in ("Cc", "Cs") for c in WIDE.text(text))


def test_colour_is_only_written_when_asked_for() -> None:
    assert Terminal(80, colour=True).paint("x", "31") == "\x1b[31mx\x1b[0m"
    assert Terminal(80).paint("x", "31") == "x"
    assert Terminal(80, colour=True).paint("", "31") == ""


def test_a_path_keeps_its_spaces_and_its_length() -> None:
    long = Path("reports") / ("two  spaces " * 20 + "end.html")
    assert Terminal(20).path(long) == str(long)
    assert Terminal(20, encoding="ascii").path(Path("a\nb\x1bé.html")).startswith("ab")
    assert "\x1b" not in WIDE.path(Path("a\x1b.html"))
