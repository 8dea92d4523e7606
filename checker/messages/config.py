"""messages/<brief>.toml: the talking points of one brief, written by import, edited by hand."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
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

    @property
    def mark(self) -> str:
        """Stands for all that outcomes depend on: what is said to whom, and how it is checked."""
        said = (self.brief.points, self.brief.narrative, self.brief.subject)
        how = replace(self.check, download=False)  # where a model comes from changes no outcome
        whole = json.dumps([said, asdict(how)], default=asdict, sort_keys=True)
        return hashlib.sha256(whole.encode("utf-8", errors="replace")).hexdigest()[:16]


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
