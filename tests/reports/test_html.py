"""The page as a file: the same bytes, its policy, its links, its size, its text escaped."""

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from checker.errors import WorkspaceError
from checker.messages.points import NARRATIVE
from checker.reports.gather import Texts
from checker.reports.html import render_html, texts_of, write_html
from checker.scoring.assessment import Assessment, Label, Outcome
from tests.factories import make_article, make_assessment, make_cell, make_evidence
from tests.reports.golden import check_gold

MODES: tuple[Texts, ...] = ("inline", "folder", "none")
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b onclick=alert(3)>\u202egnp.exe"


class Tags(HTMLParser):
    """The start tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.ids = Counter(a["id"] for _, a in self.tags if "id" in a)
        self.links = [str(a["href"]) for t, a in self.tags if t == "a" and "href" in a]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _hostile() -> Assessment:
    articles = [
        make_article(EVIL, EVIL + " It is so.", outlet=EVIL, author=EVIL, url=url, file=EVIL)
        for url in ("javascript:alert(1)", "https://a.example/?a=1&b=<i>")
    ]
    sample = make_assessment(articles, [EVIL, "A plain point."])
    theme = replace(make_assessment().themes[0], label=EVIL)
    return replace(
        sample,
        brief=replace(sample.brief, title=EVIL, source=EVIL, narrative=(EVIL,)),
        themes=(theme,),
        not_checked=(replace(make_assessment().not_checked[0], file=EVIL, reason=EVIL),),
    )


@pytest.mark.parametrize("mode", MODES)
def test_the_same_assessment_gives_the_same_bytes(
    mode: Texts,
) -> None:
    assert render_html(make_assessment(), mode) == render_html(make_assessment(), mode)


@pytest.mark.parametrize("mode", MODES)
def test_ids_are_unique_and_every_link_in_the_page_leads_somewhere(
    mode: Texts,
) -> None:
    page = render_html(make_assessment(), mode)
    tags = Tags(page.html)
    assert [i for i, n in tags.ids.items() if n > 1] == []
    inner = [h[1:] for h in tags.links if h.startswith("#")]
    assert set(inner) - set(tags.ids) == set()
    beside = {h for h in tags.links if not h.startswith(("#", "http"))}
    assert beside == set(page.files)


@pytest.mark.parametrize("mode", MODES)
def test_the_policy_names_exactly_what_is_in_the_page(
    mode: Texts,
) -> None:
    page = render_html(make_assessment(), mode)
    for html in (page.html, *page.files.values()):
        policy = next(str(a["content"]) for t, a in Tags(html).tags if a.get("http-equiv"))
        for kind in ("style", "script"):
            for content in re.findall(rf"<{kind}>(.*?)</{kind}>", html, re.S):
                digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
                assert f"{kind}-src 'sha256-{digest}'" in policy
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy


@pytest.mark.parametrize("mode", MODES)
def test_hostile_text_is_text(mode: Texts) -> None:
    page = render_html(_hostile(), mode)
    for html in (page.html, *page.files.values()):
        tags = Tags(html)
        assert sum(t == "script" for t, _ in tags.tags) <= 1
        assert not [t for t, _ in tags.tags if t in ("img", "iframe", "object", "base")]
        assert not [k for _, a in tags.tags for k in a if k.startswith("on") or k == "style"]
        assert all(h.startswith(("#", "https://", "texts/")) for h in tags.links)
        assert "\u202e" not in html
        assert "[U+202E]gnp.exe" in "".join(tags.words)


def test_nothing_in_the_page_asks_for_anything() -> None:
    for tag, attributes in Tags(render_html(make_assessment()).html).tags:
        assert "src" not in attributes
        if tag == "link":
            assert attributes["href"] == "data:,"


def test_text_goes_where_it_was_asked_to_go() -> None:
    sentence = "My grandmother fished in the Lisse."
    inline, folder, none = (render_html(make_assessment(), mode) for mode in MODES)
    assert inline.html.count(sentence) == 1
    assert not inline.files
    assert sentence not in folder.html
    assert sum(sentence in text for text in folder.files.values()) == 1
    assert len(folder.files) == 7
    assert sentence not in none.html
    assert not none.files
    assert "Arvenia has quietly taken the side" in none.html


def test_missing_things_are_named() -> None:
    text = " ".join(
        Tags(render_html(make_assessment([make_article("", "It is so.")], 1)).html).words
    )
    assert "outlet not named" in text
    assert "undated" in text
    assert "(no headline)" in text


def test_a_report_of_nothing_is_a_page() -> None:
    text = " ".join(Tags(render_html(make_assessment([], [])).html).words)
    assert "No article was checked yet." in text
    assert "Every file was checked." in text


def test_gold_pieces() -> None:
    page = render_html(make_assessment()).html
    critic = next(s.first for s in make_assessment().stories if s.first.outlet == "Upstream Daily")
    article = page[page.index(f"<article class=st id=a{critic.id}") :]
    check_gold("article.html", article[: article.index("</article>") + 10])
    row = page[page.index(f"<tr><th scope=row class=first><a href=#a{critic.id}") :]
    check_gold("row.html", row[: row.index("<tr>", 4)])
    quote = page[page.index('<div class="q d">') :]
    check_gold("quote.html", quote[: quote.index("</div>") + 6])


def _section(html: str, name: str) -> str:
    start = html.index(f"<section id={name} ")
    return html[start : html.index("</section>", start)]


def _visible(html: str) -> str:
    return " ".join(" ".join(Tags(html).words).split(" ")).replace("\n", " ")


@pytest.mark.parametrize("mode", MODES)
def test_one_finding_has_one_percentage_and_the_nearest_passage_none(mode: Texts) -> None:
    article = make_article("Story", "It is so.")
    evidence = make_evidence(article, "It is so", "1a", Label.CONTRADICTS, 0.9)
    for outcome in (Outcome.CONTRADICTED, Outcome.ABSENT):
        cell = make_cell(article, 1, outcome, evidence, probability=0.38, unsure=True)
        html = render_html(replace(make_assessment([article], 1), cells=(cell,)), mode).html
        assert html.count("38\u00a0%\u00a0sure") >= 2
        assert not re.search(r"\b90\s%", html)
        assert ("nearest passage: lead" in _visible(html)) == (outcome is Outcome.ABSENT)


def test_a_person_s_decision_has_no_percentage() -> None:
    sample = make_assessment()
    cells = tuple(replace(c, decided_by="person") for c in sample.cells)
    assert "\u00a0sure" not in render_html(replace(sample, cells=cells)).html


def test_a_narrative_that_is_not_counted_has_its_claims_and_no_more() -> None:
    sample = make_assessment()
    counted = render_html(sample).html
    tallies = tuple(t for t in sample.tallies if t.point != NARRATIVE)
    html = render_html(replace(sample, tallies=tallies)).html
    points = _section(html, "points")
    table, narrative = (
        points[: points.index("</table>")],
        points[points.index("<details class=pt id=pN") :],
    )
    assert "href=#pN" not in table
    assert "href=#pN" in _section(counted, "points")
    assert "<b>N</b>" not in _section(html, "matrix")
    assert "<b>N</b>" in _section(counted, "matrix")
    assert "Narrative</option>" not in html
    row = _section(html, "matrix").split("<tbody>")[1].split("<tr>")[1]
    assert len(re.findall("<t[dh]", row)) == 3 + 5
    assert "Background, not counted." in narrative
    assert "<b class=no>n1</b>" in narrative
    for said in ("Carried by", "nobody", "0\u00a0%", "<svg"):
        assert said not in narrative


def test_what_the_press_said_is_not_offered_as_our_own_words() -> None:
    themes = _section(render_html(make_assessment()).html, "themes")
    assert themes.index("the press’s wording, not yours") < themes.index("<pre")


def test_a_person_stands_in_filter_and_legend_only_where_one_decided() -> None:
    assert "decided by a person" not in render_html(make_assessment(3, 2)).html
    html = render_html(make_assessment()).html
    assert "<option value=h>" in _section(html, "matrix")
    assert "decided by a person" in _section(html, "method")


def test_settings_and_accuracy_are_tables() -> None:
    method = _section(render_html(make_assessment()).html, "method")
    assert "<tr><th scope=row>carried from</th> <td>0.60</td></tr>" in method
    assert "<tr><th scope=row>agreement with coders</th> <td>0.91</td></tr>" in method


def test_an_unsure_divergence_is_pointed_to_where_the_unsure_are() -> None:
    article = make_article("Story", "It is so.")
    evidence = make_evidence(article, "It is so", "1a", Label.CONTRADICTS)
    cell = make_cell(article, 1, Outcome.CONTRADICTED, evidence, unsure=True)
    html = render_html(replace(make_assessment([article], 1), cells=(cell,))).html
    attention = _section(html, "attention")
    assert attention.count("<blockquote") == 1
    assert "1 more stands under “Contradicted or bent”" in attention
    assert "No verdict is near its threshold." not in attention


def test_the_size_budget() -> None:
    page = render_html(make_assessment(1000, 20)).html
    assert len(page.encode()) < 12_000_000


def test_write_puts_the_texts_beside_the_page_with_a_way_back(tmp_path: Path) -> None:
    path = write_html(make_assessment(), tmp_path / "deep" / "week 19.html", "folder")
    assert path == tmp_path / "deep" / "week 19.html"
    texts = sorted((tmp_path / "deep" / "week 19-texts").iterdir())
    assert len(texts) == 7
    links = Tags(path.read_text(encoding="utf-8")).links
    assert f"week%2019-texts/{texts[0].name}" in links
    back = Tags(texts[0].read_text(encoding="utf-8")).links[0]
    assert back == f"../week%2019.html#a{texts[0].stem}"
    assert sorted(p.name for p in path.parent.iterdir()) == ["week 19-texts", "week 19.html"]


def test_write_takes_the_place_of_an_older_page(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old", encoding="utf-8")
    write_html(make_assessment(), path)
    assert path.read_text(encoding="utf-8") == render_html(make_assessment()).html


def test_a_page_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="file"):
        write_html(make_assessment(), tmp_path / "file" / "report.html")


@pytest.mark.parametrize("texts", ["inline", "folder", "none"])
def test_where_a_written_page_has_its_texts_is_seen(tmp_path: Path, texts: Texts) -> None:
    article = make_article("<div class=txt>", "A text with <div class=txt> in it.")
    assessment = make_assessment([article], ["A point."], outcomes={(0, 1): Outcome.CARRIED})
    assert texts_of(write_html(assessment, tmp_path / "page.html", texts)) == texts


def test_a_divergence_without_a_sentence_is_not_denied() -> None:
    article = make_article("Story", "It is so.")
    cell = make_cell(article, 1, Outcome.CONTRADICTED, decided_by="person")
    html = render_html(replace(make_assessment([article], ["A point."]), cells=(cell,))).html
    assert "1 more is in the matrix." in _section(html, "attention")
    assert "Nothing contradicted or bent." not in html
