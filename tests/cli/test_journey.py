"""From an empty folder to a report, as a new user goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.reports.data import from_json
from checker.scoring.assessment import Outcome
from tests.cli.conftest import ARTICLES, Run
from tests.cli.test_points import BRIEF


@pytest.mark.usefixtures("models")
def test_init_import_add_check(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("init", "desk")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [p.name for p in sorted((tmp_path / "desk").iterdir())] == [
        "articles",
        "messages",
        "reports",
    ]
    assert "checker points import" in result.stdout
    monkeypatch.chdir(tmp_path / "desk")
    Path("brief.md").write_text(BRIEF, encoding="utf-8")
    assert run("points", "import", "brief.md").exit_code == 0
    added = "Selm harbour shelters forty fishing boats through winter storms."
    assert run("points", "add", "--text", added).exit_code == 0
    for name in ("carried.txt", "denied.txt"):
        Path("articles", name).write_text(ARTICLES[name], encoding="utf-8")
    result = run("check", "--all")
    assert (result.exit_code, result.stderr) == (0, "")
    html = Path(result.stdout.splitlines()[-1])
    assert html.parent == tmp_path / "desk" / "reports"
    text = html.with_suffix(".json").read_text(encoding="utf-8")
    assessment = from_json(text)
    carried, denied = (
        next(a.id for a in assessment.articles if a.file.endswith(name))
        for name in ("carried.txt", "denied.txt")
    )
    found = {(c.article, c.point): c.outcome for c in assessment.cells if c.point > 0}
    assert found[carried, 3] is Outcome.CARRIED
    assert found[denied, 1] is Outcome.CONTRADICTED
    assert found[denied, 3] is Outcome.ABSENT
    assert [t.point for t in assessment.tallies] == [1, 2, 3]


def test_init_leaves_what_is_there(run: Run, tmp_path: Path) -> None:
    before = sorted(p.read_bytes() for p in (tmp_path / "office").rglob("*") if p.is_file())
    result = run("init")
    assert result.exit_code == 0
    assert "nothing was changed" in result.stdout
    after = sorted(p.read_bytes() for p in (tmp_path / "office").rglob("*") if p.is_file())
    assert after == before


def test_init_where_a_file_stands_in_the_way(run: Run, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "messages").touch()
    result = run("init", tmp_path / "desk")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "messages: the folder can't be made" in result.stderr
