"""What is wrong with a TOML file that can't be parsed, in words for whoever edited it."""

from __future__ import annotations

import re

from tomlkit.exceptions import InvalidControlChar, KeyAlreadyPresent, ParseError

from checker.messages.toml_lines import Layout, Section, layout

_SMART = re.compile(r"(?:=|\[|,)\s*\[?\s*([“”„‟«»‘’‚‹›])")
_COLON = re.compile(r"\s*[\w-]+\s*:")
_COMMA = re.compile(r"\s*([\w-]+)\s*=\s*(\d+),(\d+)\s*(?:#.*)?$")
_NO_VALUE = re.compile(r"\s*[\w-]+\s*=\s*(?:#.*)?$")
_NO_QUOTES = re.compile(r"\s*([\w-]+)\s*=\s*[^\s\"'\[{#]")
_NO_EQUALS = re.compile(r"\s*([\w-]+)\s+([\"'\[].*|[^=#]*?)\s*(?:#.*)?$")
_FIGURE = re.compile(r"\d+(?:\.\d+)?$|true$|false$")
_TWICE = re.compile(r'Key "(.+)" already exists')


def explain(text: str, error: ParseError | KeyAlreadyPresent) -> tuple[int | None, str, str]:
    """The line of a syntax error, what is wrong and how to mend it, in plain words.

    No line for a key that stands twice in a table written on one line.
    """
    rows, found = text.split("\n"), layout(text)
    at = error.line if isinstance(error, ParseError) else len(rows)
    line = min(max(at, 1), len(rows))
    row = rows[line - 1]
    if found.open_text is not None and found.open_text <= line:
        what = 'the text that begins here has no closing """'
        return found.open_text, what, "Close it with three quotes after its last word"
    if found.open_list is not None and found.open_list <= line:
        begun = rows[found.open_list - 1]
        # A quote that isn't closed swallows the bracket after it: then the quote is the fault.
        quote = begun.count('"') % 2 or row.count('"') % 2
        if not quote:
            return found.open_list, "the list that begins here has no closing ]", "Write ] after it"
    if doubled := _doubled(found, line):
        return doubled
    if isinstance(error, KeyAlreadyPresent):
        return None, *_explain_row("", error)
    if smart := _SMART.search(row):
        what = f"a typographic quote ({smart[1]}) stands where a straight one belongs"
        return line, what, 'Write the text between straight quotes: "…"'
    return line, *_explain_row(row, error)


def _doubled(found: Layout, last: int) -> tuple[int, str, str] | None:
    """The first key or heading, up to the line `last`, that stands where it can't stand again."""
    headings: dict[str, Section] = {}
    for section in found.sections:
        first = headings.setdefault(section.name, section)
        if section.line > last:
            break
        if section.name == "points" and not section.array:
            return section.line, "[points] has single brackets", "Write [[points]]"
        if first is not section and not (first.array and section.array):
            what = f"[{section.name}] stands twice (first on line {first.line})"
            return section.line, what, "Put both parts under one heading"
        for key, at in section.doubled.items():
            if at <= last:
                what = f'"{key}" stands twice (first on line {section.keys[key]})'
                return at, what, "Remove one"
    return None


def _explain_row(row: str, error: ParseError | KeyAlreadyPresent) -> tuple[str, str]:
    quoted = 'Write it between straight quotes: "…"'
    comma = _COMMA.match(row)
    twice = _TWICE.search(str(error))
    bare = _NO_EQUALS.match(row)
    known = (
        (
            comma is not None,
            "a decimal comma stands in the number",
            f"Write a decimal point: {comma[1]} = {comma[2]}.{comma[3]}" if comma else "",
        ),
        (
            twice is not None,
            f'"{twice[1]}" stands twice' if twice else "",
            "Put both parts under one heading, or remove one",
        ),
        (
            row.lstrip().startswith("["),
            "this heading is not complete",
            "Write [[points]] for a talking point, [check] for the settings",
        ),
        (
            isinstance(error, InvalidControlChar),
            "the text has no closing quote on its line",
            'End it with ", or put """ before and after a text of several lines',
        ),
        (bool(_COLON.match(row)), "a colon stands where = belongs", 'Write: text = "…"'),
        (bool(_NO_VALUE.match(row)), "nothing stands after the =", 'Write: text = "…"'),
        (
            "in string" in str(error),
            "a backslash in a text must be doubled",
            "Write \\\\ instead of \\",
        ),
        (
            bare is not None,
            "there is no = in this line",
            f"Write: {_with_equals(bare[1], bare[2])}" if bare else "",
        ),
        (
            "number" in str(error).lower() or "date" in str(error).lower(),
            "this is no number",
            f"If it is text: {quoted[0].lower()}{quoted[1:]}",
        ),
        (bool(_NO_QUOTES.match(row)), "the text is not in quotes", quoted),
        (
            "Unexpected character" in str(error) and "=" in row,
            "something stands after the closing quote, or a quote or comma is missing",
            'For a quote within a text write \\", for a long text use """ before and after it',
        ),
    )
    for fits, what, mend in known:
        if fits:
            return what, mend
    return "this line is not valid TOML", 'Lines look like: text = "…", and # begins a comment'


def _with_equals(key: str, value: str) -> str:
    """A key and its value, a text in it left out; for words that are neither, any key's."""
    if value.startswith("["):
        return f'{key} = ["…"]'
    if value.startswith(('"', "'")):
        return f'{key} = "…"'
    return f"{key} = {value}" if _FIGURE.match(value) else 'text = "…"'
