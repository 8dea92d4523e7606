"""What a run must survive: no permission, no network, no time, no luck."""

from __future__ import annotations

import ctypes
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.reports.data import from_json
from checker.scoring import assess, embedding, judge
from checker.scoring.assessment import Assessment
from checker.workspace import Workspace
from tests.cli.conftest import CONFIG, Models, Run, call, driver, environment, one_line
from tests.cli.driver import NETWORK

_DROP_FROM_BOUNDS = 24  # PR_CAPBSET_DROP, linux/prctl.h
_OVERRIDES = (1, 2)  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, linux/capability.h


def _bound_by_permissions() -> None:
    """For a process about to start: permissions bind it, even if it is root's."""
    if os.geteuid() == 0:
        library = ctypes.CDLL(None, use_errno=True)
        for capability in _OVERRIDES:
            if library.prctl(_DROP_FROM_BOUNDS, capability, 0, 0, 0) != 0:
                raise OSError(ctypes.get_errno(), "prctl")


def bound(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """`checker ARGUMENTS` with stand-ins in `folder`, by a user whom permissions bind."""
    return subprocess.run(
        driver(*arguments),
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        preexec_fn=_bound_by_permissions,
    )


def report_of(path: Path) -> Assessment:
    return from_json(path.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.fixture
def locked(workspace: Workspace) -> Iterator[Workspace]:
    """The workspace with nothing in it that may be written."""
    everything = [workspace.root, *workspace.root.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield workspace
    for path in everything:
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_read_only_articles_folder(workspace: Workspace) -> None:
    paths = [*workspace.articles.iterdir(), workspace.articles]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        done = bound(workspace.root, "check")
        assert (done.returncode, done.stderr) == (0, "")
        assert len(list(workspace.reports.glob("*.html"))) == 1
    finally:
        workspace.articles.chmod(0o755)


def test_a_read_only_workspace_is_told_before_the_work(locked: Workspace) -> None:
    done = bound(locked.root, "check")
    assert (done.returncode, done.stdout) == (1, "")
    line = one_line(done.stderr)
    assert line.startswith(f"{locked.reports.relative_to(locked.root)}: ")
    assert "--out" in line


def test_a_read_only_workspace_with_another_folder_for_the_report(
    locked: Workspace, tmp_path: Path
) -> None:
    done = bound(locked.root, "check", "--out", tmp_path / "mine", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(report_of(Path(done.stdout.strip())).articles) == 4
    assert not (locked.root / ".checker").exists()


def test_a_read_only_store_is_left_alone(workspace: Workspace, tmp_path: Path) -> None:
    assert bound(workspace.root, "check").returncode == 0
    assert workspace.store is not None
    folder = workspace.store.parent
    before = workspace.store.read_bytes()
    workspace.store.chmod(0o444)
    folder.chmod(0o555)
    try:
        done = bound(workspace.root, "check", "--all")
        assert (done.returncode, done.stderr) == (0, "")
        assert workspace.store.read_bytes() == before
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize(
    "arguments",
    [("points", "add", "--text", "Selm is calm."), ("points", "import", "brief.md"), ("init", "x")],
    ids=" ".join,
)
def test_a_command_that_may_not_write(workspace: Workspace, arguments: tuple[str, ...]) -> None:
    (workspace.root / "brief.md").write_text("# Boats\n\n1. Boats are fine.\n", encoding="utf-8")
    for folder in (workspace.messages, workspace.root):
        folder.chmod(0o555)
    try:
        done = bound(workspace.root, *arguments)
    finally:
        for folder in (workspace.root, workspace.messages):
            folder.chmod(0o755)
    assert (done.returncode, done.stdout) == (1, "")
    assert "ermission denied" in one_line(done.stderr)
    assert (workspace.messages / "harbour.toml").read_text(encoding="utf-8") == CONFIG


def test_an_article_that_may_not_be_read_is_named(workspace: Workspace) -> None:
    (workspace.articles / "silent.txt").chmod(0)
    done = bound(workspace.root, "check")
    assert done.returncode == 1
    assert "articles/silent.txt" in done.stdout
    report = next(workspace.reports.glob("*.json"))
    assert len(report_of(report).articles) == 3


# Network


def test_a_run_without_a_network(workspace: Workspace) -> None:
    done = call(workspace.root, "check", CHECKER_TEST_NO_NETWORK="1")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.models
def test_a_run_with_the_real_models_without_a_network(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = {"CHECKER_TEST_REAL": "1", "CHECKER_TEST_NO_NETWORK": "1", "HF_HOME": str(tmp_path)}
    path = workspace.messages / "harbour.toml"
    path.write_text(CONFIG.replace("themes = false", ""), encoding="utf-8")
    monkeypatch.delenv("HF_HUB_OFFLINE")
    done = call(workspace.root, "check", "--quiet", **more)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(report_of(Path(done.stdout.strip())).articles) == 4


def test_the_network_is_really_blocked(workspace: Workspace) -> None:
    """The two tests above would see a connection: this one makes one."""
    code = (
        "import os, runpy, sys, checker.cli\n"
        "def fetch():\n"
        "    import urllib.request\n"
        "    urllib.request.urlopen('http://127.0.0.1:9')\n"
        "checker.cli.main = fetch\n"
        "runpy.run_module('tests.cli.driver', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(CHECKER_TEST_NO_NETWORK="1"),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert NETWORK in done.stderr.splitlines()[0]


# Killed half-way


def test_a_run_that_is_broken_off_goes_on_where_it_stopped(
    run: Run, workspace: Workspace, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assess, "PAIRS_AT_ONCE", 3)

    def break_off(done: int) -> None:
        if done >= 9:
            raise KeyboardInterrupt

    models.judge._after = break_off
    broken = run("check")
    assert broken.exit_code == 1
    assert "Traceback" not in broken.stderr
    assert list(workspace.reports.iterdir()) == []
    kept = {(q.claim, q.passage) for q in models.judge.judged}
    assert len(kept) == 9

    models.judge._after = lambda _done: None
    models.judge.judged.clear()
    assert run("check").exit_code == 0
    asked = {(q.claim, q.passage) for q in models.judge.judged}
    assert asked
    assert not asked & kept
    assert len(models.embedder.encoded) == len(set(models.embedder.encoded))


def test_a_run_that_is_killed_loses_nothing(workspace: Workspace) -> None:
    whole = call(workspace.root, "check", "--json")
    assert whole.returncode == 0
    assert workspace.store is not None
    for path in (*workspace.reports.iterdir(), *workspace.store.parent.iterdir()):
        path.unlink()

    killed = call(workspace.root, "check", CHECKER_TEST_KILL="8")
    assert killed.returncode == -9
    assert list(workspace.reports.iterdir()) == []
    with sqlite3.connect(workspace.store) as database:
        assert database.execute("SELECT count(*) FROM verdicts").fetchone() == (8,)

    again = call(workspace.root, "check", "--json")
    assert (again.returncode, again.stderr) == (0, "")
    assert from_json(again.stdout).cells == from_json(whole.stdout).cells


def test_runs_at_the_same_time(workspace: Workspace) -> None:
    started = [
        subprocess.Popen(
            driver("check", "--all", "--quiet", "--out", f"out-{n}"),
            cwd=workspace.root,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for n in range(4)
    ]
    ended = [(p.communicate(timeout=300), p.returncode) for p in started]
    assert [(code, errors) for (_, errors), code in ended] == [(0, "")] * 4
    cells = [report_of(Path(out.strip())).cells for (out, _), _ in ended]
    assert cells == [cells[0]] * 4
    assert workspace.store is not None
    with sqlite3.connect(workspace.store) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM runs").fetchone() == (4,)
    assert "Nothing new" in call(workspace.root, "check").stdout


# A damaged store, a damaged model


def garbage(path: Path) -> None:
    path.write_bytes(b"not a database at all, sorry" * 300)


def torn(path: Path) -> None:
    """Sound at the beginning, damaged after it."""
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))


def newer(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")


def folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [garbage, torn, newer, folder_in_its_place])
def test_a_store_that_cannot_be_used(run: Run, workspace: Workspace, damage: object) -> None:
    assert run("check").exit_code == 0
    assert workspace.store is not None
    assert callable(damage)
    damage(workspace.store)
    result = run("check", "--all")
    assert (result.exit_code, result.stdout) == (1, "")
    line = one_line(result.stderr)
    assert line.startswith(f"{workspace.store.relative_to(workspace.root)}: ")
    assert "only reviews are lost" in line


@pytest.mark.parametrize("key", ["embedding_model", "judge_model"])
def test_a_model_folder_without_weights(
    run: Run, workspace: Workspace, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = embedding if key == "embedding_model" else judge
    name = "load_embedder" if key == "embedding_model" else "load_judge"
    monkeypatch.setattr(module, name, REAL[name])
    (workspace.root / "model").mkdir()
    text = CONFIG.replace("themes = false", f'{key} = "model"')
    (workspace.messages / "harbour.toml").write_text(text, encoding="utf-8")
    result = run("check")
    assert (result.exit_code, result.stdout) == (1, "")
    line = one_line(result.stderr)
    assert line.startswith("model: the model folder holds no model.safetensors")


def test_the_bundled_judge_is_gone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge, "load_judge", REAL["load_judge"])
    monkeypatch.setattr(judge, "BUNDLED", tmp_path / "gone")
    result = run("check")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Install the program again" in one_line(result.stderr)


REAL = {"load_embedder": embedding.load_embedder, "load_judge": judge.load_judge}
