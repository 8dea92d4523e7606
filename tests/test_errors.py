from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import errors
from checker.errors import CheckerError, GateFailed, UsageError, Where

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, CheckerError)
]


@given(st.text(), st.text(), st.text())
def test_an_error_is_one_line(what: str, where: str, mend: str) -> None:
    assert len(str(CheckerError(what, where=where, mend=mend)).splitlines()) <= 1


def test_what_where_and_mend_in_this_order() -> None:
    error = CheckerError("it is broken", where=Where(Path("a/b.toml"), 7), mend="Mend it")
    assert str(error) == "a/b.toml:7: it is broken. Mend it"
    assert (error.what, error.mend) == ("it is broken", "Mend it")


def test_where_and_mend_may_be_missing() -> None:
    assert str(CheckerError("it is broken")) == "it is broken"
    assert str(CheckerError("it is broken", where="the third")) == "the third: it is broken"
    assert str(Where("a.toml")) == "a.toml"


@pytest.mark.parametrize("kind", KINDS)
def test_exit_codes(kind: type[CheckerError]) -> None:
    expected = {UsageError: 2, GateFailed: 3}.get(kind, 1)  # type: ignore[call-overload]
    assert kind.exit_code == expected
    assert kind.__doc__
