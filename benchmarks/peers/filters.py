"""The filters that every page offers, and one line that tells their state.

It imports nothing: what a page has loaded is what Streamlit collects after each of its runs.
"""

from collections.abc import Sequence

SEXES = ("Women", "Men", "Other sex", "Sex unknown")
LEVELS = (
    *("T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "T12"),
    *("L1", "L2", "L3", "L4", "L5"),
)
AGE_LIMITS = (18, 110)
AGE_AT_FIRST = (45, 95)


def state_line(ages: Sequence[int], sexes: Sequence[str], levels: Sequence[str]) -> str:
    """Return the filters in words, sexes and levels in the order in which they are offered."""
    sex = ", ".join(one for one in SEXES if one in sexes) or "any sex"
    level = ", ".join(one for one in LEVELS if one in levels) or "any level"
    return f"Aged {ages[0]} to {ages[1]}; {sex}; {level}"
