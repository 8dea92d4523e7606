"""Settings for all tests."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from checker.scoring.embedding import Embedder, load_embedder
from checker.scoring.judge import Judge, load_judge

os.environ.setdefault("HF_HUB_OFFLINE", "1")

# The same examples on every machine, so that a change is red for its own sake only. No
# deadline: speed is measured in benchmarks/, never asserted in a test.
settings.register_profile(
    "checker", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("checker")


@pytest.fixture(scope="session")
def real_embedder() -> Embedder:
    """The default embedding model, loaded once; for tests marked `models`."""
    return load_embedder()


@pytest.fixture(scope="session")
def real_judge() -> Judge:
    """The bundled judge, loaded once; for tests marked `models`. Without it they fail."""
    return load_judge()
