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
    assert tomllib.loads(point_lines(text)) == {"points": [{"text": wanted}]}
    *command, given_text = shlex.split(add_command(text))
    assert command == ["checker", "points", "add", "--text"]
    assert given_text.replace("’", "'") == wanted.replace("’", "'")


@given(st.text(st.sampled_from("a '\"$`\\!;&|<>(){}*?~#\n’“”"), max_size=30))
def test_a_shell_reads_one_word_and_runs_nothing(text: str) -> None:
    line = add_command(text)
    quoted = line.removeprefix("checker points add --text ")
    assert quoted[0] == quoted[-1] in "'\""
    # In single quotes nothing but these has a meaning; in double ones, nothing but $ ` \ ! and ".
    assert not set(quoted[1:-1]) & set("'" if quoted[0] == "'" else '"$`\\!')


def test_a_command_in_a_sentence_stays_a_sentence() -> None:
    assert add_command("no'; rm -rf ~; echo '$(id)").endswith(" 'no’; rm -rf ~; echo ’$(id)'")


def test_an_offered_command_can_be_read() -> None:
    assert add_command("It isn't a week's wage.").endswith(" \"It isn't a week's wage.\"")
    assert add_command('He said: "It isn\'t."').endswith(""" 'He said: "It isn’t."'""")


def test_several_offers_pasted_together_never_share_a_number() -> None:
    points = tomllib.loads(point_lines("One.") + "\n\n" + point_lines("Two."))["points"]
    assert points == [{"text": "One."}, {"text": "Two."}]


@given(st.text(max_size=200), st.integers(2, 60))
def test_a_short_form_fits(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


def test_a_short_form_ends_at_a_word() -> None:
    assert shorten("one two three four", 12) == "one two…"
    assert shorten("one two", 12) == "one two"
    assert shorten("One two. Three four.", 12) == "One two…"
    assert shorten("x" * 30, 10) == "x" * 9 + "…"
