"""Evidence in its place in the article."""

from checker.articles.article import Article, Passage, Place
from checker.reports.marking import Marking, evidence_outcome, evidence_pieces
from checker.reports.view import Piece, Run
from checker.scoring.assessment import Evidence, Label, Mismatch, Outcome
from tests.factories import make_article, make_cell, make_evidence

LABELS = {0: "N", 1: "1", 2: "2"}
ARTICLE = make_article(
    "Talks open", "The talks opened. They sent 50 tonnes of food.", "", "Nobody came. “It rained.”"
)


def _text(runs: tuple[Run, ...]) -> str:
    return "".join(p.text for r in runs for p in r.pieces)


def test_the_text_is_whole_and_only_evidence_is_marked() -> None:
    cell = make_cell(ARTICLE, 1, Outcome.CARRIED, make_evidence(ARTICLE, "The talks", "1a"))
    paragraphs = Marking(ARTICLE, [cell], LABELS).paragraphs()
    assert [_text(p) for p in paragraphs] == [p for p in ARTICLE.paragraphs if p]
    marked = [r for p in paragraphs for r in p if r.worst]
    assert [r.pieces for r in marked] == [(Piece("The talks opened."),)]
    assert marked[0].anchors == (f"a{ARTICLE.id}.1",)
    assert [(f.label, f.outcome) for f in marked[0].flags] == [("1", Outcome.CARRIED)]


def test_a_figure_is_marked_with_what_the_brief_has() -> None:
    evidence = make_evidence(ARTICLE, "They sent", "2a", mismatch=("500 tonnes", "50 tonnes"))
    cell = make_cell(ARTICLE, 2, Outcome.DISTORTED, evidence)
    (_, run), _ = Marking(ARTICLE, [cell], LABELS).paragraphs()
    assert run.worst is Outcome.DISTORTED
    assert run.pieces == (
        Piece("They sent "),
        Piece("50 tonnes", "500 tonnes"),
        Piece(" of food."),
    )


def test_a_figure_in_the_second_of_two_passages_is_found_there() -> None:
    evidence = make_evidence(
        ARTICLE, "The talks", "2", passages=2, mismatch=("500 tonnes", "50 tonnes")
    )
    cell = make_cell(ARTICLE, 2, Outcome.DISTORTED, evidence)
    runs = Marking(ARTICLE, [cell], LABELS).paragraphs()[0]
    figures = [p for r in runs for p in r.pieces if p.brief_has]
    assert figures == [Piece("50 tonnes", "500 tonnes")]
    assert _text(runs) == ARTICLE.paragraphs[0]


def test_two_points_on_one_passage_show_both_and_the_worst_colours_it() -> None:
    cells = [
        make_cell(ARTICLE, 1, Outcome.CARRIED, make_evidence(ARTICLE, "Nobody", "1a")),
        make_cell(
            ARTICLE,
            2,
            Outcome.CONTRADICTED,
            make_evidence(ARTICLE, "Nobody", "2a", Label.CONTRADICTS),
        ),
    ]
    run = Marking(ARTICLE, cells, LABELS).paragraphs()[1][0]
    assert run.worst is Outcome.CONTRADICTED
    assert [f.label for f in run.flags] == ["1", "2"]


def test_passages_that_overlap_are_marked_where_they_do() -> None:
    text = "One two three four."
    passages = (
        Passage(0, "T", Place.HEADLINE, -1, 0, 1),
        Passage(1, "One two three", Place.BODY, 0, 0, 13),
        Passage(2, "two three four.", Place.BODY, 0, 4, 19),
    )
    article = Article("T", (text,), passages)
    cells = [
        make_cell(article, 1, Outcome.CARRIED, make_evidence(article, "One", "1a")),
        make_cell(article, 2, Outcome.PARTIAL, make_evidence(article, "two", "2a")),
    ]
    (runs,) = Marking(article, cells, LABELS).paragraphs()
    assert [_text((r,)) for r in runs] == ["One ", "two three", " four."]
    assert [[f.label for f in r.flags] for r in runs] == [[], ["1"], ["2"]]
    assert [len(r.anchors) for r in runs] == [1, 1, 0]


def test_the_headline_is_marked_and_a_missing_one_is_named() -> None:
    cell = make_cell(ARTICLE, 1, Outcome.CARRIED, make_evidence(ARTICLE, "Talks open", "1a"))
    assert Marking(ARTICLE, [cell], LABELS).title("(none)")[0].worst is Outcome.CARRIED
    assert Marking(make_article(" ", "A."), [], LABELS).title("(none)") == (
        Run((Piece("(none)"),)),
    )


def test_a_person_s_decision_and_the_nearest_passage_are_what_is_shown() -> None:
    contradicts = make_evidence(ARTICLE, "Nobody", "1a", Label.CONTRADICTS)
    person = make_cell(ARTICLE, 1, Outcome.CARRIED, contradicts, decided_by="person")
    absent = make_cell(ARTICLE, 1, Outcome.ABSENT, contradicts, unsure=True)
    for cell, outcome in ((person, Outcome.CARRIED), (absent, Outcome.ABSENT)):
        run = Marking(ARTICLE, [cell], LABELS).paragraphs()[1][0]
        assert run.worst is outcome


def test_evidence_for_a_passage_that_is_not_there_is_left_out() -> None:
    lost = Evidence((99,), "gone", Place.BODY, "1a", Label.CARRIES, 0.9, 0.5)
    cell = make_cell(ARTICLE, 1, Outcome.CARRIED, lost)
    assert all(r.worst is None for p in Marking(ARTICLE, [cell], LABELS).paragraphs() for r in p)


def test_what_a_passage_does_by_itself() -> None:
    carries = make_evidence(ARTICLE, "Nobody", "1a")
    assert evidence_outcome(carries) is Outcome.CARRIED
    assert evidence_outcome(make_evidence(ARTICLE, "Nobody", "1a", Label.NEITHER)) is Outcome.ABSENT
    twice = Evidence(
        (1,),
        "5 and 7",
        Place.BODY,
        "1a",
        Label.CARRIES,
        0.9,
        0.5,
        (Mismatch("6", "5", 0, 1), Mismatch("8", "7", 6, 7)),
    )
    assert evidence_outcome(twice) is Outcome.DISTORTED
    assert evidence_pieces(twice) == (Piece("5", "6"), Piece(" and "), Piece("7", "8"))
