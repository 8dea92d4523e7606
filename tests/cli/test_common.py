from __future__ import annotations

import io
import sys

import pytest

from checker.cli import common
from checker.cli.common import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(common, "time", made)
    return made


def shown(clock: Clock, stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, **how: bool) -> str:
    """What three seconds of work show on stderr."""
    monkeypatch.setattr(sys, "stderr", stream)
    progress = Progress(quiet=how.get("quiet", False))
    progress("Judging", 1, 4)
    clock.now = 3.0
    progress("Judging", 3, 4)
    progress.end()
    return stream.getvalue()


def test_long_work_shows_a_bar_and_wipes_it(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(clock, Terminal(), monkeypatch)
    assert f"[{'#' * 18}{'-' * 6}] 3 of 4" in text
    assert "1 of 4" not in text
    assert text.endswith("\r\x1b[K")


def test_no_bar_where_stderr_is_no_terminal(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(clock, io.StringIO(), monkeypatch) == ""


def test_no_bar_when_quiet(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(clock, Terminal(), monkeypatch, quiet=True) == ""


def test_no_bar_without_a_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    progress = Progress(quiet=False)
    progress("Judging", 1, 1)
    progress.end()


def test_no_work_is_no_division_by_zero(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    progress = Progress(quiet=False)
    clock.now = 3.0
    progress("Judging", 0, 0)
    assert "0 of 0" in stream.getvalue()
