"""Press text made safe to show: controls that turn or hide text, links, lines to paste."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSAFE_URL = re.compile(r"[\s\\<>\"'`\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SHELL_SIGNS = re.compile(r'["$`\\!]')
_TOML_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f]')


def visible(text: str) -> str:
    """`text` with direction overrides and embeddings spelled out, other controls as U+FFFD.

    An override left in would turn the words after it around, in our own page too. Plain marks
    (U+200E, U+200F) and joiners stay: right-to-left text and emoji need them.
    """
    spelled = _BIDI.sub(lambda m: f"[U+{ord(m[0]):04X}]", text)
    return _CONTROLS.sub("\ufffd", spelled)


def safe_url(url: str) -> str:
    """`url` when it is a plain http(s) address with a host, else nothing."""
    url = url.strip()
    if _UNSAFE_URL.search(url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and host else ""


def toml_string(text: str) -> str:
    """`text` as a TOML basic string, quotes included (TOML 1.0, "String")."""
    escaped = _TOML_ESCAPED.sub(
        lambda m: f"\\{m[0]}" if m[0] in '"\\' else f"\\u{ord(m[0]):04x}", text
    )
    return f'"{escaped}"'


def point_lines(text: str) -> str:
    """The lines of messages/*.toml that add a talking point.

    Without a number: the point gets the next free one, however many are pasted.
    """
    return f"[[points]]\ntext = {toml_string(_one_line(text))}"


def add_command(text: str) -> str:
    """The shell command that adds a talking point, its text quoted for a POSIX shell.

    The text stands in double quotes. Where it has a sign that a shell reads inside these, it
    stands in single quotes, and its apostrophes are typographic: readable, and as safe.
    """
    line = _one_line(text)
    quoted = "'" + line.replace("'", "’") + "'" if _SHELL_SIGNS.search(line) else f'"{line}"'
    return f"checker points add --text {quoted}"


def shorten(text: str, limit: int) -> str:
    """`text` on one line, cut at a word to at most `limit` characters with an ellipsis."""
    line = " ".join(text[: limit * 4].split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    kept = cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut
    # An ellipsis behind a full stop would be four dots.
    return kept.rstrip(" .,;:…") + "…"


def quoted(text: str) -> str:
    """`text` in quotation marks, unless it begins with some."""
    return text if text[:1] in ("“", '"', "«", "„") else f"“{text}”"


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())
