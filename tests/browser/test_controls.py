"""Each control of the report, by mouse and by key."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.factories import make_assessment


def _titles(page: Page) -> list[str]:
    rows = page.locator("#grid tbody tr:visible th a")
    return rows.all_inner_texts()


def _totals(page: Page) -> list[str]:
    return page.locator("#grid .totals td").all_inner_texts()[2:]


def test_filter_by_text_recalculates_the_totals(open_report: Open) -> None:
    page = open_report().page
    assert _totals(page) == ["1 of 7", "0 of 7", "1 of 7", "2 of 7", "0 of 7", "0 of 7"]
    page.fill("#f-text", "for free MINISTER")
    assert _titles(page) == ["Arvenia hosts for free, minister insists"]
    assert _totals(page) == ["0 of 1", "0 of 1", "0 of 1", "1 of 1", "0 of 1", "0 of 1"]
    expect(page.get_by_role("status")).to_have_text("1 of 7 stories shown")
    assert page.locator("article.st:visible").count() == 1


def test_the_text_filter_reads_the_articles_too(open_report: Open) -> None:
    page = open_report().page
    page.fill("#f-text", "grandmother")
    assert _titles(page) == ["What the river means to us"]


def test_filter_by_outlet_outcome_point_and_period(open_report: Open) -> None:
    page = open_report().page
    page.select_option("#f-outlet", "Lisset Courier")
    assert len(_titles(page)) == 2
    page.select_option("#f-outcome", "p")
    assert len(_titles(page)) == 2
    page.select_option("#f-point", label="Point 3")
    assert _titles(page) == ["Second day of talks brings little news"]
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("status")).to_have_text("7 of 7 stories shown")
    page.select_option("#f-outcome", "u")
    assert len(_titles(page)) == 2
    page.select_option("#f-outcome", "h")
    assert _titles(page) == ["Is Arvenia really neutral?"]
    page.select_option("#f-outcome", "")
    page.fill("#f-from", "2031-05-04")
    page.fill("#f-to", "2031-05-08")
    assert len(_titles(page)) == 4


def test_a_filter_that_fits_nothing_says_so(open_report: Open) -> None:
    page = open_report().page
    page.fill("#f-text", "zzz")
    assert _titles(page) == []
    expect(page.get_by_role("status")).to_contain_text("No story matches")
    assert _totals(page)[0] == "0 of 0"


def test_heads_sort_both_ways_by_mouse_and_key(open_report: Open) -> None:
    page = open_report().page
    head = page.locator("#grid th[data-sort=outlet]")
    page.locator("#grid th[data-sort=date]").get_by_role("button").click()
    assert page.locator("[aria-sort]").evaluate_all("(e) => e.map((h) => h.ariaSort)") == [
        "ascending"
    ]
    assert _titles(page)[0] == "What the river means to us"
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    outlets = page.locator("#grid tbody td:nth-child(2)").all_inner_texts()
    assert outlets == sorted(outlets, key=str.casefold)
    page.keyboard.press("Space")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert page.locator("#grid tbody td:nth-child(2)").all_inner_texts() == sorted(
        outlets, key=str.casefold, reverse=True
    )
    assert page.locator("[aria-sort]").count() == 1


def test_points_sort_by_outcome_worst_first(open_report: Open) -> None:
    page = open_report().page
    page.locator("#grid th[data-sort='3']").get_by_role("button").click()
    cells = page.locator("#grid tbody td:nth-child(7)").all_inner_texts()
    assert [c[0] for c in cells] == ["✕", "●", "●", "–", "–", "–", "–"]


def test_sort_by_the_worst_outcome(open_report: Open) -> None:
    page = open_report().page
    page.select_option("#f-sort", "worst")
    assert _titles(page)[:2] == [
        "Is Arvenia really neutral?",
        "Aid convoy reaches flooded villages",
    ]
    assert page.locator("[aria-sort]").count() == 0
    page.select_option("#f-sort", "title")
    assert _titles(page) == sorted(_titles(page))


def test_a_cell_leads_to_its_sentence(open_report: Open) -> None:
    page = open_report().page
    page.locator("#grid td.d a").click()
    mark = page.locator("mark:target")
    expect(mark).to_be_in_viewport()
    assert "50 tonnes [brief: 500 tonnes]" in mark.inner_text()


def test_keys_step_through_findings_and_articles(open_report: Open) -> None:
    page = open_report().page
    marks = page.locator("article.st mark[id]").evaluate_all("(m) => m.map((e) => e.id)")
    here = "document.activeElement.id"
    for wanted in (marks[0], marks[1], marks[2]):
        page.keyboard.press("n")
        assert page.evaluate(here) == wanted
        expect(page.locator(f"[id='{wanted}']")).to_be_in_viewport()
    page.keyboard.press("p")
    assert page.evaluate(here) == marks[1]
    page.keyboard.press("a")
    second = page.locator("article.st").nth(1).get_attribute("id")
    assert page.evaluate(here) == second
    page.get_by_role("button", name="Next finding").click()
    assert page.evaluate(here) == marks[2]
    page.get_by_role("button", name="Previous finding").click()
    assert page.evaluate(here) == marks[1]
    page.get_by_role("button", name="Next article").click()
    assert page.evaluate(here) == second


def test_findings_wrap_round_and_pass_over_what_is_filtered_out(open_report: Open) -> None:
    page = open_report().page
    page.select_option("#f-outlet", "The Valley Post")
    page.locator("h1").click()
    seen = []
    for _ in range(3):
        page.keyboard.press("n")
        seen.append(page.evaluate("document.activeElement.id"))
    assert seen[0] == seen[2] != seen[1]


def test_findings_without_texts_are_the_list(open_report: Open) -> None:
    page = open_report(texts="none").page
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.matches('.finds > li')")


def test_filter_key_and_reset_key(open_report: Open) -> None:
    page = open_report().page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "f-text"
    page.keyboard.type("rain n/p?")
    assert page.input_value("#f-text") == "rain n/p?", "keys are letters in a field"
    page.locator("h1").click()
    page.keyboard.press("r")
    expect(page.get_by_role("status")).to_have_text("7 of 7 stories shown")
    assert page.input_value("#f-text") == ""
    page.get_by_role("button", name=re.compile("^Filter")).click()
    assert page.evaluate("document.activeElement.id") == "f-text"


def test_help_lists_the_keys_that_the_controls_declare(open_report: Open) -> None:
    page = open_report().page
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    listed = dialog.locator("dt").all_inner_texts()
    declared = page.locator("[data-shortcut]").evaluate_all(
        "(c) => c.map((e) => e.dataset.shortcut)"
    )
    assert listed == declared
    assert {"n", "p", "a", "/", "?"} <= set(declared)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Keys").click()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_single_keys_can_be_turned_off_and_never_take_the_browser_s(open_report: Open) -> None:
    page = open_report().page
    page.keyboard.press("Control+p")
    page.keyboard.press("Alt+n")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.keyboard.press("?")
    page.get_by_label("Single keys are on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.tagName") != "MARK"


def test_a_link_into_a_hidden_article_shows_everything_again(open_report: Open) -> None:
    page = open_report().page
    page.fill("#f-text", "grandmother")
    page.locator("#divergent a", has_text="Is Arvenia really neutral?").first.click()
    expect(page.locator("mark:target")).to_be_in_viewport()
    expect(page.get_by_role("status")).to_have_text("7 of 7 stories shown")


def test_a_point_s_link_opens_its_part(open_report: Open) -> None:
    page = open_report().page
    page.locator("#uncarried a").first.click()
    expect(page.locator("#p2")).to_have_attribute("open", "")
    expect(page.locator("#p2 .claims")).to_be_visible()


def test_a_report_without_stories_has_no_dead_control(open_report: Open) -> None:
    opened = open_report(make_assessment([], 2))
    opened.page.keyboard.press("n")
    opened.page.keyboard.press("/")
    assert opened.faults == []
    assert opened.page.locator("#go-filter").is_hidden()
