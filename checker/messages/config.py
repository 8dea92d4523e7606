"""messages/<brief>.toml: the talking points of one brief, written by import, edited by hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from checker.errors import ConfigError, Where
from checker.messages.config_read import read_config_file
from checker.messages.config_write import add_point, new_config
from checker.messages.points import Brief
from checker.messages.reimport import Change, compare, merge, planned_changes
from checker.messages.settings import CheckSettings

__all__ = [
    "BriefConfig",
    "Change",
    "CheckSettings",
    "add_point",
    "compare",
    "load_config",
    "merge",
    "new_config",
    "planned_changes",
]


@dataclass(frozen=True)
class BriefConfig:
    """A config file's brief and settings. `path`: where it was read from."""

    brief: Brief
    check: CheckSettings
    path: Path


def load_config(path: Path) -> BriefConfig:
    """The brief and settings in a config file.

    A point without a number gets the next after the highest. Windows line ends and a UTF-8 mark
    at the beginning are accepted. Raises ConfigError, which names file, line and mend.
    """
    config = read_config_file(path)
    if not config.entries:
        raise ConfigError(
            "there are no talking points in this file",
            where=Where(path),
            mend='Add one with: checker points add --text "…"',
        )
    return BriefConfig(config.brief, config.check, path)
