"""The text of a plain-text or Markdown file, whatever usual encoding it has."""

from __future__ import annotations

import codecs
from pathlib import Path

from checker.errors import BriefError

MOST_BYTES = 1_000_000
"""Largest text file that is read, in bytes; a brief of that size is a mistake."""

_SAVE_AS = "Open it and save it as Word (.docx) or as plain text (.txt)"
_READABLE = "Word (.docx), Markdown (.md) and plain-text (.txt) files can be read"
_OTHER_KINDS = {
    b"%PDF": "a PDF",
    b"{\\rtf": "a rich-text (.rtf) file",
    b"\xd0\xcf\x11\xe0": "an old Word (.doc) file or a password-protected document",
    b"PK\x03\x04": "a zip or OpenDocument file, not text",
}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_OTHER_ENDINGS = {
    ".doc": "an old Word file",
    ".docm": "a Word file with macros",
    ".dotx": "a Word template",
    ".pdf": "a PDF",
    ".odt": "an OpenDocument file",
    ".rtf": "a rich-text file",
    ".pages": "a Pages file",
    ".html": "a web page",
    ".htm": "a web page",
}
_NO_BRIEFS = (  # pictures; sound and film; slides, sheets and archives
    *(".bmp", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"),
    *(".avi", ".m4a", ".mov", ".mp3", ".mp4", ".ogg", ".wav"),
    *(".key", ".odp", ".ods", ".ppt", ".pptx", ".xls", ".xlsx", ".zip"),
)


def refuse_other_kinds(path: Path, head: bytes = b"") -> None:
    """Raise BriefError for a file that is neither text nor .docx, with the mend."""
    ending = path.suffix.lower()
    if ending in _NO_BRIEFS:
        raise BriefError(f"a {ending} file is not a brief", where=str(path), mend=_READABLE)
    if head.startswith(_PICTURES):
        raise BriefError("a picture is not a brief", where=str(path), mend=_READABLE)
    kind = _OTHER_ENDINGS.get(ending) or next(
        (name for sign, name in _OTHER_KINDS.items() if head.startswith(sign)), None
    )
    if kind:
        raise BriefError(f"this is {kind}, which can't be read", where=str(path), mend=_SAVE_AS)


def read_bytes(path: Path, most: int) -> bytes:
    """The file's bytes. Raises BriefError when it is missing, no file, or larger than `most`."""
    try:
        size = path.stat().st_size
        if size > most:
            raise BriefError(
                f"the brief has {size / 1e6:.0f} MB; at most {most / 1e6:.0f} MB are read",
                where=str(path),
                mend="Leave out pictures and annexes",
            )
        return path.read_bytes()
    except FileNotFoundError:
        mend = "Check the name and the folder"
        raise BriefError("there is no such file", where=str(path), mend=mend) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        mend = "Check that it is a file and that you may open it"
        raise BriefError(f"can't be read ({reason})", where=str(path), mend=mend) from error


def decode(data: bytes) -> str | None:
    """The text of `data`: UTF-8 or UTF-16, with or without a mark, else Windows-1252.

    None when it is no text in any of them.
    """
    if data.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in data:
        # UTF-16 without its mark: Latin text has its zero bytes in every second place.
        little = data[1::2].count(0) > data[0::2].count(0)
        encodings = ["utf-16-le" if little else "utf-16-be"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def read_text(path: Path) -> str:
    """The text of a file. Raises BriefError when it can't be read or is no text."""
    if path.is_file():
        refuse_other_kinds(path)  # before its size is looked at: a photo is not a long brief
    data = read_bytes(path, MOST_BYTES)
    refuse_other_kinds(path, data[:8])
    text = decode(data)
    if text is None:
        raise BriefError("this is no text in a known encoding", where=str(path), mend=_SAVE_AS)
    return text
