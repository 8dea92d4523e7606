"""A small workspace with one of everything, and the `checker` command on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli import cli
from checker.scoring import embedding, judge, method
from checker.scoring.method import Method
from checker.workspace import Workspace
from tests.stand_ins import FakeEmbedder, FakeJudge

ROOT = Path(__file__).parent.parent.parent

CONFIG = """\
title = "The harbour of Selm"
subject = ["Selm"]

[[points]]
number = 1
text = "Selm harbour shelters forty fishing boats through winter storms."

[[points]]
number = 2
text = "Selm council repaired 12 lighthouses before the autumn gales."

[[points]]
number = 3
text = "Selm ferry passengers travel free every Sunday."

[check]
themes = false
"""

ARTICLES = {
    "carried.txt": (
        "A quiet winter on the quay\n\nHarbour Post, 3 May 2030\n\n"
        "Nets dry on the railings and the ice house hums.\n\n"
        "Selm harbour shelters forty fishing boats through winter storms, and few leave early.\n"
    ),
    "denied.txt": (
        "Ferry fares stay, says captain\n\nCoast Echo, 4 May 2030\n\n"
        "Selm ferry passengers never travel free every Sunday, the captain told reporters.\n\n"
        "Tickets are sold at the pier from seven.\n"
    ),
    "figure.txt": (
        "Lamps lit again along the cape\n\nIsland Mail, 5 May 2030\n\n"
        "Selm council repaired 3 lighthouses before the autumn gales, a keeper wrote.\n\n"
        "Painters have gone home for the season.\n"
    ),
    "silent.txt": (
        "Choir festival draws a crowd\n\nHarbour Post, 6 May 2030\n\n"
        "Singers from eleven villages filled the old granary on Saturday evening.\n\n"
        "Judges gave first prize to a trio of bakers.\n"
    ),
}


@dataclass
class Models:
    """The stand-ins that a command was given."""

    embedder: FakeEmbedder = field(default_factory=FakeEmbedder)
    judge: FakeJudge = field(default_factory=FakeJudge)


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> Models:
    """Every command of this test gets stand-ins for the models."""
    made = Models()
    monkeypatch.setattr(embedding, "load_embedder", lambda *_a, **_k: made.embedder)
    monkeypatch.setattr(judge, "load_judge", lambda *_a, **_k: made.judge)
    monkeypatch.setattr(method, "load_method", lambda _settings: Method())
    return made


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one brief (harbour) and four articles."""
    made = Workspace(tmp_path / "office")
    made.root.mkdir()
    made.create()
    (made.messages / "harbour.toml").write_text(CONFIG, encoding="utf-8")
    for name, text in ARTICLES.items():
        (made.articles / name).write_text(text, encoding="utf-8")
    return made


Run = Callable[..., Result]


@pytest.fixture
def run(workspace: Workspace, models: Models, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls `checker ARGUMENTS` in the workspace, within this process."""
    monkeypatch.chdir(workspace.root)

    def call(*arguments: str | Path, standard_input: str | None = None) -> Result:
        return CliRunner().invoke(
            cli, [str(a) for a in arguments], input=standard_input, prog_name="checker"
        )

    return call


def driver(*arguments: str | Path) -> list[str]:
    """The command line of `checker ARGUMENTS` with stand-ins, for a process of its own."""
    return [sys.executable, "-m", "tests.cli.driver", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    """The environment of a process that finds this checkout from any folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def call(folder: Path, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """`checker ARGUMENTS` with stand-ins in `folder`, ended; `more`: environment variables."""
    return subprocess.run(
        driver(*arguments),
        cwd=folder,
        env=environment(**more),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def one_line(text: str) -> str:
    """The only line of what a command wrote to stderr: no trace, nothing else."""
    lines = text.splitlines()
    assert len(lines) == 1, text
    assert lines[0].startswith("checker: "), text
    return lines[0].removeprefix("checker: ")
