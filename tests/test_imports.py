"""One way, no circles, and nothing heavy at import time."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = ("torch", "transformers", "sentence_transformers", "sklearn", "huggingface_hub")

NOUNS = frozenset(
    (
        "checker",
        "checker.errors",
        "checker.text",
        "checker.messages.points",
        "checker.articles.article",
        "checker.scoring.assessment",
    )
)
NOT_FOR = {
    "checker.messages": ("checker.articles", "checker.reports", "checker.scoring"),
    "checker.articles": ("checker.messages", "checker.reports", "checker.scoring"),
    "checker.reports": ("checker.messages", "checker.articles", "checker.scoring"),
    "checker.scoring": ("checker.reports", "checker.store", "checker.workspace"),
}
"""Whose code a part does not import, beyond the nouns. See "Flow" in the design."""


def _modules() -> dict[str, Path]:
    found = {}
    for path in sorted((ROOT / "checker").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = _modules()


def _imports(node: ast.AST, *, late: bool) -> Iterator[str]:
    """Modules of ours that are imported; with `late` also within functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are written in full"
            for alias in child.names:
                full = f"{child.module}.{alias.name}"
                yield full if full in MODULES else str(child.module)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        elif late or not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _imports(child, late=late)


@cache
def imports_of(module: str, *, late: bool) -> frozenset[str]:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    found = _imports(tree, late=late)
    return frozenset(name for name in found if name in MODULES and name != module)


def test_no_circles() -> None:
    graph = {module: imports_of(module, late=False) for module in MODULES}
    # A package's __init__ that offers names of its modules is no circle as long as they
    # don't import it.
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("part", NOT_FOR)
def test_the_parts_know_each_other_by_their_nouns_only(part: str) -> None:
    wrong = [
        f"{module} imports {name}"
        for module in MODULES
        if module == part or module.startswith(f"{part}.")
        for name in imports_of(module, late=True) - NOUNS
        if name.startswith(NOT_FOR[part])
    ]
    assert wrong == []


def test_only_the_entry_point_imports_the_command_line() -> None:
    users = {
        module
        for module in MODULES
        if not module.startswith("checker.cli")
        and any(n.startswith("checker.cli") for n in imports_of(module, late=True))
    }
    assert users == {"checker.__main__"}


def test_importing_the_whole_package_loads_no_model_library() -> None:
    names = [m for m in MODULES if m != "checker.__main__"]
    code = (
        "import importlib, json, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        f"print(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
