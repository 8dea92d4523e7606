from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from checker.errors import BriefError
from checker.messages.brief import read_brief
from checker.messages.numbering import Level, Numbering, number_text
from checker.messages.points import Brief
from checker.text import squeeze


def level(at: int, form: str, text: str, extra: str = "") -> str:
    start = "" if "w:start" in extra else '<w:start w:val="1"/>'
    return (
        f'<w:lvl w:ilvl="{at}">{start}{extra}<w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


class Maker:
    """Word documents with lists of their own."""

    def __init__(self) -> None:
        self.document: Any = docx.Document()
        self.numbering = self.document.part.numbering_part.element
        self.next = 900

    def list(self, *levels: str, overrides: str = "", of: int | None = None, link: str = "") -> int:
        """A new list and its id; `of`: on the definition of an earlier one."""
        self.next += 1
        number = self.next
        abstract = number if of is None else of
        if of is None:
            element = parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{link}'
                f"{''.join(levels)}</w:abstractNum>"
            )
            self.numbering.insert(0, element)
        self.numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}">'
                f'<w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
            )
        )
        return number

    def add(self, text: str, list_id: int | None = None, at: int = 0, style: str = "Normal") -> Any:
        paragraph = self.document.add_paragraph(text, style=style)
        if list_id is not None:
            number(paragraph, list_id, at)
        return paragraph

    def read(self, folder: Path) -> Brief:
        file = folder / "brief.docx"
        self.document.save(file)
        return read_brief(file)


def number(paragraph: Any, list_id: int, at: int | None = 0) -> None:
    inner = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}>{inner}<w:numId w:val="{list_id}"/></w:numPr>')
    )


def points(brief: Brief) -> dict[int, str]:
    return {p.number: squeeze(p.text) for p in brief.points}


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("decimal", "%1."), ("decimal", "%1)"), ("decimal", "(%1)"), ("decimal", "%1"),
        ("decimalZero", "%1."), ("upperRoman", "%1."), ("decimal", "Message %1:"),
        ("decimal", "Key message %1 –"), ("cardinalText", "Message %1"), ("bullet", "\uf0b7"),
        ("upperLetter", "%1."), ("lowerLetter", "%1)"), ("lowerRoman", "%1."),
        ("ordinal", "%1"),
    ],
)  # fmt: skip
def test_automatic_numbers_are_rebuilt(tmp_path: Path, form: str, text: str) -> None:
    maker = Maker()
    maker.add("Key messages: the port", style="Title")
    maker.add("The port opens in May.")
    list_id = maker.list(level(0, form, text))
    for message in ("The port is open. It is new.", "The port is paid for.", "The port is ours."):
        maker.add(message, list_id)
    maker.add("Contact: press@port.example")
    brief = maker.read(tmp_path)
    assert brief.title == "Key messages: the port"
    assert brief.narrative == ("The port opens in May.", "Contact: press@port.example")
    assert points(brief) == {
        1: "The port is open. It is new.", 2: "The port is paid for.", 3: "The port is ours.",
    }  # fmt: skip
    assert brief.source == "brief.docx"


def test_levels_restart_and_sub_points_stay_in_their_point(tmp_path: Path) -> None:
    maker = Maker()
    maker.add("Tolls", style="Heading 1")
    list_id = maker.list(level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"))
    for text, at in (
        ("Tolls are fair.", 0), ("Cars pay 2.", 1), ("Lorries pay 9.", 1),
        ("Tolls are low.", 0), ("Cycles are free.", 1),
    ):  # fmt: skip
        maker.add(text, list_id, at)
    assert points(maker.read(tmp_path)) == {
        1: "Tolls are fair. a) Cars pay 2. b) Lorries pay 9.",
        2: "Tolls are low. a) Cycles are free.",
    }


def test_numbers_of_several_levels_in_one_label(tmp_path: Path) -> None:
    maker = Maker()
    maker.add("Tolls", style="Title")
    list_id = maker.list(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."))
    for text, at in (("One.", 0), ("Sub one.", 1), ("Sub two.", 1), ("Two.", 0), ("Sub.", 1)):
        maker.add(text, list_id, at)
    assert points(maker.read(tmp_path)) == {
        1: "One. 1.1. Sub one. 1.2. Sub two.", 2: "Two. 2.1. Sub.",
    }  # fmt: skip


def test_start_number_and_restart_by_a_second_list(tmp_path: Path) -> None:
    maker = Maker()
    maker.add("Tolls", style="Title")
    first = maker.list(level(0, "decimal", "%1."))
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    second = maker.list(of=first, overrides=restart)
    for text in ("Tolls are low.", "Tolls are fair.", "Tolls are ours."):
        maker.add(text, first)
    maker.add("Questions and answers", style="Heading 2")
    for text in ("Why tolls?", "Why now?", "Why here?", "Why us?"):
        maker.add(text, second)
    brief = maker.read(tmp_path)
    assert points(brief) == {1: "Tolls are low.", 2: "Tolls are fair.", 3: "Tolls are ours."}
    assert [n for n in brief.narrative if n.endswith("?")] == [
        "1. Why tolls?", "2. Why now?", "3. Why here?", "4. Why us?",
    ]  # fmt: skip

    late = Maker()
    late.add("Tolls", style="Title")
    list_id = late.list(level(0, "decimal", "%1.", '<w:start w:val="2"/>'))
    late.add("Tolls are low.", list_id)
    late.add("Tolls are fair.", list_id)
    brief = late.read(tmp_path)
    assert points(brief) == {2: "Tolls are low.", 3: "Tolls are fair."}
    assert brief.notes == ("The numbering has a gap: there is no point 1",)


def test_numbering_tied_to_a_style_and_a_linked_list(tmp_path: Path) -> None:
    maker = Maker()
    maker.add("Tolls", style="Title")
    list_id = maker.list(
        level(0, "decimal", "Message %1:", '<w:start w:val="1"/><w:pStyle w:val="ListNumber"/>')
    )
    style = maker.document.styles["List Number"].element
    properties = style.get_or_add_pPr()
    for old in properties.findall(qn("w:numPr")):
        properties.remove(old)
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{list_id}"/></w:numPr>'))
    maker.add("Tolls are low.", style="List Number")
    maker.add("Tolls are fair.", style="List Number")
    off = maker.add("An aside.", style="List Number")
    number(off, 0, None)
    brief = maker.read(tmp_path)
    assert points(brief) == {1: "Tolls are low.", 2: "Tolls are fair."}
    assert brief.narrative == ("An aside.",)


def test_points_of_several_paragraphs_by_indentation_and_line_breaks(tmp_path: Path) -> None:
    maker = Maker()
    maker.add("Tolls", style="Title")
    list_id = maker.list(level(0, "decimal", "%1."))
    maker.add("Tolls are low.\nThey are 2 crowns.", list_id)
    maker.add("Tolls are fair.", list_id)
    more = maker.add("Everyone pays them.")
    more.paragraph_format.left_indent = docx.shared.Cm(1.3)
    maker.add("The end of the tolls is near.")
    brief = maker.read(tmp_path)
    assert points(brief) == {
        1: "Tolls are low. They are 2 crowns.", 2: "Tolls are fair. Everyone pays them.",
    }  # fmt: skip
    assert brief.narrative == ("The end of the tolls is near.",)


def test_tables_with_and_without_numbers(tmp_path: Path) -> None:
    maker = Maker()
    maker.add("Tolls", style="Title")
    rows = [("No.", "Message", "Proof"), ("1", "Low.", "2 crowns."), ("2", "Fair.", "A study.")]
    table = maker.document.add_table(rows=3, cols=3)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    brief = maker.read(tmp_path)
    assert points(brief) == {1: "Low. 2 crowns.", 2: "Fair. A study."}
    assert brief.narrative == ()

    plain = Maker()
    plain.add("Tolls", style="Title")
    table = plain.document.add_table(rows=2, cols=2)
    for row, cells in zip(
        table.rows, [("Tolls are low.", "2 crowns."), ("Tolls are fair.", "A study.")], strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    assert points(plain.read(tmp_path)) == {
        1: "Tolls are low. 2 crowns.", 2: "Tolls are fair. A study.",
    }  # fmt: skip


def test_tracked_changes_and_hidden_text(tmp_path: Path) -> None:
    maker = Maker()
    maker.add("Tolls", style="Title")
    list_id = maker.list(level(0, "decimal", "%1."))
    first = maker.add("Tolls are ", list_id)
    ns = nsdecls("w")
    for part in (
        f'<w:del {ns} w:id="1" w:author="a"><w:r><w:delText>high.</w:delText></w:r></w:del>',
        f'<w:ins {ns} w:id="2" w:author="a"><w:r><w:t>low.</w:t></w:r></w:ins>',
        f"<w:r {ns}><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>",
    ):
        first._p.append(parse_xml(part))
    joined = maker.add("Tolls are", list_id)
    joined._p.get_or_add_pPr().append(
        parse_xml(f'<w:rPr {ns}><w:del w:id="3" w:author="a"/></w:rPr>')
    )
    maker.add(" fair.", list_id)
    assert points(maker.read(tmp_path)) == {1: "Tolls are low.", 2: "Tolls are fair."}


def test_headings_and_bold_lines_as_points(tmp_path: Path) -> None:
    maker = Maker()
    maker.add("Our story", style="Title")
    maker.add("It opens in May.")
    for heading, text in (("The park brings work", "74 jobs."), ("The park is clean", "No oil.")):
        maker.add(heading, style="Heading 2")
        maker.add(text)
    assert points(maker.read(tmp_path)) == {
        1: "The park brings work 74 jobs.", 2: "The park is clean No oil.",
    }  # fmt: skip


def test_typed_numbers_in_a_word_file(tmp_path: Path) -> None:
    maker = Maker()
    for text in ("LINES TO TAKE", "The talks open.", "(1) We are neutral.", "(2) We are hosts."):
        maker.add(text)
    brief = maker.read(tmp_path)
    assert brief.title == "LINES TO TAKE"
    assert points(brief) == {1: "We are neutral.", 2: "We are hosts."}


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"not a zip", "the Word file is damaged. Open it in Word and save it again"),
        (b"", "the Word file is damaged"),
        (b"PK\x03\x04broken", "the Word file is damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "remove the password and save it as .docx"),
        (zipped(a=b"x"), "this is a zip file, not a Word document"),
        (zipped(**{"[Content_Types].xml": b"<a>"}), "the Word file is damaged"),
        (
            zipped(**{"[Content_Types].xml": b"x", "word__document.xml": b" " * 30_000_001}),
            "unpacks to far more than a brief can hold",
        ),
    ],
)
def test_damaged_and_oversized_files_say_so(tmp_path: Path, data: bytes, message: str) -> None:
    file = tmp_path / "brief.docx"
    file.write_bytes(data)
    with pytest.raises(BriefError) as caught:
        read_brief(file)
    assert message in str(caught.value)
    assert "brief.docx" in str(caught.value)


def test_a_file_cut_short_and_broken_xml_inside(tmp_path: Path) -> None:
    file = tmp_path / "brief.docx"
    docx.Document().save(file)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BriefError, match="damaged"):
        read_brief(file)
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(broken, "w") as new:
        for item in old.infolist():
            cut = old.read(item)[:200] if item.filename == "word/document.xml" else old.read(item)
            new.writestr(item, cut)
    file.write_bytes(broken.getvalue())
    with pytest.raises(BriefError, match="damaged"):
        read_brief(file)


def test_an_empty_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BriefError, match="the brief is empty"):
        Maker().read(tmp_path)


@pytest.mark.parametrize(
    ("number_", "form", "text"),
    [
        (4, "upperRoman", "IV"), (9, "lowerRoman", "ix"), (28, "upperLetter", "BB"),
        (3, "lowerLetter", "c"), (7, "decimalZero", "07"), (22, "ordinal", "22nd"),
        (11, "ordinal", "11th"), (2, "cardinalText", "Two"), (2, "ordinalText", "Second"),
        (5, "none", ""), (5, "chineseCounting", "5"),
    ],
)  # fmt: skip
def test_number_formats(number_: int, form: str, text: str) -> None:
    assert number_text(number_, form) == text


def test_lists_that_never_restart_and_legal_numbers() -> None:
    levels = {
        0: Level("upperRoman", 1, "%1."),
        1: Level("decimal", 1, "%1.%2", restart=0, legal=True),
    }
    numbering = Numbering({"a": levels}, {"1": ("a", {}, {})})
    labels = [numbering.label("1", at) for at in (0, 1, 1, 0, 1)]
    assert [label.text for label in labels if label] == ["I.", "1.1", "1.2", "II.", "2.3"]
    assert numbering.label("2", 0) is None
    assert numbering.label("1", 5) is None
