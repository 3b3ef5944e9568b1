"""Intervals from what a paper prints: its n, mean and standard deviation."""

import math

from vertebroplasty.results import Interval
from vertebroplasty.statistics.probability import t_value


def interval_of_summary(mean: float, sd: float, n: int) -> Interval | None:
    """Return the t interval of a published mean.

    Parameters
    ----------
    mean, sd : float
        As published.
    n : int
        Units that the mean rests on.

    Returns
    -------
    Interval or None
        In the unit of the mean; None for fewer than two units or without a spread.
    """
    if n < 2 or sd <= 0:
        return None
    half = t_value(0.95, n - 1) * sd / math.sqrt(n)
    return Interval(mean - half, mean + half, f"t 95 % interval, df {n - 1}")
