"""What is written about the commands is true: help, README and the program's own messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from checker.cli import cli

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"

_SPAN = re.compile(r"`([^`\n]+)`")
_BLOCK = re.compile(r"^(`{3,}|~{3,})[^\n]*\n(.*?)^\1\s*$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"\bchecker ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?")


def commands(
    command: click.Command, *above: str
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield above, command
    if isinstance(command, click.Group):
        for name, sub in command.commands.items():
            yield from commands(sub, *above, name)


ALL = dict(commands(cli))


@pytest.mark.parametrize("path", ALL, ids=lambda path: " ".join(path) or "checker")
def test_every_command_option_and_argument_has_help(path: tuple[str, ...]) -> None:
    command = ALL[path]
    assert command.help
    assert command.get_short_help_str(80)
    context = click.Context(command, info_name=" ".join(("checker", *path)))
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.opts} has no help"
            assert parameter.help.endswith((".", ")")), parameter.help
        else:
            shown = parameter.make_metavar(context).strip("[].")
            assert shown in command.help, f"{shown} is not explained"


@pytest.mark.parametrize("path", ALL, ids=lambda path: " ".join(path) or "checker")
def test_help_fits_a_terminal(path: tuple[str, ...]) -> None:
    context = click.Context(ALL[path], info_name=" ".join(("checker", *path)), max_content_width=80)
    assert all(len(line) <= 80 for line in ALL[path].get_help(context).splitlines())


# README


def command_lines(text: str) -> Iterator[list[str]]:
    """The words of each `checker …` command in code spans and code blocks."""
    blocks = [m[2] for m in _BLOCK.finditer(text)]
    lines = [line for block in blocks for line in block.splitlines()]
    for line in lines + _SPAN.findall(_BLOCK.sub("", text)):
        words = line.split("#")[0].removeprefix("$ ").split()
        while words and words[0].endswith(("/checker", "checker.exe")):
            words[0] = "checker"
        if words[:1] == ["checker"]:
            yield words[1:]


def fault_of(words: list[str]) -> str:
    """What of a command line doesn't exist; "" if all of it does."""
    command: click.Command = cli
    options: set[str] = {"-h", "--help"}
    options |= {o for p in cli.params for o in p.opts}
    for word in words:
        if word.startswith("-"):
            if word.split("=")[0].rstrip(".,;)]") not in options:
                return word
        elif isinstance(command, click.Group) and re.fullmatch("[a-z][a-z|-]*", word):
            if any(name not in command.commands for name in word.split("|")):
                return word
            command = command.commands[word.split("|")[0]]
            options |= {o for p in command.params for o in p.opts}
    return ""


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("check --fail-under 60", ""),
        ("points list|add --brief x", ""),
        ("points import BRIEF.docx --name talks", ""),
        ("--version", ""),
        ("chek", "chek"),
        ("points lst", "lst"),
        ("check --fail-above 3", "--fail-above"),
        ("points list --text", "--text"),
    ],
)
def test_a_command_that_does_not_exist_is_seen(line: str, fault: str) -> None:
    assert fault_of(line.split()) == fault


def test_every_command_in_the_readme_exists() -> None:
    lines = list(command_lines(README.read_text(encoding="utf-8")))
    assert [(line, fault) for line in lines if (fault := fault_of(line))] == []
    named = {line[0] for line in lines if line}
    assert named >= {"check", "init", "points"}


def test_the_readme_names_every_command() -> None:
    text = README.read_text(encoding="utf-8")
    missing = [" ".join(p) for p in ALL if p and f"checker {' '.join(p)}" not in text]
    assert missing == []


def test_every_make_target_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", README.read_text(encoding="utf-8"), re.M))
    assert {"report", "test"} <= named <= targets


def test_every_link_in_the_readme_to_a_file_leads_to_one() -> None:
    text = README.read_text(encoding="utf-8")
    links = [t.split("#")[0] for t in re.findall(r"\]\(([^)\s]+)\)", text)]
    local = [t for t in links if t and "://" not in t and not t.startswith("mailto:")]
    assert [t for t in local if not (ROOT / t).exists()] == []


# Messages


def test_every_command_that_a_message_names_exists() -> None:
    wrong = []
    for path in sorted((ROOT / "checker").rglob("*")):
        if path.suffix not in (".py", ".j2", ".json"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for name, sub in _NAMED.findall(line):
                told = re.search(rf"""(?:run:?|[`"':]|\$\() ?checker {name}""", line, re.IGNORECASE)
                command = cli.commands.get(name)
                if told and command is None:
                    wrong.append(f"{path.relative_to(ROOT)}:{number}: checker {name}")
                elif isinstance(command, click.Group) and sub and sub not in command.commands:
                    wrong.append(f"{path.relative_to(ROOT)}:{number}: checker {name} {sub}")
    assert wrong == []
