"""The PDF form of a report: its HTML printed by a Chromium that is already on the machine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from checker.atomic import replacing
from checker.errors import ReportError

PATIENCE, PATIENCE_PER_MEGABYTE = 120.0, 120.0
"""Seconds that printing may take: for any page, and for each megabyte of its HTML besides.

On a busy machine of two cores, a report of 100 articles printed in 18 seconds (240 pages), one of
300 in 40, one of 1,000 (6.8 MB, 1,106 pages) in 305: some 45 seconds for each megabyte.
"""

BROWSER = "CHECKER_BROWSER"
"""The environment variable that names a Chromium which is in no usual place."""

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
_INSTALL = f"Install Chromium, Google Chrome or Microsoft Edge, or name one in {BROWSER}"

_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",  # a container's /dev/shm is too small for long pages
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    # No network: every name fails to resolve, every connection goes to a proxy that isn't there,
    # and the browser's own services are off.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=socks5://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-pings",
    "--no-pdf-header-footer",
    "--print-to-pdf-no-header",  # the same, for Chromium before 112
)


def write_pdf(html_path: Path, pdf_path: Path, time_limit: float | None = None) -> Path:
    """Print the HTML file to `pdf_path`, as its print styles lay it out, and return the path.

    The browser gets a profile of its own that is thrown away, and no network. It keeps its
    sandbox, except for root, to whom Chromium grants none.

    Raises ReportError when there is no browser, it fails, or it takes more than `time_limit`
    seconds (by default as many as the page's size asks for); WorkspaceError when the PDF can't
    be written. An older PDF is then left as it was.
    """
    if not html_path.is_file():
        raise ReportError("there is no such report to print", where=str(html_path))
    if time_limit is None:
        time_limit = PATIENCE + PATIENCE_PER_MEGABYTE * html_path.stat().st_size / 1e6
    browser = find_browser()
    if browser is None:
        raise ReportError("a PDF needs a browser, and none was found", mend=_INSTALL)
    with (
        tempfile.TemporaryDirectory(prefix="checker-", ignore_cleanup_errors=True) as profile,
        replacing(pdf_path) as printed,
    ):
        command = [
            str(browser),
            *_FLAGS,
            *(["--no-sandbox"] if _is_root() else []),
            f"--user-data-dir={profile}",
            f"--print-to-pdf={printed}",
            html_path.resolve().as_uri(),
        ]
        code = _run(command, time_limit, browser)
        if not _is_pdf(printed):
            raise ReportError(
                f"{browser.name} made no PDF (it ended with code {code})",
                where=str(pdf_path),
                mend="Open the HTML report in a browser and print it from there",
            )
    return pdf_path


def find_browser(
    environment: Mapping[str, str] | None = None, platform: str = sys.platform
) -> Path | None:
    """The Chromium to print with: the one named in CHECKER_BROWSER, or one in a usual place.

    Raises ReportError when CHECKER_BROWSER names something that isn't there.
    """
    env = os.environ if environment is None else environment
    if named := env.get(BROWSER):
        found = shutil.which(named, path=env.get("PATH", ""))
        if found is None:
            raise ReportError(f"{BROWSER} names {named}, which can't be run", mend=_INSTALL)
        return Path(found)
    for name in NAMES:
        if found := shutil.which(name, path=env.get("PATH", "")):
            return Path(found)
    return next((path for path in _usual_places(env, platform) if path.is_file()), None)


def _usual_places(env: Mapping[str, str], platform: str) -> Iterator[Path]:
    if platform == "darwin":
        for folder in (Path("/Applications"), Path(env.get("HOME", "/")) / "Applications"):
            for name in _MAC:
                yield folder / f"{name}.app" / "Contents" / "MacOS" / name
    elif platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if variable in env:
                for program in _WINDOWS:
                    yield Path(env[variable]) / program
    else:
        yield Path("/snap/bin/chromium")


def _run(command: list[str], time_limit: float, browser: Path) -> int:
    """The exit code of the browser. It and its children are ended when the time is up."""
    try:
        process = subprocess.Popen(  # noqa: S603  (our own list, no shell)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise ReportError(
            f"the browser can't be started ({reason})", where=str(browser), mend=_INSTALL
        ) from fault
    try:
        return process.wait(time_limit)
    except subprocess.TimeoutExpired:
        raise ReportError(
            f"{browser.name} took more than {time_limit:.0f} seconds to print the report",
            mend="Open the HTML report in a browser and print it from there",
        ) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        # The browser leads a session of its own, so this reaches its children and no one else.
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _is_pdf(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(5) == b"%PDF-"


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
