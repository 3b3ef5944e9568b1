"""Bootstrap intervals for a statistic of a joint tally, without expanding it to patients."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import special

from vertebroplasty.results import Effect, Interval
from vertebroplasty.statistics.probability import percent, upper_tail

FEWEST_UNITS = 8
"""Below this many units a BCa interval means nothing."""

_CELLS_AT_ONCE = 2_000_000

Floats = NDArray[np.float64]
Statistic = Callable[[Floats, Floats, Floats], Floats]
"""From values before and after, each of shape (rows,), and counts of shape (samples, rows), the
statistic of each sample, of shape (samples,)."""


def bca(
    rows: tuple[tuple[int, int, int], ...],
    statistic: Statistic,
    confidence: float,
    resamples: int,
    seed: int,
) -> Effect:
    """Bias-corrected and accelerated bootstrap interval.

    Parameters
    ----------
    rows : tuple of (int, int, int)
        Before, after and count, as in ``JointTally.rows``.
    statistic : callable
        Of values before, values after and an array of counts, one sample a line.
    confidence : float
        Between 0 and 1.
    resamples : int
        Number of bootstrap samples.
    seed : int
        Of the random numbers: the same seed gives the same interval.

    Returns
    -------
    Effect
        Not defined where the statistic is not; without an interval below 8 units, and where the
        statistic does not vary or is not defined in every resample.

    Raises
    ------
    ValueError
        If the confidence is not between 0 and 1, or there are fewer than 1 resamples.

    References
    ----------
    Efron 1987, J Am Stat Assoc 82:171-85.
    """
    upper = upper_tail(confidence)
    if resamples < 1:
        raise ValueError(f"resamples = {resamples}: at least 1, and rather 10,000, would do")
    name = f"BCa bootstrap {percent(confidence)} interval, {resamples:,} resamples, seed {seed}"
    n = sum(count for *_, count in rows)
    if not n:
        return Effect(name, None, None, 0, "no unit")
    before, after, counts = np.array(rows, dtype=float).T
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = float(statistic(before, after, counts[np.newaxis])[0])
        if not np.isfinite(estimate):
            return Effect(name, None, None, n, "the statistic is not defined")
        if n < FEWEST_UNITS:
            return Effect(name, estimate, None, n, f"fewer than {FEWEST_UNITS} units")
        replicates = _replicates(before, after, counts, statistic, resamples, seed)
        left_out = statistic(before, after, counts - np.eye(len(counts)))
    limits = _limits(estimate, replicates, left_out, counts, upper)
    if isinstance(limits, str):
        return Effect(name, estimate, None, n, limits)
    return Effect(name, estimate, Interval(*limits, name), n)


def _replicates(
    before: Floats,
    after: Floats,
    counts: Floats,
    statistic: Statistic,
    resamples: int,
    seed: int,
) -> Floats:
    rng = np.random.default_rng(seed)
    n = int(counts.sum())
    at_once = max(1, _CELLS_AT_ONCE // len(counts))
    parts = [
        statistic(
            before,
            after,
            rng.multinomial(n, counts / n, min(at_once, resamples - done)).astype(float),
        )
        for done in range(0, resamples, at_once)
    ]
    return np.concatenate(parts)


def _limits(
    estimate: float, replicates: Floats, left_out: Floats, counts: Floats, upper: float
) -> tuple[float, float] | str:
    """Low and high, or why there are none."""
    if not (np.isfinite(replicates).all() and np.isfinite(left_out).all()):
        return "the statistic is not defined in every resample"
    below = float(((replicates < estimate).mean() + (replicates <= estimate).mean()) / 2)
    gaps = np.average(left_out, weights=counts) - left_out
    square = float(counts @ gaps**2)
    if not 0 < below < 1 or not square or replicates.min() == replicates.max():
        return "the statistic does not vary enough over the resamples"
    acceleration = float(counts @ gaps**3) / (6 * square**1.5)
    bias = float(special.ndtri(below))
    shifted = bias + special.ndtri(np.array([1 - upper, upper]))
    stretch = 1 - acceleration * shifted
    if stretch.min() <= 0:
        return "the statistic depends too much on single units"
    levels = special.ndtr(bias + shifted / stretch)
    low, high = np.quantile(replicates, levels)
    return float(low), float(high)
