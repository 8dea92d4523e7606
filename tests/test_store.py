from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import store as store_module
from checker.errors import StoreError
from checker.scoring.assessment import Decision, Outcome, Verdict
from checker.store import VERSION, Store

WHEN = dt.datetime(2030, 5, 1, 12, tzinfo=dt.UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".checker" / "store.sqlite3"


def test_vectors_come_back_from_the_file(path: Path) -> None:
    vectors = {f"text {n}": np.random.default_rng(n).normal(size=8) for n in range(1200)}
    unit = {t: (v / np.linalg.norm(v)).astype(np.float32) for t, v in vectors.items()}
    with Store(path) as store:
        store.keep_vectors("model", unit)
    with Store(path) as store:
        found = store.vectors("model", [*unit, "never seen"])
    assert found.keys() == unit.keys()
    assert all(v.dtype == np.float32 for v in found.values())
    assert all(abs(float(found[t] @ unit[t]) - 1) < 0.001 for t in unit)


def test_another_model_never_meets_an_old_answer() -> None:
    with Store(None) as store:
        store.keep_vectors("model", {"a": np.ones(2, dtype=np.float32)})
        store.keep_verdicts("model", [(("a", "b"), Verdict(1, 0, 0))])
        assert store.vectors("model 2", ["a"]) == {}
        assert store.verdicts("model 2", [("a", "b")]) == {}


def test_claim_and_passage_are_told_apart() -> None:
    with Store(None) as store:
        store.keep_verdicts("m", [(("a b", "c"), Verdict(1, 0, 0))])
        assert store.verdicts("m", [("a", "b c"), ("c", "a b"), ("a b", "c ")]) == {}


@given(
    st.dictionaries(
        st.tuples(TEXTS, TEXTS),
        st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)).map(lambda v: Verdict(*v)),
        max_size=12,
    ),
    st.lists(st.tuples(TEXTS, TEXTS), max_size=4),
)
def test_verdicts_come_back_as_they_were(
    verdicts: dict[tuple[str, str], Verdict], others: list[tuple[str, str]]
) -> None:
    with Store(None) as store:
        store.keep_verdicts("m", verdicts.items())
        assert store.verdicts("m", [*verdicts, *others]) == verdicts


def test_the_latest_verdict_counts() -> None:
    with Store(None) as store:
        for carries in (0.2, 0.7):
            store.keep_verdicts("m", [(("a", "b"), Verdict(carries, 0.0, 1 - carries))])
        assert store.verdicts("m", [("a", "b")])["a", "b"].carries == 0.7


def test_what_was_checked_is_remembered_for_each_brief(path: Path) -> None:
    with Store(path) as store:
        assert store.checked("harbour", "m") == frozenset()
        store.keep_run("harbour", "m", ["a", "b", "a"], "one.html", WHEN)
        store.keep_run("harbour", "m", ["b", "c"], "two.html", WHEN)
        store.keep_run("choirs", "m", ["d"], "three.html", WHEN)
    with Store(path) as store:
        assert store.checked("harbour", "m") == {"a", "b", "c"}
        assert store.checked("choirs", "m") == {"d"}


def test_of_an_article_the_latest_run_counts(path: Path) -> None:
    with Store(path) as store:
        store.keep_run("harbour", "old", ["a", "b"], "one.html", WHEN)
        store.keep_run("harbour", "new", ["a"], "two.html", WHEN)
        assert store.checked("harbour", "new") == {"a"}
        assert store.checked("harbour", "old") == {"b"}
        store.keep_run("harbour", "old", ["a"], "three.html", WHEN)
        assert store.checked("harbour", "new") == frozenset()


def version_1(path: Path) -> None:
    """A store as the version before wrote it, with a run and a review in it."""
    path.parent.mkdir()
    with sqlite3.connect(path) as database:
        database.executescript(
            "CREATE TABLE runs (id INTEGER PRIMARY KEY, brief TEXT NOT NULL, "
            "finished TEXT NOT NULL, report TEXT NOT NULL);"
            "CREATE TABLE checked (run INTEGER NOT NULL, article TEXT NOT NULL, "
            "PRIMARY KEY (run, article)) WITHOUT ROWID;"
            "CREATE TABLE reviews (brief TEXT NOT NULL, article TEXT NOT NULL, "
            "point INTEGER NOT NULL, outcome TEXT NOT NULL, reviewer TEXT NOT NULL, "
            "decided TEXT NOT NULL, PRIMARY KEY (brief, article, point)) WITHOUT ROWID;"
            "INSERT INTO runs VALUES (1, 'harbour', '2030-05-01', 'one.html');"
            "INSERT INTO checked VALUES (1, 'a');"
            "INSERT INTO reviews VALUES ('harbour', 'a', 1, 'absent', 'Jo', '2030-05-01');"
            "PRAGMA user_version = 1;"
        )
    database.close()


def test_a_store_of_the_version_before_goes_on_and_keeps_reviews(path: Path) -> None:
    version_1(path)
    for _ in range(2):
        with Store(path) as store:
            assert store.checked("harbour", "m") == frozenset()
    with Store(path) as store:
        store.keep_run("harbour", "m", ["a"], "two.html", WHEN)
        assert store.checked("harbour", "m") == {"a"}
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert database.execute("SELECT reviewer FROM reviews").fetchone() == ("Jo",)
    database.close()


def test_a_batch_that_fails_leaves_nothing(path: Path) -> None:
    def breaking() -> object:
        yield ("a", "b"), Verdict(1, 0, 0)
        raise RuntimeError

    with Store(path) as store, pytest.raises(RuntimeError):
        store.keep_verdicts("m", breaking())  # type: ignore[arg-type]
    with Store(path) as store:
        assert store.verdicts("m", [("a", "b")]) == {}


def test_in_memory_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Store(None) as store:
        store.keep_run("harbour", "m", ["a"], "one.html", WHEN)
        assert store.checked("harbour", "m") == {"a"}
    assert list(tmp_path.iterdir()) == []


def version_2(path: Path) -> None:
    """A store that version 2 of the program's store wrote, with something in each table."""
    path.parent.mkdir()
    shutil.copy(Path(__file__).parent / "stores" / "version-2.sqlite3", path)


def test_a_store_of_version_2_goes_on_and_nothing_is_lost(path: Path) -> None:
    version_2(path)
    for _ in range(2):
        with Store(path) as store:
            assert store.vectors("model", ["Gates open"])["Gates open"].tolist() == pytest.approx(
                [0.6, 0.8], abs=0.001
            )
            pair = ("Selm is calm.", "Gates open")
            assert store.verdicts("model", [pair]) == {pair: Verdict(0.75, 0.125, 0.125)}
            assert store.checked("harbour", "m") == {"a", "b"}
            assert store.checked("choirs", "n") == {"c"}
            assert store.reviews("harbour") == (Decision("a", 1, Outcome.ABSENT, "Jo", WHEN, ""),)
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (VERSION,)
    database.close()


def decision(article: str = "a", point: int = 1, outcome: Outcome = Outcome.CARRIED) -> Decision:
    return Decision(article, point, outcome, "Jo Ärm", WHEN, "0123456789abcdef")


def test_decisions_come_back_for_their_brief_alone(path: Path) -> None:
    every = [decision(a, p, o) for a in "ab" for p, o in enumerate(Outcome)]
    with Store(path) as store:
        for one in every:
            store.keep_review("harbour", one)
        store.keep_review("choirs", decision("c"))
    with Store(path) as store:
        assert store.reviews("harbour") == tuple(every)
        assert store.reviews("choirs") == (decision("c"),)
        assert store.reviews("nothing") == ()


def test_the_latest_decision_on_a_cell_counts_and_can_be_taken_back(path: Path) -> None:
    with Store(path) as store:
        store.keep_review("harbour", decision())
        store.keep_review("harbour", decision(outcome=Outcome.ABSENT))
        store.keep_review("harbour", decision(point=2))
        assert store.reviews("harbour")[0].outcome is Outcome.ABSENT
        assert store.drop_review("harbour", "a", 1)
        assert not store.drop_review("harbour", "a", 1)
        assert not store.drop_review("choirs", "a", 2)
    with Store(path) as store:
        assert store.reviews("harbour") == (decision(point=2),)


def test_a_decision_that_cannot_be_read_is_one_line(path: Path) -> None:
    with Store(path) as store:
        store.keep_review("harbour", decision())
    with sqlite3.connect(path) as database:
        database.execute("UPDATE reviews SET outcome = 'denied'")
    database.close()
    with Store(path) as store, pytest.raises(StoreError, match="a review in the store can't"):
        store.reviews("harbour")


@pytest.mark.parametrize("old", [None, version_1, version_2])
def test_first_runs_at_once_make_one_store(path: Path, old: Callable[[Path], None] | None) -> None:
    if old:
        old(path)
    path.parent.mkdir(exist_ok=True)
    barrier, faults = threading.Barrier(6), []

    def first_run(n: int) -> None:
        try:
            barrier.wait()
            with Store(path) as store:
                store.keep_run("harbour", "m", [str(n)], "r.html", WHEN)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=first_run, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    before = {"a", "b"} if old is version_2 else set()
    with Store(path) as store:
        assert store.checked("harbour", "m") == set("012345") | before
        assert [d.reviewer for d in store.reviews("harbour")] == ["Jo"] * (old is not None)


def test_a_store_that_another_run_holds(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "PATIENCE", 0.01)
    with Store(path) as store, sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="Wait until the other run has ended"):
            store.keep_run("harbour", "m", ["a"], "r.html", WHEN)
        other.execute("ROLLBACK")
        store.keep_run("harbour", "m", ["a"], "r.html", WHEN)


def test_a_newer_store_is_not_touched(path: Path) -> None:
    with Store(path):
        pass
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA user_version = {VERSION + 1}")
    database.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer version") as caught:
        Store(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert path.read_bytes() == before


@pytest.mark.parametrize("data", [b"garbage" * 1000, b"SQLite format 3\x00" + b"\xff" * 9000])
def test_a_damaged_store_is_one_line(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    with pytest.raises(StoreError) as caught:
        Store(path)
    assert str(caught.value).startswith(f"{path}: the store can't be used")
    assert "\n" not in str(caught.value)


def test_a_store_damaged_in_the_middle_is_one_line(path: Path) -> None:
    pairs = [(str(n), "passage " * 9) for n in range(3000)]
    with Store(path) as store:
        store.keep_verdicts("m", [(p, Verdict(1, 0, 0)) for p in pairs])
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    with pytest.raises(StoreError, match="can't be used"), Store(path) as store:
        store.verdicts("m", pairs)
