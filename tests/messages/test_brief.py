from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.errors import BriefError
from checker.messages.brief import print_brief, read_brief, split_brief
from checker.messages.points import Brief
from checker.text import sentences, squeeze

SEEDS = Path(
    os.environ.get("CHECKER_SEEDS", Path(__file__).resolve().parents[3] / "shared" / "seeds")
)
SEED = SEEDS / "000_133bdf89b858b00a.txt"

THREE = ["The port is open. It took two years.", "The port is paid for.", "The port is ours."]


def points(brief: Brief) -> dict[int, str]:
    return {p.number: squeeze(p.text) for p in brief.points}


@pytest.mark.skipif(not SEED.is_file(), reason="the seeds are not beside the checkout")
def test_seed_gives_title_two_paragraphs_and_five_points() -> None:
    brief = read_brief(SEED)
    assert brief.title.startswith("Narrative and key messages")
    assert len(brief.narrative) == 2
    assert brief.narrative[0].startswith("On January 23")
    assert [p.number for p in brief.points] == [1, 2, 3, 4, 5]
    assert [len(sentences(p.text)) for p in brief.points] == [2, 1, 4, 3, 2]
    assert "500 tonnes" in brief.points[3].text
    assert brief.notes == ()


@pytest.mark.parametrize(
    "markers",
    [
        ["1. ", "2. ", "3. "],
        ["1.", "2.", "3."],
        ["1) ", "2) ", "3) "],
        ["(1) ", "(2) ", "(3) "],
        ["[1] ", "[2] ", "[3] "],
        ["1 – ", "2 – ", "3 – "],
        ["1 - ", "2 - ", "3 - "],
        ["1: ", "2: ", "3: "],
        ["1/ ", "2/ ", "3/ "],
        ["1\t", "2\t", "3\t"],
        ["1 ", "2 ", "3 "],
        ["01. ", "02. ", "03. "],
        ["I. ", "II. ", "III. "],
        ["I – ", "II – ", "III – "],
        ["#1 ", "#2 ", "#3 "],
        ["No. 1: ", "No. 2: ", "No. 3: "],
        ["Message 1: ", "Message 2: ", "Message 3: "],
        ["Key message 1 - ", "Key message 2 - ", "Key message 3 - "],
        ["KM1: ", "KM2: ", "KM3: "],
        ["Point 1. ", "Point 2. ", "Point 3. "],
        ["Message 1 of 3: ", "Message 2 of 3: ", "Message 3 of 3: "],
        ["MESSAGE ONE\n", "MESSAGE TWO\n", "MESSAGE THREE\n"],
        ["Message One: ", "Message Two: ", "Message Three: "],
        ["First message: ", "Second message: ", "Third message: "],
        ["One. ", "Two. ", "Three. "],
        ["1\n", "2\n", "3\n"],
        ["1.\n\n", "2.\n\n", "3.\n\n"],
        ["## 1. ", "## 2. ", "## 3. "],
        ["## Message 1\n\n", "## Message 2\n\n", "## Message 3\n\n"],
        ["**1.** ", "**2.** ", "**3.** "],
        ["**Message 1:** ", "**Message 2:** ", "**Message 3:** "],
        ["- 1. ", "- 2. ", "- 3. "],
        ["• ", "• ", "• "],
        ["- ", "- ", "- "],
        ["* ", "* ", "* "],
    ],
    ids=lambda markers: markers[0].strip(),
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close", "spaced"])
def test_every_usual_numbering(markers: list[str], gap: str) -> None:
    text = "Key messages on the port\n\nThe port of Lisset opens in May. We built it.\n\n"
    text += gap.join(m + t for m, t in zip(markers, THREE, strict=True)) + "\n"
    brief = split_brief(text)
    assert brief.title == "Key messages on the port"
    assert brief.narrative == ("The port of Lisset opens in May. We built it.",)
    assert points(brief) == dict(enumerate(THREE, 1))


def test_hard_wrapped_lines_are_joined_and_numbers_in_sentences_begin_no_point() -> None:
    brief = split_brief(
        "Key messages on the harbour\ntunnel\n\n"
        "The harbour tunnel has been built by the city of Lisset over seven years and\n"
        "opens in May. It replaces a bridge that was closed in\n2015. Then the ferries ran.\n\n"
        "1. The tunnel shortens the journey between the two halves of the city by\n"
        "   40 minutes. It carries\n   500 tonnes of freight a day, more than in\n"
        "   2015. It was well-\n   planned and is a great improve-\n   ment.\n"
        "2. The tunnel was paid for by the State under Article\n5. The toll is 2 crowns.\n\n"
        "   a) Cars pay 2 crowns.\n   b) Lorries pay 9 crowns.\n\n"
        "3. Nobody lost a home. There were 12\nfamilies.\n\n"
        "Notes to editors\n1. The tunnel is 3 km long.\n2. It was designed in 2010.\n"
        "3. It has two tubes.\n4. It has lights.\n"
    )
    assert brief.title == "Key messages on the harbour tunnel"
    assert len([n for n in brief.narrative if "ferries" in n]) == 1
    assert points(brief) == {
        1: "The tunnel shortens the journey between the two halves of the city by 40 minutes. "
        "It carries 500 tonnes of freight a day, more than in 2015. It was well-planned and is "
        "a great improvement.",
        2: "The tunnel was paid for by the State under Article 5. The toll is 2 crowns. "
        "a) Cars pay 2 crowns. b) Lorries pay 9 crowns.",
        3: "Nobody lost a home. There were 12 families.",
    }
    assert "4. It has lights." in brief.narrative


def test_markdown_headings_sub_bullets_background_and_questions() -> None:
    brief = split_brief(
        "# River talks\n\nArvenia hosts talks.\n\n## Key messages\n\n"
        "### Message 1: We are neutral\n\nWe have **friends** on both sides.\n\n"
        "- We signed treaties in 1990.\n- We have no army abroad.\n\n"
        "### Message 2: We have experience\n\nWe hosted two rounds.\n\n"
        "## Background\n\nIt began in 2012.\n\n## Q&A\n\n1. Why here?\n2. Why now?\n3. Who pays?\n"
    )
    assert points(brief) == {
        1: "We are neutral We have friends on both sides. We signed treaties in 1990. "
        "We have no army abroad.",
        2: "We have experience We hosted two rounds.",
    }
    assert "It began in 2012." in brief.narrative
    assert "Background" not in brief.narrative


def test_numbered_sections_are_no_points() -> None:
    brief = split_brief(
        "1. Background\nThe mine closed in 2010.\n2. Key messages\n- The mine is safe.\n"
        "- The mine is sealed.\n- Nobody lives there.\n3. Contact\nJane Doe\n"
    )
    assert points(brief) == {
        1: "The mine is safe.", 2: "The mine is sealed.", 3: "Nobody lives there.",
    }  # fmt: skip
    assert brief.narrative == ("The mine closed in 2010.", "Jane Doe")


def test_aims_before_and_questions_after_are_no_points() -> None:
    brief = split_brief(
        "Vaccine lines\n\nOur aims are:\n1. to inform,\n2. to calm,\n3. to help,\n4. to listen.\n\n"
        "Key message 1 - The vaccine works.\nIt was tested on 9,000 people.\n"
        "Key message 2 - The vaccine is free.\n\n"
        "Questions and answers\nQ1: Is it safe?\nA1: Yes.\nQ2: Is it free?\nA2: Yes.\nQ3: Why?\n"
    )
    assert points(brief) == {
        1: "The vaccine works. It was tested on 9,000 people.",
        2: "The vaccine is free.",
    }
    assert "4. to listen." in brief.narrative


def test_points_of_several_paragraphs_and_a_closing_one() -> None:
    brief = split_brief(
        "Statement on water\n\nIntro.\n\n1. Water is safe.\n\nWe test it daily.\n\n"
        "2. Water is cheap.\n\nIt costs 2 crowns.\n\n3. Water is ours.\n\nIt belongs to all.\n\n"
        "Contact: press@water.example\n\nThe office is open.\n"
    )
    assert points(brief)[3] == "Water is ours. It belongs to all."
    assert brief.points[0].text == "Water is safe.\n\nWe test it daily."
    assert brief.narrative == ("Intro.", "Contact: press@water.example", "The office is open.")


@pytest.mark.parametrize(
    "closing",
    [
        "Contact: Jane, 555 0123.", "Notes to editors", "For trustees only.",
        "Not for circulation.", "Background: the port was founded in 1900.", "ENDS",
        "Spokespeople: A. Fenn", "Embargoed until Monday.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close", "spaced"])
def test_closing_paragraph_is_no_part_of_the_last_point(closing: str, gap: str) -> None:
    brief = split_brief(f"Lines\n\nIntro.\n\n1. One is true.\n\n2. Two is true.{gap}{closing}\n")
    assert points(brief) == {1: "One is true.", 2: "Two is true."}


def test_indented_paragraph_belongs_to_the_last_point() -> None:
    brief = split_brief("Lines\n\n1. One.\n\n2. Two.\n\n   More of two.\n\nSomething else.\n")
    assert points(brief)[2] == "Two. More of two."
    assert brief.narrative == ("Something else.",)


def test_headings_as_points() -> None:
    brief = split_brief(
        "# Our story\n\nIt opens in May.\n\n## The park brings work\n\nWe hired 74 people.\n\n"
        "More are coming.\n\n## The park is clean\n\nIt saves 2 tonnes.\n\n## Contact\n\nJane\n"
    )
    assert points(brief) == {
        1: "The park brings work We hired 74 people. More are coming.",
        2: "The park is clean It saves 2 tonnes.",
    }


def test_points_inside_one_paragraph_and_in_a_table() -> None:
    inline = split_brief("Fish\n\nWe say: (1) Fish is good. It is cheap. (2) Fish is local.\n")
    assert points(inline) == {1: "Fish is good. It is cheap.", 2: "Fish is local."}
    table = split_brief(
        "# Fish\n\n| No. | Message | Proof |\n|--|--|--|\n| 1 | It is good. | A study. |\n"
        "| 2 | It is local. | A map. |\n"
    )
    assert points(table) == {1: "It is good. A study.", 2: "It is local. A map."}


def test_nested_numbers_stay_in_their_point() -> None:
    brief = split_brief("Plan\n\n1. Health\n   1. Clinics.\n   2. Doctors.\n2. Schools\n")
    assert points(brief) == {1: "Health 1. Clinics. 2. Doctors.", 2: "Schools"}


def test_headings_between_points_are_no_part_of_them() -> None:
    brief = split_brief("Lines\n\nJOBS\n1. They are safe.\n2. More.\n\nMONEY\n3. It is there.\n")
    assert points(brief) == {1: "They are safe.", 2: "More.", 3: "It is there."}
    assert brief.narrative == ("JOBS", "MONEY")


def test_letterhead_date_and_page_numbers() -> None:
    brief = split_brief(
        "PORT AUTHORITY OF LISSET\nKey messages – dredging\n12 May 2026\n\nIt begins in May.\n\n"
        "1. JOBS\nDredging secures 1,200 jobs.\n\nPage 1 of 2\n\n2. FISH\nDredging stops\n"
        "from April to June.\n\nAbout the Port Authority\nIt was founded in 1900.\n"
    )
    assert brief.title == "Key messages – dredging"
    assert points(brief) == {
        1: "JOBS Dredging secures 1,200 jobs.", 2: "FISH Dredging stops from April to June.",
    }  # fmt: skip
    assert brief.narrative[:3] == (
        "PORT AUTHORITY OF LISSET", "12 May 2026", "It begins in May.",
    )  # fmt: skip


def test_proof_points_stay_and_unmarked_questions_do_not() -> None:
    brief = split_brief(
        "Ferry strike\n\nMESSAGE 1 — We will talk\n\nWe offer 4 per cent.\n\nProof points:\n"
        "- It is above inflation.\n\nMESSAGE 2 — Nobody is cut off\n\nA ship sails.\n\n"
        "Proof points:\n- It takes 300 people.\n\nQ: Will fares rise?\nA: No.\n"
    )
    assert points(brief) == {
        1: "We will talk We offer 4 per cent. Proof points: It is above inflation.",
        2: "Nobody is cut off A ship sails. Proof points: It takes 300 people.",
    }
    assert brief.narrative == ("Q: Will fares rise?", "A: No.")


def test_of_several_bullet_lists_the_one_under_key_messages() -> None:
    brief = split_brief(
        "Vaccination\n\nKey facts\n• 2.4 million doses\n• 14 centres\n\nKey messages\n"
        "• It is safe. It was tested.\n• It is free.\n\nDo not say\n• cure\n• always\n• never\n"
    )
    assert points(brief) == {1: "It is safe. It was tested.", 2: "It is free."}
    assert "cure" in brief.narrative


def test_a_mailed_brief_with_quote_signs() -> None:
    brief = split_brief(
        "> Dear all,\n>\n> 1) It is safe. It opens on the\n> 14. Then we go.\n> 2) No.\n"
    )
    assert points(brief) == {1: "It is safe. It opens on the 14. Then we go.", 2: "No."}


def test_doubled_number_gap_and_missing_points_are_told() -> None:
    doubled = split_brief("T\n\n1. One.\n\n2. Two.\n\n2. Again.\n\n5. Five.\n")
    assert points(doubled) == {1: "One.", 2: "Two.", 5: "Five.", 6: "Again."}
    assert "Two points are numbered 2; the later one is now point 6" in doubled.notes
    assert "The numbering has a gap: there is no point 3, 4" in doubled.notes
    none = split_brief("A title\n\nA narrative. It has two sentences.\n")
    assert none.points == ()
    assert none.narrative == ("A narrative. It has two sentences.",)
    assert none.notes[0].startswith("No talking points were found")


def test_memo_title_and_front_matter_title() -> None:
    memo = split_brief("MEMO\nTo: all\nFrom: me\nSubject: The bridge\n\nI. It closes.\nII. Soon.\n")
    assert memo.title == "The bridge"
    front = split_brief(
        "---\ntitle: The bridge\ndate: 2026-01-01\n---\n\n1. It closes.\n2. Soon.\n"
    )
    assert front.title == "The bridge"
    assert front.narrative == ()


@pytest.mark.parametrize(
    "data",
    [
        "Käse\n\n1. Größe zählt.\n2. “So.”\n".encode(encoding)
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
    ],
    ids=["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"],
)
def test_usual_encodings(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "brief.txt"
    file.write_bytes(data)
    brief = read_brief(file)
    assert brief.title == "Käse"
    assert points(brief) == {1: "Größe zählt.", 2: "“So.”"}
    assert brief.source == "brief.txt"


def test_windows_line_ends_read_like_others() -> None:
    text = "Title\n\nIntro here.\n\n1. One goes\non.\n2. Two.\n"
    assert split_brief(text.replace("\n", "\r\n")) == split_brief(text)


@pytest.mark.parametrize("text", ["", " \n\t\n", "---\n\n***\n", "1.\n"])
def test_empty_brief_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BriefError, match="the brief is empty"):
        split_brief(text)
    file = tmp_path / "empty.md"
    file.write_text(text)
    with pytest.raises(BriefError, match=r"empty\.md: the brief is empty"):
        read_brief(file)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", b"%PDF-1.7", "a PDF"),
        ("a.txt", b"%PDF-1.7", "a PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "an old Word file"),
        ("a.odt", b"PK\x03\x04", "an OpenDocument file"),
        ("a.rtf", b"{\\rtf1", "a rich-text file"),
        ("a.txt", b"PK\x03\x04", "a zip"),
    ],
)
def test_other_kinds_say_how_to_save_them(
    tmp_path: Path, name: str, data: bytes, kind: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(BriefError, match=kind) as caught:
        read_brief(file)
    assert "save it as Word (.docx) or as plain text" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("picture.jpg", b"\xff\xd8\xff\xe0" + bytes(200), "a .jpg file is not a brief"),
        ("picture.JPG", b"cut short", "a .jpg file is not a brief"),
        ("photo.jpeg", b"\xff\xd8\xff" * 500_000, "a .jpeg file is not a brief"),
        ("slides.pptx", b"PK\x03\x04", "a .pptx file is not a brief"),
        ("speech.mp3", b"ID3" + bytes(99), "a .mp3 file is not a brief"),
        ("brief.txt", b"\x89PNG\r\n\x1a\n", "a picture is not a brief"),
    ],
)
def test_what_can_hold_no_brief_says_what_can(
    tmp_path: Path, name: str, data: bytes, what: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(BriefError) as caught:
        read_brief(file)
    kinds = "Word (.docx), Markdown (.md) and plain-text (.txt) files can be read"
    assert str(caught.value) == f"{file}: {what}. {kinds}"


def test_missing_file_folder_binary_and_huge_file(tmp_path: Path) -> None:
    with pytest.raises(BriefError, match="there is no such file"):
        read_brief(tmp_path / "none.txt")
    with pytest.raises(BriefError, match="there is no such file"):
        read_brief(tmp_path / "none.jpg")
    with pytest.raises(BriefError, match="can't be read"):
        read_brief(tmp_path)
    binary = tmp_path / "x.txt"
    binary.write_bytes(bytes(range(256)) * 3)
    with pytest.raises(BriefError, match="no text in a known encoding"):
        read_brief(binary)
    binary.write_bytes(b"a" * 1_000_001)
    with pytest.raises(BriefError, match="at most 1 MB"):
        read_brief(binary)


def test_a_brief_of_too_many_lines_is_refused(tmp_path: Path) -> None:
    text = "1. One.\n" * 5_001
    with pytest.raises(BriefError, match="at most 5000 are read"):
        split_brief(text)
    file = tmp_path / "long.txt"
    file.write_text(text)
    with pytest.raises(BriefError) as caught:
        read_brief(file)
    assert str(caught.value).startswith(f"{file}: the brief has 5001 lines")


SCRAPS = st.sampled_from(
    [
        "1. ", "2. ", "3) ", "(1) ", "(2) ", "- ", "* ", "• ", "a) ", "Message 1: ", "Message 2: ",
        "# ", "## ", "**", "_", "*", "\\", "> ", "|", " ", "\n", "\n\n", "\n    ", "Key messages:",
        "Background", "CONTACT US", "Foo bar.", "we go", "of", "2015. Then", "I. ", "II. ", "---",
        "===", "1", "2", "A", "The port opens in May.", "Is it?", "well-", "5", "\t", "Q1: ",
        "x@y.z", ": ", "One: ", "[a](http://b)", "`", "\u2028",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SCRAPS, max_size=30).map("".join) | st.text(max_size=60))
def test_printed_and_split_again_a_brief_is_the_same(text: str) -> None:
    try:
        brief = split_brief(text)
    except BriefError:
        return
    again = split_brief(print_brief(brief))
    assert (again.title, again.narrative, again.points) == (
        brief.title, brief.narrative, brief.points,
    )  # fmt: skip


WORDS = st.sampled_from(
    ["port", "neutral", "500", "2015", "river", "council", "tonnes", "in", "of", "it", "3", "and"]
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A brief in some layout, and all its sentences, no two alike."""
    count = iter(range(10_000))

    def sentence() -> str:
        middle = " ".join(draw(st.lists(WORDS, min_size=1, max_size=14)))
        return f"Sentence{next(count)}x says {middle} here."

    def paragraph() -> list[str]:
        return [sentence() for _ in range(draw(st.integers(1, 3)))]

    style = draw(
        st.sampled_from(["{}. ", "{}) ", "({}) ", "{} – ", "Message {}: ", "## {}. ", "- "])
    )
    # A Markdown heading can't be wrapped.
    width = 0 if style.startswith("#") else draw(st.sampled_from([0, 40, 72]))
    gap = draw(st.sampled_from(["\n", "\n\n"])) if not width else "\n\n"
    every: list[str] = []

    def put(prefix: str, indent: str = "") -> str:
        found = paragraph()
        every.extend(found)
        text = prefix + " ".join(found)
        return _wrapped(text, width, indent)

    parts = ["A short title"]
    parts += [put("") for _ in range(draw(st.integers(0, 2)))]
    for number in range(1, draw(st.integers(1, 6)) + 1):
        parts.append(put(style.format(number)))
        if draw(st.booleans()):
            parts.append("    " + put(draw(st.sampled_from(["a) ", "- ", ""])), "    "))
    parts += [
        put(p) for p in draw(st.lists(st.sampled_from(["", "Contact: ", "Note: "]), max_size=2))
    ]
    return gap.join(parts) + "\n", every


def _wrapped(text: str, width: int, indent: str) -> str:
    lines = [""]
    for word in text.split(" "):
        if width and lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return f"\n{indent}".join(lines)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_no_sentence_is_lost_or_invented(document: tuple[str, list[str]]) -> None:
    text, every = document
    brief = split_brief(text)
    parts = [squeeze(p) for p in (*brief.narrative, *(p.text for p in brief.points))]
    for sentence in every:
        holders = [p for p in parts if squeeze(sentence) in p]
        assert len(holders) == 1, sentence
        assert holders[0].count(squeeze(sentence)) == 1
    words = " ".join([brief.title, *parts]).split()
    source = squeeze(text).split()
    assert all(words.count(w) <= source.count(w) for w in set(words))
