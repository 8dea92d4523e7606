from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from checker import __version__
from checker.cli import cli
from checker.workspace import Workspace
from tests.cli.conftest import CONFIG, Run, call, driver, environment, one_line

HEAVY = ("torch", "transformers", "sentence_transformers", "sklearn", "huggingface_hub", "numpy")

_SAYS_MODULES = f"""
import atexit, json, sys
atexit.register(lambda: print(
    json.dumps([m for m in {HEAVY!r} if m in sys.modules]), file=sys.stderr))
from checker.cli import main
main()
"""


def commands(group: click.Group, *above: str) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*above, name)
        if isinstance(command, click.Group):
            yield from commands(command, *above, name)


ALL_COMMANDS = sorted(commands(cli))


def heavy_modules(folder: Path, *arguments: str) -> list[str]:
    """Which of `HEAVY` are loaded when `checker ARGUMENTS` has ended well."""
    done = subprocess.run(
        [sys.executable, "-c", _SAYS_MODULES, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    found: list[str] = json.loads(done.stderr)
    return found


@pytest.mark.parametrize("arguments", [(), *ALL_COMMANDS], ids=" ".join)
def test_help_loads_no_model_library(workspace: Workspace, arguments: tuple[str, ...]) -> None:
    assert heavy_modules(workspace.root, *arguments, "-h") == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("points", "list"),
        ("points", "list", "--claims"),
        ("points", "add", "--text", "Selm is calm."),
        ("init", "new"),
        ("completion", "bash"),
    ],
    ids=" ".join,
)
def test_light_commands_load_no_model_library(
    workspace: Workspace, arguments: tuple[str, ...]
) -> None:
    assert heavy_modules(workspace.root, *arguments) == []


def test_importing_points_loads_no_model_library(workspace: Workspace) -> None:
    (workspace.root / "brief.md").write_text("# Boats\n\n1. Boats are fine.\n", encoding="utf-8")
    assert heavy_modules(workspace.root, "points", "import", "brief.md") == []


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"checker, version {__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_for_the_shell(run: Run, shell: str) -> None:
    script = run("completion", shell).stdout
    assert f"{shell}_complete" in script
    assert "_CHECKER_COMPLETE" in script


def test_completion_of_an_unknown_shell(run: Run) -> None:
    assert run("completion", "tcsh").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("check nosuch.txt",
         "path 'nosuch.txt' does not exist. Check how it is written, and which folder you are in"),
        ("check --fail-on contradict",
         "--fail-on: 'contradict' is not one of contradicted, distorted, unread. "
         "Did you mean contradicted?"),
        ("check --fail-on x",
         "--fail-on: 'x' is not one of contradicted, distorted, unread. Write one of these"),
        ("check --format docx",
         '--format: "docx" is not one of html, json, csv, xlsx, pdf. See: checker check --help'),
        ("check --fail-under 200",
         "--fail-under: 200 does not fit. Give a number from 0 to 100"),
        ("check --fail-under half",
         "--fail-under: 'half' does not fit. Give a number from 0 to 100"),
        ("points add --number 0",
         "--number: 0 does not fit. Give a whole number from 1 up"),
        ("check --brief", "option '--brief' requires a value. Write it after the option"),
        ("chek", "there is no command chek. Did you mean check?"),
        ("xyzzy", "there is no command xyzzy. See: checker --help"),
        ("points lst", "there is no command lst. Did you mean list?"),
        ("check --al", "there is no option --al. Did you mean --all, --fail-on or --help?"),
        ("--xyzzy", "there is no option --xyzzy. See: checker --help"),
        ("points list extra",
         "got unexpected extra argument (extra). See: checker points list --help"),
        ("points import", "missing argument 'BRIEF'. See: checker points import --help"),
        ("export nosuch.json", "file 'nosuch.json' does not exist. Check how it is written"),
        ("completion tcsh", "'tcsh' is not one of bash, zsh, fish. Write one of these"),
        ("--workspace nosuch check",
         "--workspace: directory 'nosuch' does not exist. Check how it is written"),
        ("init messages/harbour.toml",
         "directory 'messages/harbour.toml' is a file. See: checker init --help"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_line_with_a_mend(run: Run, arguments: str, said: str) -> None:
    result = run(*arguments.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert one_line(result.stderr).startswith(said)


@pytest.mark.parametrize("arguments", [(), ("points",)], ids=" ".join)
def test_a_group_without_a_command_shows_its_help(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Commands:" in result.stderr


# Each mistake a hand can make in the config file: what was written, and the line to look at.
MISTAKES: dict[str, tuple[bytes, int]] = {
    "unknown key": (CONFIG.replace("number = 2", "numbr = 2").encode(), 9),
    "unknown setting": (CONFIG.replace("themes", "theme").encode(), 17),
    "duplicate number": (CONFIG.replace("number = 3", "number = 1").encode(), 13),
    "number as a string": (CONFIG.replace("number = 2", 'number = "2"').encode(), 9),
    "empty text": (
        CONFIG.replace("Selm ferry passengers travel free every Sunday.", " ").encode(),
        14,
    ),
    "no text": (
        CONFIG.replace('text = "Selm ferry', 'variants = ["Selm ferry')
        .replace('Sunday."', 'Sunday."]')
        .encode(),
        12,
    ),
    "broken heading": (CONFIG.replace("[check]", "[check").encode(), 16),
    "no closing quote": (CONFIG.replace('storms."', "storms.").encode(), 6),
    "smart quotes": (CONFIG.replace('"The harbour of Selm"', "“The harbour of Selm”").encode(), 1),
    "wrong encoding": (CONFIG.replace("winter", "hivér").encode("cp1252"), 6),
    "UTF-16": (CONFIG.encode("utf-16"), 1),
    "Windows line ends": (CONFIG.replace("themes", "theme").replace("\n", "\r\n").encode(), 17),
    "decimal comma": (CONFIG.replace("themes = false", "carries = 0,6").encode(), 17),
    "text without an end": (
        CONFIG.replace('"Selm harbour', '"""Selm harbour')
        .replace('"Selm council', '"""Selm council')
        .replace('gales."', 'gales."""')
        .encode(),
        6,
    ),
    "setting under a point": (CONFIG.replace("[check]", "# [check]").encode(), 17),
    "threshold over one": (CONFIG.replace("themes = false", "carries = 60").encode(), 17),
}


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("command", [("check",), ("points", "list")], ids=" ".join)
def test_a_mistake_in_the_config_file_is_one_line_with_its_place(
    run: Run, workspace: Workspace, command: tuple[str, ...], mistake: str
) -> None:
    path = workspace.messages / "harbour.toml"
    data, line = MISTAKES[mistake]
    assert data != CONFIG.encode()
    path.write_bytes(data)
    result = run(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert one_line(result.stderr).startswith(f"{path.relative_to(workspace.root)}:{line}: ")
    assert path.read_bytes() == data


def test_windows_line_ends_are_no_mistake(run: Run, workspace: Workspace) -> None:
    (workspace.messages / "harbour.toml").write_bytes(CONFIG.replace("\n", "\r\n").encode())
    assert run("check").exit_code == 0


def test_the_trace_is_shown_when_asked_for(run: Run, workspace: Workspace) -> None:
    (workspace.messages / "harbour.toml").write_text("title = 3\n", encoding="utf-8")
    plain, traced = run("points", "list"), run("--debug", "points", "list")
    assert "Traceback" not in plain.stderr
    assert "Traceback" in traced.stderr
    assert traced.stderr.splitlines()[-1] == plain.stderr.strip()
    assert (plain.exit_code, traced.exit_code) == (1, 1)


# Where the output goes


@pytest.fixture
def long_report(workspace: Workspace) -> None:
    """Articles enough for a JSON report that no pipe takes at once."""
    for n in range(40):
        text = f"Notes of day {n}\n\n" + f"Boat {n} came in with {n + 2} crates of herring. " * 30
        (workspace.articles / f"day-{n:02}.txt").write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("long_report")
def test_a_reader_that_leaves_ends_the_command_quietly(workspace: Workspace) -> None:
    process = subprocess.Popen(
        driver("check", "--json"),
        cwd=workspace.root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.read(10) == b'{\n "schema'
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=300) in (0, 1)
    assert len(list(workspace.reports.glob("*.html"))) == 1
    assert "Nothing new" in call(workspace.root, "check").stdout


@pytest.mark.parametrize(
    "arguments", [("--help",), ("points", "list"), ("check",), ("check", "--quiet")], ids=" ".join
)
def test_a_pipe_that_is_closed_from_the_start(
    workspace: Workspace, arguments: tuple[str, ...]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            driver(*arguments),
            cwd=workspace.root,
            env=environment(),
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=300,
            check=False,
        )
    finally:
        os.close(writing)
    assert done.stderr == b""
    assert done.returncode in (0, 1)


@pytest.mark.skipif(os.name == "nt", reason="closes a stream as a POSIX shell does")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_without_an_output_stream_the_report_is_written(workspace: Workspace, closed: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *driver("check")],
        cwd=workspace.root,
        env=environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(list(workspace.reports.glob("*.html"))) == 1


@pytest.mark.parametrize("arguments", [("points", "list"), ("check",)], ids=" ".join)
def test_a_terminal_without_our_signs(workspace: Workspace, arguments: tuple[str, ...]) -> None:
    path = workspace.messages / "harbour.toml"
    path.write_text(CONFIG.replace("fishing", "πλοία"), encoding="utf-8")
    done = call(workspace.root, *arguments, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, "")
    assert "forty ????? boats" in done.stdout


def test_json_is_utf_8_on_any_terminal(workspace: Workspace) -> None:
    path = workspace.messages / "harbour.toml"
    path.write_text(CONFIG.replace("fishing", "“pêche”"), encoding="utf-8")
    done = call(workspace.root, "check", "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "“pêche”" in json.loads(done.stdout)["brief"]["points"][0]["text"]
