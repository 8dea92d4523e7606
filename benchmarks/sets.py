"""Test data, found by shape and read into rows: nothing here knows a model.

Read are the JSON-lines files of the shared data folder, the official CSV files of ArgKP-2021 and
FNC-1, our own press pairs, and folders of coded briefs. Files may be gzipped. Folders called
"train" are left alone, but for FNC-1's training stances: thresholds are tuned on those.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO, TypeVar

from checker.errors import CheckerError, Where
from checker.text import squeeze

PRESS = Path(__file__).parent.parent / "training" / "press"
"""Our own press set, in the checkout."""

STANCES = ("agree", "disagree", "discuss", "unrelated")
_T = TypeVar("_T")
_Named = TypeVar("_Named", "PairSet", "KeyPointSet", "StanceSet")


class DataError(CheckerError):
    """Test data that is missing or not in a form that can be read."""


@dataclass(frozen=True)
class Row:
    """One pair of a public set. `group`: its category, where the set has any."""

    premise: str
    hypothesis: str
    label: str
    group: str = ""


@dataclass(frozen=True)
class PairSet:
    """A public set of pairs. `name`: the file's stem and its folder's, "xnli_en dev"."""

    name: str
    rows: tuple[Row, ...]

    @property
    def stem(self) -> str:
        """The set's name without the split."""
        return self.name.split()[0]


@dataclass(frozen=True)
class KeyPointSet:
    """ArgKP-2021: arguments and key points by id as (topic, stance, text), labels by id pair.

    A pair without a label is one that the annotators were undecided on.
    """

    name: str
    arguments: Mapping[str, tuple[str, str, str]]
    key_points: Mapping[str, tuple[str, str, str]]
    labels: Mapping[tuple[str, str], bool]

    def candidates(self) -> Iterator[tuple[str, str]]:
        """All (argument, key point) ids of one topic and stance, labelled or not."""
        by_group: dict[tuple[str, str], list[str]] = {}
        for key, (topic, stance, _) in self.key_points.items():
            by_group.setdefault((topic, stance), []).append(key)
        for key, (topic, stance, _) in self.arguments.items():
            for point in by_group.get((topic, stance), ()):
                yield key, point


@dataclass(frozen=True)
class StanceSet:
    """FNC-1: (headline, body id, stance) rows, and the bodies by id."""

    name: str
    rows: tuple[tuple[str, str, str], ...]
    bodies: Mapping[str, str]


@dataclass(frozen=True)
class PressPair:
    """One passage of our own set against one point or claim of its brief.

    `level`: "point" or "claim". `label`: carries, contradicts or neither. `degree`: whole, part,
    figure, or "" for neither. `silent`: the passage is neither for everything in its brief.
    """

    slug: str
    passage: str
    text: str
    level: str
    label: str
    degree: str
    silent: bool


@dataclass(frozen=True)
class Found:
    """All test data that was found; `skipped`: files passed over, each with the reason."""

    pairs: tuple[PairSet, ...] = ()
    key_points: tuple[KeyPointSet, ...] = ()
    stances: tuple[StanceSet, ...] = ()
    stances_train: StanceSet | None = None
    articles: tuple[Path, ...] = ()
    skipped: tuple[str, ...] = field(default=())


def open_text(path: Path) -> TextIO:
    """A text file, gzipped or not, without its byte-order mark."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def digest(rows: Iterable[object]) -> str:
    """Sixteen hexadecimal digits of the rows' content, whatever their order."""
    lines = sorted(json.dumps(r, ensure_ascii=False, default=vars, sort_keys=True) for r in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def sample(items: Sequence[_T], most: int | None, key: Callable[[_T], str]) -> list[_T]:
    """At most `most` items (None: all), the same ones every time and in any order of `items`.

    Items with the same `key` stay together, so the sample may be a little larger.
    """
    if most is None or len(items) <= most:
        return list(items)
    groups: dict[str, list[_T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    chosen: list[_T] = []
    for name in sorted(groups, key=lambda k: hashlib.blake2b(k.encode()).digest()):
        if len(chosen) >= most:
            break
        chosen += groups[name]
    return chosen


def press_pairs(split: str = "dev", folder: Path = PRESS / "pairs") -> list[PressPair]:
    """The coded pairs of our own briefs of `split`.

    Raises DataError when there are none.
    """
    found = []
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["split"] != split:
            continue
        for passage in data["passages"]:
            codes = passage["codes"]
            for level in ("point", "claim"):
                for key, text in data[f"{level}s"].items():
                    label, degree = codes.get(key, ("neither", ""))
                    found.append(
                        PressPair(
                            data["slug"], passage["text"], text, level, label, degree, not codes
                        )
                    )
    if not found:
        raise DataError("no press pairs of this split", where=str(folder))
    return found


def _stem(path: Path) -> str:
    return path.name.removesuffix(".gz").rsplit(".", 1)[0]


def _files(folder: Path, *endings: str) -> list[Path]:
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise DataError("there is no such folder", where=str(folder))
    names = tuple(x + gz for x in endings for gz in ("", ".gz"))
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.name.lower().endswith(names))


def find(
    data: Path | None,
    argkp: Path | None = None,
    fnc1: Path | None = None,
    articles: Path | None = None,
) -> Found:
    """All test data under these folders. Raises DataError for one that is not there."""
    pairs: list[PairSet] = []
    key_points: list[KeyPointSet] = []
    skipped: list[str] = []
    for path in _files(data, ".jsonl") if data else []:
        if path.parent.name == "train":
            continue
        name = f"{_stem(path)} {path.parent.name}"
        rows = list(_lines(path))
        if rows and "arg_id" in rows[0]:
            key_points.append(_key_points_of_lines(name, rows))
        elif rows and {"premise", "hypothesis", "label"} <= rows[0].keys():
            made = (
                Row(r["premise"], r["hypothesis"], r["label"], r.get("category", "")) for r in rows
            )
            pairs.append(PairSet(name, tuple(made)))
        else:
            skipped.append(f"{path.name}: not premise, hypothesis and label")
    folders = [f for f in (argkp, fnc1, data) if f]
    tables = dict.fromkeys(p for f in folders for p in _files(f, ".csv"))
    heads = {p: _head(p) for p in tables}
    # Official files come first: of one split in two forms the first is kept.
    key_points = _key_points_of_tables(heads) + key_points
    stances, train = _stances_of_tables(heads, skipped)
    coded = {p for f in (articles, data) if f for p in _coded_folders(f)}
    return Found(
        _once(pairs), _once(key_points), _once(stances), train, tuple(sorted(coded)), tuple(skipped)
    )


def _once(sets: Iterable[_Named]) -> tuple[_Named, ...]:
    """The sets without a second one of the same name: one split in two forms."""
    found: dict[str, _Named] = {}
    for one in sets:
        found.setdefault(one.name, one)
    return tuple(found.values())


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with open_text(path) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except json.JSONDecodeError as cause:
                    raise DataError("not a line of JSON", where=Where(path, number)) from cause


def _coded_folders(folder: Path) -> Iterator[Path]:
    for path in _files(folder, ".json"):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            continue
        if isinstance(data, dict) and {"brief", "points", "articles"} <= data.keys():
            yield path.parent


def _key_points_of_lines(name: str, rows: Sequence[Mapping[str, str]]) -> KeyPointSet:
    return KeyPointSet(
        name,
        {r["arg_id"]: (r["topic"], r["stance"], r["premise"]) for r in rows},
        {r["kp_id"]: (r["topic"], r["stance"], r["hypothesis"]) for r in rows},
        {(r["arg_id"], r["kp_id"]): r["label"] in ("agree", "1") for r in rows},
    )


def _head(path: Path) -> tuple[str, ...]:
    with open_text(path) as lines:
        return tuple(squeeze(c) for c in next(csv.reader(lines), []))


def _table(path: Path) -> list[dict[str, str]]:
    with open_text(path) as lines:
        return [{squeeze(k or ""): v for k, v in r.items()} for r in csv.DictReader(lines)]


def _key_points_of_tables(heads: Mapping[Path, tuple[str, ...]]) -> list[KeyPointSet]:
    """The ArgKP sets: three files in one folder whose names end alike ("_dev", "_test")."""
    kinds: dict[tuple[Path, str], dict[str, Path]] = {}
    for path, head in heads.items():
        kind = next(
            (
                kind
                for kind, columns in (
                    ("labels", {"arg_id", "key_point_id", "label"}),
                    ("arguments", {"arg_id", "argument", "topic", "stance"}),
                    ("key_points", {"key_point_id", "key_point", "topic", "stance"}),
                )
                if columns <= set(head)
            ),
            None,
        )
        split = _stem(path).rsplit("_", 1)[-1]
        if kind and split != "train":
            kinds.setdefault((path.parent, split), {})[kind] = path
    found = []
    for (folder, split), files in sorted(kinds.items()):
        missing = [k for k in ("arguments", "key_points", "labels") if k not in files]
        if missing:
            raise DataError(
                f"ArgKP-2021's {split} files are not complete",
                where=str(folder),
                mend=f"Put {', '.join(f'{k}_{split}.csv' for k in missing)} beside the others",
            )
        found.append(
            KeyPointSet(
                f"argkp2021 {split}",
                {
                    r["arg_id"]: (r["topic"], r["stance"], r["argument"])
                    for r in _table(files["arguments"])
                },
                {
                    r["key_point_id"]: (r["topic"], r["stance"], r["key_point"])
                    for r in _table(files["key_points"])
                },
                {
                    (r["arg_id"], r["key_point_id"]): float(r["label"]) == 1
                    for r in _table(files["labels"])
                },
            )
        )
    return found


def _stances_of_tables(
    heads: Mapping[Path, tuple[str, ...]], skipped: list[str]
) -> tuple[list[StanceSet], StanceSet | None]:
    """FNC-1's sets, each with the bodies file whose name begins alike, or the only one there."""
    bodies = [p for p, head in heads.items() if {"Body ID", "articleBody"} <= set(head)]
    found: list[StanceSet] = []
    train = None
    for path, head in heads.items():
        labelled = "Stance" in head or (len(head) == 3 and head[2] in STANCES)
        if not labelled:
            if {"Headline", "Body ID"} <= set(head):
                skipped.append(f"{path.name}: stances without labels")
            continue
        split = _stem(path).lower().split("stances")[0].strip("_-") or path.parent.name
        rows = _stance_rows(path)
        near = [p for p in bodies if p.parent == path.parent]
        own = [p for p in near if _stem(p).lower().split("bodies")[0].strip("_-") == split]
        chosen = (own or near)[:1]
        if not chosen or (not own and len(near) > 1):
            raise DataError(
                "the bodies of these stances are not there, or not to be told apart",
                where=str(path),
                mend=f"Put {split}_bodies.csv (Body ID, articleBody) beside them",
            )
        texts = {r["Body ID"]: r["articleBody"] for r in _table(chosen[0])}
        lost = {b for _, b, _ in rows} - texts.keys()
        if lost:
            raise DataError(
                f"{len(lost)} bodies of these stances are missing", where=str(path),
                mend=f"Look into {chosen[0].name}",
            )  # fmt: skip
        made = StanceSet(f"fnc1 {split}", tuple(rows), texts)
        if "train" in split:
            train = made
        else:
            found.append(made)
    return found, train


def _stance_rows(path: Path) -> list[tuple[str, str, str]]:
    with open_text(path) as lines:
        table = [row for row in csv.reader(lines) if row]
    order = (0, 1, 2)
    names = [squeeze(c) for c in table[0]]
    if "Stance" in names:
        order = (names.index("Headline"), names.index("Body ID"), names.index("Stance"))
        table = table[1:]
    rows = []
    for number, row in enumerate(table, 1):
        headline, body, stance = (row[i] for i in order)
        if stance not in STANCES:
            raise DataError(f'"{stance}" is no stance', where=Where(path, number))
        rows.append((squeeze(headline), body.strip(), stance))
    return rows
