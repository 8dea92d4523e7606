"""Press text that means harm, or only is strange, in a real browser."""

from dataclasses import replace

import pytest

from checker.scoring.assessment import Assessment, Outcome
from tests.browser.conftest import Open
from tests.factories import make_article, make_assessment

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SCRIPTS = (
    "<script>window.broken=1;alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><style>body{display:none}</style>",
    '"><img src=x onerror="window.broken=1">',
    "<svg onload=alert(1)>",
    "' onfocus='alert(1)' autofocus='",
    "<a href='javascript:alert(1)'>press</a>",
    "<iframe src='https://a.example'></iframe>",
    "<meta http-equiv=refresh content='0;url=https://a.example'>",
    "<base href='https://a.example/'>",
    "{{ 7 * 7 }} {% raw %} ${alert(1)}",
    "<!-- --!> ]]> <plaintext>",
)


def _everywhere(text: str) -> Assessment:
    """An assessment with `text` in every place that press, brief or file name can fill."""
    article = make_article(
        text, text, outlet=text, author=text, url="javascript:window.broken=1", file=text
    )
    sample, rich = make_assessment([article], [text]), make_assessment()
    return replace(
        sample,
        brief=replace(sample.brief, title=text, source=text, narrative=(text,)),
        themes=(replace(rich.themes[0], label=text),),
        not_checked=(replace(rich.not_checked[0], file=text, title=text, reason=text),),
    )


@pytest.mark.parametrize("text", SCRIPTS)
def test_markup_in_the_text_is_only_text(open_report: Open, text: str) -> None:
    opened = open_report(_everywhere(text))
    page = opened.page
    page.keyboard.press("n")
    page.locator("#f-text").fill("a")
    assert opened.faults == []
    assert page.evaluate("window.broken") is None
    assert page.locator("h1").inner_text().split() == text.split()
    assert page.locator("img, iframe, base, a[href^='javascript']").count() == 0
    assert [u for u in opened.requests if not u.startswith("data:")] == [opened.path.as_uri()]


def test_direction_controls_cannot_turn_the_page(open_report: Open) -> None:
    opened = open_report(_everywhere("harmless\u202egpj.exe \u2066 isolated \u202b"))
    body = opened.page.locator("body").inner_text()
    assert "harmless[U+202E]gpj.exe" in body
    assert not set(body) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_right_to_left_text_runs_its_way_and_ours_keeps_ours(open_report: Open) -> None:
    article = make_article("بدأت المحادثات", "وصلت المساعدات إلى القرى.", language="ar")
    page = open_report(make_assessment([article], 1)).page
    style = "(e) => getComputedStyle(e).direction"
    assert page.locator("article.st h3").evaluate(style) == "rtl"
    assert page.locator("article.st .txt p").first.evaluate(style) == "rtl"
    assert page.locator("article.st .meta").evaluate(style) == "ltr"
    assert page.locator("article.st").get_attribute("lang") == "ar"


def test_emoji_and_stacked_marks_are_shown_whole(open_report: Open) -> None:
    text = "Family 👩‍👩‍👧‍👦 flag 🏴󠁧󠁢󠁳󠁣󠁴󠁿 and z" + "\u0351" * 40 + "algo."
    article = make_article("Signs", text)
    page = open_report(make_assessment([article], 1, outcomes={(0, 1): Outcome.ABSENT})).page
    page.locator("article.st summary").click()
    assert page.locator("article.st .txt").inner_text().strip() == text


@pytest.mark.parametrize("text", ["x" * 1_000_000, "word and " * 111_111])
def test_a_megabyte_in_one_paragraph_opens_and_stays_in_its_column(
    open_report: Open, text: str
) -> None:
    opened = open_report(_everywhere(text + "."), width=768)
    assert opened.faults == []
    assert opened.page.evaluate(OVERFLOW) <= 0
