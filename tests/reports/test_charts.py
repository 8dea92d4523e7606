"""The SVG charts, small enough to keep as gold."""

from xml.etree import ElementTree

from checker.reports.charts import Period, outcome_bar, trend
from checker.scoring.assessment import Outcome
from tests.reports.golden import check_gold

COUNTS = {Outcome.CARRIED: 6, Outcome.DISTORTED: 1, Outcome.CONTRADICTED: 2, Outcome.ABSENT: 11}


def test_bar_gold() -> None:
    check_gold("bar.svg", outcome_bar(COUNTS, "Point 1: 6 carried").replace("><", ">\n<"))


def test_trend_gold() -> None:
    periods = [
        Period("3 May 2031", {Outcome.CARRIED: 3, Outcome.PARTIAL: 1}),
        Period("4 May 2031", {}),
        Period("5 May 2031", {Outcome.CONTRADICTED: 2, Outcome.DISTORTED: 1, Outcome.ABSENT: 4}),
    ]
    check_gold("trend.svg", trend(periods, "Point 1 over time").replace("><", ">\n<"))


def test_the_bar_is_in_proportion_and_full() -> None:
    rects = ElementTree.fromstring(outcome_bar(COUNTS, "t")).findall("rect")
    widths = {r.get("class"): float(str(r.get("width")).rstrip("%")) for r in rects}
    assert widths == {"c": 30, "d": 5, "x": 10, "a": 55}


def test_a_stretch_too_narrow_for_its_sign_and_number_has_none() -> None:
    texts = lambda n, of: [  # noqa: E731
        t.text
        for t in ElementTree.fromstring(
            outcome_bar({Outcome.CARRIED: n, Outcome.ABSENT: of - n}, "t")
        ).findall("text")
    ]
    # In a bar of 140 pixels "● 2" takes some 20 and "● 20" some 27.
    assert texts(2, 16) == []
    assert texts(3, 16) == ["● 3"]
    assert texts(20, 100) == []
    assert texts(21, 100) == ["● 21"]


def test_nothing_to_show_is_an_empty_chart_with_its_title() -> None:
    for chart in (outcome_bar({}, "Nothing"), trend([], "Nothing")):
        root = ElementTree.fromstring(chart)
        assert root.findtext("title") == "Nothing"
        assert not root.findall("rect")


def test_a_hostile_title_is_text() -> None:
    chart = outcome_bar(COUNTS, "</title><script>alert(1)</script>\u202e")
    title = ElementTree.fromstring(chart).findtext("title")
    assert title == "</title><script>alert(1)</script>[U+202E]"


def test_many_stories_stay_in_the_drawing() -> None:
    chart = trend([Period("a", {Outcome.CARRIED: 900, Outcome.CONTRADICTED: 400})], "t")
    root = ElementTree.fromstring(chart)
    for rect in root.findall("rect"):
        top, height = float(str(rect.get("y"))), float(str(rect.get("height")))
        assert top >= 0
        assert top + height <= float(str(root.get("height")))
