"""The odds ratio of a two-by-two table given its margins (noncentral hypergeometric)."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

_REACH = 60
"""Support is cut this many standard deviations from the observed cell; nothing is lost there."""


def odds_ratio_limits(
    events_a: int, n_a: int, events_b: int, n_b: int
) -> tuple[float | None, float, float | None]:
    """Conditional maximum-likelihood odds ratio and its exact 95 % limits.

    Parameters
    ----------
    events_a, n_a, events_b, n_b : int
        Two groups, neither empty, with at least one event and one non-event between them.

    Returns
    -------
    tuple
        Estimate, low and high; an infinite estimate or upper limit is None.
    """
    first = max(0, events_a + events_b - n_b)
    last = min(n_a, events_a + events_b)
    if first == last:
        return None, 0.0, None
    cells, weights = _support(events_a, n_a, events_b, n_b, first, last)
    above, below = cells >= events_a, cells <= events_a
    low = 0.0 if events_a == first else _solve(weights, cells, lambda p: p[above].sum() - 0.025)
    if events_a == last:
        return None, low, None
    high = _solve(weights, cells, lambda p: 0.025 - p[below].sum())
    if events_a == first:
        return 0.0, low, high
    estimate = _solve(weights, cells, lambda p: float(p @ (cells - events_a)))
    return estimate, low, high


def _support(
    events_a: int, n_a: int, events_b: int, n_b: int, first: int, last: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Possible cells near the observed one, and their log weights at an odds ratio of 1."""
    table = (events_a, n_a - events_a, events_b, n_b - events_b)
    spread = 1 / math.sqrt(sum(1 / (cell + 0.5) for cell in table))
    reach = math.ceil(_REACH * (1 + spread))
    cells = np.arange(max(first, events_a - reach), min(last, events_a + reach) + 1, dtype=float)
    others = events_a + events_b - cells
    weights = -(
        special.gammaln(cells + 1)
        + special.gammaln(n_a - cells + 1)
        + special.gammaln(others + 1)
        + special.gammaln(n_b - others + 1)
    )
    return cells, weights - weights.max()


def _solve(
    weights: NDArray[np.float64],
    cells: NDArray[np.float64],
    gap: Callable[[NDArray[np.float64]], float],
) -> float:
    """Find the odds ratio at which an increasing function of the cell probabilities is zero."""
    offsets = cells - cells.mean()

    def at(log_odds: float) -> float:
        tilted = weights + log_odds * offsets
        probabilities = np.exp(tilted - tilted.max())
        return float(gap(probabilities / probabilities.sum()))

    bound = 1.0
    while at(-bound) > 0 or at(bound) < 0:
        bound *= 2
    return math.exp(optimize.brentq(at, -bound, bound, xtol=1e-12))
