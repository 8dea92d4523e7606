import json

import pytest

from benchmarks.sets import KeyPointSet, PairSet, PressPair, Row
from benchmarks.table import OWN_PAIRS
from benchmarks.tasks import (
    article_figures,
    best_matches,
    key_points,
    pair_figures,
    press_figures,
    read_answer,
)
from checker.scoring.assessment import Verdict
from checker.store import Store
from tests.benchmarks.fakes import make_models

CARRIES, CONTRADICTS, NEITHER = Verdict(0.8, 0.1, 0.1), Verdict(0.1, 0.8, 0.1), Verdict(0, 0, 1)


@pytest.fixture
def models():
    with Store(None) as store:
        yield make_models(store)


def pair(label="carries", degree="whole", **kw):
    fields = {"slug": "s", "passage": "p", "text": "t", "level": "point", "silent": False, **kw}
    return PressPair(label=label, degree=degree, **fields)


@pytest.mark.parametrize("label", ["carries", "contradicts"])
@pytest.mark.parametrize("verdict", [CARRIES, CONTRADICTS])
def test_a_wrong_figure_must_be_heard_and_flagged(label, verdict):
    coded = pair(label, "figure")
    assert read_answer(coded, verdict, True) == label
    assert read_answer(coded, verdict, False) is None
    assert read_answer(coded, NEITHER, True) == "neither"


def test_other_pairs_are_read_by_the_judge_alone():
    assert read_answer(pair(), CONTRADICTS, True) == "contradicts"
    assert read_answer(pair("neither", ""), CARRIES, False) == "carries"


def by_measure(figures):
    return {f.measure: f for f in figures}


def test_press_figures(models):
    rows = [
        pair(passage="the bridge opened", text="the bridge opened"),
        pair("contradicts", passage="the bridge is not open", text="the bridge is open"),
        pair("carries", "figure", passage="it cost 50 crowns", text="it cost 500 crowns"),
        pair("neither", "", passage="cats sleep", text="the bridge opened", silent=True),
        pair("neither", "", passage="the bridge", text="the bridge", level="claim", silent=True),
    ]
    found = by_measure(press_figures(rows, models, "full"))
    assert found["wrong figures flagged"].ours == 1.0
    assert found["right figures flagged"].ours == 0.0
    assert found["F1 contradicts"].ours == 1.0
    # Of the two passages that say nothing one is taken for the message.
    assert found["passages neither for everything: called neither"].ours == 0.5
    assert found["macro F1, claim level"].ours == 0.0
    assert found["macro F1, point level"].ours == 1.0
    assert found["macro F1"].rows == 5
    assert {f.set for f in found.values()} == {OWN_PAIRS}


def test_two_way_sets_ask_only_which_is_likelier(models):
    rows = (
        Row("it is so and more besides", "it is so", "entailment"),
        Row("it is not so", "it is so", "contradiction"),
    )
    (figure,) = pair_figures(PairSet("fever_symmetric dev", rows), models, "full")
    assert (figure.measure, figure.ours, figure.rows) == ("accuracy", 1.0, 2)


def test_stance_sets_are_read_in_their_own_words(models):
    rows = (
        Row("it is so", "it is so", "agree"),
        Row("it is not so", "it is so", "disagree"),
        Row("cats sleep", "it is so", "discuss"),
    )
    found = by_measure(pair_figures(PairSet("emergent dev", rows), models, "full"))
    assert found["macro F1"].ours == 1.0
    assert (found["F1 disagree"].ours, found["F1 disagree"].embedding) == (1.0, 0.0)
    assert found["F1 disagree"].rows == 1


def test_the_figure_check_overrules_the_judge_on_the_probe(models):
    rows = (
        Row("Two men are sitting.", "Three men are sitting.", "contradiction", "cardinals"),
        Row("A red hat.", "A blue hat.", "contradiction", "colors"),
    )
    found = by_measure(pair_figures(PairSet("breaking_nli probe", rows), models, "full"))
    assert found["cardinals, ordinals: accuracy with figure check"].ours == 1.0
    assert found["cardinals, ordinals: accuracy, judge alone"].ours == 0.0
    assert {f.rows for f in found.values()} == {1}


KEY_POINTS = KeyPointSet(
    "argkp2021 dev",
    {"a1": ("t", "1", "uniforms cost money"), "a2": ("t", "1", "uniforms look dull")},
    {"k1": ("t", "1", "cost"), "k2": ("t", "1", "dull"), "k3": ("t", "-1", "uniforms cost money")},
    {("a1", "k1"): True, ("a2", "k1"): False},
)


def test_the_best_key_point_of_the_same_stance_is_the_match():
    candidates = list(KEY_POINTS.candidates())
    matches = best_matches(KEY_POINTS, candidates, [0.2, 0.1, 0.3, 0.9])
    assert [(m.argument, m.score, m.label) for m in matches] == [
        ("a1", 0.2, True),
        ("a2", 0.9, None),
    ]


def test_key_point_figures_come_with_the_embedding_column(models):
    found = by_measure(key_points(KEY_POINTS, models, "full"))
    assert found["AP strict"].ours == 1.0
    assert found["AP relaxed × share"].embedding is not None


def test_the_baseline_can_be_left_out():
    with Store(None) as store:
        found = key_points(KEY_POINTS, make_models(store, baseline=False), "full")
    assert {f.embedding for f in found} == {None}


def test_articles_go_through_the_program_from_the_brief_on(models, tmp_path):
    point = "The Lisset tunnel opened on time and within its budget."
    other = "Ferries will keep running every hour."
    articles = [
        (
            "Tunnel opens",
            f"Rain fell on Monday.\n\n{point}\n\nCrowds cheered.",
            "carried",
            "absent",
        ),
        ("Cats of the week", "A cat slept.\n\nAnother cat ate its dinner.", "absent", "absent"),
    ]
    data = {
        "slug": "dev-tunnel", "domain": "city", "language": "en",
        "brief": f"Lisset tunnel: key messages\n\n1. {point}\n2. {other}\n",
        "points": {"1": point, "2": other},
        "articles": [
            {
                "title": title, "outlet": "Lisset Post", "date": "2031-05-12", "url": "",
                "text": text, "off_message": [],
                "codes": {"1": {"outcome": a, "evidence": []}, "2": {"outcome": b, "evidence": []}},
            }
            for title, text, a, b in articles
        ],
    }  # fmt: skip
    (tmp_path / "dev-tunnel.json").write_text(json.dumps(data), encoding="utf-8")
    found = by_measure(article_figures(tmp_path, "articles", models, "full", "dev-"))
    assert found["F1 carried"].ours == 1.0
    assert found["false alarms per article"].ours == 0.0
    assert found["false alarms per article"].rows == 2
    assert found["cells with the readers' outcome"].rows == 4
    assert article_figures(tmp_path, "articles", models, "full", "train-") == []
