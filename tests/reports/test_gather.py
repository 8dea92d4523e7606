"""The page's data."""

from dataclasses import replace

from checker.reports.gather import QUOTED, gather
from checker.reports.words import ENGLISH
from checker.scoring.assessment import Outcome
from tests.factories import make_article, make_assessment

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
        "2 contradictions and 1 message bent in 2 stories.",
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
    assert (point.carried, point.stories, point.percent) == (1, 7, "14 %")
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


def test_a_theme_has_its_sources_and_the_next_number() -> None:
    (theme,) = SAMPLE.themes
    assert [q.source.outlet for q in theme.quotes] == [
        "The Valley Post",
        "Upstream Daily",
        "Harbour News",
    ]
    assert theme.period == "4 – 9 May 2031"
    assert "number = 6" in theme.lines
