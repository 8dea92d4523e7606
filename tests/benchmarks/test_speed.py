from types import ModuleType

import pytest

from benchmarks.coded import Compared
from benchmarks.speed import changed, held
from checker.scoring.assessment import Cell, Outcome


def make(found, point=1):
    return Compared("s", 0, point, Outcome.CARRIED, Cell("a", point, found, 0.9))


def test_changes_are_counted_by_kind():
    some = [make(Outcome.CARRIED), make(Outcome.ABSENT, 2), make(Outcome.ABSENT, 3)]
    every = [make(Outcome.CARRIED), make(Outcome.PARTIAL, 2), make(Outcome.PARTIAL, 3)]
    share, kinds = changed(some, every)
    assert share == pytest.approx(2 / 3)
    assert dict(kinds) == {"absent becomes partial": 2}


def test_a_constant_comes_back_even_after_an_error():
    module = ModuleType("some")
    module.SIZE = 3
    with pytest.raises(KeyError), held(module, "SIZE", 9):
        assert module.SIZE == 9
        raise KeyError
    assert module.SIZE == 3
