from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from checker.reports.plain import CELL_LIMIT, cut, one_line, plain


@given(st.text())
def test_no_control_of_any_kind_gets_through(text: str) -> None:
    shown = one_line(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not [c for c in shown if unicodedata.bidirectional(c) in BIDI_CONTROLS]
    assert one_line(shown) == shown


BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(
    st.text(st.characters(categories=["L", "M", "N", "P", "S"]).filter(lambda c: c.isprintable()))
)
def test_letters_figures_and_signs_all_stay(text: str) -> None:
    assert plain(text) == text


def test_what_parts_words_still_does() -> None:
    assert one_line(" a\x0cb\u2028c\x85d\te\r\nf\u00a0g ") == "a b c d e f g"


def test_joiners_stay_and_escapes_lose_their_power() -> None:
    assert plain("👩\u200d🚒 \x1b[31mred\x9b0m") == "👩\u200d🚒 [31mred0m"


def test_a_cell_is_cut_by_utf16_units_never_inside_a_character() -> None:
    assert cut("a" * CELL_LIMIT) == "a" * CELL_LIMIT
    assert cut("a" * (CELL_LIMIT + 1)) == "a" * (CELL_LIMIT - 1) + "…"
    long = cut("😀" * CELL_LIMIT)
    assert len(long.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert set(long) == {"😀", "…"}
