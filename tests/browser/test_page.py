"""The report as a browser shows it: quiet, within its width, accessible, readable without JS."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from checker.scoring.assessment import Assessment
from tests.browser.conftest import Open
from tests.factories import make_assessment

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("texts", ["inline", "folder", "none"])
def test_it_opens_from_a_file_and_asks_for_nothing_else(open_report: Open, texts: str) -> None:
    opened = open_report(texts=texts)
    assert opened.faults == []
    assert [u for u in opened.requests if not u.startswith("data:")] == [opened.path.as_uri()]


def test_the_policy_stops_what_is_not_ours(open_report: Open) -> None:
    """The policy is in force: a script, a style and a picture put in from outside do nothing."""
    page = open_report().page
    page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.broken = 1';
            document.body.append(script);
            const image = document.createElement('img');
            image.src = 'https://a.example/x.png';
            document.body.append(image);
            document.querySelector('h1').setAttribute('style', 'color: rgb(1, 2, 3)');
        }"""
    )
    assert page.evaluate("window.broken") is None
    colour = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert colour != "rgb(1, 2, 3)"


@pytest.mark.parametrize("width", [320, 768, 1280, 2560])
@pytest.mark.parametrize("assessment", [make_assessment(), make_assessment(6, 20)])
def test_the_page_never_scrolls_sideways(
    open_report: Open, width: int, assessment: Assessment
) -> None:
    page = open_report(assessment, width=width).page
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    assert page.evaluate(OVERFLOW) <= 0


def test_the_matrix_scrolls_in_a_region_that_takes_the_keyboard(open_report: Open) -> None:
    page = open_report(make_assessment(40, 20)).page
    region = page.locator(".tall")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "() => { const r = document.querySelector('.tall'); return r.scrollLeft && r.scrollTop }"
    )
    box = region.bounding_box()
    head = page.locator("#grid thead th").first.bounding_box()
    first = page.locator("#grid tbody th").nth(3).bounding_box()
    assert box and head and first
    assert abs(head["y"] - box["y"]) < 2, "the heads stay on top"
    assert abs(first["x"] - box["x"]) < 2, "the headlines stay at the side"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_report: Open, scheme: str) -> None:
    page = open_report(color_scheme=scheme).page
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    # Parts far from the screen are not laid out, and what is not laid out is not examined.
    page.evaluate(
        "[...document.styleSheets[0].cssRules].filter((r) => r.style?.contentVisibility === 'auto')"
        ".forEach((r) => (r.style.contentVisibility = 'visible'))"
    )
    found = Axe().run(page).response["violations"]
    serious = [
        (v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_dark_and_light_differ_and_paper_is_light(open_report: Open) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert open_report(color_scheme="light").page.evaluate(ground) == "rgb(255, 255, 255)"
    dark = open_report(color_scheme="dark").page
    assert dark.evaluate(ground) == "rgb(21, 24, 28)"
    dark.emulate_media(media="print", color_scheme="dark")
    assert dark.evaluate(ground) == "rgb(255, 255, 255)"


def test_without_javascript_everything_is_there_and_nothing_dead(open_report: Open) -> None:
    opened = open_report(java_script_enabled=False)
    page = opened.page
    assert opened.faults == []
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
    for words in ("What needs attention", "Arvenia has quietly taken", "hotel prices doubled"):
        assert page.get_by_text(words).first.is_visible()
    assert page.locator("#grid tbody tr").count() == 7
    # A closed part opens by the browser alone.
    assert not page.get_by_text("My grandmother fished").is_visible()
    page.locator("article", has_text="What the river means").locator("summary").click()
    assert page.get_by_text("My grandmother fished").is_visible()
    page.locator("#grid td.x a").first.click()
    assert page.locator("mark:target").inner_text().startswith("Arvenia has quietly")


def test_landmarks_and_skip_links(open_report: Open) -> None:
    page = open_report().page
    for landmark in ("banner", "main", "navigation", "search"):
        assert page.get_by_role(landmark).count() == 1
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.inner_text() == "Skip to what needs attention"
    box = link.bounding_box()
    assert box and box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "attention"


def test_charts_name_themselves_and_have_a_table(open_report: Open) -> None:
    page = open_report().page
    names = page.locator("#points svg").evaluate_all("(s) => s.map((e) => [e.role, e.textContent])")
    assert names
    assert all(role == "img" and text.strip() for role, text in names)
    assert page.locator("#points table").count() == 1 + page.locator("svg.trend").count()


def test_a_thousand_articles_open(open_report: Open) -> None:
    opened = open_report(make_assessment(1000, 20))
    assert opened.page.locator("#grid tbody tr").count() == 1000
    assert opened.page.evaluate("document.readyState") == "complete"
    assert opened.page.evaluate(OVERFLOW) <= 0
    assert opened.faults == []


def test_texts_in_a_folder_lead_there_and_back(open_report: Open) -> None:
    opened = open_report(texts="folder")
    page = opened.page
    page.locator("article", has_text="Is Arvenia really neutral?").get_by_text("Whole text").click()
    page.wait_for_url("**/report-texts/*.html")
    assert page.locator("mark.x").count() == 3
    page.get_by_text("Back to the report").click()
    page.wait_for_url("**/report.html#a*")
    assert opened.faults == []
