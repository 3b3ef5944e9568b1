"""Change against baseline, described without mistaking mathematical coupling for a finding."""

import math
from typing import NamedTuple

from vertebroplasty.results import Effect, Interval
from vertebroplasty.statistics.probability import t_value, z_value
from vertebroplasty.tallies import JointTally, Moments

_TOO_FEW = "fewer than three pairs"
_NO_VARIATION = "the values do not vary"


class _Sums(NamedTuple):
    """Corrected sums of squares and products, times n: whole numbers."""

    n: int
    before: int
    after: int
    product: int


def slope_on_baseline(tally: JointTally) -> Effect:
    """Least-squares slope of the change on the value before.

    Parameters
    ----------
    tally : JointTally
        Values before and after.

    Returns
    -------
    Effect
        Points of change for each point before. Change holds the value before with a minus sign:
        where before and after have nothing to do with each other the slope is -1, not 0.

    References
    ----------
    Bland & Altman 1994, BMJ 308:1499 and 309:780.
    """
    method = "slope of change on VAS before, least squares"
    sums = _sums(tally)
    if sums.n < 3:
        return Effect(method, None, None, sums.n, _TOO_FEW)
    if not sums.before:
        return Effect(method, None, None, sums.n, _NO_VARIATION)
    slope = (sums.product - sums.before) / sums.before
    residual = sums.before * sums.after - sums.product**2
    if not residual:
        return Effect(method, slope, None, sums.n, "all pairs lie on one line")
    error = math.sqrt(residual / (sums.n - 2)) / sums.before
    half = t_value(0.95, sums.n - 2) * error
    limits = f"t 95 % interval, df {sums.n - 2}"
    return Effect(method, slope, Interval(slope - half, slope + half, limits), sums.n)


def oldham_correlation(tally: JointTally) -> Effect:
    """Correlation of the change with the mean of both values, which is free of the coupling.

    Parameters
    ----------
    tally : JointTally
        Values before and after.

    Returns
    -------
    Effect
        Positive where the values spread more after than before, 0 where they spread alike. With
        Fisher's z interval from four pairs on.

    References
    ----------
    Oldham 1962, J Chronic Dis 15:969-77.
    """
    method = "correlation of change with the mean of before and after (Oldham)"
    n, before, after, product = _sums(tally)
    if n < 3:
        return Effect(method, None, None, n, _TOO_FEW)
    spread = (before + after - 2 * product) * (before + after + 2 * product)
    if not spread:
        return Effect(method, None, None, n, "change or mean does not vary")
    r = max(-1.0, min(1.0, (after - before) / math.sqrt(spread)))
    return Effect(method, r, _fisher_z(r, n), n)


def _fisher_z(r: float, n: int) -> Interval | None:
    if n < 4 or abs(r) >= 1:
        return None
    half = z_value(0.95) / math.sqrt(n - 3)
    low, high = (math.tanh(math.atanh(r) + side * half) for side in (-1, 1))
    return Interval(low, high, "Fisher z 95 % interval")


def _sums(tally: JointTally) -> _Sums:
    n = tally.n
    before, after = tally.before.moments, tally.after.moments
    product = n * sum(b * a * count for b, a, count in tally.rows) - before.total * after.total
    return _Sums(n, _spread(before), _spread(after), product)


def _spread(moments: Moments) -> int:
    return moments.n * moments.squares - moments.total**2
