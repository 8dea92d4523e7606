"""messages/*.toml read, with every mistake a hand can make named by its line."""

from __future__ import annotations

import codecs
import difflib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeGuard

import tomlkit
from tomlkit.exceptions import KeyAlreadyPresent, ParseError, TOMLKitError

from checker.errors import ConfigError, Where
from checker.messages.points import Brief, TalkingPoint
from checker.messages.settings import CheckSettings, example_threshold
from checker.messages.toml_faults import explain
from checker.messages.toml_lines import Layout, Section, layout
from checker.text import squeeze

TOP_KEYS = ("title", "source", "subject", "narrative", "imported", "points", "check")
POINT_KEYS = ("number", "text", "variants", "rebuttals", "claims", "imported")
CHECK_KEYS = tuple(f.name for f in fields(CheckSettings))
MOST_BYTES = 5_000_000
"""Largest config file that is read, in bytes."""

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CHECK_AS_NOTE = re.compile(r"^[ \t]*#[ \t#]*\[check\]", re.MULTILINE)
_FIGURES = re.compile(r"[1-9][0-9]{0,5}$")
_LANGUAGE = re.compile(r"[a-z]{2}$")


@dataclass(frozen=True)
class PointEntry:
    """A [[points]] table: the point, and the mark of the text it was imported with ("" if none)."""

    point: TalkingPoint
    imported: str


@dataclass(frozen=True)
class ConfigFile:
    """A config file as read. `text` has "\\n" line ends; `newline` is what the file has.

    `imported`: the mark of the title and narrative that were imported, "" if none.
    """

    path: Path
    text: str
    newline: str
    bom: bool
    layout: Layout
    title: str
    source: str
    subject: tuple[str, ...]
    narrative: tuple[str, ...]
    imported: str
    entries: tuple[PointEntry, ...]
    check: CheckSettings

    @property
    def brief(self) -> Brief:
        """The brief the file holds, points in the order of their numbers."""
        points = sorted((e.point for e in self.entries), key=lambda p: p.number)
        return Brief(
            title=self.title,
            points=tuple(points),
            narrative=self.narrative,
            subject=self.subject,
            source=self.source,
        )


def paragraphs_of(text: str) -> tuple[str, ...]:
    """A text's paragraphs (divided by blank lines), each with single spaces."""
    return tuple(p for p in map(squeeze, _BLANK_LINE.split(text)) if p)


def read_config_file(path: Path) -> ConfigFile:
    """The config file at `path`, points or none. Raises ConfigError with line and mend."""
    raw, bom = _read(path)
    newline = "\r\n" if "\r\n" in raw else "\n"
    text = raw.replace("\r\n", "\n")
    document = _parse(path, text)
    return _Reader(path, text, layout(text), document).config(newline, bom)


def _read(path: Path) -> tuple[str, bool]:
    try:
        if path.stat().st_size > MOST_BYTES:
            what = f"the file is larger than {MOST_BYTES // 1_000_000} MB"
            raise ConfigError(what, where=Where(path), mend="Check that it is the right file")
        data = path.read_bytes()
    except FileNotFoundError:
        mend = "Make it with: checker points import BRIEF"
        raise ConfigError("there is no such file", where=Where(path), mend=mend) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        mend = "Check that it is a file and that you may open it"
        raise ConfigError(f"can't be read ({reason})", where=Where(path), mend=mend) from error
    bom = data.startswith(codecs.BOM_UTF8)
    body = data.removeprefix(codecs.BOM_UTF8)
    mend = "Save the file as UTF-8"
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in body[:200]:
        raise ConfigError("the file is saved as UTF-16", where=Where(path, 1), mend=mend)
    try:
        return body.decode("utf-8"), bom
    except UnicodeDecodeError as error:
        before = body[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        likely = body[error.start : error.start + 1].decode("cp1252", errors="replace")
        what = f"byte {column} of this line (0x{body[error.start]:02x}, perhaps “{likely}”)"
        raise ConfigError(f"{what} is not UTF-8", where=Where(path, line), mend=mend) from error


def _parse(path: Path, text: str) -> Mapping[str, Any]:
    try:
        return tomlkit.parse(text).unwrap()
    except (ParseError, KeyAlreadyPresent) as error:
        line, what, mend = explain(text, error)
        raise ConfigError(what, where=Where(path, line), mend=mend) from error
    except (TOMLKitError, RecursionError) as error:
        what = "this is not valid TOML"
        mend = "Compare it with the file that `checker points import` writes"
        raise ConfigError(what, where=Where(path), mend=mend) from error


def _is_number(value: object) -> TypeGuard[int]:
    """Whether a point can have the number `value`."""
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


class _Reader:
    """Checks a parsed file and gathers its mistakes; the first in the file is raised."""

    def __init__(self, path: Path, text: str, found: Layout, document: Mapping[str, Any]) -> None:
        self._path = path
        self._whole = text
        self._layout = found
        self._document = document
        self._faults: list[tuple[int, str, str]] = []

    def config(self, newline: str, bom: bool) -> ConfigFile:
        top = self._layout.sections[0]
        document = self._document
        self._unknown(document, TOP_KEYS, "", None)
        entries = self._points(document.get("points", []))
        narrative = document.get("narrative", [])
        if isinstance(narrative, str):
            narrative = list(paragraphs_of(narrative))
        config = ConfigFile(
            path=self._path,
            text=self._whole,
            newline=newline,
            bom=bom,
            layout=self._layout,
            title=self._text(document, "title", top),
            source=self._text(document, "source", top),
            subject=self._texts(document, "subject", top),
            narrative=self._list(narrative, "narrative", self._line("narrative", top)),
            imported=self._text(document, "imported", top),
            entries=entries,
            check=self._check(document.get("check", {})),
        )
        if self._faults:
            line, what, mend = min(self._faults, key=lambda f: f[0])
            raise ConfigError(what, where=Where(self._path, line), mend=mend)
        return config

    def _fault(self, line: int, what: str, mend: str) -> None:
        self._faults.append((line, what, mend))

    def _line(self, key: str, section: Section | None) -> int:
        if section is None:
            return self._layout.line_of(key) or 1
        return section.keys.get(key) or section.line

    def _unknown(
        self, table: Mapping[str, Any], known: tuple[str, ...], where: str, section: Section | None
    ) -> None:
        for key, value in table.items():
            if key in known:
                continue
            line = self._line(key, section)
            if key in CHECK_KEYS and (key not in TOP_KEYS or isinstance(value, bool)):
                self._fault(line, f"{key} is a setting and belongs under [check]", self._to_check())
                continue
            near = difflib.get_close_matches(key.casefold(), known, 1, 0.6)
            mend = f"Did you mean {near[0]}?" if near else f"Known here: {', '.join(known)}"
            heading = next((s for s in self._layout.sections if s.name == key), None)
            if section is not None or heading is None:
                self._fault(line, f'unknown key "{key}"{where}', mend)
                continue
            shown = f"[[{key}]]" if heading.array else f"[{key}]"
            right = {"points": "Write [[points]]", "check": "Write [check]"}
            usual = "Write [[points]] for a talking point, [check] for the settings"
            mend = right.get(near[0], usual) if near else usual
            self._fault(line, f"unknown heading {shown}", mend)

    def _to_check(self) -> str:
        """How a setting that stands elsewhere comes under [check]."""
        if at := self._layout.line_of("check"):
            return f"Move it below line {at}"
        if row := _CHECK_AS_NOTE.search(self._whole):
            at = self._whole.count("\n", 0, row.start()) + 1
            return f"Take the # off line {at} too: [check]"
        return "Write [check] on the line above it"

    def _text(self, table: Mapping[str, Any], key: str, section: Section | None) -> str:
        value = table.get(key, "")
        if isinstance(value, str):
            return squeeze(value)
        mend = f'Put it between quotes: {key} = "…"'
        self._fault(self._line(key, section), f"{key} must be text", mend)
        return ""

    def _texts(
        self, table: Mapping[str, Any], key: str, section: Section | None
    ) -> tuple[str, ...]:
        return self._list(table.get(key, []), key, self._line(key, section))

    def _list(self, value: object, key: str, line: int) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(t for v in value if (t := squeeze(v)))
        mend = f'Write it in square brackets: {key} = ["…", "…"]'
        self._fault(line, f"{key} must be a list of texts", mend)
        return ()

    def _points(self, value: object) -> tuple[PointEntry, ...]:
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            line = self._layout.line_of("points") or 1
            mend = "Begin each talking point with [[points]], in double brackets"
            self._fault(line, "points must be a list of tables", mend)
            return ()
        places: list[Section | None] = [*self._layout.points()]
        if len(places) != len(value):
            places = [None] * len(value)
        numbers = self._numbers(value, places)
        return tuple(
            self._point(table, place, number)
            for table, place, number in zip(value, places, numbers, strict=True)
        )

    def _numbers(self, tables: list[dict[str, Any]], places: list[Section | None]) -> list[int]:
        """Each point's number; a point without one gets the next after the highest."""
        given: list[int | None] = []
        lines: dict[int, int] = {}
        taken = {n for table in tables if _is_number(n := table.get("number"))}
        for at, (table, place) in enumerate(zip(tables, places, strict=True), 1):
            line = self._point_line("number", place)
            number = None
            if "number" in table:
                number = self._number(table["number"], line, at, taken)
            if number is not None and number in lines:
                what = f"point {number} is there twice (lines {lines[number]} and {line})"
                self._fault(line, what, "Give one of them another number")
            elif number is not None:
                lines[number] = line
            given.append(number)
        free = max((n for n in given if n is not None), default=0)
        numbers = []
        for number in given:
            free += number is None
            numbers.append(free if number is None else number)
        return numbers

    def _number(self, value: object, line: int, at: int, taken: set[int]) -> int | None:
        """`value` if a point can have it; else a fault that advises a number not `taken`.

        `at`: the point's place among the points of the file, from 1.
        """
        if _is_number(value):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            self._fault(line, f"number = {value} is too low", "Points are numbered from 1 up")
            return None
        meant = value.strip() if isinstance(value, str) else ""
        wished = [int(meant)] if _FIGURES.match(meant) else []
        free = next(n for n in (*wished, at, max(taken, default=0) + 1) if n not in taken)
        kind = "a number, not text" if isinstance(value, str) else "a whole number"
        self._fault(line, f"number must be {kind}", f"Write: number = {free}")
        return None

    def _point_line(self, key: str, place: Section | None) -> int:
        return self._line(key, place) if place else self._layout.line_of("points") or 1

    def _point(self, table: Mapping[str, Any], place: Section | None, number: int) -> PointEntry:
        spot = place or Section("points", True, self._layout.line_of("points") or 1, 0)
        self._unknown(table, POINT_KEYS, f" in point {number}", spot)
        text = table.get("text")
        if text is None:
            mend = 'Add a line: text = "…"'
            self._fault(spot.line, f"point {number} has no text", mend)
        elif not isinstance(text, str):
            mend = 'Put it between quotes: text = "…"'
            self._fault(self._line("text", spot), f"the text of point {number} must be text", mend)
        elif not text.strip():
            mend = "Write the message, or remove the point"
            self._fault(self._line("text", spot), f"the text of point {number} is empty", mend)
        point = TalkingPoint(
            number=number,
            text="\n\n".join(paragraphs_of(text)) if isinstance(text, str) else "",
            variants=self._texts(table, "variants", spot),
            rebuttals=self._texts(table, "rebuttals", spot),
            claims=self._texts(table, "claims", spot),
        )
        return PointEntry(point, self._text(table, "imported", spot))

    def _check(self, table: object) -> CheckSettings:
        section = next((s for s in self._layout.sections if s.name == "check"), None)
        if not isinstance(table, dict):
            line = self._layout.line_of("check") or 1
            self._fault(line, "check must be a table", "Write [check] on a line of its own")
            return CheckSettings()
        spot = section or self._layout.sections[0]
        self._unknown(table, CHECK_KEYS, " in [check]", spot)
        values: dict[str, Any] = {}
        for key in CHECK_KEYS:
            if key in table:
                values[key] = self._setting(key, table[key], self._line(key, spot))
        return CheckSettings(**values)

    def _setting(self, key: str, value: object, line: int) -> object:
        default = getattr(CheckSettings(), key)
        if isinstance(default, bool):
            if not isinstance(value, bool):
                mend = f"Write: {key} = true or {key} = false"
                self._fault(line, f"{key} must be true or false", mend)
            return value
        if isinstance(default, str):
            if not isinstance(value, str):
                mend = f'Put the name or folder between quotes: {key} = "…"'
                self._fault(line, f"{key} must be text", mend)
            return value
        if isinstance(default, tuple):
            codes = self._list(value, key, line)
            if any(not _LANGUAGE.match(code) for code in codes):
                mend = 'Write two small letters for each: languages = ["en", "fr"]'
                self._fault(line, "languages must be two-letter codes", mend)
            return codes
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not 0 <= float(str(value)) <= 1 or math.isnan(float(str(value))):
            mend = f"Write, for example: {key} = {example_threshold(key)}"
            self._fault(line, f"{key} must be a number from 0 to 1", mend)
            return default
        return float(str(value))
