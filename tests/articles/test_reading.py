from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given, settings

from checker.articles.article import Place
from checker.articles.reading import read_coverage
from tests.articles import shapes, strategies

BODY = "The gates at Brask opened on Friday. Nobody cheered, and the mayor went home early."
SPANISH = "Las puertas de la presa se abrieron el viernes, dijo el ministro. Nadie aplaudió allí."


def write(folder: Path, name: str, text: str = f"A headline of sorts\n\n{BODY}\n") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_folder_is_read_in_order_without_what_is_no_article(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.txt", "B2.text", "plain"):
        write(tmp_path, name)
    for name in (".hidden.txt", "~$a.txt", "README.md", "readme", ".git/d.txt", "Thumbs.db"):
        write(tmp_path, name)
    coverage = read_coverage([tmp_path], base=tmp_path)
    assert [a.file for a in coverage.articles] == ["a.md", "b.txt", "B2.text", "plain", "sub/c.txt"]
    assert coverage.not_checked == ()


def test_a_file_given_by_name_is_read_once_whatever_its_name(tmp_path: Path) -> None:
    file = write(tmp_path, "README.md")
    assert len(read_coverage([file, file, tmp_path]).articles) == 1


def test_bad_files_are_named_with_a_plain_reason_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path, "good.txt")
    write(tmp_path, "empty.txt", "")
    write(tmp_path, "blank.txt", "\n  \n")
    write(tmp_path, "nav.txt", "News\nShare this\n")
    write(tmp_path, "scan.jpg", "x")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "pdf.txt").write_bytes(b"%PDF-1.4 ...")
    coverage = read_coverage([tmp_path, tmp_path / "gone.txt"], base=tmp_path)
    assert [a.file for a in coverage.articles] == ["good.txt"]
    fill = "Put an article's headline and text into it, or remove it"
    reasons = {n.file: n.reason for n in coverage.not_checked}
    assert reasons == {
        "empty.txt": f"the file is empty. {fill}",
        "blank.txt": f"there is no article in the file. {fill}",
        "nav.txt": f"there is no article in the file. {fill}",
        "scan.jpg": ".jpg files are not read; these are: .txt, .text, .md, .markdown",
        "binary.txt": "not text: its characters make no sense. "
        "Open it in the program it was made with and save it as plain text (.txt)",
        "pdf.txt": "not text: it looks like a PDF document. Save it as plain text (.txt)",
        "gone.txt": "there is no such file",
    }
    assert all(n.fault for n in coverage.not_checked)


def test_a_file_over_the_limit_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path, "large.txt")
    os.truncate(file, 20_000_001)
    (found,) = read_coverage([file], base=tmp_path).not_checked
    assert found.reason.startswith("too large: 20 MB; at most 20 MB are read")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    file = write(tmp_path, "closed.txt")
    file.chmod(0)
    (found,) = read_coverage([file]).not_checked
    assert found.reason == "can't be opened (permission denied)"


def test_a_fault_inside_a_reader_stops_that_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "b.md")

    def fail(*_: object) -> None:
        raise ValueError("what the parser said")

    monkeypatch.setattr("checker.articles.readers.markdown.MarkdownReader.read", fail)
    coverage = read_coverage([tmp_path], base=tmp_path)
    assert [a.file for a in coverage.articles] == ["a.txt"]
    assert coverage.not_checked[0].reason == (
        "the file can't be read (ValueError: what the parser said)"
    )


def test_an_article_in_a_language_the_models_do_not_read_is_left_out(tmp_path: Path) -> None:
    file = write(tmp_path, "es.txt", f"Se abren las puertas\n\n{SPANISH}\n")
    (left_out,) = read_coverage([file], base=tmp_path).not_checked
    assert left_out.reason == "in Spanish; the models read English"
    assert left_out.title == "Se abren las puertas"
    assert not left_out.fault
    (article,) = read_coverage([file], languages=("en", "es")).articles
    assert article.language == "es"


def test_too_little_text_to_tell_the_language_is_read(tmp_path: Path) -> None:
    (article,) = read_coverage([write(tmp_path, "a.txt", "Talks end\n\nAt last.\n")]).articles
    assert (article.title, article.language) == ("Talks end", "und")
    assert article.paragraphs == ("At last.",)


@pytest.mark.parametrize(
    "text",
    [
        "Gates open at Brask\n",
        "Gates open at Brask\nEcho, 3 May 2026\n\nSource: https://echo.example/gates\n",
        "Title: Gates open at Brask\nOutlet: Echo\nDate: 3 May 2026\n",
        "Press review, 4 May 2026\n\nGates open at Brask\nEcho, 3 May 2026\n",
    ],
)
def test_a_file_with_nothing_under_its_headline_is_named(tmp_path: Path, text: str) -> None:
    coverage = read_coverage([write(tmp_path, "a.txt", text)], base=tmp_path)
    assert coverage.articles == ()
    (left_out,) = coverage.not_checked
    assert left_out.reason == (
        "there is only a headline in the file. Paste the article's text under it"
    )
    assert left_out.fault


def test_a_sentence_alone_or_a_digest_with_a_headline_alone_is_read(tmp_path: Path) -> None:
    (article,) = read_coverage([write(tmp_path, "a.txt", "The gates opened at noon.\n")]).articles
    assert article.paragraphs == ("The gates opened at noon.",)
    titles = ("Gates open at Brask", "Ferry sails again")
    bodies = (BODY, "")
    text = "".join(
        f"Title: {title}\nOutlet: Echo\nDate: 3 May 2026\n\n{body}\n\n"
        for title, body in zip(titles, bodies, strict=True)
    )
    coverage = read_coverage([write(tmp_path, "b.txt", text)])
    assert coverage.articles[0].title == titles[0]
    assert coverage.not_checked == ()


def test_the_same_content_twice_gives_it_twice(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt")
    first, second = read_coverage([tmp_path]).articles
    assert first.id == second.id


def test_an_article_without_a_headline_is_called_by_its_first_words(tmp_path: Path) -> None:
    text = (
        f"{BODY} {BODY}\n\nThe ferry sailed at noon, as it does on every other day of the year.\n"
    )
    (article,) = read_coverage([write(tmp_path, "a.txt", text)]).articles
    assert article.title == (
        "The gates at Brask opened on Friday. Nobody cheered, and the mayor went home …"
    )
    assert article.passages[0].place is Place.LEAD


def test_progress_counts_the_files(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt", "")
    seen: list[tuple[int, int]] = []
    read_coverage([tmp_path], progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_a_file_outside_the_base_keeps_its_path(tmp_path: Path) -> None:
    file = write(tmp_path, "x/a.txt")
    (article,) = read_coverage([file], base=tmp_path / "y").articles
    assert article.file == file.as_posix()


def test_the_day_order_of_a_digest_is_its_own(tmp_path: Path) -> None:
    def text(*dates: str) -> str:
        return "\n\n\n".join(f"Headline {d[-1]}\n\nEcho {d}\n\n{BODY}" for d in dates)

    day_first = write(tmp_path, "a.txt", text("03/04/2026", "28/05/2026"))
    month_first = write(tmp_path, "b.txt", text("03/04/2026", "05/28/2026"))
    assert [a.date for a in read_coverage([day_first]).articles] == [
        dt.date(2026, 4, 3),
        dt.date(2026, 5, 28),
    ]
    assert [a.date for a in read_coverage([month_first]).articles] == [
        dt.date(2026, 3, 4),
        dt.date(2026, 5, 28),
    ]


@given(printed=strategies.digests(2, 6))
@settings(max_examples=15)
def test_articles_come_back_whole_from_single_files_front_matter_and_digests(
    printed: list[shapes.Printed], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("articles")
    # The day over 12 tells the digest's day order, as most real digests do.
    printed = [
        *printed,
        shapes.Printed(
            "Lisset, last", "Echo", dt.date(2026, 5, 28), "https://e.example/z", (BODY,)
        ),
    ]
    for n, a in enumerate(printed):
        write(folder, f"single/{n:02}.txt", shapes.single(a))
        write(folder, f"matter/{n:02}.md", shapes.front_matter(a))
    write(folder, "digest/a.txt", shapes.PLAIN["clippings"](printed))
    for kind in ("single", "matter", "digest"):
        coverage = read_coverage([folder / kind], base=folder)
        articles = coverage.articles
        assert [(a.title, a.outlet, a.url, a.paragraphs) for a in articles] == [
            (a.title, a.outlet, a.url, a.paragraphs) for a in printed
        ]
        if kind != "single":  # alone, a file has no evidence but its own date
            assert [a.date for a in articles] == [a.date for a in printed]


@pytest.mark.parametrize(
    "text",
    [
        "Short line here\n" * 20_000,
        "The Echo, 3 May 2015\n" * 10_000,
        "News\nThe Echo, 3 May 2015\n" * 8_000,
        "x\n" + "---\n" * 20_000 + "y\n",
        "1/2\n" * 20_000,
        "Title: x\nA body sentence stands here today.\n" * 3_000,
        "PRESS DIGEST 4 MAY 2027\nGates open\nThe Echo, 3 May 2015\n" * 3_000,
        "It is so. " * 30_000,
        "wordThe" * 20_000,
    ],
    ids=[
        "lines",
        "dates",
        "navigation",
        "rules",
        "counts",
        "labels",
        "covers",
        "sentences",
        "glue",
    ],
)
def test_files_of_any_size_are_read(tmp_path: Path, text: str) -> None:
    coverage = read_coverage([write(tmp_path, "a.txt", text)])
    assert coverage.articles or coverage.not_checked
