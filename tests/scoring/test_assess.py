from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from checker.articles.article import Article, Coverage, NotChecked, Place
from checker.messages.points import NARRATIVE, Brief, TalkingPoint
from checker.messages.settings import CheckSettings
from checker.scoring import assess as assess_module
from checker.scoring.assess import ask, assess, encode, targets_of
from checker.scoring.assessment import Assessment, Cell, Label, Outcome
from checker.scoring.judge import Question
from checker.scoring.method import Method
from checker.scoring.outcome import FEATURES, CellModel, Thresholds
from checker.store import Store
from tests.factories import make_article
from tests.stand_ins import FakeEmbedder, FakeJudge

POINT_1 = "Selm harbour shelters forty fishing boats through winter storms."
POINT_2 = "Selm council repaired 12 lighthouses before the autumn gales."
BRIEF = Brief("Selm", (TalkingPoint(1, POINT_1), TalkingPoint(2, POINT_2)), subject=("Selm",))
NO_THEMES = CheckSettings(themes=False)
NOW = dt.datetime(2030, 6, 1, 8, tzinfo=dt.UTC)

ASIDE = "Painters went home early because rain fell on the pier all day."
LONG_ASIDE = (
    "Nobody in the ice house wanted to guess how long the cold would last, and the clerk who "
    "keeps the ledger said that his pen had frozen twice since Monday morning."
)


def check(
    *articles: Article,
    brief: Brief = BRIEF,
    settings: CheckSettings = NO_THEMES,
    judge: FakeJudge | None = None,
    embedder: FakeEmbedder | None = None,
    method: Method | None = None,
    store: Store | None = None,
    not_checked: tuple[NotChecked, ...] = (),
) -> Assessment:
    with store or Store(None) as cache:
        return assess(
            brief,
            Coverage(articles, not_checked),
            settings,
            embedder or FakeEmbedder(),
            judge or FakeJudge(),
            cache,
            method or Method(),
            now=NOW,
        )


def cell(assessment: Assessment, point: int = 1, article: int = 0) -> Cell:
    found = assessment.cell(assessment.articles[article].id, point)
    assert found is not None
    return found


# Cells and their evidence


@pytest.mark.parametrize(
    ("paragraphs", "place", "prominence"),
    [
        ((POINT_1, ASIDE), Place.LEAD, 2),
        ((ASIDE, POINT_1), Place.BODY, 1),
        ((ASIDE, f"“{POINT_1}”"), Place.QUOTE, 2),
    ],
)
def test_a_carried_point_shows_its_sentence_and_place(
    paragraphs: tuple[str, ...], place: Place, prominence: int
) -> None:
    found = cell(check(make_article("Quay news", *paragraphs)))
    assert (found.outcome, found.prominence, found.unsure) == (Outcome.CARRIED, prominence, False)
    best = found.evidence[0]
    assert (best.place, best.label) == (place, Label.CARRIES)
    assert POINT_1 in best.text
    assert best.probability == pytest.approx(0.98)
    assert found.probability == pytest.approx(0.98)
    assert found.decided_by == "judge"


def test_a_carried_point_in_the_headline() -> None:
    found = cell(check(make_article(POINT_1.rstrip("."), ASIDE)))
    assert (found.outcome, found.prominence) == (Outcome.CARRIED, 2)
    assert found.evidence[0].passages == (0,)


def test_the_sentence_itself_is_shown_rather_than_it_with_a_neighbour() -> None:
    found = cell(check(make_article("Quay news", ASIDE, f"{ASIDE} {POINT_1} {ASIDE}")))
    assert found.evidence[0].text == POINT_1


def test_another_figure_makes_it_distorted() -> None:
    text = POINT_2.replace("12", "3")
    found = cell(check(make_article("Quay news", ASIDE, text)), point=2)
    assert found.outcome is Outcome.DISTORTED
    (mismatch,) = found.evidence[0].mismatches
    assert "12" in mismatch.brief_has
    assert found.evidence[0].text[mismatch.start : mismatch.end] == mismatch.article_has == "3"


def test_a_denial_makes_it_contradicted() -> None:
    text = POINT_1.replace("shelters", "never shelters")
    found = cell(check(make_article("Quay news", ASIDE, text)))
    assert found.outcome is Outcome.CONTRADICTED
    assert found.evidence[0].label is Label.CONTRADICTS
    assert found.claims[0].outcome is Outcome.CONTRADICTED


def test_silence_is_absent_without_evidence() -> None:
    found = cell(check(make_article("Quay news", LONG_ASIDE)))
    assert (found.outcome, found.evidence, found.prominence) == (Outcome.ABSENT, (), 0)
    assert [c.outcome for c in found.claims] == [Outcome.ABSENT]


def test_an_unsure_absent_point_shows_what_came_nearest() -> None:
    near = "Selm harbour shelters forty trawlers."
    share = 0.98 * 4 / 9
    found = cell(
        check(
            make_article("Quay news", ASIDE, near),
            method=Method(Thresholds(carries=share + 0.05, unsure=0.1)),
        )
    )
    assert (found.outcome, found.unsure, found.prominence) == (Outcome.ABSENT, True, 0)
    assert [near in e.text for e in found.evidence] == [True]


def test_pieces_of_evidence_do_not_overlap_and_are_at_most_three() -> None:
    article = make_article("Quay news", *[f"{POINT_1} {ASIDE}" for _ in range(6)])
    evidence = cell(check(article)).evidence
    assert 1 < len(evidence) <= 3
    used = [p for e in evidence for p in e.passages]
    assert len(used) == len(set(used))


def test_evidence_points_at_its_passages() -> None:
    article = make_article("Quay news", ASIDE, POINT_1, POINT_2)
    for found in check(article).cells:
        for e in found.evidence:
            assert all(article.passages[p].text.rstrip(".") in e.text for p in e.passages)


def test_of_a_point_with_several_claims_each_has_its_outcome() -> None:
    point = TalkingPoint(1, f"{POINT_1} {POINT_2}")
    found = cell(
        check(make_article("Quay news", ASIDE, POINT_2), brief=replace(BRIEF, points=(point,)))
    )
    assert [(c.claim, c.outcome) for c in found.claims] == [
        ("1a", Outcome.ABSENT),
        ("1b", Outcome.CARRIED),
    ]
    assert found.claims[1].evidence is not None
    assert found.outcome is Outcome.PARTIAL


def test_fitted_weights_decide_when_there_are_some() -> None:
    bias = np.zeros(5)
    bias[list(Outcome).index(Outcome.CONTRADICTED)] = 9
    method = Method(cell_model=CellModel(np.zeros((5, len(FEATURES))), bias))
    found = check(
        make_article("Quay news", ASIDE, POINT_1),
        brief=replace(BRIEF, narrative=(POINT_1,)),
        method=method,
    )
    assert cell(found, 1).outcome is Outcome.CONTRADICTED
    assert cell(found, NARRATIVE).outcome is Outcome.CARRIED
    assert "learned from invented articles" in found.provenance.judge_note


def test_no_article_at_all() -> None:
    found = check(not_checked=(NotChecked("a.txt", "the file is empty"),))
    assert (found.cells, found.stories, found.themes) == ((), (), ())
    assert [t.pull_through for t in found.tallies] == [0, 0]
    assert found.not_checked[0].file == "a.txt"


def test_what_was_asked_for_is_told() -> None:
    found = check(make_article("Quay news", POINT_1), method=Method(accuracy={"points": "0.8"}))
    assert found.created == NOW
    assert found.provenance.judge_model == "word rules"
    assert found.provenance.embedding_model == "words"
    assert found.provenance.accuracy == {"points": "0.8"}
    assert "Nothing was learned" in found.provenance.judge_note


# Variants and rebuttals


def with_point(**more: tuple[str, ...]) -> Brief:
    return replace(BRIEF, points=(TalkingPoint(1, POINT_1, **more),))


def test_a_variant_carries_the_point() -> None:
    other = "Trawlers lie safe behind the northern mole until March."
    article = make_article("Quay news", ASIDE, other)
    assert cell(check(article)).outcome is Outcome.ABSENT
    assert cell(check(article, brief=with_point(variants=(other,)))).outcome is Outcome.CARRIED


def test_a_rebuttal_contradicts_the_point() -> None:
    counter = "Captains prefer the deep basin at Orm."
    article = make_article("Quay news", ASIDE, counter)
    found = cell(check(article, brief=with_point(rebuttals=(counter,))))
    assert found.outcome is Outcome.CONTRADICTED
    assert (found.evidence[0].text, found.evidence[0].claim) == (counter, "1")
    assert found.evidence[0].probability == pytest.approx(0.98)
    assert cell(check(article)).outcome is Outcome.ABSENT


def test_figures_of_a_rebuttal_are_not_compared() -> None:
    brief = with_point(rebuttals=("Captains moor 3 trawlers at Orm.",))
    article = make_article("Quay news", ASIDE, "Captains moor 9 trawlers at Orm.")
    assert cell(check(article, brief=brief)).outcome is Outcome.CONTRADICTED


# The narrative


def test_the_narrative_is_point_0_and_counts_only_if_the_config_says_so() -> None:
    brief = replace(BRIEF, narrative=(POINT_2, "Selm is an island of nine villages."))
    article = make_article("Quay news", ASIDE, POINT_2)
    without = check(article, brief=brief)
    assert cell(without, NARRATIVE).outcome is Outcome.CARRIED
    assert [c.claim for c in cell(without, NARRATIVE).claims] == ["n1", "n2"]
    assert [t.point for t in without.tallies] == [1, 2]
    within = check(article, brief=brief, settings=replace(NO_THEMES, narrative=True))
    assert [t.point for t in within.tallies] == [0, 1, 2]
    assert within.tallies[0].pull_through == 1
    assert within.cells == without.cells


def test_without_a_narrative_there_is_no_point_0() -> None:
    found = check(make_article("Quay news", POINT_1), settings=replace(NO_THEMES, narrative=True))
    assert {c.point for c in found.cells} == {1, 2}
    assert [t.point for t in found.tallies] == [1, 2]


def test_every_text_to_judge_has_its_part() -> None:
    point = TalkingPoint(3, f"{POINT_1} It is old.", ("Boats are safe.",), ("Boats sink.",))
    claims, targets = targets_of(Brief("T", (point,), ("Selm is calm. Selm is dry.",), ("Selm",)))
    assert [c.id for c in claims] == ["n1", "n2", "3a", "3b"]
    assert [(t.point, t.role, t.text_id) for t in targets] == [
        (0, "main", "n1"),
        (0, "lesser", "n2"),
        (3, "point", "3"),
        (3, "main", "3a"),
        (3, "lesser", "3b"),
        (3, "variant", "3"),
        (3, "rebuttal", "3"),
    ]


# Stories and reprints


def story(title: str, *more: str, outlet: str = "", day: int = 1) -> Article:
    return make_article(title, LONG_ASIDE, *more, outlet=outlet, date=dt.date(2030, 5, day))


def test_stories_are_counted_and_reprints_are_not() -> None:
    found = check(
        story("Ice on the quay", POINT_1, outlet="Wire"),
        story("Quay frozen", POINT_1, outlet="Post", day=2),
        story("Cold again", POINT_1, outlet="Echo", day=3),
        make_article("Choirs sing", "Singers filled the old granary. Judges liked the bakers."),
    )
    assert [len(s.reprints) for s in found.stories] == [2, 0]
    assert found.tallies[0].stories == 2
    assert found.tallies[0].counts[Outcome.CARRIED] == 1
    assert found.tallies[0].pull_through == 0.5
    assert [cell(found, 1, n).outcome for n in range(3)] == [Outcome.CARRIED] * 3


def test_one_file_saved_twice_is_one_story_with_one_cell_for_each_point() -> None:
    article = story("Ice on the quay", POINT_1)
    found = check(article, replace(article, file="copy.txt"))
    assert [len(s.reprints) for s in found.stories] == [1]
    assert [(c.point, c.outcome) for c in found.cells if c.point == 1] == [(1, Outcome.CARRIED)]
    assert found.tallies[0].pull_through == 1
    assert sum(found.tallies[0].counts.values()) == 1


def test_stubs_too_short_to_compare_count_each() -> None:
    stub = make_article("Boats in")
    found = check(stub, replace(stub, file="copy.txt"))
    assert [sum(t.counts.values()) for t in found.tallies] == [t.stories for t in found.tallies]


# Themes

CORDON = [
    "Market traders behind the cordon lose takings for a whole week.",
    "The cordon cost market traders a whole week of takings.",
    "A whole week of takings lost, say market traders at the cordon.",
]


def test_a_theme_is_found_across_stories_and_not_in_the_evidence() -> None:
    articles = [
        make_article(f"Day {n}", f"{ASIDE[: 20 + n]} in May.", said, POINT_1, outlet=f"Paper {n}")
        for n, said in enumerate(CORDON)
    ]
    found = check(*articles, settings=CheckSettings())
    (theme,) = found.themes
    assert (theme.stories, theme.outlets) == (3, 3)
    assert {q.text for q in theme.quotes} == set(CORDON)
    for quote in theme.quotes:
        article = next(a for a in articles if a.id == quote.article)
        assert article.passages[quote.passage].text == quote.text
    assert set(theme.label.split(" · ")) <= set(" ".join(CORDON).lower().split())


def test_no_themes_if_the_config_says_so() -> None:
    articles = [make_article(f"Day {n}", said) for n, said in enumerate(CORDON)]
    assert check(*articles, settings=NO_THEMES).themes == ()


# The cache


class Counting(Store):
    """A store that notes how much it was given at a time."""

    def __init__(self) -> None:
        super().__init__(None)
        self.blocks: list[int] = []

    def keep_verdicts(self, fingerprint: str, verdicts: Sequence[object]) -> None:  # type: ignore[override]
        self.blocks.append(len(verdicts))
        super().keep_verdicts(fingerprint, verdicts)  # type: ignore[arg-type]


def test_pairs_are_judged_once_and_kept_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assess_module, "PAIRS_AT_ONCE", 4)
    questions = [Question(f"claim {n % 5}", f"passage {n}") for n in range(10)] * 2
    judge, seen = FakeJudge(), []
    with Counting() as store:
        found = ask(questions, judge, store, lambda *step: seen.append(step))
        assert store.blocks == [4, 4, 2]
        assert ask(questions, judge, store, lambda *_: None) == found
    assert len(judge.judged) == len(found) == 10
    assert seen[-1] == ("Judging", 10, 10)


def test_what_was_judged_before_a_break_is_not_judged_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(assess_module, "PAIRS_AT_ONCE", 4)
    questions = [Question("claim", f"passage {n}") for n in range(10)]

    def stop(done: int) -> None:
        if done >= 8:
            raise KeyboardInterrupt

    with Store(None) as store:
        with pytest.raises(KeyboardInterrupt):
            ask(questions, FakeJudge(after=stop), store, lambda *_: None)
        judge = FakeJudge()
        assert len(ask(questions, judge, store, lambda *_: None)) == 10
    assert len(judge.judged) == 2


def test_texts_are_encoded_once_and_given_back_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assess_module, "TEXTS_AT_ONCE", 3)
    texts = [f"word{n} " * (9 - n) for n in range(8)] * 2
    embedder = FakeEmbedder()
    with Store(None) as store:
        found = encode(texts, embedder, store, lambda *_: None)
        again = encode(texts, embedder, store, lambda *_: None)
        assert encode([], embedder, store, lambda *_: None).shape[0] == 0
    assert len(embedder.encoded) == 8
    assert np.array_equal(found, again)
    assert np.allclose(found, FakeEmbedder().encode(texts), atol=1e-3)


def test_claims_are_judged_only_where_their_point_was_heard() -> None:
    point = "Selm never sells forty boats. Selm council repaired 12 lighthouses."
    brief = Brief("Selm", (TalkingPoint(1, point),), ("Selm never closes.",), ("Selm",))
    heard = "Never did Selm have forty boats."
    # Near enough to be a candidate, but the judge hears nothing of the point in it.
    unheard = "Never, never."
    judge = FakeJudge()
    check(make_article("Quay news", heard, ASIDE, unheard), brief=brief, judge=judge)
    asked = {(q.claim, q.passage) for q in judge.judged}
    of_point = {passage for claim, passage in asked if claim == point}
    assert {heard, unheard} < of_point
    of_claims = {passage for claim, passage in asked if "lighthouses" in claim and claim != point}
    assert heard in of_claims
    assert unheard not in of_claims
    # The narrative has no text of its own that could be asked first.
    assert ("Selm never closes.", unheard) in asked


def test_wide_windows_are_asked_about_whole_points_only() -> None:
    point = "Selm never sells forty boats. Selm council repaired 12 lighthouses."
    brief = Brief("Selm", (TalkingPoint(1, point),), ("Selm never closes.",), ("Selm",))
    judge = FakeJudge()
    check(make_article("Quay news", POINT_1, POINT_2, ASIDE), brief=brief, judge=judge)
    wide = f"Quay news. {POINT_1} {POINT_2} {ASIDE}"
    assert {q.claim for q in judge.judged if q.passage == wide} == {point}


def test_an_extract_of_sentences_far_apart_is_asked_about_its_point() -> None:
    judge = FakeJudge()
    last = "Forty boats of Selm stayed in the harbour."
    aside = "Painters rest. " * 3
    check(make_article("Quay news", POINT_1, LONG_ASIDE, aside, last), judge=judge)
    assert (POINT_1, f"{POINT_1} {last}") in {(q.claim, q.passage) for q in judge.judged}


def test_another_judge_is_asked_anew() -> None:
    article = make_article("Quay news", ASIDE, POINT_1)
    store = Store(None)
    first, second = FakeJudge(), FakeJudge("other rules")
    for judge in (first, second):
        assess(BRIEF, Coverage((article,)), NO_THEMES, FakeEmbedder(), judge, store, Method())
    assert len(second.judged) == len(first.judged) > 0
