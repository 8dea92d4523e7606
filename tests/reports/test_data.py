from __future__ import annotations

import copy
import datetime as dt
import json
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from checker.articles.article import Article, NotChecked, Passage, Place, Story
from checker.errors import ReportError
from checker.messages.points import Brief, Claim, TalkingPoint
from checker.reports.data import SCHEMA, from_data, from_json, read_report, to_data, to_json
from checker.scoring.assessment import (
    Assessment,
    Cell,
    ClaimOutcome,
    Evidence,
    Label,
    Mismatch,
    Outcome,
    Provenance,
    Tally,
    Theme,
    ThemeQuote,
)
from tests.factories import make_assessment


def schema() -> dict[str, Any]:
    text = resources.files("checker.reports").joinpath("schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


VALIDATOR = Draft202012Validator(schema())

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
TEXTS = st.lists(TEXT, max_size=2).map(tuple)
SHARE = st.floats(0, 1)
COUNT = st.integers(0, 10**6)
DAY = st.none() | st.dates()
ID = st.from_regex(r"[0-9a-f]{12}", fullmatch=True)
MAPPING = st.dictionaries(TEXT, TEXT, max_size=2)


def several(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=2).map(tuple)


PASSAGE = st.builds(Passage, COUNT, TEXT, st.sampled_from(Place), st.integers(-1, 99), COUNT, COUNT)
ARTICLE = st.builds(
    Article,
    TEXT,
    TEXTS,
    several(PASSAGE),
    outlet=TEXT,
    date=DAY,
    author=TEXT,
    url=TEXT,
    language=TEXT,
    file=TEXT,
    position=st.integers(1, 99),
)
EVIDENCE = st.builds(
    Evidence,
    st.lists(COUNT, min_size=1, max_size=2).map(tuple),
    TEXT,
    st.sampled_from(Place),
    TEXT,
    st.sampled_from(Label),
    SHARE,
    st.floats(-1, 1),
    several(st.builds(Mismatch, TEXT, TEXT, COUNT, COUNT)),
)
_CELL = st.builds(
    Cell,
    ID,
    COUNT,
    st.sampled_from(Outcome),
    SHARE,
    several(EVIDENCE),
    several(st.builds(ClaimOutcome, TEXT, st.sampled_from(Outcome), SHARE, st.none() | EVIDENCE)),
    st.integers(0, 2),
    st.booleans(),
    st.sampled_from(["judge", "person"]),
)
CELL = st.builds(lambda cell, judged: replace(cell, judged=judged), _CELL, st.none() | _CELL)
TALLY = st.builds(
    lambda point, counts: Tally(point, counts, sum(counts.values())),
    COUNT,
    st.fixed_dictionaries(dict.fromkeys(Outcome, COUNT)),
)
THEME = st.builds(
    Theme, TEXT, several(st.builds(ThemeQuote, ID, COUNT, TEXT)), COUNT, COUNT, DAY, DAY
)
POINT = st.builds(TalkingPoint, st.integers(1, 99), TEXT, TEXTS, TEXTS, TEXTS)
ASSESSMENT = st.builds(
    Assessment,
    st.builds(Brief, TEXT, several(POINT), TEXTS, TEXTS, TEXT, TEXTS),
    several(st.builds(Claim, TEXT, COUNT, TEXT, TEXT, st.booleans())),
    several(st.builds(Story, ARTICLE, several(ARTICLE))),
    several(CELL),
    several(TALLY),
    several(THEME),
    several(st.builds(NotChecked, TEXT, TEXT, TEXT, st.booleans())),
    st.builds(Provenance, TEXT, TEXT, TEXT, TEXT, MAPPING, MAPPING, st.floats(0, 1e6)),
    st.datetimes(timezones=st.just(dt.UTC) | st.none()),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ASSESSMENT)
def test_any_assessment_comes_back_equal_and_fits_the_schema(assessment: Assessment) -> None:
    text = to_json(assessment)
    VALIDATOR.validate(json.loads(text))
    back = from_json(text)
    assert back == assessment
    assert back.brief.notes == assessment.brief.notes
    assert to_json(back) == text


def test_the_schema_is_sound_and_closed() -> None:
    Draft202012Validator.check_schema(schema())
    for node in [schema(), *schema()["$defs"].values()]:
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert set(node["required"]) == set(node["properties"])
    assert schema()["properties"]["schema"]["const"] == SCHEMA


def test_every_key_of_the_schema_is_explained() -> None:
    for name, node in schema()["$defs"].items():
        assert node["description"], name
        for key, value in node.get("properties", {}).items():
            if name != "tally" and "$ref" not in value:
                assert value["description"], f"{name}.{key}"


def test_the_sample_comes_back_equal_and_fits_the_schema() -> None:
    data = to_data(make_assessment())
    VALIDATOR.validate(data)
    assert from_data(data) == make_assessment()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.update(extra=1),
        lambda d: d["cells"][0].update(outcome="maybe"),
        lambda d: d["stories"][0]["first"].update(surprise=""),
        lambda d: d["tallies"][0]["counts"].pop("absent"),
        lambda d: d["cells"][0].update(probability=1.5),
        lambda d: d.update(schema=2),
    ],
)
def test_the_schema_refuses_what_is_not_a_report(spoil: Any) -> None:
    data = copy.deepcopy(to_data(make_assessment()))
    spoil(data)
    assert not VALIDATOR.is_valid(data)


def test_each_verdict_has_its_sentence_place_probability_and_figures() -> None:
    assessment = make_assessment()
    data = to_data(assessment)
    bent = next(c for c in data["cells"] if c["outcome"] == "distorted")
    first = bent["evidence"][0]
    article = next(s["first"] for s in data["stories"] if s["first"]["id"] == bent["article"])
    assert first["text"] == article["passages"][first["passages"][0]]["text"]
    assert first["place"] == "lead"
    assert first["probability"] == 0.92
    assert first["similarity"] == 0.61
    mismatch = first["mismatches"][0]
    assert (mismatch["brief_has"], mismatch["article_has"]) == ("500 tonnes", "50 tonnes")
    assert first["text"][mismatch["start"] : mismatch["end"]] == "50 tonnes"


def test_a_tally_counts_all_outcomes_and_gives_its_share() -> None:
    assessment = replace(make_assessment(), tallies=(Tally(1, {Outcome.CARRIED: 3}, 4),))
    (tally,) = to_data(assessment)["tallies"]
    assert tally["counts"] == {
        "carried": 3,
        "partial": 0,
        "distorted": 0,
        "contradicted": 0,
        "absent": 0,
    }
    assert tally["pull_through"] == 0.75


def test_text_stays_readable_in_the_file() -> None:
    text = to_json(make_assessment())
    assert "Переговоры о реке" in text
    assert text.startswith('{\n "schema": 1,\n "brief"')
    assert text.endswith("}\n")


def test_what_an_older_program_left_out_takes_its_default() -> None:
    data = to_data(make_assessment())
    for cell in data["cells"]:
        del cell["decided_by"]
    assert {c.decided_by for c in from_data(data).cells} == {"judge"}


def _fault(data: Any, source: str = "report.json") -> str:
    with pytest.raises(ReportError) as caught:
        from_data(data, source)
    return str(caught.value)


def _spoilt(*path: str | int, value: Any) -> dict[str, Any]:
    data = copy.deepcopy(to_data(make_assessment()))
    at: Any = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("cells", 3, "outcome"), "maybe", "cells[3].outcome should be one of carried, partial"),
        (("cells", 0, "point"), "1", "cells[0].point should be a whole number"),
        (("cells", 0, "point"), True, "cells[0].point should be a whole number"),
        (("cells", 0, "unsure"), 1, "cells[0].unsure should be true or false"),
        (("tallies",), {}, "tallies should be a list"),
        (("brief",), [], "brief should be an object"),
        (("brief", "narrative"), "text", "brief.narrative should be a list"),
        (("provenance", "seconds"), "9", "provenance.seconds should be a number"),
        (("provenance", "settings", "x"), 9, "provenance.settings.x should be a text"),
        (("stories", 0, "first", "date"), "May 3", "stories[0].first.date should be a date"),
        (("stories", 1, "first", "paragraphs", 0), "Edited.", "its text was changed"),
    ],
)
def test_a_spoilt_report_is_refused_with_the_place(
    path: tuple[str | int, ...], value: Any, message: str
) -> None:
    text = _fault(_spoilt(*path, value=value))
    assert text.startswith("report.json: ")
    assert message in text


def test_a_missing_key_is_named() -> None:
    data = to_data(make_assessment())
    del data["claims"][0]["sentence"]
    assert "claims[0].sentence should be there" in _fault(data)


@pytest.mark.parametrize("data", [{}, [], None, "text", {"schema": "1"}, {"schema": True}])
def test_what_is_no_report_says_so(data: Any) -> None:
    assert "no report of this program" in _fault(data)


def test_a_newer_layout_asks_for_an_update() -> None:
    assert "newer version" in _fault({"schema": SCHEMA + 1})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{\n"schema": 1,,', "r.json:2: not JSON"),
        ('{"schema": NaN}', "r.json: not JSON that this program writes"),
        ("[" * 100_000, "r.json: not JSON that this program writes"),
        ("", "r.json:1: not JSON"),
    ],
)
def test_broken_json_names_the_line(text: str, message: str) -> None:
    with pytest.raises(ReportError) as caught:
        from_json(text, "r.json")
    assert str(caught.value).startswith(message)


def test_a_byte_order_mark_does_no_harm() -> None:
    assert from_json("\ufeff" + to_json(make_assessment())) == make_assessment()


def test_a_report_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(to_json(make_assessment()), encoding="utf-8")
    assert read_report(path) == make_assessment()
    path.write_bytes(b"\xff\xfe{")
    with pytest.raises(ReportError, match=r"r\.json: this is no JSON report: it is not UTF-8"):
        read_report(path)
