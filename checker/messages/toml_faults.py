"""What is wrong with a TOML file that can't be parsed, in words for whoever edited it."""

from __future__ import annotations

import re

from tomlkit.exceptions import InvalidControlChar, ParseError

from checker.messages.toml_lines import layout

_SMART = re.compile(r"(?:=|\[|,)\s*\[?\s*([“”„‟«»‘’‚‹›])")
_COLON = re.compile(r"\s*[\w-]+\s*:")
_COMMA = re.compile(r"\s*([\w-]+)\s*=\s*(\d+),(\d+)\s*(?:#.*)?$")
_NO_VALUE = re.compile(r"\s*[\w-]+\s*=\s*(?:#.*)?$")
_NO_QUOTES = re.compile(r"\s*([\w-]+)\s*=\s*[^\s\"'\[{#]")
_NO_EQUALS = re.compile(r"\s*[\w-]+\s+[^=]*$")


def explain(text: str, error: ParseError) -> tuple[int, str, str]:
    """The line of a syntax error, what is wrong and how to mend it, in plain words."""
    rows, found = text.split("\n"), layout(text)
    line = min(max(error.line, 1), len(rows))
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
    for section in found.sections:
        for key, at in section.doubled.items():
            return at, f'"{key}" stands twice (first on line {section.keys[key]})', "Remove one"
    if smart := _SMART.search(row):
        what = f"a typographic quote ({smart[1]}) stands where a straight one belongs"
        return line, what, 'Write the text between straight quotes: "…"'
    what, mend = _explain_row(row, error)
    return line, what, mend


def _explain_row(row: str, error: ParseError) -> tuple[str, str]:
    quoted = 'Write it between straight quotes: "…"'
    comma = _COMMA.match(row)
    known = (
        (
            comma is not None,
            "a decimal comma stands in the number",
            f"Write a decimal point: {comma[1]} = {comma[2]}.{comma[3]}" if comma else "",
        ),
        (
            "already exists" in str(error),
            "this table or key stands twice",
            "Put both parts under one heading",
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
            "number" in str(error).lower() or "date" in str(error).lower(),
            "this is no number",
            f"If it is text: {quoted[0].lower()}{quoted[1:]}",
        ),
        (bool(_NO_QUOTES.match(row)), "the text is not in quotes", quoted),
        (bool(_NO_EQUALS.match(row)), "there is no = in this line", 'Write: text = "…"'),
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
