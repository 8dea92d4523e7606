"""The page's data."""

from dataclasses import replace

from checker.messages.points import NARRATIVE, Claim
from checker.reports.gather import QUOTED, gather
from checker.reports.words import ENGLISH
from checker.scoring.assessment import Assessment, Label, Outcome
from tests.factories import make_article, make_assessment, make_cell, make_evidence


def make_background() -> Assessment:
    """The sample with its narrative not counted, as `checker check` makes it by default."""
    sample = make_assessment()
    return replace(sample, tallies=tuple(t for t in sample.tallies if t.point != NARRATIVE))


SAMPLE = gather(make_assessment(), ENGLISH)


def test_the_head_counts_stories_articles_and_outlets() -> None:
    assert (SAMPLE.story_count, SAMPLE.article_count, len(SAMPLE.outlets)) == (7, 9, 5)
    assert SAMPLE.period == "3 – 9 May 2031"


def test_contradictions_come_first_then_distortions() -> None:
    assert [(q.outcome, q.label) for q in SAMPLE.attention.divergent] == [
        (Outcome.CONTRADICTED, "1"),
        (Outcome.CONTRADICTED, "4"),
        (Outcome.DISTORTED, "2"),
    ]
    assert SAMPLE.attention.divergent[1].person


def test_unsure_verdicts_and_uncarried_points_need_attention() -> None:
    assert [(q.label, q.outcome) for q in SAMPLE.attention.review] == [
        ("1", Outcome.ABSENT),
        ("4", Outcome.CARRIED),
    ]
    assert [p.label for p in SAMPLE.attention.uncarried] == ["2", "5"]


def test_the_lead_says_it_in_words() -> None:
    assert [s for _, s in SAMPLE.attention.lead] == [
        "2 contradictions and 1 distortion in 2 stories.",
        "2 verdicts wait for your eye.",
        "Nobody carried points 2 and 5.",
        "1 theme that no point speaks to.",
    ]


def test_what_a_person_decided_is_not_asked_again() -> None:
    assessment = make_assessment()
    decided = tuple(replace(c, decided_by="person") for c in assessment.cells)
    assert gather(replace(assessment, cells=decided), ENGLISH).attention.review_total == 0


def test_a_point_has_its_numbers_claims_evidence_and_outlets() -> None:
    point = SAMPLE.points[0]
    assert (point.carried, point.stories, point.percent) == (1, 7, "14\u00a0%")
    assert point.best is not None
    assert point.best.pieces[0].text.startswith("Arvenia, a neutral")
    assert point.worst is not None
    assert point.worst.outcome is Outcome.CONTRADICTED
    assert dict(point.outlets) == {
        "Evening Bulletin": 1,
        "Lisset Courier": 1,
        "outlet not named": 1,
    }
    assert [c.counts[Outcome.CARRIED] for c in point.claims] == [1, 1]


def test_the_narrative_is_a_row_of_its_own_and_never_counted_as_uncarried() -> None:
    assert [p.label for p in SAMPLE.points] == ["1", "2", "3", "4", "5", "N"]
    assert "N" not in [p.label for p in SAMPLE.attention.uncarried]


def test_stories_are_newest_first_and_undated_last() -> None:
    dates = [s.source.iso for s in SAMPLE.stories]
    assert dates[-1] == ""
    assert dates[:-1] == sorted(dates[:-1], reverse=True)


def test_cells_lead_to_their_sentence_and_absent_ones_nowhere() -> None:
    critic = next(s for s in SAMPLE.stories if s.source.outlet == "Upstream Daily")
    assert [bool(c.href) for c in critic.cells] == [True, False, False, True, False, False]
    assert critic.cells[0].href == f"#{critic.anchor}.1"


def test_a_cell_that_is_missing_is_absent() -> None:
    assessment = replace(make_assessment(), cells=())
    assert all(
        c.outcome is Outcome.ABSENT for s in gather(assessment, ENGLISH).stories for c in s.cells
    )


def test_only_so_many_divergences_are_quoted() -> None:
    articles = [make_article(f"Story {i}", "It is so.") for i in range(QUOTED + 20)]
    outcomes = {(i, 1): Outcome.CONTRADICTED for i in range(len(articles))}
    attention = gather(make_assessment(articles, 1, outcomes=outcomes), ENGLISH).attention
    assert len(attention.divergent) == QUOTED
    assert attention.divergent_total == QUOTED + 20


def test_nothing_at_all_is_said_plainly() -> None:
    report = gather(make_assessment([], 2), ENGLISH)
    assert report.attention.lead == (("not-checked", "No article was checked yet."),)
    assert report.period == ""
    assert report.attention.uncarried == ()


def test_a_clean_run_says_so() -> None:
    articles = [make_article("Story", "It is so.", "It is not.")]
    report = gather(make_assessment(articles, 1, outcomes={(0, 1): Outcome.CARRIED}), ENGLISH)
    assert report.attention.lead == (("divergent", "No story contradicted or bent a message."),)


def test_a_theme_has_its_sources_and_lines_to_paste() -> None:
    (theme,) = SAMPLE.themes
    assert [q.source.outlet for q in theme.quotes] == [
        "The Valley Post",
        "Upstream Daily",
        "Harbour News",
    ]
    assert theme.period == "4 – 9 May 2031"
    assert theme.lines.startswith('[[points]]\ntext = "')


def test_offers_of_several_themes_share_no_number() -> None:
    assessment = make_assessment()
    themes = gather(replace(assessment, themes=assessment.themes * 3), ENGLISH).themes
    assert not [t for t in themes if "number" in t.lines]


def test_a_finding_says_how_sure_its_cell_is_and_never_its_passage() -> None:
    article = make_article("Story", "It is so.")
    evidence = make_evidence(article, "It is so", "1a", Label.CONTRADICTS, 0.9)
    for outcome in (Outcome.CONTRADICTED, Outcome.ABSENT):
        cell = make_cell(article, 1, outcome, evidence, probability=0.38, unsure=True)
        report = gather(replace(make_assessment([article], 1), cells=(cell,)), ENGLISH)
        (finding,) = report.stories[0].findings
        (quote,) = (*report.attention.divergent, *report.attention.review)
        assert finding.percent == quote.percent == "38\u00a0%"
        assert not hasattr(finding.spots[0], "percent")


def test_a_claim_is_shown_in_its_own_words() -> None:
    sentence = "Arvenia is offering a platform and will take no part."
    claims = (
        Claim("1a", 1, "Arvenia is offering a platform.", sentence, True),
        Claim("1b", 1, "Arvenia will take no part.", sentence),
    )
    (point,) = gather(replace(make_assessment(2, [sentence]), claims=claims), ENGLISH).points
    assert [c.text for c in point.claims] == [c.text for c in claims]


def test_a_narrative_that_is_not_counted_is_background() -> None:
    narrative = gather(make_background(), ENGLISH).points[-1]
    assert (narrative.label, narrative.counted) == ("N", False)
    assert [c.counts[Outcome.CARRIED] for c in narrative.claims] == [0, 1]
    assert (narrative.best, narrative.worst, narrative.trend) == (None, None, None)
    assert narrative.outlets == ()
    assert {len(s.cells) for s in gather(make_background(), ENGLISH).stories} == {5}
    assert SAMPLE.points[-1].counted
    assert {len(s.cells) for s in SAMPLE.stories} == {6}


def test_an_unsure_divergence_is_listed_once() -> None:
    assessment = make_assessment()
    cells = tuple(
        replace(c, unsure=True) if c.outcome is Outcome.DISTORTED else c for c in assessment.cells
    )
    attention = gather(replace(assessment, cells=cells), ENGLISH).attention
    assert [q.outcome for q in attention.divergent if q.unsure] == [Outcome.DISTORTED]
    assert [q.outcome for q in attention.review] == [Outcome.ABSENT, Outcome.CARRIED]
    assert (attention.review_total, attention.review_above) == (2, 1)
    assert ("review", "3 verdicts wait for your eye.") in attention.lead


def test_points_that_all_fail_are_not_listed_one_by_one() -> None:
    articles = [make_article("Story", "It is so.")]
    absent = {(0, n): Outcome.ABSENT for n in (1, 2, 3)}
    lead = gather(make_assessment(articles, 3, outcomes=absent), ENGLISH).attention.lead
    assert ("uncarried", "No story carried any point.") in lead
    lead = gather(make_assessment(articles, 1, outcomes=absent), ENGLISH).attention.lead
    assert ("uncarried", "Nobody carried point 1.") in lead


def test_whether_a_person_decided_anything_is_known() -> None:
    assert SAMPLE.by_person
    assert not gather(make_assessment(3, 2), ENGLISH).by_person
