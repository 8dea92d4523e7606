"""The text of a file in any usual encoding, or a plain reason why there is none."""

from __future__ import annotations

import codecs
from pathlib import Path

from checker.errors import ArticleError

MOST_BYTES = 20_000_000
"""The largest press file that is read, in bytes. A year of one paper's clippings has 5 MB."""

_SIGNS = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a Word document or a zip file",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "a rich-text document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_CONTROLS = 0.005
"""Share of control characters, 0 to 1, over which a file is no text."""
_SAMPLE = 200_000


def read_text(path: Path) -> str:
    """The file's text: UTF-8, UTF-16 or UTF-32 with or without a mark, else cp1252 or cp1251.

    An empty file gives "". Raises ArticleError when the file is larger than `MOST_BYTES`, can't
    be opened, or is no text.
    """
    return decode(read_bytes(path), path)


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """The file's bytes, at most `most`. Raises ArticleError when larger or unreadable."""
    try:
        if not path.exists():
            raise ArticleError("there is no such file", where=str(path))
        if not path.is_file():
            raise ArticleError("not a file", where=str(path))
        with path.open("rb") as file:
            data = file.read(most + 1)
        if len(data) > most:
            size = max(path.stat().st_size, len(data))
            what = f"too large: {size / 1e6:.0f} MB; at most {most / 1e6:.0f} MB are read"
            raise ArticleError(what, where=str(path), mend="Split it into smaller files")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ArticleError(f"can't be opened ({reason})", where=str(path)) from error
    return data


def decode(data: bytes, path: Path) -> str:
    """The text of `data`. Raises ArticleError, naming `path`, when it is no text."""
    for sign, name in _SIGNS.items():
        if data.startswith(sign):
            mend = "Save it as plain text (.txt)"
            raise ArticleError(f"not text: it looks like {name}", where=str(path), mend=mend)
    text = _marked(data) or _unmarked(data)
    if data and (text is None or _share_of_controls(text) > _MOST_CONTROLS):
        what = "not text: its characters make no sense"
        mend = "Open it in the program it was made with and save it as plain text (.txt)"
        raise ArticleError(what, where=str(path), mend=mend)
    return text or ""


def _marked(data: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    return None


def _unmarked(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        odd, even = sample[1::2].count(0), sample[0::2].count(0)
        # Latin text in UTF-16 has a zero in nearly every second place; other files don't.
        if max(odd, even) < 0.6 * (len(sample) // 2) or min(odd, even) > 0.1 * len(sample):
            return None
        return data.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    broken = data.decode("utf-8", errors="replace")
    foreign = sum(ch > "\x7f" for ch in broken)
    if broken.count("\ufffd") <= 0.1 * foreign:  # a few damaged bytes in a UTF-8 file
        return broken
    letters = sum(byte >= 0x80 or 65 <= byte <= 90 or 97 <= byte <= 122 for byte in sample)
    cyrillic = sum(byte >= 0xC0 for byte in sample)
    # Western text is mostly ASCII letters; Russian text in one byte has hardly any.
    encoding = "cp1251" if cyrillic > 0.5 * letters else "cp1252"
    return data.decode(encoding, errors="replace")


def _share_of_controls(text: str) -> float:
    sample = text[:_SAMPLE]
    if not sample:
        return 0.0
    bad = sum(ch < " " and ch not in "\t\n\r\x0b\x0c\x1a" for ch in sample)
    return (bad + sample.count("\ufffd") + sample.count("\x7f")) / len(sample)
