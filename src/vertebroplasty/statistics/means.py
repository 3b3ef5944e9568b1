"""Means and their comparison, exact from whole-number sums until the last division."""

import math

from scipy import special

from vertebroplasty.results import Effect, Interval, Mean, Test
from vertebroplasty.statistics.noncentral import noncentrality_limits
from vertebroplasty.statistics.probability import t_value, two_sided_t
from vertebroplasty.tallies import Moments

_ONE_OF_TWO = "a group has fewer than two values"
_NO_VARIATION = "the values do not vary within either group"


Ends = tuple[float, float]
"""First and last point of a scale."""


def mean(moments: Moments, noun: str, scale: int = 10, ends: Ends | None = None) -> Mean:
    """Mean, sample standard deviation and t interval.

    Parameters
    ----------
    moments : Moments
        Of a whole-number variable.
    noun : str
        Plural noun of the unit.
    scale : int
        Whole-number units in one point: 10 for a VAS in tenths.
    ends : tuple of float, optional
        First and last point that a mean can have. An interval that goes on beyond them is cut
        there, and its method says so: no true mean lies outside, so its coverage stays the same.

    Returns
    -------
    Mean
        In points; without an interval for fewer than two values or values all equal.
    """
    n, variation = moments.n, variance(moments)
    if not n:
        return Mean(0, moments.n_missing, noun, None, None, None)
    estimate = moments.total / (n * scale)
    if not variation:
        sd = None if variation is None else 0.0
        return Mean(n, moments.n_missing, noun, estimate, sd, None)
    sd = math.sqrt(variation) / scale
    half = t_value(0.95, n - 1) * sd / math.sqrt(n)
    interval = Interval(estimate - half, estimate + half, f"t 95 % interval, df {n - 1}")
    return Mean(n, moments.n_missing, noun, estimate, sd, within(interval, ends))


def within(interval: Interval, ends: Ends | None) -> Interval:
    """Return an interval cut at the ends of its scale, with that in its method where it was."""
    if ends is None or ends[0] <= interval.low <= interval.high <= ends[1]:
        return interval
    low, high = max(interval.low, ends[0]), min(interval.high, ends[1])
    return Interval(low, high, f"{interval.method}, cut at the ends of the scale")


def variance(moments: Moments) -> float | None:
    """Sample variance (n - 1), in squared whole-number units.

    Parameters
    ----------
    moments : Moments
        Of a whole-number variable.

    Returns
    -------
    float or None
        Correctly rounded, since the difference is taken in whole numbers; None when n < 2.
    """
    n = moments.n
    if n < 2:
        return None
    return (n * moments.squares - moments.total * moments.total) / (n * (n - 1))


def welch_t(a: Moments, b: Moments) -> Test:
    """Welch's t test of the means of two independent groups, two-sided.

    Parameters
    ----------
    a, b : Moments
        The two groups; t is positive where the mean of ``a`` is larger.

    Returns
    -------
    Test
        Not defined when a group has fewer than two values or neither group varies.
    """
    method = "Welch's t test for unequal variances, two-sided"
    n = a.n + b.n
    parts = _welch(a, b)
    if isinstance(parts, str):
        return Test(method, None, "t", None, n, note=parts)
    difference, error, df = parts
    t = difference / error
    return Test(method, t, "t", two_sided_t(t, df), n, df)


def welch_difference(a: Moments, b: Moments, scale: int) -> Effect:
    """Difference in means a - b with Welch's t interval.

    Parameters
    ----------
    a, b : Moments
        The two groups.
    scale : int
        Whole-number units in one point.

    Returns
    -------
    Effect
        In points. Without an interval when a group has fewer than two values or neither varies.
    """
    method = "difference in means, Welch t 95 % interval"
    n = a.n + b.n
    if not a.n or not b.n:
        return Effect(method, None, None, n, "one of the two groups is empty")
    parts = _welch(a, b)
    if isinstance(parts, str):
        return Effect(method, _difference(a, b) / scale, None, n, parts)
    difference, error, df = parts
    half = t_value(0.95, df) * error
    low, high = (difference - half) / scale, (difference + half) / scale
    return Effect(method, difference / scale, Interval(low, high, f"{method}, df {df:.1f}"), n)


def _difference(a: Moments, b: Moments) -> float:
    return (a.total * b.n - b.total * a.n) / (a.n * b.n)


def _welch(a: Moments, b: Moments) -> tuple[float, float, float] | str:
    """Difference, its standard error and degrees of freedom, or why there are none."""
    variance_a, variance_b = variance(a), variance(b)
    if variance_a is None or variance_b is None:
        return _ONE_OF_TWO
    if not variance_a and not variance_b:
        return _NO_VARIATION
    of_a, of_b = variance_a / a.n, variance_b / b.n
    df = (of_a + of_b) ** 2 / (of_a**2 / (a.n - 1) + of_b**2 / (b.n - 1))
    return _difference(a, b), math.sqrt(of_a + of_b), df


def hedges_g(a: Moments, b: Moments, exact: bool = True) -> Effect:
    """Hedges' g: the difference a - b in pooled standard deviations, corrected for small samples.

    Parameters
    ----------
    a, b : Moments
        The two groups.
    exact : bool
        Correct by the exact factor J = Γ(df/2) / (√(df/2) Γ((df-1)/2)), or by 1 - 3/(4 df - 1).

    Returns
    -------
    Effect
        In standard deviations. The interval inverts the noncentral t, times J. Not defined when a
        group has fewer than two values or neither varies.

    References
    ----------
    Hedges 1981, J Educ Stat 6:107-28.
    """
    factor = "exact" if exact else "approximate"
    method = f"Hedges' g, pooled SD, {factor} small-sample factor J"
    n, df = a.n + b.n, a.n + b.n - 2
    variance_a, variance_b = variance(a), variance(b)
    if variance_a is None or variance_b is None:
        return Effect(method, None, None, n, _ONE_OF_TWO)
    if not variance_a and not variance_b:
        return Effect(method, None, None, n, _NO_VARIATION)
    pooled = math.sqrt(((a.n - 1) * variance_a + (b.n - 1) * variance_b) / df)
    d = _difference(a, b) / pooled
    j = _exact_j(df) if exact else 1 - 3 / (4 * df - 1)
    per_t = math.sqrt(1 / a.n + 1 / b.n)
    low, high = noncentrality_limits(d / per_t, df, 0.95)
    interval = Interval(j * low * per_t, j * high * per_t, "noncentral t 95 % interval, times J")
    return Effect(method, j * d, interval, n)


def _exact_j(df: int) -> float:
    return float(special.poch((df - 1) / 2, 0.5)) / math.sqrt(df / 2)
