"""Funnel limits around a target and how they widen with overdispersion (Spiegelhalter 2005)."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from vertebroplasty.tallies import Count

WARNING_TAIL, ACTION_TAIL = 0.025, 0.001
"""Tails of the 95 % and 99.8 % limits."""
WINSORISED = 0.10
UNITS_TO_JUDGE_DISPERSION = 10
"""With fewer a tenth at either end is nobody: one drifting unit would widen its own limits."""
CURVE_POINTS = 240


class Limits(NamedTuple):
    """The four limits for n procedures, as fractions."""

    n: int
    low_998: float
    low_95: float
    high_95: float
    high_998: float


class Dispersion(NamedTuple):
    """How much more units vary than chance allows.

    Attributes
    ----------
    phi : float or None
        Mean of squared Winsorised z-scores; None where no z-score is defined.
    units : int
        Units that entered.
    factor : float
        The square root of phi by which limits are widened; 1 when they are not.
    note : str
        What was done, and why.
    """

    phi: float | None
    units: int
    factor: float
    note: str


def binomial_limit(
    target: float, n: NDArray[np.int64] | int, probability: float
) -> NDArray[np.float64]:
    """Return the binomial quantile as a rate, interpolated between whole counts.

    Parameters
    ----------
    target : float
        Rate, strictly between 0 and 1.
    n : int or array of int
        Procedures, positive.
    probability : float
        Such as 0.975 for the upper 95 % limit.

    Returns
    -------
    array of float
        (r - a) / n with r the quantile and a = (F(r) - p) / (F(r) - F(r - 1)), kept within 0 and 1.

    References
    ----------
    Spiegelhalter 2005, Stat Med 24:1185-202, appendix A.1.1.
    """
    size = np.asarray(n, dtype=np.int64)
    quantile = stats.binom.ppf(probability, size, target)
    reached = stats.binom.cdf(quantile, size, target)
    share = (reached - probability) / stats.binom.pmf(quantile, size, target)
    return np.clip((quantile - share) / size, 0.0, 1.0)


def quantile_rate(
    target: float, n: NDArray[np.int64] | int, probability: float
) -> NDArray[np.float64]:
    """Return the binomial quantile as a rate: a count beyond it is rarer than the tail.

    Parameters
    ----------
    target, n, probability
        As for `binomial_limit`, which lies up to one count below.

    Returns
    -------
    array of float
        A count over n. It judges a unit, for on the interpolated curve a single event of a single
        procedure would lie beyond every upper limit.
    """
    size = np.asarray(n, dtype=np.int64)
    return np.asarray(stats.binom.ppf(probability, size, target) / size)


def limits_for(
    target: float, sizes: Sequence[int], factor: float = 1.0, *, interpolated: bool = False
) -> tuple[Limits, ...]:
    """Return the four limits for units of some sizes.

    Parameters
    ----------
    target : float
        Rate, strictly between 0 and 1.
    sizes : sequence of int
        Procedures of each unit, positive.
    factor : float
        By which the distance of each limit from the target is widened.
    interpolated : bool
        Whether they are drawn as a curve; otherwise they judge.

    Returns
    -------
    tuple of Limits
        One a size, kept within 0 and 1.
    """
    n = np.asarray(sizes, dtype=np.int64)
    tails = (ACTION_TAIL, WARNING_TAIL, 1 - WARNING_TAIL, 1 - ACTION_TAIL)
    limit = binomial_limit if interpolated else quantile_rate
    exact = [limit(target, n, tail) for tail in tails]
    if factor != 1:  # not even by 1: a count on its limit must stay on it
        exact = [np.clip(target + factor * (rates - target), 0, 1) for rates in exact]
    rows = zip(n.tolist(), *(rates.tolist() for rates in exact), strict=True)
    return tuple(Limits(*row) for row in rows)


def limit_curve(target: float, largest: int, factor: float = 1.0) -> tuple[Limits, ...]:
    """Return the limits from 1 procedure to the largest unit, closer together where n is small."""
    spaced = np.geomspace(1, largest, CURVE_POINTS).round()
    return limits_for(
        target, np.unique(spaced).astype(np.int64).tolist(), factor, interpolated=True
    )


def dispersion(counts: Sequence[Count], target: float | None, *, declared: bool) -> Dispersion:
    """Estimate overdispersion from Winsorised z-scores.

    Parameters
    ----------
    counts : sequence of Count
        Units; those without procedures are left out.
    target : float or None
        The rate that they are compared with.
    declared : bool
        Whether the target was declared rather than estimated from the same units.

    Returns
    -------
    Dispersion
        Widened only when units x phi exceeds the 95 % point of chi-squared (as many degrees of
        freedom as units, one fewer when the target is their own rate) and the units are enough.
    """
    sizes = [count for count in counts if count.n]
    if target is None or not 0 < target < 1 or not sizes:
        return Dispersion(None, len(sizes), 1.0, "Overdispersion is not defined here")
    z = sorted((c.events / c.n - target) / math.sqrt(target * (1 - target) / c.n) for c in sizes)
    cut = int(WINSORISED * len(z))
    phi = sum(min(max(value, z[cut]), z[-1 - cut]) ** 2 for value in z) / len(z)
    if len(z) < UNITS_TO_JUDGE_DISPERSION:
        note = (
            f"Overdispersion cannot be judged from fewer than {UNITS_TO_JUDGE_DISPERSION} units"
            " (no tenth at either end to set aside): limits are not widened"
        )
        return Dispersion(phi, len(z), 1.0, note)
    df = len(z) if declared else len(z) - 1
    critical = float(special.chdtri(df, 0.05))
    found = f"{len(z)} \N{MULTIPLICATION SIGN} phi = {len(z) * phi:.1f}"
    if len(z) * phi <= critical:
        note = f"No overdispersion shown: {found}, not above {critical:.1f} (chi-squared, 95 %)"
        return Dispersion(phi, len(z), 1.0, note)
    note = f"Limits widened by the square root of phi = {phi:.2f}: {found} above {critical:.1f}"
    return Dispersion(phi, len(z), math.sqrt(phi), f"{note} (chi-squared, 95 %)")
