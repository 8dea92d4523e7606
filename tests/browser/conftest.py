"""Headless Chromium for the report. Without one these tests fail: a skip would hide a gap."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from checker.reports.gather import Texts
from checker.reports.html import write_html
from checker.scoring.assessment import Assessment
from tests.factories import make_assessment

NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Opened:
    """A report in a browser, with all that it logged, threw or asked for besides itself."""

    page: Page
    path: Path
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


Open = Callable[..., Opened]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    assert found, "no Chromium: install Debian's package chromium"
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
        started = playwright.chromium.launch(executable_path=found, args=flags)
        yield started
        started.close()


@pytest.fixture
def open_report(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Writes an assessment's report and opens it from file:// with the network cut."""
    contexts = []

    def start(
        assessment: Assessment | None = None,
        *,
        texts: Texts = "inline",
        width: int = 1280,
        fragment: str = "",
        path: Path | None = None,
        **options: Any,
    ) -> Opened:
        if path is None:
            path = write_html(assessment or make_assessment(), tmp_path / "report.html", texts)
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            offline=True,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        opened = Opened(context.new_page(), path)
        page = opened.page
        page.on("console", lambda m: opened.faults.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda e: opened.faults.append(f"error: {e}"))
        page.on("dialog", lambda d: (opened.faults.append(f"dialog: {d.message}"), d.dismiss()))
        page.on("request", lambda r: opened.requests.append(r.url))
        page.goto(path.as_uri() + fragment)
        return opened

    yield start
    for context in contexts:
        context.close()
