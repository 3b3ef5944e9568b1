"""Two estimates and their limits to limits of a difference, of a ratio and of Cohen's h (MOVER).

The method of variance estimates recovery takes the distance of a limit from its estimate as what is
known of the variance on that side, so that skewed limits stay skewed.
"""

import math
from typing import NamedTuple

from vertebroplasty.results import Effect, Interval, Proportion

EMPTY = "one of the two groups is empty"


class Limits(NamedTuple):
    """An estimate that is not negative, between its limits."""

    estimate: float
    low: float
    high: float


def limits_of(result: Proportion) -> Limits | None:
    """Return a proportion with the limits of its interval; None when no unit is known."""
    if result.estimate is None or result.interval is None:
        return None
    return Limits(result.estimate, result.interval.low, result.interval.high)


def mover_difference(a: Limits, b: Limits, correlation: float = 0.0) -> tuple[float, float]:
    """Limits of a - b.

    Parameters
    ----------
    a, b : Limits
        The two estimates with limits of one confidence.
    correlation : float
        Between the two estimates; 0 for independent groups.

    Returns
    -------
    tuple of float
        Low and high.

    References
    ----------
    Zou & Donner 2008, Stat Med 27:1693-702. With Wilson limits and no correlation it is method 10
    of Newcombe 1998.
    """
    difference = a.estimate - b.estimate
    low = difference - _combined(a.estimate - a.low, b.high - b.estimate, correlation)
    high = difference + _combined(a.high - a.estimate, b.estimate - b.low, correlation)
    return low, high


def _combined(one: float, other: float, correlation: float) -> float:
    """Length of the third side, in a form that is never the root of a negative number."""
    return math.sqrt((one - other) ** 2 + 2 * (1 - correlation) * one * other)


def mover_ratio(a: Limits, b: Limits, correlation: float = 0.0) -> tuple[float, float | None]:
    """Limits of a / b.

    Parameters
    ----------
    a, b : Limits
        The two estimates with limits of one confidence.
    correlation : float
        Between the two estimates; 0 for independent groups.

    Returns
    -------
    tuple of float and float or None
        Low and high; high is None, having no bound, where the lower limit of b is 0. Both estimates
        being 0, low is 0.

    References
    ----------
    Donner & Zou 2012, Stat Methods Med Res 21:347-59 (MOVER-R).
    """
    low = _root(a.estimate, a.low, b.estimate, b.high, correlation, -1)
    if not b.low:
        return low, None
    return low, _root(a.estimate, a.high, b.estimate, b.low, correlation, 1)


def _root(
    top: float, top_limit: float, bottom: float, bottom_limit: float, correlation: float, side: int
) -> float:
    """The ratio R at which top - R · bottom has 0 as its limit: a root of cR² - 2mR + t = 0."""
    one, other = abs(top - top_limit), abs(bottom - bottom_limit)
    middle = top * bottom - correlation * one * other
    t = top_limit * (2 * top - top_limit)
    c = bottom_limit * (2 * bottom - bottom_limit)
    root = math.sqrt(max(0.0, middle * middle - t * c))
    if side > 0:
        return (middle + root) / c
    # The smaller root as t / (..): it loses no digits, and is right where c is 0 or negative.
    return t / (middle + root) if t else 0.0


def ratio(a: Proportion, b: Proportion, limits: str, correlation: float = 0.0) -> Effect:
    """Ratio a / b of two proportions with its MOVER-R interval.

    Parameters
    ----------
    a, b : Proportion
        The two groups, with their intervals.
    limits : str
        What those intervals are, for the name of the method.
    correlation : float
        Between the two estimates; 0 for independent groups.

    Returns
    -------
    Effect
        0 when only b has events; not defined when b has none, or a group is empty.
    """
    method = f"ratio of proportions, MOVER-R 95 % interval from {limits}"
    of_a, of_b, n = limits_of(a), limits_of(b), a.n + b.n
    if of_a is None or of_b is None:
        return Effect(method, None, None, n, EMPTY)
    low, high = mover_ratio(of_a, of_b, correlation)
    if high is None:
        note = f"no event in the second group: no upper bound, the lower 95 % limit is {low:.3g}"
        return Effect(method, None, None, n, note if a.events else "no event in either group")
    estimate = (a.events * b.n) / (a.n * b.events)
    return Effect(method, estimate, Interval(min(low, estimate), max(high, estimate), method), n)


def cohens_h(a: Proportion, b: Proportion, limits: str, correlation: float = 0.0) -> Effect:
    """Cohen's h: the difference a - b of proportions on the scale 2 · arcsin √p.

    Parameters
    ----------
    a, b : Proportion
        The two groups, with their intervals.
    limits : str
        What those intervals are, for the name of the method.
    correlation : float
        Between the two estimates; 0 for independent groups.

    Returns
    -------
    Effect
        From -π to π, its interval by MOVER from the limits on the same scale; not defined when a
        group is empty.

    References
    ----------
    Cohen 1988, Statistical Power Analysis for the Behavioral Sciences, 2nd ed., chapter 6.
    """
    method = f"Cohen's h, MOVER 95 % interval on its scale from {limits}"
    of_a, of_b, n = limits_of(a), limits_of(b), a.n + b.n
    if of_a is None or of_b is None:
        return Effect(method, None, None, n, EMPTY)
    a_angle, b_angle = (
        Limits(*(2 * math.asin(math.sqrt(part)) for part in of)) for of in (of_a, of_b)
    )
    low, high = mover_difference(a_angle, b_angle, correlation)
    low, high = max(low, -math.pi), min(high, math.pi)
    return Effect(method, a_angle.estimate - b_angle.estimate, Interval(low, high, method), n)
