"""The report on paper."""

import io

import pytest
from pypdf import PdfReader

from tests.browser.conftest import Open
from tests.factories import make_article, make_assessment


@pytest.mark.parametrize("javascript", [True, False])
def test_paper_has_what_is_closed_on_the_screen(open_report: Open, javascript: bool) -> None:
    page = open_report(color_scheme="dark", java_script_enabled=javascript).page
    assert not page.get_by_text("My grandmother fished").is_visible()
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = " ".join(" ".join(p.extract_text() for p in reader.pages).split())
    for closed in (
        "My grandmother fished in the Lisse.",
        "Residents complain that hotel prices have doubled in a week.",
        "checker points add --text",
        "Arvenia is an impartial host.",
        "Counter-messages expected",
    ):
        assert closed in text
    assert "Sort by" not in text
    assert "Next finding" not in text


def test_each_article_starts_a_page_and_the_matrix_is_broad(open_report: Open) -> None:
    page = open_report().page
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    texts = [p.extract_text() for p in pages]
    starts = [i for i, t in enumerate(texts) if t.strip().startswith("Is Arvenia really neutral?")]
    assert len(starts) == 1
    matrix = next(p for p in pages if "Articles and points" in p.extract_text())
    assert matrix.mediabox.width > matrix.mediabox.height


def test_the_heads_of_a_long_matrix_are_on_every_page(open_report: Open) -> None:
    articles = [make_article(f"Story {i}", "It is so.") for i in range(80)]
    page = open_report(make_assessment(articles, 3)).page
    texts = [
        p.extract_text() for p in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    ]
    first = next(i for i, t in enumerate(texts) if "Articles and points" in t)
    last = next(i for i, t in enumerate(texts) if "The articles" in t)
    assert last - first > 1, "the matrix goes over more than one page"
    for text in texts[first:last]:
        assert "Headline" in text
        assert "Outlet" in text


def test_after_printing_the_screen_is_as_before(open_report: Open) -> None:
    page = open_report().page
    page.locator("#p1 > summary").click()
    before = page.locator("details[open]").count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == before


def test_nothing_outside_the_matrix_is_broader_than_its_paper(open_report: Open) -> None:
    """Chromium makes the whole report smaller when a part doesn't fit."""
    page = open_report().page
    # A4 less two margins of 14 mm, at 96 pixels to the inch.
    page.set_viewport_size({"width": 688, "height": 1000})
    page.emulate_media(media="print")
    broad = page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => !e.closest('#matrix')"
        " && e.getBoundingClientRect().right > 689).map(e => e.outerHTML.slice(0, 80))"
    )
    assert broad == []
