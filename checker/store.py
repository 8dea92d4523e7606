"""The store: one SQLite file for vectors, verdicts, runs and reviews.

Vectors and verdicts are a cache: keyed by the model's fingerprint and the text, so that a new
model or a changed claim never meets an old answer, and a run killed half-way goes on where it
stopped. Reviews are a person's decisions and are never thrown away.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import numpy as np

from checker.errors import StoreError
from checker.scoring.assessment import Decision, Outcome, Verdict

VERSION = 3
"""Of the tables below; written to SQLite's user_version."""

_TABLES = """
CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS verdicts (
    key BLOB PRIMARY KEY, carries REAL NOT NULL, contradicts REAL NOT NULL, neither REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY, brief TEXT NOT NULL, finished TEXT NOT NULL, report TEXT NOT NULL,
    mark TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS checked (
    run INTEGER NOT NULL REFERENCES runs (id), article TEXT NOT NULL, PRIMARY KEY (run, article)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reviews (
    brief TEXT NOT NULL, article TEXT NOT NULL, point INTEGER NOT NULL, outcome TEXT NOT NULL,
    reviewer TEXT NOT NULL, decided TEXT NOT NULL, mark TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (brief, article, point)
) WITHOUT ROWID;
"""
_FROM_VERSION = {
    1: "ALTER TABLE runs ADD COLUMN mark TEXT NOT NULL DEFAULT ''",
    2: "ALTER TABLE reviews ADD COLUMN mark TEXT NOT NULL DEFAULT ''",
}
"""What each older version lacks of the one after it. A review without a mark is about words that
are not known, and stands for none."""
_BATCH = 500
PATIENCE = 30.0
"""Seconds to wait for another run that is writing."""


def _key(fingerprint: str, *texts: str) -> bytes:
    return hashlib.blake2b("\x1f".join((fingerprint, *texts)).encode(), digest_size=16).digest()


class Store:
    """The open store. Use it as a context manager.

    `path` None keeps everything in memory: for a workspace that can't be written.
    Raises StoreError when the file is damaged or from a newer version of the program.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        with self._faults_told():
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            # Autocommit off: a batch of rows is one transaction, whole or not at all.
            self._db = sqlite3.connect(path or ":memory:", timeout=PATIENCE)
        try:
            with self._faults_told():
                self._prepare()
        except StoreError:
            self._db.close()
            raise

    def _prepare(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise StoreError(
                "this store was written by a newer version of the program",
                where=str(self._path),
                mend="Update the program, or move the file away: only reviews are lost with it",
            )
        self._db.execute("PRAGMA synchronous = NORMAL")
        # The journal stays SQLite's own rollback journal: turning it to a write-ahead log does not
        # wait for another first run, and fails on the network drives that teams share.
        if version < VERSION:
            # Two first runs at once: the second waits here, and finds the work done.
            self._db.execute("BEGIN IMMEDIATE")
            try:
                found = self._db.execute("PRAGMA user_version").fetchone()[0]
                for older in range(found or VERSION, VERSION):  # 0: a new file, nothing in it
                    self._db.execute(_FROM_VERSION[older])
                for statement in _TABLES.split(";"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {VERSION}")
                self._db.commit()
            except sqlite3.Error:
                self._db.rollback()
                raise

    @contextmanager
    def _faults_told(self) -> Iterator[None]:
        """Raise StoreError for what SQLite or the system says."""
        try:
            yield
        except (sqlite3.Error, OSError) as cause:
            waiting = "locked" in str(cause)
            raise StoreError(
                f"the store can't be used ({cause})",
                where=str(self._path),
                mend="Wait until the other run has ended"
                if waiting
                else "Move the file away and run again: only reviews are lost with it",
            ) from cause

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def _fetch(
        self, table: str, columns: str, keys: Sequence[bytes]
    ) -> dict[bytes, tuple[object, ...]]:
        found: dict[bytes, tuple[object, ...]] = {}
        for start in range(0, len(keys), _BATCH):
            block = keys[start : start + _BATCH]
            marks = ",".join("?" * len(block))
            with self._faults_told():
                rows = self._db.execute(
                    f"SELECT key, {columns} FROM {table} WHERE key IN ({marks})",  # noqa: S608
                    block,
                )
                found.update((bytes(row[0]), row[1:]) for row in rows)
        return found

    def vectors(self, fingerprint: str, texts: Sequence[str]) -> dict[str, np.ndarray]:
        """The cached vectors of those `texts` that have one, as float32 arrays."""
        keys = {_key(fingerprint, t): t for t in texts}
        found = self._fetch("vectors", "vector", list(keys))
        return {
            keys[k]: np.frombuffer(v[0], dtype=np.float16).astype(np.float32)  # type: ignore[call-overload]
            for k, v in found.items()
        }

    def keep_vectors(self, fingerprint: str, vectors: Mapping[str, np.ndarray]) -> None:
        """Cache vectors by text, in half precision (an error of under 0.001 in the cosine)."""
        rows = [(_key(fingerprint, t), v.astype(np.float16).tobytes()) for t, v in vectors.items()]
        with self._faults_told(), self._db:
            self._db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def verdicts(
        self, fingerprint: str, pairs: Sequence[tuple[str, str]]
    ) -> dict[tuple[str, str], Verdict]:
        """The cached verdicts of those (claim, passage) `pairs` that have one."""
        keys = {_key(fingerprint, *p): p for p in pairs}
        found = self._fetch("verdicts", "carries, contradicts, neither", list(keys))
        return {
            keys[k]: Verdict(*(float(x) for x in v))  # type: ignore[arg-type]
            for k, v in found.items()
        }

    def keep_verdicts(
        self, fingerprint: str, verdicts: Iterable[tuple[tuple[str, str], Verdict]]
    ) -> None:
        """Cache verdicts by (claim, passage)."""
        rows = [
            (_key(fingerprint, *pair), v.carries, v.contradicts, v.neither) for pair, v in verdicts
        ]
        with self._faults_told(), self._db:
            self._db.executemany("INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?)", rows)

    def keep_run(
        self, brief: str, mark: str, articles: Iterable[str], report: str, when: dt.datetime
    ) -> None:
        """Note a finished run: which articles (by id) were checked against which brief.

        `mark`: stands for what the brief said.
        """
        with self._faults_told(), self._db:
            cursor = self._db.execute(
                "INSERT INTO runs (brief, mark, finished, report) VALUES (?, ?, ?, ?)",
                (brief, mark, when.isoformat(), report),
            )
            self._db.executemany(
                "INSERT OR IGNORE INTO checked VALUES (?, ?)",
                [(cursor.lastrowid, a) for a in articles],
            )

    def checked(self, brief: str, mark: str) -> frozenset[str]:
        """Ids of the articles whose latest run against `brief` was against this `mark` of it."""
        with self._faults_told():
            rows = self._db.execute(
                # With max(), SQLite takes the other columns from the row that has it.
                "SELECT article, mark, max(run) FROM checked JOIN runs ON runs.id = run "
                "WHERE brief = ? GROUP BY article",
                (brief,),
            )
            return frozenset(article for article, latest, _ in rows if latest == mark)

    def keep_review(self, brief: str, decision: Decision) -> None:
        """Keep a person's decision, in place of an earlier one on the same article and point."""
        with self._faults_told(), self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO reviews "
                "(brief, article, point, outcome, reviewer, decided, mark) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    brief,
                    decision.article,
                    decision.point,
                    decision.outcome.value,
                    decision.reviewer,
                    decision.decided.isoformat(),
                    decision.mark,
                ),
            )

    def reviews(self, brief: str) -> tuple[Decision, ...]:
        """All decisions on `brief`, also those on articles that are gone and words that have
        changed since."""
        with self._faults_told():
            rows = self._db.execute(
                "SELECT article, point, outcome, reviewer, decided, mark FROM reviews "
                "WHERE brief = ? ORDER BY article, point",
                (brief,),
            ).fetchall()
        try:
            return tuple(
                Decision(article, point, Outcome(outcome), reviewer, _time(decided), mark)
                for article, point, outcome, reviewer, decided, mark in rows
            )
        except ValueError as cause:
            raise StoreError(
                f"a review in the store can't be read ({cause})",
                where=str(self._path),
                mend="Update the program, or move the file away: only reviews are lost with it",
            ) from cause

    def drop_review(self, brief: str, article: str, point: int) -> bool:
        """Forget the decision on an article (by id) and a point; whether there was one."""
        with self._faults_told(), self._db:
            cursor = self._db.execute(
                "DELETE FROM reviews WHERE brief = ? AND article = ? AND point = ?",
                (brief, article, point),
            )
        return cursor.rowcount > 0


def _time(text: str) -> dt.datetime:
    """A time as stored; without a zone it is UTC."""
    time = dt.datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=dt.UTC)
