"""The sample workspace, end to end, with the bundled judge, against a person's coding of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.articles.reading import read_coverage
from checker.articles.reprints import group_stories
from checker.cli import cli
from checker.messages.config import load_config
from checker.reports.data import from_json
from checker.scoring import embedding, judge
from checker.scoring.assessment import Assessment, Cell, Outcome
from checker.scoring.embedding import Embedder
from checker.scoring.judge import Judge
from checker.workspace import Workspace

ROOT = Path(__file__).parent.parent
SAMPLE = Workspace(ROOT)
CODES: dict[str, dict[int, Outcome]] = {
    title: {int(point): Outcome(outcome) for point, outcome in row.items()}
    for title, row in json.loads(
        (ROOT / "tests" / "sample_codes.json").read_text(encoding="utf-8")
    ).items()
}
SPANISH = "Lisset se prepara para recibir a los negociadores del río"
FIRST = "Trusted on both banks, Arvenia lands the Maruel talks"
REPRINT = "Rivals settle on Lisset for river meeting"
CONVEYED = frozenset((Outcome.CARRIED, Outcome.PARTIAL, Outcome.DISTORTED))


# What needs no model


def test_the_sample_is_one_brief_of_five_to_seven_points_with_a_narrative() -> None:
    brief = load_config(SAMPLE.config(None)).brief
    assert 5 <= len(brief.points) <= 7
    assert brief.narrative


def test_every_article_is_coded_for_every_point() -> None:
    points = [p.number for p in load_config(SAMPLE.config(None)).brief.points]
    coverage = read_coverage([SAMPLE.articles], base=ROOT)
    read = {a.title for a in coverage.articles} | {n.title for n in coverage.not_checked if n.title}
    assert read == set(CODES)
    assert all(list(row) == points for row in CODES.values())


def test_the_sample_shows_every_outcome() -> None:
    assert {outcome for row in CODES.values() for outcome in row.values()} == set(Outcome)


def test_the_wire_story_and_its_reprint_are_one_story() -> None:
    stories = group_stories(read_coverage([SAMPLE.articles], base=ROOT).articles)
    pairs = [(s.first.title, [r.title for r in s.reprints]) for s in stories if s.reprints]
    assert pairs == [(FIRST, [REPRINT])]


def test_what_cannot_be_checked_is_named_with_why() -> None:
    left = {n.file: n for n in read_coverage([SAMPLE.articles], base=ROOT).not_checked}
    assert set(left) == {
        "articles/2026-04-12-diario-del-maruel.txt",
        "articles/2026-04-15-scan.txt",
        "articles/2026-04-16-untitled.txt",
    }
    spanish = left["articles/2026-04-12-diario-del-maruel.txt"]
    assert (spanish.title, spanish.fault) == (SPANISH, False)
    assert "Spanish" in spanish.reason
    assert left["articles/2026-04-15-scan.txt"].fault
    assert "empty" in left["articles/2026-04-16-untitled.txt"].reason


# The whole way


@pytest.fixture(scope="module")
def checked(
    real_embedder: Embedder, real_judge: Judge, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Assessment]:
    folder = tmp_path_factory.mktemp("sample")
    for name in ("messages", "articles"):
        shutil.copytree(ROOT / name, folder / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embedding, "load_embedder", lambda *_a, **_k: real_embedder)
        patch.setattr(judge, "load_judge", lambda *_a, **_k: real_judge)
        result = CliRunner().invoke(cli, ["--workspace", str(folder), "check", "--all", "--json"])
    assert result.exit_code == 1, result.stderr
    unread = [line.split(": ")[1] for line in result.stderr.splitlines()]
    assert unread == ["articles/2026-04-15-scan.txt", "articles/2026-04-16-untitled.txt"]
    yield from_json(result.stdout)


def cells(checked: Assessment) -> dict[tuple[str, int], Cell]:
    titles = {a.id: a.title for a in checked.articles}
    return {(titles[c.article], c.point): c for c in checked.cells if c.point > 0}


@pytest.mark.models
@pytest.mark.parametrize(
    ("title", "point", "outcome"),
    [
        pytest.param(FIRST, 1, Outcome.CARRIED, id="carried in the headline"),
        pytest.param("In Vell, the orchards go first", 3, Outcome.CARRIED, id="carried deep in it"),
        pytest.param(
            "Fodder runs short as the south waits for rain",
            3,
            Outcome.DISTORTED,
            id="a wrong figure",
        ),
        pytest.param(
            "Treasury left to pay the whole bill for river talks",
            5,
            Outcome.CONTRADICTED,
            id="a flat contradiction",
        ),
        pytest.param(
            "Governor: no Arvenian aid ever reached the south",
            3,
            Outcome.CONTRADICTED,
            id="a denial by a person",
        ),
        pytest.param(
            "The host with a hand in the water",
            1,
            Outcome.CONTRADICTED,
            id="a hostile op-ed",
        ),
    ],
)
def test_what_the_sample_is_there_to_show(
    checked: Assessment, title: str, point: int, outcome: Outcome
) -> None:
    found = cells(checked)[title, point]
    assert found.outcome is outcome, found
    assert found.evidence


@pytest.mark.models
def test_the_wrong_figure_is_shown(checked: Assessment) -> None:
    found = cells(checked)["Fodder runs short as the south waits for rain", 3]
    assert any("1,200" in m.brief_has for e in found.evidence for m in e.mismatches)


@pytest.mark.models
def test_silence_is_silence(checked: Assessment) -> None:
    found = cells(checked)
    quiet = [t for t, row in CODES.items() if set(row.values()) == {Outcome.ABSENT}]
    wrong = [(t, p) for t in quiet for p in CODES[t] if found[t, p].outcome is not Outcome.ABSENT]
    assert len(quiet) >= 3
    assert len(wrong) <= 0.1 * len(quiet) * 6, wrong


@pytest.mark.models
def test_it_agrees_with_the_coding(checked: Assessment) -> None:
    """Floors for the sample as a whole, in numbers a press office could live with.

    Most cells are absent, so agreement over all cells would say little: what counts is how much
    of what is there is found, and how few alarms are false.
    """
    coded = {
        (t, p): outcome for t, row in CODES.items() if t != SPANISH for p, outcome in row.items()
    }
    found = {key: cell.outcome for key, cell in cells(checked).items()}
    assert found.keys() == coded.keys()
    conveyed = [k for k, o in coded.items() if o in CONVEYED]
    absent = [k for k, o in coded.items() if o is Outcome.ABSENT]
    missed = [k for k in conveyed if found[k] not in CONVEYED]
    heard_wrongly = [k for k in absent if found[k] in CONVEYED]
    alarms = [k for k, o in coded.items() if o is not Outcome.CONTRADICTED
              and found[k] is Outcome.CONTRADICTED]  # fmt: skip
    assert len(missed) <= 0.4 * len(conveyed), missed
    assert len(heard_wrongly) <= 0.1 * len(absent), heard_wrongly
    assert len(alarms) <= 0.05 * len(coded), alarms


@pytest.mark.models
def test_a_theme_that_no_point_covers(checked: Assessment) -> None:
    assert checked.themes
    cordon = [t for t in checked.themes if any("market" in q.text.lower() for q in t.quotes)]
    assert cordon, [t.label for t in checked.themes]
    assert cordon[0].stories >= 2


@pytest.mark.models
def test_the_reprint_is_under_its_story_and_counted_once(checked: Assessment) -> None:
    (story,) = (s for s in checked.stories if s.reprints)
    assert (story.first.title, [r.title for r in story.reprints]) == (FIRST, [REPRINT])
    assert {t.stories for t in checked.tallies} == {len(CODES) - 2}
    assert all(sum(t.counts.values()) == t.stories for t in checked.tallies)


@pytest.mark.models
def test_the_narrative_is_scored_apart(checked: Assessment) -> None:
    assert {c.point for c in checked.cells} == {0, *next(iter(CODES.values()))}
    assert 0 not in {t.point for t in checked.tallies}
