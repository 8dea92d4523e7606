"""A brief imported again after it changed: what would change, and hand edits kept.

A point that was imported carries a mark of the text it came with (`imported`). As long as the
text still fits the mark, it is the brief's own and follows the brief; when it doesn't, a person
has edited it and it stays. A point without a mark was added by hand and stays.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import tomlkit
from tomlkit.items import AoT, Item, Table

from checker.messages.config_read import ConfigFile, PointEntry, read_config_file
from checker.messages.config_write import (
    head_mark,
    imported_mark,
    long_list,
    long_text,
    point_table,
    quoted,
    sections_of,
    spaced,
    text_list,
    write_config,
)
from checker.messages.points import Brief, TalkingPoint
from checker.text import squeeze

_LIKE = 0.6
_SHOWN, _RUN_UP = 60, 20
"""Characters shown of a text, and of them at most so many before the first change."""
ADDED, REMOVED, CHANGED, MOVED, KEPT = "added", "removed", "changed", "renumbered", "kept"


@dataclass(frozen=True)
class Change:
    """One difference between a config file and the brief.

    `kind`: "added", "removed", "changed", "renumbered", or "kept" (a hand edit that stays though
    the brief differs). `part`: "title", "narrative" or "point 3". `before`, `after`: texts.
    """

    kind: str
    part: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        first = _first_change(self.before, self.after) if self.before and self.after else 0
        old, new = _excerpt(self.before, first), _excerpt(self.after, first)
        told = {
            ADDED: f"{self.part} is new: {new}",
            REMOVED: f"{self.part} is no longer in the brief: {old}",
            CHANGED: f"{self.part} changes: {old} -> {new}",
            MOVED: f"{self.before} becomes {self.after}",
            KEPT: f"{self.part} keeps your own text: {old}"
            + (f" (the brief now has: {new})" if self.after else ""),
        }
        return told[self.kind]


def _first_change(one: str, other: str) -> int:
    """How many words two texts begin with alike."""
    words = zip(one.split(), other.split(), strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], words))


def _excerpt(text: str, at: int) -> str:
    """The text in quotes; of a long one whole words around word `at`, or what fits of that."""
    words = text.split()
    if len(" ".join(words)) <= _SHOWN:
        return f"“{' '.join(words)}”"
    begin = end = at = min(at, len(words) - 1)
    while begin and len(" ".join(words[begin - 1 : at])) <= _RUN_UP:
        begin -= 1
    while end < len(words) and len(" ".join(words[begin : end + 1])) <= _SHOWN:
        end += 1
    shown = " ".join(words[begin : max(end, at + 1)])[:_SHOWN]  # one word may be longer than all
    return f"“{'…' if begin else ''}{shown}{'…' if end < len(words) else ''}”"


def compare(old: Brief, new: Brief) -> tuple[Change, ...]:
    """What differs from `old` to `new`, hand edits or not: title, narrative, then the points."""
    entries = [PointEntry(p, imported_mark(p.text)) for p in old.points]
    changes = _head_changes(old, new)
    return tuple(changes + [c for step in _steps(entries, new.points) for c in step.changes])


def planned_changes(path: Path, new: Brief) -> tuple[Change, ...]:
    """What `merge` would do, without doing it. Nothing to do gives an empty tuple."""
    return _merged(read_config_file(path), new)[0]


def merge(path: Path, new: Brief) -> tuple[Change, ...]:
    """Bring a config file up to its changed brief, and tell what was done.

    Texts the brief changed follow it; texts, variants, rebuttals and claims edited by hand,
    points added by hand, comments, the subject and [check] stay. A point that is no longer in
    the brief goes, unless somebody worked on it. Raises ConfigError when the file has a mistake,
    WorkspaceError when it can't be written.
    """
    config = read_config_file(path)
    changes, text = _merged(config, new)
    if text != config.text:
        write_config(config, text)
    return changes


@dataclass(frozen=True)
class _Step:
    """What becomes of one point: `entry` before (None: new), `point` after (None: gone)."""

    entry: PointEntry | None
    point: TalkingPoint | None
    imported: str
    changes: tuple[Change, ...] = ()


def _edited(entry: PointEntry) -> bool:
    """Whether a person changed the text or wrote the point."""
    return entry.imported != imported_mark(entry.point.text)


def _worked_on(entry: PointEntry) -> bool:
    point = entry.point
    return _edited(entry) or bool(point.variants or point.rebuttals or point.claims)


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _pairs(entries: Sequence[PointEntry], new: Sequence[TalkingPoint]) -> dict[int, int]:
    """Which entry (by index) each new point (by index) comes from.

    By the mark, then the same text, then the likest text, then the same number.
    """
    pairs: dict[int, int] = {}

    def pair(at: int, fits: Sequence[int]) -> None:
        if fits:
            pairs[at] = fits[0]

    for same in (
        lambda e, p: e.imported == imported_mark(p.text),
        lambda e, p: squeeze(e.point.text) == squeeze(p.text),
    ):
        for at, point in enumerate(new):
            free = [i for i in range(len(entries)) if i not in pairs.values()]
            if at not in pairs:
                pair(at, [i for i in free if same(entries[i], point)])
    likeness = sorted(
        (
            (-_likeness(entry.point.text, point.text), at, i)
            for at, point in enumerate(new)
            for i, entry in enumerate(entries)
            if at not in pairs and i not in pairs.values() and entry.imported
        ),
    )
    for unlike, at, i in likeness:
        if -unlike >= _LIKE and at not in pairs and i not in pairs.values():
            pairs[at] = i
    for at, point in enumerate(new):
        free = [i for i in range(len(entries)) if i not in pairs.values()]
        if at not in pairs:
            pair(
                at,
                [
                    i
                    for i in free
                    if entries[i].imported and entries[i].point.number == point.number
                ],
            )
    return pairs


def _steps(entries: Sequence[PointEntry], new: Sequence[TalkingPoint]) -> list[_Step]:
    """What becomes of each point, in the order of the numbers after."""
    pairs = _pairs(entries, new)
    steps = [
        _step(entries[pairs[at]] if at in pairs else None, point) for at, point in enumerate(new)
    ]
    taken = {p.number for p in new}
    for i, entry in enumerate(entries):
        if i in pairs.values():
            continue
        number = entry.point.number
        if not _worked_on(entry):
            gone = Change(REMOVED, f"point {number}", before=entry.point.text)
            steps.append(_Step(entry, None, "", (gone,)))
            continue
        changes = []
        if entry.imported:
            changes.append(Change(KEPT, f"point {number}", before=entry.point.text))
        if number in taken:
            free = max([*taken, *(e.point.number for e in entries)]) + 1
            changes.append(Change(MOVED, f"point {free}", f"point {number}", f"point {free}"))
            number = free
        taken.add(number)
        # From here on it is the office's own point, and no later import will touch it.
        steps.append(_Step(entry, replace(entry.point, number=number), "", tuple(changes)))
    return sorted(steps, key=lambda s: s.point.number if s.point else 0)


def _step(entry: PointEntry | None, point: TalkingPoint) -> _Step:
    mark, name = imported_mark(point.text), f"point {point.number}"
    if entry is None:
        return _Step(None, point, mark, (Change(ADDED, name, after=point.text),))
    old = entry.point
    changes = []
    if old.number != point.number:
        changes.append(Change(MOVED, name, f"point {old.number}", f"point {point.number}"))
    text = point.text
    if squeeze(old.text) != squeeze(point.text):
        if not _edited(entry):
            changes.append(Change(CHANGED, name, old.text, point.text))
        else:
            text = old.text
            if entry.imported != mark:
                changes.append(Change(KEPT, name, old.text, point.text))
    after = replace(old, number=point.number, text=text)
    return _Step(entry, after, mark if entry.imported else "", tuple(changes))


def _head_changes(old: Brief, new: Brief, *, kept: bool = False) -> list[Change]:
    kind = KEPT if kept else CHANGED
    changes = []
    if new.title and squeeze(old.title) != squeeze(new.title):
        changes.append(Change(kind, "title", old.title, new.title))
    if [squeeze(n) for n in old.narrative] != [squeeze(n) for n in new.narrative]:
        changes.append(Change(kind, "narrative", " ".join(old.narrative), " ".join(new.narrative)))
    return changes


def _merged(config: ConfigFile, new: Brief) -> tuple[tuple[Change, ...], str]:
    """The changes, and the text of the file after them."""
    tables = sections_of(config)
    named = replace(new, title=new.title or config.title)
    mark = head_mark(named)
    kept = config.imported != head_mark(config.brief)
    head_changes = _head_changes(config.brief, named, kept=kept)
    if kept and config.imported in ("", mark):
        head_changes = []
    head = _head_text(tables[0][1], config, named, mark=mark, kept=kept)
    steps = _steps(config.entries, named.points)
    texts = iter(t for s, t in tables if s.name == "points")
    by_entry = {id(entry): text for entry, text in zip(config.entries, texts, strict=True)}
    parts = []
    for step in _placed(config, steps):
        if step.point is None:
            continue
        if step.entry is None:
            parts.append(point_table(step.point, step.imported))
        else:
            parts.append(_table_text(by_entry[id(step.entry)], step.entry, step))
    first = next((i for i, (s, _) in enumerate(tables) if s.name == "points"), len(tables))
    before = [t for s, t in tables[1:first] if s.name != "points"]
    after = [t for s, t in tables[first:] if s.name != "points"]
    changes = (*head_changes, *(c for step in steps for c in step.changes))
    if not changes and all(s.entry and s.imported == s.entry.imported for s in steps):
        # Where nothing changed, not even the spacing may.
        return changes, config.text if head == tables[0][1] else "".join(
            [head, *(t for _, t in tables[1:])]
        )
    return changes, spaced(head, *before, *parts, *after)


def _placed(config: ConfigFile, steps: Sequence[_Step]) -> list[_Step]:
    """The steps by number; where a person put the points in another order, in that order."""
    numbers = [e.point.number for e in config.entries]
    if numbers == sorted(numbers):
        return list(steps)
    order = {id(e): i for i, e in enumerate(config.entries)}
    return sorted(steps, key=lambda s: order[id(s.entry)] if s.entry else len(order))


def _item(literal: str) -> Item:
    item = tomlkit.parse(f"x = {literal}\n").item("x")
    assert isinstance(item, Item)
    return item


def _head_text(text: str, config: ConfigFile, new: Brief, *, mark: str, kept: bool) -> str:
    """The part before the first table with title, narrative, source, subject and mark renewed."""
    document = tomlkit.parse(text)
    if not kept:
        if squeeze(config.title) != squeeze(new.title):
            document["title"] = _item(quoted(new.title))
        if [*config.narrative] != [squeeze(n) for n in new.narrative]:
            document["narrative"] = _item(long_list(new.narrative))
    if config.imported and config.imported != mark:
        document["imported"] = _item(quoted(mark))
    if new.source and config.source != new.source:
        document["source"] = _item(quoted(new.source))
    if new.subject and not config.subject:
        document["subject"] = _item(text_list(new.subject))
    return document.as_string()


def _table_text(text: str, entry: PointEntry, step: _Step) -> str:
    """A [[points]] table with number, text and mark renewed, all else as it stands."""
    assert step.point is not None
    document = tomlkit.parse(text)
    tables = document["points"]
    assert isinstance(tables, AoT)
    table: Table = tables[0]
    old, point = entry.point, step.point
    if old.number != point.number or "number" not in table:
        table["number"] = point.number
    if old.text != point.text:
        table["text"] = _item(long_text(point.text))
    if step.imported and step.imported != entry.imported:
        table["imported"] = step.imported
    elif not step.imported and "imported" in table:
        del table["imported"]
    return document.as_string()
