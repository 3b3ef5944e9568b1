"""Quantiles of a histogram, in its own unit."""

import math
from bisect import bisect_right
from itertools import accumulate

from vertebroplasty.tallies import Histogram


def quantile(histogram: Histogram, q: float) -> float | None:
    """Quantile by linear interpolation between order statistics.

    Parameters
    ----------
    histogram : Histogram
        Whole-number values and how often each occurs.
    q : float
        From 0 to 1.

    Returns
    -------
    float or None
        Type 7 of Hyndman & Fan 1996, the default of R and numpy; None when there is no value.

    Raises
    ------
    ValueError
        If q is not from 0 to 1.
    """
    if not 0 <= q <= 1:
        raise ValueError(f"q = {q!r}: a number from 0 to 1 would do")
    if not histogram.n:
        return None
    place = (histogram.n - 1) * q
    below = math.floor(place)
    up_to = list(accumulate(count for _, count in histogram.counts))
    low = histogram.counts[bisect_right(up_to, below)][0]
    high = histogram.counts[bisect_right(up_to, min(below + 1, histogram.n - 1))][0]
    return low + (place - below) * (high - low)


def quartiles(histogram: Histogram) -> tuple[float, float, float] | None:
    """Lower quartile, median and upper quartile (type 7).

    Parameters
    ----------
    histogram : Histogram
        Whole-number values and how often each occurs.

    Returns
    -------
    tuple of float or None
        In the histogram's unit; None when there is no value.
    """
    lower, median, upper = (quantile(histogram, q) for q in (0.25, 0.5, 0.75))
    if lower is None or median is None or upper is None:
        return None
    return lower, median, upper
