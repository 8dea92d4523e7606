"""The press set: every file whole, every code on something that exists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PRESS = Path(__file__).parents[2] / "training" / "press"
PAIRS = sorted((PRESS / "pairs").glob("*.json"))
ARTICLES = sorted((PRESS / "articles").glob("*.json"))
OUTCOMES = {"carried", "partial", "distorted", "contradicted", "absent"}


def read(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_set_is_as_large_as_its_card_says():
    data = [read(p) for p in PAIRS]
    cells = sum(len(d["passages"]) * (len(d["points"]) + len(d["claims"])) for d in data)
    assert (len(PAIRS), cells) == (377, 154_881)
    assert sum(d["split"] == "dev" for d in data) == 12
    prefixes = [p.name.split("-")[0] for p in ARTICLES]
    assert [prefixes.count(k) for k in ("train", "fit", "dev")] == [520, 82, 12]


@pytest.mark.parametrize("path", PAIRS, ids=lambda p: p.stem)
def test_pair_codes_name_points_and_claims_that_exist(path):
    data = read(path)
    known = {**data["points"], **data["claims"]}
    assert data["slug"] == path.stem
    assert data["split"] in ("train", "fit", "dev")
    for passage in data["passages"]:
        assert passage["text"].strip()
        for key, (label, degree) in passage["codes"].items():
            assert key in known
            assert label in ("carries", "contradicts")
            assert degree in ("whole", "part", "figure")


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_article_codes_are_complete_and_their_evidence_is_in_the_text(path):
    data = read(path)
    assert data["slug"] == path.stem
    for article in data["articles"]:
        assert set(article["codes"]) == set(data["points"])
        for code in article["codes"].values():
            assert code["outcome"] in OUTCOMES
            assert bool(code["evidence"]) == (code["outcome"] != "absent")
            for quote in code["evidence"]:
                assert quote in article["text"] or quote in article["title"]


def test_no_brief_is_in_two_places():
    slugs = [p.stem for p in PAIRS] + [p.stem for p in ARTICLES]
    assert len(slugs) == len(set(slugs))
