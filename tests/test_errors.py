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


def test_a_place_in_the_current_folder_is_told_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "messages" / "talks.toml"
    monkeypatch.chdir(tmp_path)
    told = str(Path("messages", "talks.toml"))
    assert str(CheckerError("broken", where=Where(file, 7))) == f"{told}:7: broken"
    assert str(CheckerError("broken", where=str(file))) == f"{told}: broken"
    assert str(CheckerError("broken", where=Where(Path("../a.toml")))) == "../a.toml: broken"
    assert str(CheckerError("broken", where=str(tmp_path))) == f"{tmp_path}: broken"
    (tmp_path / "mess").mkdir()
    monkeypatch.chdir(tmp_path / "mess")
    assert str(CheckerError("broken", where=Where(file, 7))) == f"{file}:7: broken"


def test_without_a_current_folder_a_place_is_told_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", gone)
    assert str(CheckerError("broken", where="/a/b.toml")) == "/a/b.toml: broken"


@pytest.mark.parametrize("kind", KINDS)
def test_exit_codes(kind: type[CheckerError]) -> None:
    expected = {UsageError: 2, GateFailed: 3}.get(kind, 1)  # type: ignore[call-overload]
    assert kind.exit_code == expected
    assert kind.__doc__
