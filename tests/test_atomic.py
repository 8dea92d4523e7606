from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from checker.atomic import replacing, write_bytes, write_text
from checker.errors import WorkspaceError


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_text_is_utf8_with_its_own_line_ends(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "Škoda\r\nZaźółć\n")
    assert (tmp_path / "a.txt").read_bytes() == "Škoda\r\nZaźółć\n".encode()


def test_missing_folders_are_made_and_nothing_is_left_beside(tmp_path: Path) -> None:
    write_bytes(tmp_path / "new" / "deep" / "a.bin", b"\x00\x01")
    assert (tmp_path / "new" / "deep" / "a.bin").read_bytes() == b"\x00\x01"
    assert names(tmp_path / "new" / "deep") == ["a.bin"]


def test_an_old_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a much longer text than the new one")
    write_text(path, "new")
    assert path.read_text() == "new"


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(RuntimeError), replacing(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.txt"]


def test_a_lone_surrogate_costs_one_character_only(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "a\ud800b")
    assert (tmp_path / "a.txt").read_text() == "a?b"


def test_a_folder_in_the_way_is_one_plain_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(WorkspaceError) as caught:
        write_text(tmp_path / "a.txt", "x")
    assert str(tmp_path / "a.txt") in str(caught.value)
    assert "can't be written" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert names(tmp_path) == ["a.txt"]


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("not a folder")
    with pytest.raises(WorkspaceError, match="reports"):
        write_text(tmp_path / "reports" / "a.txt", "x")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and links")
def test_a_link_is_kept_and_permissions_are_those_of_an_ordinary_file(tmp_path: Path) -> None:
    (tmp_path / "latest.html").symlink_to(tmp_path / "real.html")
    write_text(tmp_path / "latest.html", "x")
    (tmp_path / "plain.html").write_text("y")
    assert (tmp_path / "latest.html").is_symlink()
    assert (tmp_path / "real.html").read_text() == "x"
    modes = {stat.S_IMODE((tmp_path / n).stat().st_mode) for n in ("real.html", "plain.html")}
    assert len(modes) == 1
