"""What goes out with the project: nothing of the machine it was made on, and one version."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from checker import __version__

ROOT = Path(__file__).parent.parent

# Written in pieces, so that this file holds none of them.
FOLDERS = ("work", "home", "root", "Users", "tmp")
MACHINE = re.compile(
    r"(?<![\w.:/~}>)-])/(?:" + "|".join(FOLDERS) + r")/\w|\b[A-Z]:\\{1,2}" + FOLDERS[3] + r"\\"
)
HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "download.py" + "torch.org",
    "registry.npm" + "js",
    "conda.ana" + "conda.org",
    "index" + "-url",
)


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str | None:
    """The text of a file; None for what is no text."""
    data = path.read_bytes()
    if b"\0" in data[:8000]:
        return None
    return data.decode("utf-8", errors="replace")


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    found = {str(path.relative_to(ROOT)): text_of(path) for path in tracked()}
    return {name: text for name, text in found.items() if text is not None}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see /" + "work/main/x", True),
        ('"/' + 'home/ann/x"', True),
        ("C:\\" + "Users\\ann", True),
        ("https://example.org/" + "home/news", False),
        ("../" + "work/x and articles/" + "tmp/x", False),
        ("he went home/work", False),
    ],
)
def test_a_path_of_a_machine_is_seen(text: str, found: bool) -> None:
    assert bool(MACHINE.search(text)) is found


def test_no_path_of_a_machine_in_any_file(texts: dict[str, str]) -> None:
    wrong = {name: m[0] for name, text in texts.items() if (m := MACHINE.search(text))}
    assert len(texts) > 100
    assert wrong == {}


def test_no_host_of_a_package_registry_in_any_file(texts: dict[str, str]) -> None:
    wrong = {name: host for name, text in texts.items() for host in HOSTS if host in text}
    assert wrong == {}


def test_one_version_everywhere() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[?v?(\d+\.\d+\.\d+)", changes, re.MULTILINE)
    assert newest is not None
    assert newest[1] == __version__


def test_everything_that_is_installed_has_an_exact_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {
        line.split("==")[0].strip().lower()
        for line in lines
        if "==" in line and not line.startswith("#")
    }
    names = {re.split(r"[\s<>=!~;\[]", w)[0].lower() for w in wanted}
    assert names - pinned == set()


def test_the_licence_is_there() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0" in text


def test_no_file_is_so_large_that_a_clone_suffers() -> None:
    large = {str(p.relative_to(ROOT)): p.stat().st_size for p in tracked()}
    assert {n: s for n, s in large.items() if s > 100_000_000} == {}
