"""Markdown: .md and .markdown, with or without front matter, one article or a digest.

Front matter becomes labelled header lines, headings keep their level, and marks of emphasis,
lists and quotations go; links keep their text, and their address where it is the article's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from checker.articles.digest import split_digest
from checker.articles.draft import Draft, Line
from checker.articles.readers.decoding import read_text

_FRONT_KEY = re.compile(r"([A-Za-z_][\w -]{0,30}?)\s*:(?:\s+(.*)|\s*)")
_FRONT_LINES = 60
"""Lines that front matter has at most."""
_FRONT_NAMES = {
    "title": "Title",
    "headline": "Title",
    "outlet": "Outlet",
    "publication": "Outlet",
    "publisher": "Outlet",
    "newspaper": "Outlet",
    "source": "Source",
    "date": "Date",
    "published": "Date",
    "pubdate": "Date",
    "author": "Author",
    "authors": "Author",
    "byline": "Author",
    "url": "URL",
    "link": "URL",
    "canonical": "URL",
    "permalink": "URL",
}

_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*")
_LIST = re.compile(r"^(\s*)[*+-]\s+(?=\S)")
_QUOTE = re.compile(r"^ {0,3}(?:>\s?)+")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,}).*")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]]{1,200}\]:\s+\S.*")

_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\](?:\([^()]{0,2000}\)|\[[^\[\]]{0,100}\])")
_LINK = re.compile(
    r"\[([^\[\]]{1,1000})\]\(\s*<?([^\s()<>]{0,2000}(?:\([^\s()]{0,200}\))?[^\s()<>]{0,200})>?(?:\s+[\"'][^\"']{0,300}[\"'])?\s*\)"
)
_REFERENCE = re.compile(r"\[([^\[\]]{1,1000})\]\[[^\[\]]{0,100}\]")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]{1,50}\]:?")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>")
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]{0,500}|!--[^<>]{0,2000}--)>")
_STARS = re.compile(r"(\*{1,3})(?=[^\s*])([^*]{0,5000}?)(?<=[^\s*])\1")
_BARS = re.compile(r"(?<![^\W_])(_{1,3})(?=[^\s_])([^_]{0,5000}?)(?<=[^\s_])\1(?![^\W_])")
_CODE = re.compile(r"(`{1,2})([^`]{1,1000})\1")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PRIVATE = 0xE000
"""Where escaped marks wait, in Unicode's private area, while the others are taken out."""
_UNESCAPE = {_PRIVATE + code: code for code in range(128)}
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_SOURCE = re.compile(
    r"(?:source|url|link|read|full text|original|via|outlet|publication)[^:]{0,20}:", re.IGNORECASE
)
_SOURCE_TEXT = re.compile(
    r"(?:source|url|link|website|original(?: article| story)?|(?:read|see|open)\b.{0,30}"
    r"|(?:the )?full (?:article|story|text))",
    re.IGNORECASE,
)


class MarkdownReader:
    """Reads Markdown of one article, or a digest of many."""

    suffixes = (".md", ".markdown")

    def read(self, path: Path) -> list[Draft]:
        """The articles in the file. Raises ArticleError when it can't be read."""
        return split_digest(plain_lines(read_text(path)))


def plain_lines(text: str) -> Iterator[Line]:
    """The lines of a Markdown text without its marks, headings with their level."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.strip() in {"---", "+++"} and (matter := _front_matter(lines, at)):
            yield from matter[0]
            at = matter[1]
            continue
        at += 1
        if _FENCE.fullmatch(line[:200]) or _DEFINITION.fullmatch(line[:3000]):
            continue
        yield from _plain(line)


def _front_matter(lines: list[str], start: int) -> tuple[list[Line], int] | None:
    """The header lines of front matter that opens at `start`, and the index after it."""
    found: list[Line] = []
    key = ""
    for at in range(start + 1, min(start + _FRONT_LINES, len(lines))):
        line = lines[at].rstrip()
        if line in {"---", "...", "+++"}:
            return (found, at + 1) if any("Title:" in f.text for f in found) else None
        if match := _FRONT_KEY.fullmatch(line):
            key = _FRONT_NAMES.get(match[1].lower(), "")
            if key and match[2] and (value := _scalar(match[2])):
                found.append(Line(f"{key}: {value}"))
        elif key == "Author" and line.lstrip().startswith("- "):
            found.append(Line(f"Author: {_scalar(line.lstrip()[2:])}"))
            key = ""
        elif line.strip() and not line.startswith((" ", "\t", "-", "#")):
            return None
    return None


def _scalar(value: str) -> str:
    """A YAML value as text: quotes and list brackets off."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_scalar(part) for part in value[1:-1].split(","))
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value


def _plain(line: str) -> Iterator[Line]:
    if not line.strip():
        yield Line("")
        return
    heading = _HEADING.fullmatch(line) if line.lstrip()[:1] == "#" else None
    level = len(heading[1]) if heading else 0
    body = (heading[2] or "") if heading else _QUOTE.sub("", line, count=1)
    if not heading:
        body = _LIST.sub(r"\1  ", body, count=1)  # the indent keeps list items apart
    link = _LINK.fullmatch(body.strip().strip("*_"))
    address = link[2] if link and _ADDRESS.match(link[2]) else ""
    source = link is not None and not level and _SOURCE_TEXT.fullmatch(link[1].strip())
    if link and address and (level or source):
        if level:
            yield Line(inline(link[1]), level)
        yield Line(f"URL: {address}")
        return
    if _SOURCE.match(body.lstrip("*_ ")[:40]):
        body = _LINK.sub(_keep_address, body)
    yield Line(inline(body), level)


def _keep_address(match: re.Match[str]) -> str:
    known = _ADDRESS.match(match[1]) or not _ADDRESS.match(match[2])
    generic = match[1].strip().lower() in {"link", "source", "here", "original", "article"}
    return match[2] if known or generic else f"{match[1]}, {match[2]}"


def inline(text: str) -> str:
    """`text` without marks of emphasis, code, links, images and HTML; all words are kept."""
    if not any(mark in text for mark in "*_`[<&\\!"):
        return text
    text = _ESCAPE.sub(lambda match: chr(_PRIVATE + ord(match[1])), text)
    text = _IMAGE.sub("", text)
    text = _FOOTNOTE.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _REFERENCE.sub(r"\1", text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _TAG.sub("", text)
    text = _CODE.sub(r"\2", text)
    for _ in range(2):  # emphasis inside emphasis
        text = _STARS.sub(r"\2", text)
        text = _BARS.sub(r"\2", text)
    return html.unescape(text).translate(_UNESCAPE)
