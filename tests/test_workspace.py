from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import CheckerError, UsageError, WorkspaceError
from checker.workspace import Workspace, find_workspace, slug


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path / "office")
    made.create()
    return made


def add(workspace: Workspace, *names: str) -> None:
    for name in names:
        (workspace.messages / f"{name}.toml").touch()


def test_create_makes_what_is_missing(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "a" / "b")
    assert workspace.create() == [workspace.messages, workspace.articles, workspace.reports]
    workspace.articles.rmdir()
    assert workspace.create() == [workspace.articles]
    assert workspace.create() == []


def test_create_where_it_is_not_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(WorkspaceError, match=r"can't be made \(Permission denied\)"):
        Workspace(tmp_path / "office").create()


def test_it_is_found_from_any_folder_in_it(workspace: Workspace) -> None:
    inner = workspace.articles / "2030" / "may"
    inner.mkdir(parents=True)
    for start in (workspace.root, workspace.messages, inner):
        assert find_workspace(start) == workspace


def test_the_newest_report_is_the_one_written_last(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match=r"there is no JSON report. Run: checker check"):
        workspace.newest_report()
    for at, name in enumerate(("b.json", "c.json", "a.json", "z.html"), 1):
        (workspace.reports / name).touch()
        os.utime(workspace.reports / name, (at, at))
    assert workspace.newest_report() == workspace.reports / "a.json"


def test_a_report_is_as_new_as_its_name_says(workspace: Workspace) -> None:
    names = (
        "harbour-2031-05-02-090000-10",
        "harbour-2031-05-02-090000-2",
        "harbour-2031-05-02-090000",
        "harbour-new-2031-05-03-090000",
        "harbour-2031-05-99-090000",
    )
    for at, name in enumerate(names, 1):
        (workspace.reports / f"{name}.json").touch()
        os.utime(workspace.reports / f"{name}.json", (at, at))
    assert workspace.newest_report("harbour").stem == "harbour-2031-05-02-090000-10"
    assert workspace.newest_report("harbour-new").stem == "harbour-new-2031-05-03-090000"
    assert workspace.newest_report().stem == "harbour-new-2031-05-03-090000"
    with pytest.raises(WorkspaceError, match=r"no JSON report of choirs\."):
        workspace.newest_report("choirs")


def test_the_nearest_one_counts(workspace: Workspace) -> None:
    inner = Workspace(workspace.articles / "old")
    inner.create()
    assert find_workspace(inner.reports) == inner


def test_a_folder_with_half_of_it_is_none(tmp_path: Path) -> None:
    (tmp_path / "messages").mkdir()
    with pytest.raises(WorkspaceError, match="Run: checker init"):
        find_workspace(tmp_path)


def test_one_brief_needs_no_name(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="checker points import"):
        workspace.config(None)
    add(workspace, "harbour")
    assert workspace.config(None) == workspace.messages / "harbour.toml"


def test_of_several_briefs_one_is_named(workspace: Workspace) -> None:
    add(workspace, "harbour", "choirs")
    with pytest.raises(UsageError, match=r"there are 2 briefs.*choirs, harbour"):
        workspace.config(None)
    for name in ("harbour", "harbour.toml", str(workspace.messages / "harbour.toml")):
        assert workspace.config(name) == workspace.messages / "harbour.toml"
    with pytest.raises(UsageError, match="Briefs here: choirs, harbour"):
        workspace.config("airport")


def test_a_config_file_elsewhere_can_be_named(workspace: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.touch()
    assert workspace.config(str(other)) == other


def test_the_store_is_in_memory_where_nothing_can_be_written(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = workspace.root / ".checker" / "store.sqlite3"
    assert workspace.store == file
    closed: set[Path] = set()
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) not in closed)
    closed.add(workspace.root)
    assert workspace.store is None
    file.parent.mkdir()
    assert workspace.store == file
    file.touch()
    for place in (file, file.parent):
        closed = {place}
        assert workspace.store is None
    closed = set()
    assert workspace.store == file


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("River talks in Lisset", "river-talks-in-lisset"),
        ("  «Ça va»: l'été à São Tomé!  ", "ça-va-l-été-à-são"),
        ("../../etc/passwd", "etc-passwd"),
        ("2030", "2030"),
        ("!!!", "brief"),
        ("", "brief"),
    ],
)
def test_slug(title: str, name: str) -> None:
    assert slug(title) == name


@given(st.text(max_size=300))
def test_a_slug_is_a_file_name_and_stays_one(title: str) -> None:
    name = slug(title)
    assert re.fullmatch(r"[^\W_]+(-[^\W_]+)*", name)
    assert len(name) <= 60
    assert slug(name) == name


def test_all_errors_name_the_place() -> None:
    with pytest.raises(CheckerError) as caught:
        find_workspace(Path("/").resolve())
    assert str(caught.value).startswith(f"{Path('/').resolve()}: ")
