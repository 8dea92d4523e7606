"""From the press set to training pairs: what is taken, and how much of what is neither."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

from training import press
from training.press import (
    PART,
    amid_pairs,
    article_pairs,
    as_pair,
    emptied_pairs,
    extract_pairs,
    press_pairs,
    read_pairs,
    swapped_pairs,
)


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors without a model: one number for each text, its length."""
    monkeypatch.setattr(
        press, "_encode", lambda _base, texts: {t: np.array([float(len(t))]) for t in texts}
    )


def test_the_first_round_is_read_without_the_others() -> None:
    first, both = read_pairs("train", rounds=(1,)), read_pairs("train")
    assert 0 < len(first) < len(both)
    assert {c.slug for c in first} < {c.slug for c in both}


@pytest.mark.parametrize("rounds", [(1,), (1, 2), (3,)])
def test_every_pair_that_carries_or_contradicts_is_taken(rounds: tuple[int, ...]) -> None:
    coded = [c for c in read_pairs("train", rounds=rounds) if c.label != "neither"]
    made = [p for p in press_pairs("", hard=1, rounds=rounds) if p.allowed != ("neither",)]
    assert len(made) == len(coded)
    figures = sum(c.degree == "figure" for c in coded)
    assert sum(p.allowed == ("carries", "contradicts") for p in made) == figures


def test_of_the_rest_the_most_similar_and_some_others() -> None:
    made = press_pairs("", hard=2, rounds=(1,), others=1, rng=random.Random(1))
    taken = Counter(p.passage for p in made if p.allowed == ("neither",))
    assert max(taken.values()) == 3
    hardest = press_pairs("", hard=2, rounds=(1,))
    assert Counter(hardest) - Counter(made) == Counter()


HEARD = "Boats slept safe in Selm that winter."
CODED = {
    "slug": "train-selm",
    "brief": "Selm harbour\n\n1. Selm harbour shelters forty boats.\n\n2. The lighthouse is new.\n",
    "articles": [
        {
            "title": "Notes from the quay",
            "text": f"Gulls came early. The clerk had a cold. {HEARD} Nobody bought eels.",
            "codes": {
                "1": {"outcome": "carried", "evidence": [HEARD]},
                "2": {"outcome": "absent", "evidence": []},
            },
        }
    ],
}


@pytest.mark.parametrize(("number", "quiet"), [(1, 0), (2, 0), (3, 2), (4, 2)])
def test_silent_sentences_of_a_cell_with_evidence_are_neither_where_it_is_exhaustive(
    number: int, quiet: int
) -> None:
    made = article_pairs([{**CODED, "round": number}], "", 4, random.Random(1))
    neither = [p for p in made if p.allowed == ("neither",)]
    # Four windows and the two wide ones that an article of five passages has.
    assert sum("lighthouse" in p.claim for p in neither) == 6
    about_boats = [p for p in neither if "boats" in p.claim]
    assert len(about_boats) == quiet
    assert not any(HEARD in p.passage for p in about_boats)
    heard = [p for p in made if p.allowed == ("carries",)]
    assert heard
    assert all(HEARD in p.passage for p in heard)


def test_an_extract_has_the_label_of_its_cell() -> None:
    made = extract_pairs([CODED], "")
    labels = {p.claim: p.allowed for p in made}
    assert labels == {
        "Selm harbour shelters forty boats.": ("carries",),
        "The lighthouse is new.": ("neither",),
    }
    assert all(HEARD in p.passage for p in made)


@pytest.mark.parametrize(("number", "pairs"), [(2, 1), (3, 2)])
def test_an_extract_without_the_evidence_is_neither_where_that_is_exhaustive(
    number: int, pairs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Every text but the message is near the points.
    monkeypatch.setattr(
        press,
        "_encode",
        lambda _b, texts: {t: np.array([-1.0 if t == HEARD else 1.0]) for t in texts},
    )
    made = extract_pairs([{**CODED, "round": number}], "")
    assert [p.allowed for p in made] == [("neither",)] * pairs
    assert not any(HEARD in p.passage for p in made)


@pytest.mark.parametrize(("number", "pairs"), [(2, 0), (3, 1)])
def test_a_cell_without_its_evidence_is_neither_where_that_is_exhaustive(
    number: int, pairs: int
) -> None:
    made = emptied_pairs([{**CODED, "round": number}], "")
    assert [p.allowed for p in made] == [("neither",)] * pairs
    for pair in made:
        assert "boats" in pair.claim
        assert HEARD not in pair.passage
        assert "Gulls came early." in pair.passage


def test_a_contradiction_is_judged_against_the_main_claim_only_when_asked_to() -> None:
    brief = CODED["brief"].replace("boats.", "boats. It has a crane.")
    code = {"1": {"outcome": "contradicted", "evidence": [HEARD]}}
    data = {**CODED, "brief": brief, "articles": [{**CODED["articles"][0], "codes": code}]}
    for asked, claims in (("carried",), 1), (("carried", "contradicted"), 2):
        made = article_pairs([data], "", 0, random.Random(1), asked)
        told = {p.claim for p in made if p.allowed == ("contradicts",)}
        assert len(told) == claims


def test_wrong_figures_are_made_from_messages_carried() -> None:
    evidence = "There is shelter for 40 boats."
    article = {
        "title": "Notes from the quay",
        "text": f"Gulls came early. {evidence} Nobody bought eels.",
        "codes": {"1": {"outcome": "carried", "evidence": [evidence]}},
    }
    brief = "Selm harbour\n\n1. Selm harbour shelters 40 boats.\n"
    made = swapped_pairs(
        [{**CODED, "brief": brief, "articles": [article]}], "", random.Random(1), ()
    )
    assert len(made) == 2  # the evidence alone, and the extract
    for pair in made:
        assert pair.allowed == ("carries", "contradicts")
        assert "40" not in pair.passage
        assert "boats" in pair.passage


def test_a_message_amid_other_matter_keeps_its_label() -> None:
    coded = {(c.passage, c.text): c for c in read_pairs("train")}
    made = amid_pairs(50, random.Random(1))
    assert len(made) == 50
    for pair in made:
        halves = [
            c
            for (passage, text), c in coded.items()
            if text == pair.claim and passage in pair.passage
        ]
        assert {c.label for c in halves} >= {"neither"}
        assert any(as_pair(c).target == pair.target for c in halves if c.label != "neither")


def test_a_part_of_a_message_is_carried_less_surely() -> None:
    coded = read_pairs("train")
    shares = {(c.label, c.degree): as_pair(c).share for c in coded}
    assert shares.pop(("carries", "part")) == PART
    assert set(shares.values()) == {1.0}
