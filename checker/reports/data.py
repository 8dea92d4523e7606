"""The JSON form of a report: an assessment as plain data, and back.

The layout is that of the nouns, field by field, and is documented in `schema.json` beside this
module. What a reader of the file would otherwise have to work out is written too: an article's
`id` and a tally's `pull_through`. `SCHEMA` grows by one when a change would break a reader.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from checker.articles.article import Article
from checker.errors import ReportError
from checker.scoring.assessment import Assessment, Outcome, Tally

SCHEMA = 1
"""The version of the layout, as written in the file's first key."""

_MEND = "Export from the JSON file that `checker check` wrote, or check again"


def to_data(assessment: Assessment) -> dict[str, Any]:
    """The whole assessment as dicts, lists, strings, numbers, booleans and None.

    Keys are in a fixed order; dates are ISO 8601; enumerations are their words. A tally counts
    all five outcomes, 0 where there were none.
    """
    return {"schema": SCHEMA, **_encode(assessment)}


def from_data(data: Mapping[str, Any], source: str = "") -> Assessment:
    """The assessment that `to_data` was given: `from_data(to_data(a)) == a`.

    A key that is missing takes its default when it has one (an older program wrote the file);
    a key that is not known is passed over. `source` names the file in errors.

    Raises ReportError naming the place in the data, when it isn't a report of this layout, is
    from a newer program, or an article's text was changed so that its id no longer fits.
    """
    version = data.get("schema") if isinstance(data, Mapping) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _fault(source, 'no report of this program: the key "schema" is missing')
    if version > SCHEMA:
        raise ReportError(
            f"made by a newer version of the program (layout {version}, this one knows {SCHEMA})",
            where=source or None,
            mend="Update the program",
        )
    try:
        assessment = _decode(Assessment, data, "")
    except _MisfitError as misfit:
        raise _fault(source, str(misfit)) from None
    assert isinstance(assessment, Assessment)
    return assessment


def to_json(assessment: Assessment) -> str:
    """`to_data` as JSON text, indented by one space, ending in a line end."""
    return json.dumps(to_data(assessment), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def from_json(text: str, source: str = "") -> Assessment:
    """The assessment in a JSON report. Raises ReportError as `from_data` does, and on bad JSON."""
    try:
        data = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_constant)
    except json.JSONDecodeError as fault:
        where = f"{source}:{fault.lineno}" if source else f"line {fault.lineno}"
        raise ReportError(f"not JSON ({fault.msg})", where=where, mend=_MEND) from None
    except (ValueError, RecursionError):
        raise _fault(source, "not JSON that this program writes") from None
    return from_data(data, source)


def read_report(path: Path) -> Assessment:
    """The assessment in the JSON report `path`.

    Raises ReportError as `from_json` does, and for a file that is no UTF-8 text; OSError when
    the file can't be opened.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as cause:
        raise ReportError(
            "this is no JSON report: it is not UTF-8 text",
            where=str(path),
            mend="Name the .json file that `checker check` wrote",
        ) from cause
    return from_json(text, str(path))


def _encode(value: Any) -> Any:
    if is_dataclass(value):
        return _encode_noun(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(_encode(key)): _encode(item) for key, item in value.items()}
    # A datetime is a date too.
    return value.isoformat() if isinstance(value, dt.date) else value


def _encode_noun(noun: Any) -> dict[str, Any]:
    plain = {f.name: _encode(getattr(noun, f.name)) for f in fields(noun)}
    if isinstance(noun, Article):
        return {"id": noun.id, **plain}
    if isinstance(noun, Tally):
        counts = {outcome.value: noun.counts.get(outcome, 0) for outcome in Outcome}
        return {**plain, "counts": counts, "pull_through": noun.pull_through}
    return plain


class _MisfitError(Exception):
    """A value that doesn't fit the nouns: where in the data, and what was expected there."""

    def __init__(self, place: str, expected: str) -> None:
        super().__init__(f"{place or 'the top level'} should be {expected}")


def _decode(kind: Any, value: Any, place: str) -> Any:
    """`value` as `kind`, a type out of a noun's annotations. Raises _MisfitError."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        known = next(k for k in inner if k is not NoneType)
        return None if value is None else _decode(known, value, place)
    if origin is tuple:
        items = _expect(value, list, place, "a list")
        return tuple(_decode(inner[0], v, f"{place}[{i}]") for i, v in enumerate(items))
    if origin is Mapping:
        entries = _expect(value, dict, place, "an object")
        return {
            _decode(inner[0], k, place): _decode(inner[1], v, f"{place}.{k}")
            for k, v in entries.items()
        }
    if is_dataclass(kind):
        return _decode_noun(kind, _expect(value, dict, place, "an object"), place)
    return _decode_single(kind, value, place)


def _decode_single(kind: Any, value: Any, place: str) -> Any:
    if kind is bool:
        return _expect(value, bool, place, "true or false")
    if kind in (int, float):
        if isinstance(value, bool) or not isinstance(value, int | kind):
            raise _MisfitError(place, "a whole number" if kind is int else "a number")
        return kind(value)
    text = _expect(value, str, place, "a text")
    if kind is str:
        return text
    try:
        if issubclass(kind, Enum):
            return kind(text)
        return kind.fromisoformat(text)
    except ValueError:
        expected = (
            "one of " + ", ".join(member.value for member in kind)
            if issubclass(kind, Enum)
            else f"a {kind.__name__} such as 2026-05-31"
        )
        raise _MisfitError(place, expected) from None


def _decode_noun(kind: Any, data: Mapping[str, Any], place: str) -> Any:
    hints = _hints(kind)
    values = {}
    for f in fields(kind):
        inside = f"{place}.{f.name}".lstrip(".")
        if f.name in data:
            values[f.name] = _decode(hints[f.name], data[f.name], inside)
        elif f.default is MISSING and f.default_factory is MISSING:
            raise _MisfitError(inside, "there")
    noun = kind(**values)
    if isinstance(noun, Article) and data.get("id", noun.id) != noun.id:
        raise _MisfitError(place, "as it was checked, but its text was changed")
    return noun


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _expect(value: Any, kind: type, place: str, word: str) -> Any:
    if not isinstance(value, kind):
        raise _MisfitError(place, word)
    return value


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _fault(source: str, what: str) -> ReportError:
    return ReportError(what, where=source or None, mend=_MEND)
