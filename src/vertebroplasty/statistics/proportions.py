"""Proportions and the comparison of two: intervals that hold for few events."""

import math

import numpy as np
from scipy import special, stats

from vertebroplasty.results import Effect, Interval, Proportion, Test
from vertebroplasty.statistics.odds import odds_ratio_limits
from vertebroplasty.statistics.probability import (
    Alternative,
    percent,
    reportable,
    upper_tail,
    z_value,
)
from vertebroplasty.statistics.score_interval import wilson_limits
from vertebroplasty.tallies import Count


def wilson(events: int, n: int, confidence: float = 0.95) -> Interval | None:
    """Wilson score interval without continuity correction.

    Parameters
    ----------
    events, n : int
        Numerator and denominator.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Interval or None
        Limits as fractions, ``0 <= low <= events / n <= high <= 1``; None when n is 0.

    Raises
    ------
    ValueError
        If events are not from 0 to n, or the confidence not between 0 and 1.

    References
    ----------
    Wilson 1927; method 3 of Newcombe 1998, Stat Med 17:857-72.
    """
    _check(events, n)
    z = z_value(confidence)
    if n == 0:
        return None
    low, high = wilson_limits(events, n, n, z)
    return Interval(low, high, f"Wilson score {percent(confidence)} interval")


def clopper_pearson(events: int, n: int, confidence: float = 0.95) -> Interval | None:
    """Clopper-Pearson ("exact") interval: coverage never below the stated confidence.

    Parameters
    ----------
    events, n : int
        Numerator and denominator.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Interval or None
        Limits as fractions; None when n is 0.

    Raises
    ------
    ValueError
        If events are not from 0 to n, or the confidence not between 0 and 1.
    """
    _check(events, n)
    tail = 1 - upper_tail(confidence)
    if n == 0:
        return None
    low = special.betaincinv(events, n - events + 1, tail) if events else 0.0
    high = special.betainccinv(events + 1, n - events, tail) if events < n else 1.0
    method = f"Clopper-Pearson exact {percent(confidence)} interval"
    return Interval(min(float(low), events / n), max(float(high), events / n), method)


def proportion(count: Count, noun: str) -> Proportion:
    """Events over a denominator with its Wilson interval.

    Parameters
    ----------
    count : Count
        Events among known units.
    noun : str
        Plural noun of the unit.

    Returns
    -------
    Proportion
        Its interval is None when no unit is known.
    """
    return Proportion(count.events, count.n, count.n_missing, noun, wilson(count.events, count.n))


def newcombe_difference(a: Count, b: Count, confidence: float = 0.95) -> Effect:
    """Difference a - b of two independent proportions, from their Wilson intervals.

    Parameters
    ----------
    a, b : Count
        The two groups.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Effect
        As a difference of fractions, from -1 to 1; not defined when a group is empty.

    References
    ----------
    Method 10 of Newcombe 1998, Stat Med 17:873-90.
    """
    method = f"difference of proportions, Newcombe {percent(confidence)} interval (method 10)"
    n = a.n + b.n
    of_a = wilson(a.events, a.n, confidence)
    of_b = wilson(b.events, b.n, confidence)
    if of_a is None or of_b is None:
        return Effect(method, None, None, n, "one of the two groups is empty")
    rate_a, rate_b = a.events / a.n, b.events / b.n
    difference = (a.events * b.n - b.events * a.n) / (a.n * b.n)
    low = difference - math.hypot(rate_a - of_a.low, of_b.high - rate_b)
    high = difference + math.hypot(of_a.high - rate_a, rate_b - of_b.low)
    return Effect(method, difference, Interval(max(low, -1.0), min(high, 1.0), method), n)


def fisher_exact(a: Count, b: Count, alternative: Alternative = "two-sided") -> Test:
    """Fisher's exact test of two independent proportions.

    Parameters
    ----------
    a, b : Count
        The two groups.
    alternative : {'two-sided', 'less', 'greater'}
        Side on which the odds in ``a`` lie, compared with ``b``.

    Returns
    -------
    Test
        Without a statistic of its own; not defined when a group is empty.
    """
    _check(a.events, a.n)
    _check(b.events, b.n)
    n = a.n + b.n
    side = "two-sided" if alternative == "two-sided" else f"one-sided, {alternative}"
    method = f"Fisher's exact test, {side}"
    if not a.n or not b.n:
        return Test(method, None, "", None, n, note="one of the two groups is empty")
    table = np.array([[a.events, a.n - a.events], [b.events, b.n - b.events]])
    p = stats.fisher_exact(table, alternative=alternative).pvalue
    note = "" if 0 < a.events + b.events < n else "all units of both groups are alike"
    return Test(method, None, "", reportable(p), n, note=note)


def conditional_odds_ratio(a: Count, b: Count) -> Effect:
    """Odds ratio of a against b, estimated given the margins, with the exact 95 % interval.

    Parameters
    ----------
    a, b : Count
        The two groups.

    Returns
    -------
    Effect
        Conditional maximum-likelihood estimate and the interval that belongs to Fisher's test, as
        R's ``fisher.test`` gives; not defined where it would be infinite.
    """
    _check(a.events, a.n)
    _check(b.events, b.n)
    method = "conditional maximum-likelihood odds ratio, exact 95 % interval (Fisher)"
    n, events = a.n + b.n, a.events + b.events
    if not a.n or not b.n or not 0 < events < n:
        note = "not defined: a group is empty, or all units of both groups are alike"
        return Effect(method, None, None, n, note)
    estimate, low, high = odds_ratio_limits(a.events, a.n, b.events, b.n)
    if estimate is None or high is None:
        note = f"no upper bound: one cell of the table is 0; the lower 95 % limit is {low:.3g}"
        return Effect(method, None, None, n, note)
    return Effect(method, estimate, Interval(low, high, method), n)


def _check(events: int, n: int) -> None:
    if not 0 <= events <= n:
        raise ValueError(f"{events} events of {n}: events must be a number from 0 to {max(n, 0)}")
