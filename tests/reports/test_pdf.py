from __future__ import annotations

import os
import re
import socket
import sys
import time
from pathlib import Path

import pypdf
import pytest

from checker.errors import ReportError
from checker.reports.pdf import BROWSER, find_browser, write_pdf

PAGE = '<!doctype html><meta charset="utf-8"><title>T</title><h1>Pourparlers à Lisset</h1>{}'

posix = pytest.mark.skipif(sys.platform == "win32", reason="stands a shell script in for a browser")


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "a report #1.html"
    path.write_text(PAGE.format(""), "utf-8")
    return path


@pytest.mark.browser
@pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine")
def test_chromium_prints_the_page_and_asks_the_network_for_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        page = tmp_path / "a report #1.html"
        page.write_text(PAGE.format(f'<img src="{address}">'), "utf-8")
        made = write_pdf(page, tmp_path / "out.pdf", time_limit=60)
        server.setblocking(False)
        with pytest.raises(BlockingIOError):  # nobody waits to be answered
            server.accept()
    assert made == tmp_path / "out.pdf"
    assert "Pourparlers à Lisset" in pypdf.PdfReader(made).pages[0].extract_text()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a report #1.html", "out.pdf"]


@posix
def test_no_browser_says_what_to_install(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(BROWSER, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    if find_browser() is not None:
        pytest.skip("a browser stands in a fixed place outside PATH")
    with pytest.raises(ReportError, match=f"Install Chromium.*{BROWSER}"):
        write_pdf(page, tmp_path / "out.pdf")


def test_a_missing_report_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"gone\.html: there is no such report"):
        write_pdf(tmp_path / "gone.html", tmp_path / "out.pdf")


@posix
def test_the_named_browser_goes_before_those_in_the_path(tmp_path: Path) -> None:
    own = program(tmp_path / "own" / "mybrowser", "true")
    usual = program(tmp_path / "bin" / "google-chrome", "true")
    path = {"PATH": str(usual.parent)}
    assert find_browser(path) == usual
    assert find_browser({**path, BROWSER: str(own)}) == own
    with pytest.raises(ReportError, match="names gone, which can't be run"):
        find_browser({**path, BROWSER: "gone"})


@posix
def test_the_usual_places_of_windows_and_macos_are_searched(tmp_path: Path) -> None:
    edge = program(tmp_path / "Microsoft/Edge/Application/msedge.exe", "true")
    env = {"PATH": str(tmp_path / "empty"), "PROGRAMFILES(X86)": str(tmp_path)}
    assert find_browser(env, "win32") == edge
    chrome = program(tmp_path / "Applications/Chromium.app/Contents/MacOS/Chromium", "true")
    found = find_browser({"PATH": str(tmp_path / "empty"), "HOME": str(tmp_path)}, "darwin")
    assert found == chrome


@posix
def test_the_browser_gets_no_network_and_a_sandbox_unless_root(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        f'printf "%s\\n" "$@" > "{tmp_path}/arguments"\n'
        'for a; do case "$a" in --print-to-pdf=*) printf "%%PDF-1" > "${a#*=}";; esac; done'
    )
    monkeypatch.setenv(BROWSER, str(program(tmp_path / "browser", script)))
    for user, sandboxed in ((0, False), (1000, True)):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        write_pdf(page, tmp_path / "out.pdf")
        arguments = (tmp_path / "arguments").read_text().splitlines()
        assert ("--no-sandbox" not in arguments) is sandboxed
        assert "--host-resolver-rules=MAP * ~NOTFOUND" in arguments
        assert arguments[-1] == page.as_uri()
        profile = next(a for a in arguments if a.startswith("--user-data-dir=")).split("=")[1]
        assert not Path(profile).exists()


@posix
def test_a_failing_browser_leaves_the_old_pdf(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(BROWSER, str(program(tmp_path / "browser", "exit 7")))
    (tmp_path / "out.pdf").write_text("old")
    with pytest.raises(ReportError, match=r"made no PDF \(it ended with code 7\)"):
        write_pdf(page, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == [page.name, "browser", "out.pdf"]


@posix
def test_a_browser_that_hangs_is_ended_with_its_children(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = f'sleep 600 & echo $! > "{tmp_path}/child"; wait'
    monkeypatch.setenv(BROWSER, str(program(tmp_path / "browser", script)))
    with pytest.raises(ReportError, match="took more than 2 seconds"):
        write_pdf(page, tmp_path / "out.pdf", time_limit=2)
    child = int(re.findall(r"\d+", (tmp_path / "child").read_text())[0])
    for _ in range(100):  # an ended orphan stays listed until init collects it
        if not _running(child):
            break
        time.sleep(0.05)
    assert not _running(child)


def _running(process: int) -> bool:
    """Whether a process is there and is no zombie."""
    status = Path(f"/proc/{process}/stat")
    if status.parent.parent.joinpath("self").exists():
        return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@posix
def test_a_program_that_cannot_start_is_named(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "browser"
    broken.write_bytes(b"\x7fELF no program")
    broken.chmod(0o755)
    monkeypatch.setenv(BROWSER, str(broken))
    with pytest.raises(ReportError, match="browser: the browser can't be started"):
        write_pdf(page, tmp_path / "out.pdf")
