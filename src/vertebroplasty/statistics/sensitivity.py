"""One estimate, several intervals: how much of an interval is its method."""

import math
from functools import partial

from scipy import special

from vertebroplasty.results import Effect, Interval
from vertebroplasty.statistics.bootstrap import Floats, bca
from vertebroplasty.statistics.means import variance
from vertebroplasty.statistics.probability import percent, upper_tail, z_value
from vertebroplasty.tallies import Histogram, Moments

RESAMPLES, SEED = 2_000, 20_070_410
"""Of the bootstrap; the seed is fixed, so that a figure says the same tomorrow."""


def agresti_coull(events: int, n: int, confidence: float = 0.95) -> Interval | None:
    """Agresti-Coull interval: the normal one after z²/2 successes and failures are added.

    Parameters
    ----------
    events, n : int
        Numerator and denominator.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Interval or None
        Limits as fractions, cut at 0 and 1; None when n is 0.

    References
    ----------
    Agresti & Coull 1998, Am Stat 52:119-26.
    """
    if n == 0:
        return None
    z = z_value(confidence)
    larger = n + z * z
    middle = (events + z * z / 2) / larger
    half = z * math.sqrt(middle * (1 - middle) / larger)
    method = f"Agresti-Coull {percent(confidence)} interval"
    return Interval(max(0.0, middle - half), min(1.0, middle + half), method)


def jeffreys(events: int, n: int, confidence: float = 0.95) -> Interval | None:
    """Jeffreys interval: equal tails of the posterior of a Beta(1/2, 1/2) prior.

    Parameters
    ----------
    events, n : int
        Numerator and denominator.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Interval or None
        Limits as fractions; 0 without events and 1 without non-events; None when n is 0.

    References
    ----------
    Brown, Cai & DasGupta 2001, Stat Sci 16:101-33.
    """
    if n == 0:
        return None
    upper = upper_tail(confidence)
    a, b = events + 0.5, n - events + 0.5
    low = float(special.betaincinv(a, b, 1 - upper)) if events else 0.0
    high = float(special.betaincinv(a, b, upper)) if events < n else 1.0
    return Interval(low, high, f"Jeffreys {percent(confidence)} interval")


def normal_mean(moments: Moments, scale: int = 10, confidence: float = 0.95) -> Interval | None:
    """Normal interval of a mean: as t, but as if the standard deviation were known.

    Parameters
    ----------
    moments : Moments
        Of a whole-number variable.
    scale : int
        Whole-number units in one point.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Interval or None
        In points; None for fewer than two values or values all equal.
    """
    spread = variance(moments)
    if not spread:
        return None
    middle = moments.total / moments.n
    half = z_value(confidence) * math.sqrt(spread / moments.n)
    method = f"normal {percent(confidence)} interval"
    return Interval((middle - half) / scale, (middle + half) / scale, method)


def bootstrap_mean(values: Histogram, scale: int = 10, confidence: float = 0.95) -> Effect:
    """BCa bootstrap of a mean, with 2,000 resamples and a fixed seed.

    Parameters
    ----------
    values : Histogram
        Whole-number values and how often each occurs. A resample draws units, and how many of them
        have each value is all that a mean needs: at most 201 counts for a change of VAS.
    scale : int
        Whole-number units in one point.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Effect
        In points; its note says why there is no interval.
    """
    rows = tuple((0, value, n) for value, n in values.counts)
    return bca(rows, partial(_mean_of_samples, scale), confidence, RESAMPLES, SEED)


def _mean_of_samples(scale: int, _: Floats, after: Floats, counts: Floats) -> Floats:
    means: Floats = counts @ after / counts.sum(axis=1) / scale
    return means
