"""Press text made safe to show, link and paste."""

import shlex
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.reports.texts import (
    add_command,
    point_lines,
    safe_url,
    shorten,
    toml_string,
    visible,
)


def test_overrides_are_spelled_out_and_joiners_kept() -> None:
    assert visible("a\u202eb\u2066c\u2069") == "a[U+202E]b[U+2066]c[U+2069]"
    assert visible("👩‍🔬 العربية\u200f") == "👩‍🔬 العربية\u200f"


def test_controls_and_lone_surrogates_become_the_replacement_sign() -> None:
    assert visible("a\x00b\x1b[2J\ud800\tc\n") == "a\ufffdb\ufffd[2J\ufffd\tc\n"


@given(st.text(st.characters(), max_size=60))
def test_what_is_visible_can_be_written_and_stays_so(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert visible(shown) == shown


@pytest.mark.parametrize(
    "url", ["https://a.example/b?c=1&d=2#e", "http://a.example", "HTTPS://A.example/x"]
)
def test_web_addresses_stay(url: str) -> None:
    assert safe_url(f" {url} ") == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//http://a.example",
        "java\nscript:alert(1)",
        "data:text/html,<script>1</script>",
        "file:///etc/passwd",
        "//a.example/b",
        "https://",
        "https:a.example",
        "https://a.example/\u202egnp.exe",
        'https://a.example/" onclick="alert(1)',
        "https://a.example/<b>",
        "http://[broken",
        "https://a.example\\@b.example/",
    ],
)
def test_anything_else_is_no_link(url: str) -> None:
    assert safe_url(url) == ""


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_toml_string_reads_back(text: str) -> None:
    assert tomllib.loads(f"a = {toml_string(text)}")["a"] == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_lines_and_command_hold_the_text_and_nothing_else(text: str) -> None:
    wanted = " ".join(visible(text).split())
    lines = tomllib.loads(point_lines(7, text))
    assert lines == {"points": [{"number": 7, "text": wanted}]}
    assert shlex.split(add_command(text)) == ["checker", "points", "add", "--text", wanted]


def test_a_command_in_a_sentence_stays_a_sentence() -> None:
    assert add_command("no'; rm -rf ~; echo '$(id)").endswith(
        """'no'"'"'; rm -rf ~; echo '"'"'$(id)'"""
    )


@given(st.text(max_size=200), st.integers(2, 60))
def test_a_short_form_fits(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


def test_a_short_form_ends_at_a_word() -> None:
    assert shorten("one two three four", 12) == "one two…"
    assert shorten("one two", 12) == "one two"
    assert shorten("x" * 30, 10) == "x" * 9 + "…"
