from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import CodingError
from checker.reports import coding
from checker.reports.coding import Code, Coding, parse_coding, point_number, read_coding
from checker.scoring.assessment import Outcome

PLAIN = "article,point,outcome\nBoats at rest,1,carried\nBoats at rest,2,absent\n"
CODES = (
    Code("Boats at rest", 1, Outcome.CARRIED, 2),
    Code("Boats at rest", 2, Outcome.ABSENT, 3),
)


def read(text: str) -> Coding:
    return parse_coding(text.encode(), "c.csv")


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        "\ufeff" + PLAIN,
        PLAIN.replace("article,point,outcome", " Article ,POINT,Outcome"),
        PLAIN.replace("carried", "Carried (unsure)").replace("absent", "ABSENT"),
        PLAIN.replace(",1,", ",Point 1,").replace(",2,", ",2.0,"),
        PLAIN + "Boats at rest,3,\n,,\n",
        "Article,1: Boats are safe,2,Note\nBoats at rest,carried,absent,carried\n",
    ],
)
def test_the_same_coding_however_it_is_written(text: str) -> None:
    found = read(text)
    in_order = [(c.article, c.point, c.outcome) for c in found.codes]
    assert in_order == [(c.article, c.point, c.outcome) for c in CODES]
    assert not found.ranked


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(PLAIN.replace("\nBoats at rest", '\n\n"Boats at rest"', 1), encoding="utf-8")
    assert [c.line for c in read_coding(path).codes] == [3, 4]
    assert [c.line for c in read('article,point,outcome\n"a\nb",1,absent\nc,1,absent').codes] == [
        2,
        4,
    ]


def test_columns_in_any_order_and_further_ones() -> None:
    found = read("note,outcome,why,point,article\nx,partial,y,narrative,Boats\n")
    assert found.codes == (Code("Boats", 0, Outcome.PARTIAL, 2),)


def test_windows_1252() -> None:
    data = "article;point;outcome\n“Où est l’île?”;1;distorted\n".encode("cp1252")
    assert parse_coding(data, "c.csv").codes == (Code("“Où est l’île?”", 1, Outcome.DISTORTED, 2),)


def test_a_column_called_article_goes_before_other_names() -> None:
    text = "Headline,File,Article,Point,Outcome,Rank\nh,f,0123,1,absent,1\n"
    assert read(text) == Coding("c.csv", (Code("0123", 1, Outcome.ABSENT, 2),), ranked=True)
    assert read("File,Headline,Point,Outcome\nf,h,1,absent\n").codes[0].article == "h"


FAULTS = {
    "empty": ("", "c.csv: the file is empty. The first line must name the columns article"),
    "blank": (" \n\n", "c.csv: the file is empty"),
    "no column": ("article,point\na,1\n", 'c.csv:1: there is no column "outcome". The first line'),
    "no article": ("point,outcome\n1,absent\n", 'c.csv:1: there is no column "article"'),
    "no point": ("article,outcome\na,absent\n", 'c.csv:1: there is no column "point"'),
    "no head": ("a,1,absent\n", 'c.csv:1: there is no column "article"'),
    "two columns": (
        "article,point,outcome,Outcome\na,1,absent,absent\n",
        'c.csv:1: there are two columns "outcome". Remove or rename one of them',
    ),
    "a point twice": (
        "article,1,1: Boats\na,absent,absent\n",
        'c.csv:1: there are two columns "1"',
    ),
    "many columns": (
        "article,point,outcome" + "," * 1000,
        "c.csv:1: the first line has 1,003 columns; at most 1,000 are read",
    ),
    "nothing coded": (
        "article,point,outcome\na,1,\n",
        "c.csv: no cell is coded. Write an outcome for at least one article and point",
    ),
    "near outcome": (
        PLAIN.replace("absent", "abcent"),
        'c.csv:3: "abcent" is no outcome. Did you mean absent?',
    ),
    "other outcome": (
        PLAIN.replace("absent", "42"),
        'c.csv:3: "42" is no outcome. Write one of: carried, partial, distorted, contradicted and '
        "absent",
    ),
    "outcome with a note": (
        PLAIN.replace("absent", "carried (not)"),
        'c.csv:3: "carried (not)" is no outcome. Did you mean carried?',
    ),
    "point": (
        PLAIN.replace(",2,", ",two,"),
        'c.csv:3: "two" is no point. Write its number, or "narrative"',
    ),
    "huge point": (PLAIN.replace(",2,", f",{'9' * 5000},"), 'c.csv:3: "999'),
    "point missing": (PLAIN.replace(",2,", ",,"), "c.csv:3: the point is missing. Write its"),
    "article missing": (
        "article,point,outcome\n ,1,absent\n",
        "c.csv:2: the article is not named. Write its title, file or URL, or leave the outcome",
    ),
    "comma in a title": (
        PLAIN + "In Vell, orchards,1,carried\n",
        "c.csv:4: the row has 4 fields, the first line 3. A text with a comma, semicolon or tab",
    ),
    "open quote": (
        PLAIN + '"Boats,1,absent\nBoats,2,absent\n',
        "c.csv:4: the row that begins here is not sound CSV (unexpected end of data). Check its",
    ),
    "quote within": (
        PLAIN + '"Three days" says host,1,absent\n',
        "c.csv:4: the row that begins here is not sound CSV",
    ),
    "huge field": (
        PLAIN + "x" * 200_000 + ",1,absent\n",
        "c.csv:4: the row that begins here is not sound CSV (field larger than field limit",
    ),
    "NUL": (PLAIN + "\0", "c.csv: not text in UTF-8 or Windows-1252. Save it from the spreadsheet"),
}


@pytest.mark.parametrize(("text", "said"), FAULTS.values(), ids=FAULTS)
def test_each_fault_has_its_line_and_its_mend(text: str, said: str) -> None:
    with pytest.raises(CodingError) as caught:
        read(text)
    assert str(caught.value).startswith(said)
    assert caught.value.mend
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04rest", "this is a workbook or another Office file, not a CSV file"),
        (PLAIN.encode("utf-16"), "not text in UTF-8 or Windows-1252"),
        (b"article,point,outcome\n\x81\xff,1,absent", "not text in UTF-8 or Windows-1252"),
    ],
)
def test_what_is_no_text(data: bytes, said: str) -> None:
    with pytest.raises(CodingError, match=said):
        parse_coding(data, "c.csv")


def test_a_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "MOST_BYTES", len(PLAIN) - 1)
    path = tmp_path / "c.csv"
    path.write_text(PLAIN, encoding="utf-8")
    with pytest.raises(CodingError, match="too large"):
        read_coding(path)


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(CodingError, match=r"can't be read .*Check that it is a file"):
        read_coding(tmp_path)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
ROWS = st.lists(
    st.tuples(
        TEXTS.filter(coding._plain), st.integers(0, 999_999), st.sampled_from(Outcome), TEXTS
    ),
    min_size=1,
)


@given(
    ROWS,
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.permutations(range(4)),
)
def test_any_table_is_read_back_the_same(
    rows: list[tuple[str, int, Outcome, str]],
    delimiter: str,
    end: str,
    encoding: str,
    quoting: int,
    order: list[int],
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    for row in [("article", "point", "outcome", "note"), *rows]:
        writer.writerow([row[at] for at in order])
    found = parse_coding(out.getvalue().encode(encoding), "c.csv")
    assert [(c.article, c.point, c.outcome) for c in found.codes] == [row[:3] for row in rows]


@given(
    st.one_of(
        st.binary(),
        st.text().map(lambda t: t.encode("utf-8", "surrogatepass")),
        st.text(st.sampled_from(list('a1,;\t"\n\r:'))).map(lambda t: (PLAIN + t).encode()),
        st.text(st.sampled_from(list('a1,;\t"\n\r:'))).map(
            lambda t: ("article,1," + t + "\na,absent," + t).encode()
        ),
    )
)
def test_no_bytes_raise_anything_but_our_own_error(data: bytes) -> None:
    try:
        found = parse_coding(data, "c.csv")
    except CodingError as error:
        assert str(error).startswith("c.csv")
    else:
        assert found.codes


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), (" Point 12 ", 12), ("narrative", 0), ("0", 0), ("", None), ("3a", None),
     ("-1", None), ("three", None), ("9" * 7, None)],
)  # fmt: skip
def test_a_point_as_a_person_types_it(text: str, number: int | None) -> None:
    assert point_number(text) == number
