from __future__ import annotations

from pathlib import Path

import pytest

from checker.workspace import Workspace
from tests.cli.conftest import Run, one_line

BRIEF = """\
# A new ferry for Selm

Selm has waited nine years for a ferry that sails in winter.

1. Selm ferry passengers travel free every Sunday.

2. The new ferry carries 40 cars and sails in any weather.
"""


@pytest.fixture
def brief(workspace: Workspace) -> Path:
    path = workspace.root / "ferry brief.md"
    path.write_text(BRIEF, encoding="utf-8")
    return path


def test_list_shows_numbers_and_texts(run: Run) -> None:
    result = run("points", "list")
    assert result.exit_code == 0
    lines = [line for line in result.stdout.splitlines() if line]
    assert lines[0] == "The harbour of Selm"
    assert [line.split()[0] for line in lines[1:]] == ["1", "2", "3"]


def test_list_shows_claims_variants_and_rebuttals(run: Run, workspace: Workspace) -> None:
    run("points", "add", "--text", "Selm is calm. It is dry.", "--variant", "Selm is quiet.",
        "--rebuttal", "Selm is loud.")  # fmt: skip
    shown = run("points", "list", "--claims").stdout
    for line in ("4a: Selm is calm.", "4b: Selm is dry.", "variant: Selm is quiet.",
                 "rebuttal: Selm is loud."):  # fmt: skip
        assert line in shown


def test_add_takes_the_next_number_or_the_given_one(run: Run) -> None:
    assert "Added point 4 to messages/harbour.toml" in run("points", "add", "--text", "A.").stdout
    assert "Added point 9 " in run("points", "add", "--text", "B.", "--number", "9").stdout
    assert run("points", "list").stdout.rstrip().endswith("9  B.")


def test_add_refuses_a_number_that_is_taken(run: Run, workspace: Workspace) -> None:
    before = (workspace.messages / "harbour.toml").read_bytes()
    result = run("points", "add", "--text", "A.", "--number", "2")
    assert result.exit_code == 1
    assert "2" in one_line(result.stderr)
    assert (workspace.messages / "harbour.toml").read_bytes() == before


def test_add_without_a_text_and_without_a_person_to_ask(run: Run) -> None:
    result = run("points", "add")
    assert result.exit_code == 2
    assert '--text "Your message."' in one_line(result.stderr)


def test_import_writes_the_config_file_once(run: Run, workspace: Workspace, brief: Path) -> None:
    result = run("points", "import", brief)
    assert result.exit_code == 0
    path = workspace.messages / "a-new-ferry-for-selm.toml"
    assert f"2 talking points -> {path.relative_to(workspace.root)}" in result.stdout
    written = path.read_bytes()
    assert "nothing has changed" in run("points", "import", brief).stdout
    assert path.read_bytes() == written


def test_import_again_shows_changes_and_waits_for_a_yes(
    run: Run, workspace: Workspace, brief: Path
) -> None:
    run("points", "import", brief, "--name", "ferry")
    path = workspace.messages / "ferry.toml"
    written = path.read_bytes()
    brief.write_text(BRIEF.replace("40 cars", "55 cars"), encoding="utf-8")
    result = run("points", "import", brief, "--name", "ferry")
    assert result.exit_code == 2
    assert "--yes" in one_line(result.stderr)
    assert "55 cars" in result.stdout
    assert path.read_bytes() == written
    assert run("points", "import", brief, "--name", "ferry", "--yes").exit_code == 0
    assert "55 cars" in run("points", "list", "--brief", "ferry").stdout


def test_import_keeps_hand_edits(run: Run, workspace: Workspace, brief: Path) -> None:
    run("points", "import", brief, "--name", "ferry")
    path = workspace.messages / "ferry.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text("# ours\n" + text.replace("free every", "free each"), encoding="utf-8")
    brief.write_text(BRIEF.replace("40 cars", "55 cars"), encoding="utf-8")
    assert run("points", "import", brief, "--name", "ferry", "--yes").exit_code == 0
    kept = path.read_text(encoding="utf-8")
    assert kept.startswith("# ours\n")
    assert "free each" in kept
    assert "55 cars" in kept


@pytest.mark.parametrize("name", ["nowhere.md", "picture.png"])
def test_import_of_what_is_no_brief(run: Run, workspace: Workspace, name: str) -> None:
    if name.endswith("png"):
        (workspace.root / name).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    result = run("points", "import", name)
    assert result.exit_code == 1
    assert name in one_line(result.stderr)


def test_import_of_a_file_without_points_writes_nothing(
    run: Run, workspace: Workspace, brief: Path
) -> None:
    before = sorted(workspace.messages.iterdir())
    brief.write_text("# A ferry\n\nSelm has waited nine years for it.\n", encoding="utf-8")
    result = run("points", "import", brief)
    assert (result.exit_code, result.stdout) == (1, "")
    line = one_line(result.stderr)
    assert line.startswith("ferry brief.md: no talking points were found. Number them (1., 2., 3.)")
    assert sorted(workspace.messages.iterdir()) == before


def test_import_again_of_a_file_that_lost_its_points_takes_none_away(
    run: Run, workspace: Workspace, brief: Path
) -> None:
    run("points", "import", brief, "--name", "ferry")
    written = (workspace.messages / "ferry.toml").read_bytes()
    brief.write_text("# A ferry\n\nSelm has waited nine years for it.\n", encoding="utf-8")
    assert run("points", "import", brief, "--name", "ferry", "--yes").exit_code == 1
    assert (workspace.messages / "ferry.toml").read_bytes() == written


def test_add_refuses_a_text_that_is_there(run: Run, workspace: Workspace) -> None:
    before = (workspace.messages / "harbour.toml").read_bytes()
    result = run("points", "add", "--text", "Selm ferry passengers  travel free every Sunday.")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "point 3 has this text already" in one_line(result.stderr)
    assert (workspace.messages / "harbour.toml").read_bytes() == before


def test_import_says_what_is_odd(run: Run, workspace: Workspace, brief: Path) -> None:
    brief.write_text(BRIEF.replace("2. The new", "4. The new"), encoding="utf-8")
    result = run("points", "import", brief)
    assert result.exit_code == 0
    assert result.stderr.startswith("note: ")
