"""The cutting of a text at overlapping marks."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from checker.reports.highlight import Cut, Span, cuts


def test_no_marks_leave_one_stretch() -> None:
    assert cuts(5, []) == (Cut(0, 5, ()),)


def test_overlapping_marks_share_a_stretch() -> None:
    assert cuts(9, [Span(1, 5, 7), Span(3, 8, 2)]) == (
        Cut(0, 1, ()),
        Cut(1, 3, (7,)),
        Cut(3, 5, (2, 7)),
        Cut(5, 8, (2,)),
        Cut(8, 9, ()),
    )


def test_touching_marks_stay_apart_and_equal_ones_join() -> None:
    assert cuts(4, [Span(0, 2, 1), Span(2, 4, 2)]) == (Cut(0, 2, (1,)), Cut(2, 4, (2,)))
    assert cuts(4, [Span(0, 2, 1), Span(2, 4, 1)]) == (Cut(0, 4, (1,)),)


def test_marks_outside_the_text_are_clipped_or_dropped() -> None:
    assert cuts(3, [Span(-4, 1, 1), Span(2, 99, 2), Span(50, 60, 3), Span(2, 1, 4)]) == (
        Cut(0, 1, (1,)),
        Cut(1, 2, ()),
        Cut(2, 3, (2,)),
    )


def test_an_empty_text_has_no_stretch() -> None:
    assert cuts(0, [Span(0, 5, 1)]) == ()


_SPANS = st.lists(st.builds(Span, st.integers(-5, 45), st.integers(-5, 45), st.integers(0, 6)))


@given(st.integers(0, 40), _SPANS)
def test_every_character_has_exactly_its_marks(length: int, spans: list[Span]) -> None:
    found = cuts(length, spans)
    covered = [at for cut in found for at in range(cut.start, cut.end)]
    assert covered == list(range(length))
    for cut in found:
        for at in range(cut.start, cut.end):
            assert set(cut.keys) == {s.key for s in spans if s.start <= at < s.end}
    assert all(a.keys != b.keys for a, b in pairwise(found))
