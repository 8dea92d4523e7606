"""Gold files: small pieces of output kept under version control, to be read in a review.

To renew them after a wanted change, run `CHECKER_RENEW_GOLD=1 pytest tests/reports`, then read
the difference with `git diff tests/reports/gold` before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).with_name("gold")
RENEW = "CHECKER_RENEW_GOLD"


def check_gold(name: str, text: str) -> None:
    """Assert that `text` is what the gold file `name` holds (or write it there, when renewing)."""
    path = FOLDER / name
    text = text.strip() + "\n"
    if os.environ.get(RENEW):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{name} differs: see tests/reports/golden.py"
