"""Control charts by period: a rate with binomial limits, means and SDs of a score."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scipy import special

from vertebroplasty.statistics.funnel_limits import quantile_rate
from vertebroplasty.statistics.means import variance
from vertebroplasty.tallies import Count, Moments

FEWEST_PERIODS = 8
"""Periods below which no limits are drawn: a rule of this program."""
PROVISIONAL_BELOW = 20
"""Montgomery advises 20 to 25 samples before limits are relied on."""
THREE_SIGMA = float(special.ndtr(3.0))
"""Probability up to the upper limit, as that of three standard deviations of a normal curve."""


class PeriodPoint(NamedTuple):
    """A period's value with its own limits.

    Attributes
    ----------
    label : str
        The period.
    n, n_missing : int
        Units with and without a value.
    value : float or None
        A fraction, or points; None without units.
    low, high : float or None
        Limits for this n; None where they are not defined or withheld.
    """

    label: str
    n: int
    n_missing: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def is_outside(self) -> bool:
        """Whether the value lies beyond a limit."""
        if self.value is None or self.low is None or self.high is None:
            return False
        return not self.low <= self.value <= self.high


@dataclass(frozen=True)
class ControlChart:
    """Values by period around a centre.

    Attributes
    ----------
    points : tuple of PeriodPoint
        In the order of time.
    centre : float or None
        None when there is no value.
    method : str
        Centre and limits in words.
    note : str
        Why limits are withheld, or that they are provisional; may be empty.
    """

    points: tuple[PeriodPoint, ...]
    centre: float | None
    method: str
    note: str

    @property
    def outside(self) -> tuple[PeriodPoint, ...]:
        """The periods beyond a limit."""
        return tuple(point for point in self.points if point.is_outside)

    @property
    def has_limits(self) -> bool:
        """Whether any period has limits."""
        return any(point.low is not None for point in self.points)


def p_chart(periods: Sequence[tuple[str, Count]]) -> ControlChart:
    """Return a rate by period with exact binomial limits around the rate of all periods.

    Parameters
    ----------
    periods : sequence of (str, Count)
        In the order of time.

    Returns
    -------
    ControlChart
        Limits have the false-alarm probability of three sigma, .00135 on each side; unlike three
        standard errors they hold for small n and rare events.
    """
    n = sum(count.n for _, count in periods)
    centre = sum(count.events for _, count in periods) / n if n else None
    known = sum(1 for _, count in periods if count.n)
    alike = "All procedures are alike, so there are no limits" if centre in (0.0, 1.0) else ""
    note = alike or _note(known, "a value")
    limited = centre is not None and not alike and known >= FEWEST_PERIODS
    points = [_rate_point(label, c, centre if limited else None) for label, c in periods]
    method = (
        "p-chart: exact binomial limits for each period's n around the rate of all periods, at most"
        " .00135 beyond each (as for three sigma)"
    )
    return ControlChart(tuple(points), centre, method, note)


def xbar_s_chart(
    periods: Sequence[tuple[str, Moments]], scale: int = 10
) -> tuple[ControlChart, ControlChart]:
    """Return means and standard deviations by period, for unequal numbers of values.

    Parameters
    ----------
    periods : sequence of (str, Moments)
        In the order of time.
    scale : int
        Whole-number units in one point.

    Returns
    -------
    tuple of ControlChart
        Of means: weighted grand mean +- A3(n) s-bar; of standard deviations: B3(n) and B4(n) times
        s-bar, which weights variances by n - 1.

    References
    ----------
    Montgomery, Introduction to Statistical Quality Control, X-bar and S charts with variable
    sample size.
    """
    n = sum(moments.n for _, moments in periods)
    mean = sum(moments.total for _, moments in periods) / (n * scale) if n else None
    spread = _pooled_sd([moments for _, moments in periods], scale)
    usable = sum(1 for _, moments in periods if moments.n >= 2)
    note = "" if spread is None or spread else "The values do not vary, so there are no limits"
    note = note or _note(usable, "two values or more")
    limited = spread if spread and usable >= FEWEST_PERIODS else None
    means = [_mean_point(label, m, mean or 0.0, limited, scale) for label, m in periods]
    spreads = [_sd_point(label, m, limited, scale) for label, m in periods]
    method = (
        "X-bar and S charts for unequal n (Montgomery): centre weighted by n, s-bar from variances"
        " weighted by n \N{MINUS SIGN} 1, three-sigma limits by A3, B3 and B4 of each n, c4 exact"
    )
    of_means = ControlChart(tuple(means), mean, method, note)
    return of_means, ControlChart(tuple(spreads), spread, method, note)


def c4(n: int) -> float:
    """Expected standard deviation of n normal values over the true one, n at least 2."""
    return float(special.poch((n - 1) / 2, 0.5)) * math.sqrt(2 / (n - 1))


def a3(n: int) -> float:
    """Three-sigma half-width of a mean of n values, in s-bar."""
    return 3 / (c4(n) * math.sqrt(n))


def b3_b4(n: int) -> tuple[float, float]:
    """Three-sigma limits of a standard deviation of n values, in s-bar; the lower is never < 0."""
    half = 3 * math.sqrt(1 - c4(n) ** 2) / c4(n)
    return max(0.0, 1 - half), 1 + half


def _rate_point(label: str, count: Count, centre: float | None) -> PeriodPoint:
    value = count.events / count.n if count.n else None
    if centre is None or not count.n:
        return PeriodPoint(label, count.n, count.n_missing, value, None, None)
    low, high = (
        float(quantile_rate(centre, count.n, tail)) for tail in (1 - THREE_SIGMA, THREE_SIGMA)
    )
    return PeriodPoint(label, count.n, count.n_missing, value, low, high)


def _mean_point(
    label: str, moments: Moments, centre: float, spread: float | None, scale: int
) -> PeriodPoint:
    n = moments.n
    value = moments.total / (n * scale) if n else None
    half = a3(n) * spread if spread is not None and n >= 2 else None
    limits = (None, None) if half is None else (centre - half, centre + half)
    return PeriodPoint(label, n, moments.n_missing, value, *limits)


def _sd_point(label: str, moments: Moments, spread: float | None, scale: int) -> PeriodPoint:
    squared = variance(moments)
    value = None if squared is None else math.sqrt(squared) / scale
    if value is None or spread is None:
        return PeriodPoint(label, moments.n, moments.n_missing, value, None, None)
    low, high = (factor * spread for factor in b3_b4(moments.n))
    return PeriodPoint(label, moments.n, moments.n_missing, value, low, high)


def _pooled_sd(periods: Sequence[Moments], scale: int) -> float | None:
    """Square root of the variances weighted by n - 1; None when no period has two values."""
    usable = [(m.n - 1, variance(m) or 0.0) for m in periods if m.n >= 2]
    df = sum(weight for weight, _ in usable)
    return math.sqrt(sum(weight * v for weight, v in usable) / df) / scale if df else None


def _note(periods: int, having: str) -> str:
    if periods < FEWEST_PERIODS:
        return f"Limits are withheld: {periods} periods with {having}, {FEWEST_PERIODS} would do"
    if periods < PROVISIONAL_BELOW:
        return f"Limits from {periods} periods are provisional; 20 to 25 are advised (Montgomery)"
    return ""
