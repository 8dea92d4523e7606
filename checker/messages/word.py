"""A Word document (.docx) as lines: numbering rebuilt, tables opened, deletions left out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from checker.errors import BriefError
from checker.messages.lines import BOLD, Line, is_header_row, make_line, row_lines
from checker.messages.markers import Family, Marker, markers_of
from checker.messages.numbering import Label, Numbering, read_numbering
from checker.messages.textfile import read_bytes
from checker.text import squeeze

MOST_BYTES = 50_000_000
"""Largest .docx file, in bytes (pictures count)."""
MOST_UNPACKED = 300_000_000
"""Most bytes a .docx may unpack to."""
MOST_XML = 30_000_000
"""Most bytes of any one XML part: a thousand pages."""
MOST_PARTS = 5_000
"""Most parts (files) inside a .docx."""

_TWIPS_PER_COLUMN = 180
_BOLD_MOST_WORDS = 14
_HEADING = re.compile(r"heading (\d)", re.I)
_DEEPEST_HEADING = 6
_SKIPPED = {qn(t) for t in ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:pPr", "w:rPr")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SAVE_AGAIN = "Open it in Word and save it again as .docx"


def is_word_file(path: Path) -> bool:
    """Whether the file's name says it is a Word document."""
    return path.suffix.lower() == ".docx"


def read_word(path: Path) -> list[Line]:
    """The lines of a Word document, one for each paragraph, its numbers and bullets in the text.

    Tracked deletions and hidden text are left out; insertions, tables and text boxes are read.
    Raises BriefError when the file is missing, too large, damaged, or no .docx.
    """
    data = read_bytes(path, MOST_BYTES)
    _check_package(path, data)
    damaged = BriefError("the Word file is damaged", where=str(path), mend=_SAVE_AGAIN)
    try:
        document = docx.Document(io.BytesIO(data))
        styles = document.styles.element
    except (KeyError, ValueError, AttributeError, OSError, SyntaxError) as error:
        # What python-docx and lxml (whose errors are SyntaxErrors) let through for bad parts.
        raise damaged from error
    if document.element.body is None:
        raise damaged
    try:
        return _Reader(document, styles).lines()
    except RecursionError as error:
        raise BriefError(
            "the Word file nests too deeply to be read", where=str(path), mend=_SAVE_AGAIN
        ) from error


def _check_package(path: Path, data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise BriefError(
            "this is an old Word (.doc) file or a password-protected document",
            where=str(path),
            mend="Open it in Word, remove the password and save it as .docx",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BriefError("the Word file is damaged", where=str(path), mend=_SAVE_AGAIN) from error
    xml = max((p.file_size for p in parts if p.filename.endswith((".xml", ".rels"))), default=0)
    if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED or xml > MOST_XML:
        raise BriefError(
            "the Word file unpacks to far more than a brief can hold",
            where=str(path),
            mend="Copy its text into a new document",
        )
    if not any(p.filename == "[Content_Types].xml" for p in parts):
        raise BriefError(
            "this is a zip file, not a Word document", where=str(path), mend=_SAVE_AGAIN
        )


@dataclass(frozen=True)
class _Style:
    """What a paragraph style says, its ancestors' word included."""

    id: str = ""
    heading: int = 0
    title: bool = False
    list_id: str = ""
    level: int | None = None
    indent: int = 0


class _Reader:
    def __init__(self, document: Any, styles: Any) -> None:
        self._body = document.element.body
        try:
            root = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
        except KeyError:
            root = None
        self._numbering: Numbering = read_numbering(root)
        self._styles = {str(s.get(qn("w:styleId"))): s for s in styles.findall(qn("w:style"))}
        self._default = next(
            (
                str(s.get(qn("w:styleId")))
                for s in self._styles.values()
                if s.get(qn("w:type")) == "paragraph" and s.get(qn("w:default")) in ("1", "true")
            ),
            "",
        )

    def lines(self) -> list[Line]:
        return [line for line in self._block(self._body) if line.text]

    def _block(self, parent: Any) -> Iterator[Line]:
        """The lines of a body's, content control's or text box's children."""
        carried = ""
        for child in parent:
            if child.tag == qn("w:p"):
                text = carried + _text(child)
                carried = text if _mark_deleted(child) else ""
                if not carried:
                    yield from self._paragraph(child, text)
                    for box in _text_boxes(child):
                        yield from self._block(box)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag == qn("w:sdt"):
                content = child.find(qn("w:sdtContent"))
                if content is not None:
                    yield from self._block(content)
            elif child.tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml")):
                yield from self._block(child)

    def _paragraph(self, paragraph: Any, text: str) -> Iterator[Line]:
        style = self._style(paragraph)
        label = self._label(paragraph, style)
        pieces = [squeeze_line(p) for p in text.split("\n")]
        pieces = [p for p in pieces if p]
        if not pieces:
            return
        first = f"{label.text} {pieces[0]}" if label and label.text else pieces[0]
        heading = style.heading
        if not heading and not label and _all_bold(paragraph, pieces):
            heading = BOLD
        indent = 4 * label.level if label else _indent(paragraph, style.indent)
        line = make_line(first, gap=True, indent=indent, heading=heading)
        if label and label.number and label.text:
            own = _marker(label)
            read = (m for m in line.markers if m.style != own.style)
            line = replace(line, markers=(own, *read))
        yield replace(line, title=style.title, heading=line.heading or int(style.title))
        for piece in pieces[1:]:
            # A line break within a list paragraph keeps its indentation.
            yield make_line(piece, indent=indent + (2 if label or line.markers else 0))

    def _label(self, paragraph: Any, style: _Style) -> Label | None:
        properties = paragraph.find(qn("w:pPr"))
        direct = None if properties is None else properties.find(qn("w:numPr"))
        list_id, level = style.list_id, style.level
        if direct is not None:
            list_id = _attribute(direct, "w:numId") or list_id
            own = _attribute(direct, "w:ilvl")
            level = int(own) if own is not None and own.isdigit() else level
        if not list_id or list_id == "0":
            return None
        if level is None:
            level = self._numbering.level_of_style(list_id, style.id)
        return self._numbering.label(list_id, level)

    def _style(self, paragraph: Any) -> _Style:
        properties = paragraph.find(qn("w:pPr"))
        own = None if properties is None else _attribute(properties, "w:pStyle")
        found = _Style(id=own or self._default)
        style_id: str | None = found.id
        seen: set[str] = set()
        while style_id and style_id not in seen and style_id in self._styles:
            seen.add(style_id)
            found = _with_style(found, self._styles[style_id])
            style_id = _attribute(self._styles[style_id], "w:basedOn")
        level = None if properties is None else _attribute(properties, "w:outlineLvl")
        if level is not None and level.isdigit() and int(level) < _DEEPEST_HEADING:
            found = replace(found, heading=int(level) + 1)
        return found

    def _table(self, table: Any) -> Iterator[Line]:
        rows = [r for r in table.iter(qn("w:tr")) if _own_row(r, table) and not _row_deleted(r)]
        for at, row in enumerate(rows):
            cells = [list(self._cell(c)) for c in row.findall(qn("w:tc"))]
            filled = [c for c in cells if c]
            texts = [[line.text for line in c] for c in filled]
            topmost = at == 0 and len(rows) > 1 and len(filled) > 1
            if topmost and is_header_row(" ".join(t) for t in texts):
                continue
            if len(filled) == 1:
                yield from filled[0]
            else:
                yield from row_lines(texts)

    def _cell(self, cell: Any) -> Iterator[Line]:
        """A cell's lines; a paragraph that is only its automatic number counts as one."""
        for paragraph in cell.iter(qn("w:p")):
            text = _text(paragraph)
            if squeeze(text):
                yield from self._paragraph(paragraph, text)
            elif label := self._label(paragraph, self._style(paragraph)):
                yield make_line(label.text, gap=True)


def squeeze_line(text: str) -> str:
    """One line's text with single spaces, but a tab after its beginning kept as a sign."""
    head, tab, rest = text.strip().partition("\t")
    return f"{squeeze(head)}\t{squeeze(rest)}" if tab else squeeze(head)


def _with_style(found: _Style, element: Any) -> _Style:
    """`found` with what a style or one of its ancestors adds to it."""
    name = _attribute(element, "w:name") or ""
    properties = element.find(qn("w:pPr"))
    match = _HEADING.fullmatch(name)
    heading = min(int(match[1]), _DEEPEST_HEADING) if match else 0
    list_id, level, indent = "", None, 0
    if properties is not None:
        outline = _attribute(properties, "w:outlineLvl")
        if not heading and outline is not None and outline.isdigit():
            heading = int(outline) + 1 if int(outline) < _DEEPEST_HEADING else 0
        numbers = properties.find(qn("w:numPr"))
        if numbers is not None:
            list_id = _attribute(numbers, "w:numId") or ""
            text = _attribute(numbers, "w:ilvl")
            level = int(text) if text is not None and text.isdigit() else None
        indent = _left(properties)
    return replace(
        found,
        heading=found.heading or heading,
        title=found.title or name.casefold() == "title",
        list_id=found.list_id or list_id,
        level=found.level if found.level is not None else level,
        indent=found.indent or indent,
    )


def _attribute(element: Any, tag: str) -> str | None:
    child = element.find(qn(tag))
    value = None if child is None else child.get(qn("w:val"))
    return None if value is None else str(value)


def _left(properties: Any) -> int:
    """The left indentation of paragraph properties in columns."""
    indent = properties.find(qn("w:ind"))
    if indent is None:
        return 0
    value = indent.get(qn("w:left")) or indent.get(qn("w:start")) or "0"
    try:
        return max(0, round(float(value) / _TWIPS_PER_COLUMN))
    except ValueError:
        return 0


def _indent(paragraph: Any, default: int) -> int:
    properties = paragraph.find(qn("w:pPr"))
    return (_left(properties) if properties is not None else 0) or default


def _marker(label: Label) -> Marker:
    letter = label.format.endswith("Letter") or label.format == "lowerRoman"
    family = Family.LETTER if letter else Family.NUMBER
    style = f"word list {label.list_id} {label.level}"
    read = [m for m in markers_of(f"{label.text} X") if m.family is Family.LABEL]
    if read and read[0].number == label.number:
        family, style = Family.LABEL, read[0].style
    elif "." in label.text.rstrip(".") and family is Family.NUMBER:
        return Marker(Family.SUB, "1.1", 0, len(label.text) + 1)
    return Marker(family, style, label.number, len(label.text) + 1)


def _hidden(run: Any) -> bool:
    properties = run.find(qn("w:rPr"))
    flag = None if properties is None else properties.find(qn("w:vanish"))
    return flag is not None and flag.get(qn("w:val")) not in ("0", "false")


def _text(element: Any) -> str:
    """The visible text under an element, with "\\n" for line breaks; text boxes left out."""
    parts: list[str] = []
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or tag == _FALLBACK or tag == qn("w:txbxContent"):
            continue
        if tag == qn("w:r") and _hidden(child):
            continue
        if tag == qn("w:t"):
            parts.append(child.text or "")
        elif tag == qn("w:tab"):
            parts.append("\t")
        elif tag in (qn("w:br"), qn("w:cr")):
            parts.append("\n")
        elif tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif isinstance(tag, str):
            parts.append(_text(child))
    return "".join(parts)


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter(qn("w:txbxContent")):
        above = [a.tag for a in box.iterancestors()]
        # Word writes each box twice, the second time for older programs.
        if _FALLBACK not in above and above.count(qn("w:txbxContent")) == 0:
            yield box


def _mark_deleted(paragraph: Any) -> bool:
    """Whether the paragraph's end is a tracked deletion, so that the next one runs on."""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}")
    return mark is not None


def _row_deleted(row: Any) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _own_row(row: Any, table: Any) -> bool:
    """Whether a row is the table's own and not a nested table's."""
    return next(a for a in row.iterancestors() if a.tag == qn("w:tbl")) is table


def _all_bold(paragraph: Any, pieces: list[str]) -> bool:
    runs = [r for r in paragraph.iter(qn("w:r")) if squeeze(_text(r))]
    if len(pieces) != 1 or len(pieces[0].split()) > _BOLD_MOST_WORDS or not runs:
        return False
    for run in runs:
        bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
        if bold is None or bold.get(qn("w:val")) in ("0", "false"):
            return False
    return True
