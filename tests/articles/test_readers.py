from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.articles.digest import split_digest
from checker.articles.readers import known_suffixes, reader_for
from checker.articles.readers.decoding import MOST_BYTES, decode, read_bytes, read_text
from checker.articles.readers.markdown import inline, plain_lines
from checker.errors import ArticleError
from tests.articles import shapes, strategies

TEXT = "Lisset – “café” of the river\n\nThe gates opened on Friday, said the émigré.\n"
RUSSIAN = "Ворота плотины открыли в пятницу, сообщила министр водного хозяйства.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_any_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(TEXT.encode(encoding))
    assert read_text(file) == TEXT


def test_one_byte_russian_is_read_as_russian() -> None:
    assert decode(RUSSIAN.encode("cp1251"), Path("a.txt")) == RUSSIAN


def test_a_damaged_byte_does_not_spoil_the_rest() -> None:
    data = (TEXT * 5).encode() + b"\xff"
    assert decode(data, Path("a.txt")) == TEXT * 5 + "\ufffd"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 \x00\x01", "a PDF document"),
        (b"PK\x03\x04....", "a Word document or a zip file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (bytes(range(256)) * 8, "its characters make no sense"),
        (b"\x01\x02\x03\x04 text" * 50, "its characters make no sense"),
    ],
)
def test_what_is_no_text_is_said_plainly(data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason) as caught:
        decode(data, Path("a.txt"))
    assert "plain text (.txt)" in caught.value.mend


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 11)
    assert read_bytes(file, most=11) == b"x" * 11
    with pytest.raises(ArticleError, match="too large"):
        read_bytes(file, most=10)
    assert MOST_BYTES == 20_000_000


def test_a_missing_file_and_a_folder_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no such file"):
        read_text(tmp_path / "a.txt")
    with pytest.raises(ArticleError, match="not a file"):
        read_text(tmp_path)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_plain_refusal(data: bytes) -> None:
    try:
        assert isinstance(decode(data, Path("a.txt")), str)
    except ArticleError as error:
        assert "not text" in str(error)


def test_readers_are_found_by_suffix() -> None:
    for name in ("a.txt", "a.TXT", "a.text", "clipping"):
        assert reader_for(Path(name)) is reader_for(Path("b.txt"))
    assert reader_for(Path("a.md")) is reader_for(Path("b.markdown"))
    assert reader_for(Path("a.exe")) is None
    assert known_suffixes() == (".txt", ".text", ".md", ".markdown")


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("a *b **c** d* and __e__ _f_", "a b c d and e f"),
        ("snake_case_name, 3 * 4 * 5, a*b", "snake_case_name, 3 * 4 * 5, a*b"),
        ("see [the gates](https://e.example/a_(b)) open", "see the gates open"),
        ('see [the gates](https://e.example "Gates") [open][1][^2]', "see the gates open"),
        ("![a photo](x.jpg)The <b>gates</b> &amp; `dam`<br>", "The gates & dam"),
        ("<https://e.example/a>", "https://e.example/a"),
        (r"\*not emphasis\* and 1\. no list", "*not emphasis* and 1. no list"),
        ("5 < 6 and 7 > 6 & so on!", "5 < 6 and 7 > 6 & so on!"),
    ],
)
def test_marks_go_and_words_stay(marked: str, plain: str) -> None:
    assert inline(marked) == plain


def test_front_matter_headings_quotations_and_lists() -> None:
    text = """---
title: 'The dam''s gates: open'
publication: "Harbour Post"
date: 2026-05-03
authors: [Runa Delk, Osk Lundt]
tags:
  - water
link: https://post.example/gates
---

# The dam's gates: open

> The **gates** opened on Friday.
> Nobody cheered.

## Who pays

- Tolmark pays a third.
- Kessania pays the rest, it was said.

[1]: https://e.example
"""
    (draft,) = split_digest(plain_lines(text))
    assert draft.title == "The dam's gates: open"
    assert draft.outlet == "Harbour Post"
    assert draft.date == "2026-05-03"
    assert draft.author == "Runa Delk, Osk Lundt"
    assert draft.url == "https://post.example/gates"
    assert draft.paragraphs == (
        "The gates opened on Friday.",
        "Nobody cheered.",
        "Who pays",
        "Tolmark pays a third.",
        "Kessania pays the rest, it was said.",
    )


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    (draft,) = split_digest(plain_lines("---\nThe gates open\n\nNobody cheered on Friday.\n"))
    assert draft.title == "The gates open"
    assert draft.paragraphs == ("Nobody cheered on Friday.",)


@given(strategies.articles())
def test_a_single_article_comes_back_whole(a: shapes.Printed) -> None:
    (plain,) = split_digest(plain_lines(shapes.front_matter(a)))
    assert (plain.title, plain.outlet, plain.url, plain.paragraphs) == (
        a.title,
        a.outlet,
        a.url,
        a.paragraphs,
    )


@given(st.text(alphabet="*_[]()<>`!#-\\ab \n", max_size=200))
def test_any_markdown_keeps_its_letters_in_order(text: str) -> None:
    read = "".join(line.text for line in plain_lines(text))
    letters = [ch for ch in read if ch in "ab"]
    original = iter(ch for ch in text if ch in "ab")
    assert all(ch in original for ch in letters)


@pytest.mark.parametrize("hostile", ["[", "[a](", "**a ", "_a ", "<a ", "`", "![", "&", "*"])
def test_marks_of_any_number_are_survived(hostile: str) -> None:
    assert inline(hostile * 20_000)
