"""Two sizes of the same tests: small with every run, full with ``make soak``."""

import os

FULL = os.environ.get("SOAK") == "1"


def size(small: int, full: int) -> int:
    """Return the size of this run."""
    return full if FULL else small
