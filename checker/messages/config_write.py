"""messages/*.toml written: new files, added points, and texts a person can read and edit."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from checker.atomic import write_bytes
from checker.errors import ConfigError, Where
from checker.messages.config_read import ConfigFile, paragraphs_of, read_config_file
from checker.messages.points import Brief, TalkingPoint
from checker.messages.settings import judge_thresholds
from checker.messages.toml_lines import Layout, Section, layout
from checker.text import sentences, squeeze

_ONE_LINE = 88
_BOM = "\ufeff"

_HEAD = """\
# What you want said. Edit it with any text editor; lines that begin with # are notes.
"""
_SUBJECT_NOTE = """\
# Who "the country", "it" or "we" is in the points: the full name first, then other words for it.
"""
_POINTS_NOTE = """\
# The talking points. Each may also have:
#   variants  = ["another wording you accept"]
#   rebuttals = ["what your opponents may say instead"]
# "imported" is how `checker points import` tells your edits from the brief's own text.
"""
_NO_POINTS_NOTE = """\
# No talking points were found in the brief. Write them like this:
#
# [[points]]
# number = 1
# text   = "The message."
"""
_CHECK_NOTE = """\
# Settings. To change one, take the # off its line and off the line [check].
# The figures are the bundled judge's own, as they were when this file was written.
# [check]
"""
_THRESHOLDS = {
    "carries": "how sure the program must be that a message got through, 0 to 1",
    "contradicts": "how sure it must be that a message was contradicted, 0 to 1",
}


def imported_mark(*texts: str) -> str:
    """Twelve hexadecimal digits that stand for texts as imported, whatever their spacing."""
    joined = "\x1f".join(squeeze(t) for t in texts)
    return hashlib.sha256(joined.encode("utf-8", errors="replace")).hexdigest()[:12]


def quoted(text: str) -> str:
    """`text`, its white space squeezed, as a TOML string on one line."""
    return f'"{_escaped(squeeze(text))}"'


def long_text(text: str) -> str:
    """`text` as a TOML string in triple quotes: long ones with one sentence on each line.

    Read back and squeezed, paragraph by paragraph, it is the same text.
    """
    paragraphs = paragraphs_of(text)
    if len(paragraphs) == 1 and len(paragraphs[0]) <= _ONE_LINE:
        body = paragraphs[0]
    else:
        body = "\n" + "\n\n".join("\n".join(_sentence_rows(p)) for p in paragraphs)
    escaped = "\n".join(_escaped(row, bare='"') for row in body.split("\n"))
    # Quotes may stand bare, but three in a row or one at the end would close the string.
    escaped = escaped.replace('"""', '""\\"')
    if escaped.endswith('"'):
        escaped = escaped[:-1] + '\\"'
    return f'"""{escaped}"""'


def _sentence_rows(paragraph: str) -> list[str]:
    rows = sentences(paragraph)
    return rows if " ".join(rows) == paragraph else [paragraph]


def _escaped(text: str, bare: str = "") -> str:
    out = []
    for char in text:
        if char in '"\\' and char not in bare:
            out.append("\\" + char)
        elif 0xD800 <= ord(char) < 0xE000:
            out.append("?")  # half a character, which no file can hold
        elif ord(char) < 0x20 or ord(char) == 0x7F:
            out.append(f"\\u{ord(char):04X}")
        else:
            out.append(char)
    return "".join(out)


def text_list(texts: Sequence[str]) -> str:
    """`texts` as a TOML list, on one line when it is short, else one text on each line."""
    flat = ", ".join(quoted(t) for t in texts)
    if len(flat) <= _ONE_LINE:
        return f"[{flat}]"
    return "[\n" + "".join(f"    {quoted(t)},\n" for t in texts) + "]"


def long_list(texts: Sequence[str]) -> str:
    """`texts` as a TOML list of long texts."""
    return "[\n" + "".join(f"{long_text(t)},\n" for t in texts) + "]"


def point_table(point: TalkingPoint, imported: str = "") -> str:
    """A [[points]] table, with a line end after it."""
    rows = ["[[points]]", f"number    = {point.number}", f"text      = {long_text(point.text)}"]
    for key in ("variants", "rebuttals", "claims"):
        if texts := getattr(point, key):
            rows.append(f"{key:<9} = {text_list(texts)}")
    if imported:
        rows.append(f'imported  = "{imported}"')
    return "\n".join(rows) + "\n"


def head_mark(brief: Brief) -> str:
    """The mark of a brief's title and narrative."""
    return imported_mark(brief.title, *brief.narrative)


def new_config(brief: Brief) -> str:
    """The text of a new config file for a brief, with notes for whoever edits it.

    A brief without a title gets the name of its document.
    """
    titled = replace(brief, title=brief.title or Path(brief.source).stem)
    parts = [
        _HEAD
        + f"title   = {quoted(titled.title)}\n"
        + (f"source  = {quoted(titled.source)}\n" if titled.source else ""),
        _SUBJECT_NOTE + f"subject = {text_list(titled.subject)}\n",
    ]
    if titled.narrative:
        parts.append(f"narrative = {long_list(titled.narrative)}\n")
    parts.append(f'imported = "{head_mark(titled)}"\n')
    tables = [point_table(p, imported_mark(p.text)) for p in titled.points]
    if tables:
        tables[0] = f"{_POINTS_NOTE}\n{tables[0]}"
    else:
        tables = [_NO_POINTS_NOTE]
    return "\n".join([*parts, *tables, _check_note()])


def _check_note() -> str:
    known = judge_thresholds()
    rows = [
        f"# {name:<11} = {known[name]:<5g}   # {meaning}\n"
        for name, meaning in _THRESHOLDS.items()
        if name in known
    ]
    rows.append("# narrative   = false   # true: count the narrative as a message\n")
    return _CHECK_NOTE + "".join(rows)


def add_point(
    path: Path,
    text: str,
    number: int | None = None,
    variants: Sequence[str] = (),
    rebuttals: Sequence[str] = (),
) -> TalkingPoint:
    """Add a talking point to a config file, and give it back.

    Without a `number` it gets the next after the highest. All the rest of the file stays as it
    is. Raises ConfigError when the text is empty or another point's, the number taken or below
    1, or the file has a mistake; WorkspaceError when it can't be written.
    """
    config, where = read_config_file(path), Where(path)
    taken = {e.point.number for e in config.entries}
    chosen = max(taken, default=0) + 1 if number is None else number
    if not text.strip():
        raise ConfigError("the text of the new point is empty", where=where, mend="Write it")
    if chosen < 1:
        mend = "Points are numbered from 1 up"
        raise ConfigError(f"the number {chosen} is too low", where=where, mend=mend)
    if chosen in taken:
        mend = f"Leave the number out, or use {max(taken) + 1}"
        raise ConfigError(f"there is a point {chosen} already", where=where, mend=mend)
    same = squeeze(text).casefold()
    for entry in config.entries:
        if squeeze(entry.point.text).casefold() == same:
            what = f"point {entry.point.number} has this text already"
            raise ConfigError(what, where=where, mend="Write another text, or edit that point")
    point = TalkingPoint(
        chosen,
        "\n\n".join(paragraphs_of(text)),
        tuple(squeeze(v) for v in variants if v.strip()),
        tuple(squeeze(r) for r in rebuttals if r.strip()),
    )
    tables = sections_of(config)
    at = max((i + 1 for i, (s, _) in enumerate(tables) if s.name == "points"), default=1)
    before = "".join(t for _, t in tables[:at])
    after = "".join(t for _, t in tables[at:])
    write_config(config, spaced(before, point_table(point), after))
    return point


def sections_of(config: ConfigFile) -> list[tuple[Section, str]]:
    """The sections of a file with their texts, which together are the file's text.

    Raises ConfigError when the points are not written as [[points]] tables.
    """
    found: Layout = layout(config.text)
    if len(found.points()) != len(config.entries):
        raise ConfigError(
            "the points of this file are not written as [[points]] tables",
            where=Where(config.path, found.line_of("points")),
            mend="Begin each talking point with [[points]]",
        )
    rows = config.text.splitlines(keepends=True)
    return [(s, "".join(rows[s.start : s.end])) for s in found.sections]


def spaced(*parts: str) -> str:
    """Parts of a file one after the other, at least one blank line between them."""
    text = ""
    for part in parts:
        if not part:
            continue
        if text and not text.endswith("\n"):
            text += "\n"
        if text and not text.endswith("\n\n") and not part.startswith("\n"):
            text += "\n"
        text += part
    return text


def write_config(config: ConfigFile, text: str) -> None:
    """Write a changed text in one step, with the line ends and the mark the file had."""
    whole = (_BOM if config.bom else "") + text.replace("\n", config.newline)
    write_bytes(config.path, whole.encode("utf-8"))
