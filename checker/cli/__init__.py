"""The `checker` command: arguments, calls, exit codes; no logic."""

from __future__ import annotations

from checker.cli.main import cli, main

__all__ = ["cli", "main"]
