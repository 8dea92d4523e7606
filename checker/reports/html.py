"""The HTML report: one self-contained page, data gathered first, templates last.

`render_html` is pure: the same assessment gives the same bytes. `write_html` puts the page, and
the texts beside it when asked, in place atomically.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checker.atomic import write_text
from checker.reports.charts import LETTERS
from checker.reports.gather import Texts, gather
from checker.reports.texts import shorten, visible
from checker.reports.words import ENGLISH, SYMBOLS, Words
from checker.scoring.assessment import Assessment

TOP = 8
"""How many divergences stand open on top; the others are a click away."""
_TEXT = "<div class=txt>"
"""What the text of an article stands in."""
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True)
class Page:
    """A rendered report: the page, and the texts to write beside it by relative path."""

    html: str
    files: Mapping[str, str]


def render_html(
    assessment: Assessment,
    texts: Texts = "inline",
    *,
    words: Words = ENGLISH,
    folder: str = "texts",
    name: str = "",
) -> Page:
    """The report as a page.

    `texts`: the articles' full texts in the page, in `folder` beside it (a file for each
    story), or left out. `name`: the page's own file name, for the way back from those files.
    """
    report = gather(assessment, words, texts, folder)
    environment = _environment()
    style, script = _asset("colours.css") + _asset("report.css"), _asset("script.js")
    shared = {
        "words": words,
        "w": words,
        "texts": texts,
        "symbol": {str(o): s for o, s in SYMBOLS.items()},
        "letter": {str(o): c for o, c in LETTERS.items()},
    }
    html = environment.get_template("report.html.j2").render(
        shared,
        r=report,
        top=TOP,
        plain=False,
        style=_trusted(style),
        script=_trusted(script),
        csp=_policy(style, script),
    )
    files = {}
    if texts == "folder":
        plain = _asset("colours.css") + _asset("text.css")
        template = environment.get_template("text.html.j2")
        for story in report.stories:
            files[story.text_href] = template.render(
                shared,
                s=story,
                back=f"../{name}" if name else "",
                plain=True,
                style=_trusted(plain),
                csp=_policy(plain, ""),
            )
    return Page(html, files)


def write_html(
    assessment: Assessment, path: Path, texts: Texts = "inline", *, words: Words = ENGLISH
) -> Path:
    """Write the report to `path`, its texts (if in a folder) to `<stem>-texts/` beside it.

    Each file is written aside and then put in place, the page last, so that a page never
    leads to texts that are not there. Returns `path`; WorkspaceError when it can't be written.
    """
    page = render_html(assessment, texts, words=words, folder=f"{path.stem}-texts", name=path.name)
    for file, text in page.files.items():
        write_text(path.parent / file, text)
    write_text(path, page.html)
    return path


def texts_of(page: Path) -> Texts:
    """Where a page that was written before has its articles' texts.

    Raises OSError when it can't be read.
    """
    # In the text of an article no "<" stands as such.
    if _TEXT in page.read_text(encoding="utf-8", errors="replace"):
        return "inline"
    return "folder" if (page.parent / f"{page.stem}-texts").is_dir() else "none"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("checker.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters["shorten"] = shorten
    environment.filters["is_lang"] = lambda code: bool(_LANGUAGE.fullmatch(code))
    return environment


def _finalize(value: object) -> object:
    """Every text that a template puts out, with its unseen controls made visible."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return value


@cache
def _asset(name: str) -> str:
    return resources.files("checker.reports").joinpath("templates", name).read_text("utf-8")


def _trusted(asset: str) -> Markup:
    """One of our own style sheets or scripts, to stand in the page as it is."""
    return Markup(asset)  # noqa: S704


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that allows exactly this style and this script, and no request."""
    allowed = f"script-src {_hash(script)}; " if script else ""
    return (
        f"default-src 'none'; style-src {_hash(style)}; {allowed}img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
