"""Files that are either whole or not there: written beside their place, then moved into it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checker.errors import WorkspaceError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path in the folder of `path` to write to; it becomes `path` when the block ends well.

    When the block fails, `path` is as it was before and nothing is left beside it. A missing
    folder is made; a symbolic link is kept and its target replaced.

    Raises WorkspaceError when the folder or the file can't be written.
    """
    target = path.resolve()
    # The name keeps the ending, for programs that choose a format by it.
    temporary = target.parent / f".{secrets.token_hex(8)}.part{target.suffix}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield temporary
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as fault:
        raise _not_written(path, fault) from fault


def write_bytes(path: Path, data: bytes) -> None:
    """Make `path` a file of exactly `data`, in one step.

    A reader sees the old file or the new one, never half of one, even after a power cut.
    Raises WorkspaceError when it can't be written.
    """
    with replacing(path) as temporary, temporary.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def write_text(path: Path, text: str) -> None:
    """Make `path` a UTF-8 file of `text`, in one step, line ends as they are.

    A lone surrogate, which UTF-8 can't hold, becomes "?": one bad character in a clipping must
    not cost the report. Raises WorkspaceError when it can't be written.
    """
    write_bytes(path, text.encode("utf-8", errors="replace"))


def _not_written(path: Path, fault: OSError) -> WorkspaceError:
    mend = (
        "Close it in other programs, or check that you may write to the folder"
        if isinstance(fault, PermissionError)
        else "Check the folder and the free space on the disk"
    )
    reason = fault.strerror or type(fault).__name__
    return WorkspaceError(f"can't be written ({reason})", where=str(path), mend=mend)
