"""P values that allow for how many were looked at."""

from collections.abc import Sequence
from typing import Literal

Adjustment = Literal["holm", "benjamini-hochberg"]
"""Holm holds the chance of any false finding, Benjamini-Hochberg the expected share of them."""


def adjusted(ps: Sequence[float | None], method: Adjustment) -> tuple[float | None, ...]:
    """Adjust p values for their number.

    Parameters
    ----------
    ps : sequence of float or None
        P values of one family; None for a test that is not defined, which does not count.
    method : {'holm', 'benjamini-hochberg'}
        Step-down by Holm or step-up by Benjamini and Hochberg.

    Returns
    -------
    tuple of float or None
        In the order given, each at least its p and at most 1.

    References
    ----------
    Holm 1979, Scand J Stat 6:65-70; Benjamini & Hochberg 1995, J R Stat Soc B 57:289-300.
    """
    defined = sorted((p, place) for place, p in enumerate(ps) if p is not None)
    found: list[float | None] = [None] * len(ps)
    steps = _holm(defined) if method == "holm" else _benjamini_hochberg(defined)
    for (_, place), value in zip(defined, steps, strict=True):
        found[place] = value
    return tuple(found)


def _holm(ascending: list[tuple[float, int]]) -> list[float]:
    steps, reached = [], 0.0
    for rank, (p, _) in enumerate(ascending):
        reached = max(reached, min(1.0, p * (len(ascending) - rank)))
        steps.append(reached)
    return steps


def _benjamini_hochberg(ascending: list[tuple[float, int]]) -> list[float]:
    steps, reached, m = [], 1.0, len(ascending)
    for rank in range(m, 0, -1):
        # p · (m / rank), not p · m / rank: the largest p stays exactly what it is.
        reached = min(reached, ascending[rank - 1][0] * (m / rank))
        steps.append(reached)
    return steps[::-1]
