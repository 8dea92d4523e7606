"""Settings for all tests."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ.setdefault("HF_HUB_OFFLINE", "1")

# No deadline: speed is measured in benchmarks/, never asserted in a test.
settings.register_profile("checker", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("checker")
