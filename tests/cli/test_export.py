from __future__ import annotations

from pathlib import Path

import pytest

from checker.workspace import Workspace
from tests.cli.conftest import Models, Run, one_line


def test_the_newest_report_becomes_a_workbook(
    run: Run, workspace: Workspace, models: Models
) -> None:
    report = Path(run("check", "--quiet").stdout.strip())
    judged = len(models.judge.judged)
    result = run("export")
    assert result.exit_code == 0
    assert result.stdout == f"{report.with_suffix('.xlsx')}\n"
    assert report.with_suffix(".xlsx").exists()
    assert len(models.judge.judged) == judged


def test_a_report_made_again_is_the_same(run: Run, workspace: Workspace, tmp_path: Path) -> None:
    report = Path(run("check", "--quiet").stdout.strip()).with_suffix(".json")
    result = run("export", report, "--format", "html,json,csv", "--out", tmp_path / "copy")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 6
    copy = tmp_path / "copy" / report.name
    assert copy.read_bytes() == report.read_bytes()
    page = copy.with_suffix(".html").read_text(encoding="utf-8")
    assert page == report.with_suffix(".html").read_text(encoding="utf-8")


def test_there_is_nothing_to_export(run: Run) -> None:
    result = run("export")
    assert result.exit_code == 1
    assert "Run: checker check" in one_line(result.stderr)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b'{"schema": 99}', b"\xff\xfe\x00x"])
def test_a_file_that_is_no_report(run: Run, workspace: Workspace, data: bytes) -> None:
    path = workspace.reports / "bad.json"
    path.write_bytes(data)
    result = run("export", path)
    assert result.exit_code == 1
    assert "bad.json" in one_line(result.stderr)
