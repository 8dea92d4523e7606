"""A brief as lines: Markdown read, tables opened up, headings and markers recognised.

Both plain text and Word end here; `brief` puts the lines together to a title, a narrative and
talking points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from checker.messages.markers import Family, Marker, markers_of
from checker.text import squeeze

CAPITALS, BOLD = 7, 8
"""Heading levels of a line in capitals and of a line all in bold (1 to 6 as in Markdown)."""

PLAIN = "\\"
"""At the beginning of a line: what follows is plain text, whatever it looks like."""


@dataclass(frozen=True)
class Line:
    """One line of a brief, its Markdown signs taken off.

    `indent`: columns before the text. `width`: length of the line as it stood in the file.
    `gap`: a blank line, or the beginning of the document, stands before it.
    `rule`: a horizontal rule stands before it.
    `heading`: 0 for none, else its level, 1 the highest. `title`: styled as the title.
    `plain`: marked as plain text: never a marker or a heading.
    """

    text: str
    indent: int = 0
    width: int = 0
    gap: bool = False
    rule: bool = False
    heading: int = 0
    title: bool = False
    plain: bool = False
    markers: tuple[Marker, ...] = ()


_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_RULE = re.compile(r"\s*(?:([-*_=])(?:\s*\1){2,}|[─━═]{3,})\s*$")
_SETEXT = re.compile(r"\s*(={3,}|-{3,})\s*$")
_ATX = re.compile(r"(#{1,6})\s+(?=\S)")
_ATX_END = re.compile(r"\s+#+$")
_QUOTED = re.compile(r"^\s*>\s?")
_ROW = re.compile(r"\s*\|(.*)\|\s*$")
_ROW_RULE = re.compile(r"[\s|:-]+$")
_ALL_BOLD = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)\1:?$")
_EMPHASIS = (
    re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.{1,800}?)(?<=\S)\1", re.S),
    re.compile(r"(?<![\w*])(\*)(?=[^\s*])([^*]+?)(?<=[^\s*])\1(?![\w*])", re.S),
    re.compile(r"(?<![\w_])(_)(?=[^\s_])([^_]+?)(?<=[^\s_])\1(?![\w_])", re.S),
)
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]+)\]\((?:https?:|mailto:)[^()\s]*\)")
_FRONT_TITLE = re.compile(r"title\s*:\s*(.+)", re.I)
_FRONT_KEY = re.compile(r"[\w-]+\s*:")
_PAGE = re.compile(r"(?:page|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?\s*$", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CAPITALS_MOST_WORDS = 14
_HEADER_MOST_WORDS = 4


def without_emphasis(text: str) -> str:
    """`text` without Markdown's bold, italics and link addresses; line breaks stay."""
    before = None
    while before != text:
        before = text
        text = _LINK.sub(r"\1", text)
        for pattern in _EMPHASIS:
            text = pattern.sub(r"\2", text)
    return text


def in_capitals(text: str) -> bool:
    """Whether a line reads as a heading in capitals: two words or a long one, no full stop."""
    letters = [c for c in text if c.isalpha()]
    return (
        len(letters) >= 4
        and all(not c.islower() for c in letters)
        and any(c.isupper() for c in letters)
        and len(text.split()) <= _CAPITALS_MOST_WORDS
        and not text.endswith((".", ";", ","))
    )


def make_line(text: str, **facts: bool | int) -> Line:
    """A line with its markers read and, where nothing else is known, capitals as a heading."""
    line = Line(text=text, markers=markers_of(text), **facts)  # type: ignore[arg-type]
    if not line.heading and in_capitals(text):
        line = replace(line, heading=CAPITALS)
    return line


def row_lines(cells: Sequence[Sequence[str]]) -> list[Line]:
    """The lines of one table row, given each cell's paragraphs.

    A number or label alone in the first cell is the marker of the rest; a row without one
    counts as a bullet. All but the first line are indented: they belong to it.
    """
    filled = [[squeeze(p) for p in cell if squeeze(p)] for cell in cells]
    flat = [text for cell in filled for text in cell]
    if not flat:
        return []
    first = make_line(flat[0], gap=True)
    if len([c for c in filled if c]) > 1 and not any(
        m.family in (Family.LABEL, Family.NUMBER) for m in first.markers
    ):
        row = Marker(Family.BULLET, "bullet row", 0, 0)
        first = replace(first, heading=0, markers=(*first.markers, row))
    rest = [replace(make_line(t, indent=8, gap=True), heading=0) for t in flat[1:]]
    return [first, *rest]


def is_header_row(cells: Iterable[str]) -> bool:
    """Whether the cells are column names ("No.", "Message"), which say nothing themselves."""
    texts = [squeeze(c).casefold() for c in cells]
    return any(texts) and all(
        t in ("no.", "nr.", "#")
        or (len(t.split()) <= _HEADER_MOST_WORDS and not t.endswith((".", "!", "?", ")")))
        for t in texts
        if not any(c.isdigit() for c in t) or t.endswith(".")
    )


def _take_front_matter(rows: list[str]) -> tuple[str, list[str]]:
    """The title in a Markdown file's front matter, and the rows after it."""
    if rows and rows[0].strip() == "---" and "---" in (r.strip() for r in rows[1:40]):
        end = next(i for i, r in enumerate(rows[1:], 1) if r.strip() == "---")
        block = [r for r in rows[1:end] if r.strip()]
        if block and all(_FRONT_KEY.match(r.lstrip()) or r.startswith((" ", "-")) for r in block):
            titles = [m[1].strip().strip("\"'") for r in block if (m := _FRONT_TITLE.match(r))]
            return (titles[0] if titles else ""), rows[end + 1 :]
    return "", rows


def _blocks(rows: list[str]) -> list[list[str]]:
    """Rows in groups that no blank row divides; blank rows are groups of one."""
    blocks: list[list[str]] = []
    for row in rows:
        if row.strip() and blocks and blocks[-1][-1].strip():
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _row_cells(row: str) -> list[str] | None:
    match = _ROW.match(row)
    return [c.strip() for c in match[1].split("|")] if match and "|" in match[1] else None


def _clean_block(block: list[str]) -> tuple[list[str], list[bool]]:
    """The block's rows without quote signs and emphasis, and which were wholly bold."""
    bare = [r if r.lstrip().startswith(PLAIN) else _QUOTED.sub("", r, count=1) for r in block]
    bold = [bool(_ALL_BOLD.match(r.strip())) for r in bare]
    return without_emphasis("\n".join(bare)).split("\n"), bold


def read_lines(text: str) -> list[Line]:
    """The lines of a text or Markdown document; blank ones, rules and page numbers left out."""
    text = _INVISIBLE.sub("", _BREAKS.sub("\n", text))
    title, rows = _take_front_matter(text.split("\n"))
    lines = [Line(text=squeeze(title), gap=True, heading=1, title=True)] if title else []
    gap, rule = True, False
    for block in _blocks(rows):
        cleaned, bold = _clean_block(block)
        for at, row in enumerate(cleaned):
            body = row.strip()
            if not body:
                gap = True
            elif _SETEXT.match(row) and not gap and lines and _may_be_underlined(lines[-1]):
                # A rule drawn under a line of text makes it a heading.
                lines[-1] = replace(lines[-1], heading=1 if "=" in body else 2)
                gap = True
            elif _PAGE.match(body):
                gap = True
            elif _RULE.match(row):
                gap = rule = True
            elif (cells := _row_cells(row)) is not None:
                after = cleaned[at + 1] if at + 1 < len(cleaned) else ""
                heads = _ROW_RULE.match(after) and is_header_row(cells)
                if not (heads or _ROW_RULE.match(body)):
                    lines += row_lines([[c] for c in cells])
                gap = True
            else:
                lines.append(_text_line(row, gap=gap, rule=rule, bold=bold[at]))
                gap, rule = lines[-1].heading in range(1, 7), False
    return [line for line in lines if line.text]


def _may_be_underlined(line: Line) -> bool:
    return line.gap and not line.plain and not line.text.endswith((".", ",", ";"))


def _text_line(row: str, *, gap: bool, rule: bool, bold: bool) -> Line:
    expanded = row.expandtabs(4)
    indent = len(expanded) - len(expanded.lstrip())
    facts: dict[str, bool | int] = {
        "indent": indent, "width": len(expanded.rstrip()), "gap": gap, "rule": rule,
    }  # fmt: skip
    body = row.strip()
    if body.startswith(PLAIN):
        return Line(text=squeeze(body[1:]), plain=True, **facts)  # type: ignore[arg-type]
    if heading := _ATX.match(body):
        rest = body[heading.end() :]
        if rest.startswith(PLAIN):
            plain = squeeze(rest[1:])
            return Line(text=plain, plain=True, heading=len(heading[1]), **facts)  # type: ignore[arg-type]
        return make_line(_ATX_END.sub("", rest), heading=len(heading[1]), **facts)
    return make_line(body, heading=BOLD if bold else 0, **facts)


def words_of(text: str) -> list[str]:
    """The words of a text, without figures and punctuation."""
    return _WORD.findall(text)
