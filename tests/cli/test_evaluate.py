from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from checker.reports.data import to_json
from checker.workspace import Workspace
from tests.cli.conftest import Models, Run, one_line
from tests.cli.test_main import heavy_modules
from tests.factories import make_assessment

CODING = """\
Article;Point;Outcome
A quiet winter on the quay;1;carried
A quiet winter on the quay;2;absent
denied.txt;3;contradicted
articles/figure.txt;2;carried
"""


@pytest.fixture
def coding(workspace: Workspace) -> Path:
    path = workspace.root / "coding.csv"
    path.write_text(CODING, encoding="utf-8")
    return path


def test_the_newest_report_is_compared_and_nothing_is_checked_again(
    run: Run, models: Models, coding: Path, workspace: Workspace
) -> None:
    old = workspace.reports / "old.json"
    old.write_text(to_json(make_assessment()), encoding="utf-8")
    os.utime(old, (1, 1))
    report = Path(run("check", "--quiet").stdout.strip()).with_suffix(".json")
    judged = len(models.judge.judged)
    result = run("evaluate", "coding.csv")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("The harbour of Selm\n4 of 12 cells coded, in 3 stories\n")
    assert "\n same outcome                3 of 4   75 %" in result.stdout
    assert "\n point 2: coded carried, found distorted" in result.stdout
    assert result.stdout.endswith(f"\n{report.relative_to(workspace.root)}\n")
    assert len(models.judge.judged) == judged


def test_the_figures_as_json(run: Run, coding: Path, tmp_path: Path) -> None:
    report = Path(run("check", "--quiet").stdout.strip()).with_suffix(".json")
    moved = report.rename(tmp_path / "moved.json")
    result = run("evaluate", coding, "--report", moved, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    data = json.loads(result.stdout)
    assert (data["coded"], data["same"]["count"], data["report"]) == (4, 3, str(moved))


@pytest.mark.parametrize("table", ["matrix", "findings"])
def test_the_reports_own_csv_agrees_with_it_until_it_is_written_over(
    run: Run, workspace: Workspace, table: str
) -> None:
    run("check", "--quiet", "--format", "json,csv")
    path = next(workspace.reports.glob(f"*-{table}.csv"))
    data = json.loads(run("evaluate", path, "--json").stdout)
    assert (data["same"]["share"], data["differing"]) == (1.0, [])
    text = path.read_text(encoding="utf-8-sig")
    assert "distorted" in text
    path.write_text(text.replace("distorted", "Partial", 1), encoding="utf-8")
    changed = json.loads(run("evaluate", path, "--json").stdout)["differing"]
    assert [(c["point"], c["coded"], c["found"]) for c in changed] == [(2, "partial", "distorted")]


def test_there_is_no_report(run: Run, coding: Path) -> None:
    result = run("evaluate", coding)
    assert (result.exit_code, result.stdout) == (1, "")
    assert one_line(result.stderr) == "reports: there is no JSON report. Run: checker check"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "coding.csv: the file is empty. The first line must name"),
        (b"\0\xff", "coding.csv: not text in UTF-8 or Windows-1252. Save it"),
        (b"article,point\n", 'coding.csv:1: there is no column "outcome". The first line'),
        (b"article,point,outcome\ndenied.txt,3,caried\n",
         'coding.csv:2: "caried" is no outcome. Did you mean carried?'),
        (b"article,point,outcome\nwhat.txt,3,absent\n",
         'coding.csv:2: the article "what.txt" is not in the report. Name it'),
        (b"article,point,outcome\ndenied.txt,4,absent\n",
         "coding.csv:2: point 4 is not in the report for this article. The report has 1, 2 and 3"),
        (b"article,point,outcome\ndenied.txt,3,absent\ndenied.txt,3,carried\n",
         "coding.csv:3: this cell is coded carried here and absent in line 2. A story"),
        (b'article,point,outcome\n"denied.txt,3,absent\n',
         "coding.csv:2: the row that begins here is not sound CSV (unexpected end of data). Check"),
    ],
)  # fmt: skip
def test_a_fault_is_one_line_and_exit_code_1(
    run: Run, coding: Path, data: bytes, said: str
) -> None:
    run("check", "--quiet")
    coding.write_bytes(data)
    result = run("evaluate", coding)
    assert (result.exit_code, result.stdout) == (1, "")
    assert one_line(result.stderr).startswith(said)


def test_a_report_that_is_none_or_has_no_cells(run: Run, coding: Path) -> None:
    result = run("evaluate", coding, "--report", coding)
    assert result.exit_code == 1
    assert one_line(result.stderr).startswith("coding.csv:1: not JSON")
    Path("empty.json").write_text(to_json(make_assessment(0, 1)), encoding="utf-8")
    result = run("evaluate", coding, "--report", "empty.json")
    assert result.exit_code == 1
    assert one_line(result.stderr) == (
        "empty.json: the report has no cells. "
        "Name another one with --report, or run: checker check --all"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("evaluate", "missing argument 'CODING.csv'. See: checker evaluate --help"),
        ("evaluate nosuch.csv", "file 'nosuch.csv' does not exist. Check how it is written"),
        ("evaluate coding.csv --report x", "--report: file 'x' does not exist. Check how it is"),
    ],
)
def test_wrong_usage(run: Run, coding: Path, arguments: str, said: str) -> None:
    result = run(*arguments.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert one_line(result.stderr).startswith(said)


def test_no_model_library_is_loaded(workspace: Workspace, run: Run, coding: Path) -> None:
    run("check", "--quiet")
    assert heavy_modules(workspace.root, "evaluate", "coding.csv") == []
