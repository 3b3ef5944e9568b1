"""Confidence limits of a noncentrality parameter of Student's t.

``scipy.special.nctdtrinc`` is good to 1e-6 at best and takes seconds, or returns nan, for the large
t of a large cohort; two 150-point quadratures of smooth integrands are neither.
"""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

from vertebroplasty.statistics.probability import upper_tail

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(150)
_TINY = 1e-16
_REACH = 8.5
"""Standard deviations beyond which a normal tail is below 1e-16."""


def noncentrality_limits(t: float, df: float, confidence: float) -> tuple[float, float]:
    """Equal-tailed confidence limits of the noncentrality, given the observed t.

    Parameters
    ----------
    t : float
        Observed statistic.
    df : float
        Degrees of freedom, at least 1.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    tuple of float
        Low and high: the noncentralities at which t is the upper and the lower quantile.

    References
    ----------
    Steiger & Fouladi 1997, in What If There Were No Significance Tests?, 221-57.
    """
    upper = upper_tail(confidence)
    size = abs(t)
    low, high = _solve(size, df, upper), _solve(size, df, 1 - upper)
    return (low, high) if t >= 0 else (-high, -low)


def _solve(t: float, df: float, p: float) -> float:
    smallest, largest = _scale_range(df)
    low, high = t * smallest - _REACH, t * largest + _REACH
    return float(
        optimize.brentq(lambda nc: cumulative(t, df, nc) - p, low, high, xtol=1e-12 * (1 + t))
    )


def _scale_range(df: float) -> tuple[float, float]:
    """Range outside which the square root of chi² / df has probability 1e-16."""
    smallest = special.gammaincinv(df / 2, _TINY)
    largest = special.gammainccinv(df / 2, _TINY)
    return math.sqrt(2 * smallest / df), math.sqrt(2 * largest / df)


def cumulative(t: float, df: float, noncentrality: float) -> float:
    """Probability that noncentral t is at most t.

    Parameters
    ----------
    t : float
        Not negative.
    df : float
        Degrees of freedom, at least 1.
    noncentrality : float
        The noncentrality.

    Returns
    -------
    float
        From 0 to 1.
    """
    # T <= t means Z + nc <= t·S. Average over whichever of Z and S leaves the other's part smooth.
    if t <= 3 * math.sqrt(2 * df):
        return _average_over_scale(t, df, noncentrality)
    return _average_over_normal(t, df, noncentrality)


def _average_over_scale(t: float, df: float, noncentrality: float) -> float:
    scale, probability = _scale(df)
    return float(probability @ special.ndtr(t * scale - noncentrality))


@lru_cache(maxsize=64)
def _scale(df: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Nodes for the square root of chi² / df, and their probabilities."""
    scale, weights = _on(*_scale_range(df))
    log_density = (df - 1) * np.log(scale) - df * (scale - 1) * (scale + 1) / 2
    density = weights * np.exp(log_density - log_density.max())
    return scale, density / density.sum()


def _average_over_normal(t: float, df: float, noncentrality: float) -> float:
    start = max(-_REACH, -noncentrality)
    if start >= _REACH:
        return 1.0
    normal, weights = _on(start, _REACH)
    density = weights * np.exp(-normal * normal / 2) / math.sqrt(2 * math.pi)
    exceeding = special.gammaincc(df / 2, df / 2 * ((normal + noncentrality) / t) ** 2)
    return float(special.ndtr(start) + density @ exceeding)


def _on(low: float, high: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    half = (high - low) / 2
    return low + half * (_NODES + 1), half * _WEIGHTS
