"""Wrong usage that click found, as one of our errors: what is wrong, and how to mend it."""

from __future__ import annotations

import difflib
import re

import click

from checker.errors import UsageError

_VALUE = re.compile(r"(.+?)(?:\.0)? is not (?:one of|in the range|a valid) ")
"""The value as click repeats it, before what it says about it."""


def usage_error(error: click.UsageError) -> UsageError:
    """The error as one of ours, its fault in plain words."""
    if isinstance(error, click.NoSuchOption | click.exceptions.NoSuchCommand):
        kind = "option" if isinstance(error, click.NoSuchOption) else "command"
        name = error.option_name if isinstance(error, click.NoSuchOption) else error.command_name
        mend = f"Did you mean {_either(error.possibilities)}?" if error.possibilities else ""
        return UsageError(f"there is no {kind} {name}", mend=mend or _see_help(error))
    if isinstance(error, click.BadParameter) and not isinstance(error, click.MissingParameter):
        return _bad_value(error)
    what = _begun_small(error.format_message())
    if "requires an argument" in what:
        return UsageError(what.replace("an argument", "a value"), mend="Write it after the option")
    return UsageError(what, mend=_see_help(error))


def _bad_value(error: click.BadParameter) -> UsageError:
    kind = error.param.type if error.param else None
    where = error.param.opts[-1] if isinstance(error.param, click.Option) else None
    found = _VALUE.match(error.message)
    what, mend = _begun_small(error.message), _see_help(error)
    if isinstance(kind, click.Path) and "does not exist" in what:
        mend = "Check how it is written, and which folder you are in"
    elif isinstance(kind, click.Choice) and found:
        what = f"{found[1]} is not one of {', '.join(kind.choices)}"
        near = difflib.get_close_matches(found[1].strip("'\""), kind.choices)
        mend = f"Did you mean {_either(near)}?" if near else "Write one of these"
    elif isinstance(kind, click.IntRange | click.FloatRange) and found:
        what = f"{found[1]} does not fit"
        whole = "whole number" if isinstance(kind, click.IntRange) else "number"
        limits = (
            f"from {kind.min:g} up" if kind.max is None else f"from {kind.min:g} to {kind.max:g}"
        )
        mend = f"Give a {whole} {limits}"
    return UsageError(what, where=where, mend=mend)


def _begun_small(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")


def _either(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def _see_help(error: click.UsageError) -> str:
    return f"See: {error.ctx.command_path if error.ctx else 'checker'} --help"
