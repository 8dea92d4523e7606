import pytest

from benchmarks.headlines import Rules, draw, readings, stance_figures, tune
from benchmarks.measures import StanceRule
from benchmarks.sets import STANCES, StanceSet
from checker.store import Store
from tests.benchmarks.fakes import make_models

BODIES = {
    "1": "Rain fell all day.\n\nThe mayor opened the bridge. Many came to see.",
    "2": "Cats sleep a lot.\n\nDogs bark at night, says a vet.",
    "3": "The mayor has not opened the bridge.",
}
ROWS = (
    ("The mayor opened the bridge", "1", "agree"),
    ("The mayor opened the bridge", "3", "disagree"),
    ("The mayor opened the bridge", "2", "unrelated"),
)
DATA = StanceSet("fnc1 dev", ROWS, BODIES)


@pytest.fixture
def models():
    with Store(None) as store:
        yield make_models(store)


def test_the_best_window_of_a_body_speaks_for_it(models):
    ours, alone = readings(ROWS, BODIES, models)
    assert ours[0].carries == 1.0
    assert ours[1].contradicts == 1.0
    assert ours[1].windows_against == 1
    assert ours[2].similarity < ours[0].similarity
    assert [r.similarity for r in alone] == [r.similarity for r in ours]
    assert {r.contradicts for r in alone} == {0.0}


def test_an_empty_body_says_nothing(models):
    (ours,), _ = readings([("A headline", "9", "unrelated")], {"9": " \n\n "}, models)
    assert (ours.similarity, ours.carries, ours.contradicts) == (0.0, 0.0, 0.0)


def test_stance_figures(models):
    rule = StanceRule(related=0.5, disagree=0.9, agree=0.9)
    found = {f.measure: f for f in stance_figures(DATA, models, Rules(rule, rule), "full")}
    assert found["macro F1"].ours == 1.0
    assert found["F1 disagree"].rows == 1
    assert found["unrelated called contradicts"].ours == 0.0
    assert found["unrelated called contradicts"].lower_is_better


def test_rules_come_from_training_rows(models):
    rules = tune(StanceSet("fnc1 train", ROWS, BODIES), models, "full")
    ours, _ = readings(ROWS, BODIES, models)
    assert [rules.ours.stance(r) for r in ours] == [r[2] for r in ROWS]


def many(count):
    return StanceSet(
        "fnc1 dev",
        tuple((f"h{i}", f"{i % 7}", STANCES[3 if i % 4 else i % 3]) for i in range(count)),
        {},
    )


def test_a_draw_keeps_quotas_and_undoes_them_by_weights():
    data = many(200)
    quotas = {"agree": 5, "disagree": 5, "discuss": 5, "unrelated": 20}
    drawn = draw(data, quotas)
    assert len(drawn.rows) == 35
    assert sum(drawn.weights[r[2]] for r in drawn.rows) == pytest.approx(200)
    turned = StanceSet(data.name, data.rows[::-1], {})
    assert set(draw(turned, quotas).rows) == set(drawn.rows)


def test_no_quotas_means_all_rows():
    drawn = draw(many(20), None)
    assert len(drawn.rows) == 20
    assert set(drawn.weights.values()) == {1.0}
