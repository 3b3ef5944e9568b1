"""Funnel limits around a target, overdispersion, and where each unit lies (Spiegelhalter 2005)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from vertebroplasty.statistics.proportions import clopper_pearson
from vertebroplasty.tallies import Count

WARNING_TAIL, ACTION_TAIL = 0.025, 0.001
"""Tails of the 95 % and 99.8 % limits."""
WINSORISED = 0.10
UNITS_TO_JUDGE_DISPERSION = 10
"""With fewer units a tenth at either end is nobody: one drifting unit would widen its own limits."""
CURVE_POINTS = 240


class Position(StrEnum):
    """Where a unit lies in the funnel."""

    HIGH = "above the 99.8 % limit"
    RAISED = "above the 95 % limit, within 99.8 %"
    WITHIN = "within the 95 % limits"
    LOWERED = "below the 95 % limit, within 99.8 %"
    LOW = "below the 99.8 % limit"
    NOT_JUDGED = "not judged"

    @property
    def is_outside(self) -> bool:
        """Whether the unit lies outside the 99.8 % limits."""
        return self in (Position.HIGH, Position.LOW)


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


@dataclass(frozen=True, slots=True)
class FunnelUnit:
    """One unit in the funnel.

    Attributes
    ----------
    label : str
        Its name.
    count : Count
        Events among its procedures.
    limits : Limits or None
        For its n; None without procedures, or when the target is 0 or 1.
    position : Position
        Where it lies; ``NOT_JUDGED`` for procedures of an unknown unit.
    against : str
        Its exact 95 % interval against the declared threshold, in words; empty when there is none.
    """

    label: str
    count: Count
    limits: Limits | None
    position: Position
    against: str


@dataclass(frozen=True)
class Funnel:
    """Units around a target.

    Attributes
    ----------
    target : float or None
        None when nobody's outcome is known.
    declared : bool
        Whether the target is a declared threshold; otherwise it is the cohort's own rate.
    units : tuple of FunnelUnit
        In the order given.
    curve : tuple of Limits
        The limits from 1 procedure to the largest unit; empty when not defined.
    dispersion : Dispersion
        How the limits were widened, or why not.
    method : str
        The limits in words.
    note : str
        Why nothing is judged; may be empty.
    """

    target: float | None
    declared: bool
    units: tuple[FunnelUnit, ...]
    curve: tuple[Limits, ...]
    dispersion: Dispersion
    method: str
    note: str


def funnel(
    known: Sequence[tuple[str, Count]],
    unknown: Sequence[tuple[str, Count]] = (),
    threshold: float | None = None,
) -> Funnel:
    """Compare units with a target.

    Parameters
    ----------
    known : sequence of (str, Count)
        Units with their names.
    unknown : sequence of (str, Count)
        Procedures of no known unit: they count in the cohort's rate and are not judged.
    threshold : float, optional
        Declared rate, between 0 and 1; without one the target is the rate of all procedures.

    Returns
    -------
    Funnel
        Exact binomial limits, widened where overdispersion is shown.
    """
    everyone = [count for _, count in (*known, *unknown)]
    n = sum(count.n for count in everyone)
    own = sum(count.events for count in everyone) / n if n else None
    target = own if threshold is None else threshold
    spread = dispersion([count for _, count in known], target, declared=threshold is not None)
    note = _why_not([count for _, count in known if count.n], target, threshold)
    judged = target if target is not None and not note else None
    units = [_unit(name, count, judged, spread.factor, threshold) for name, count in known]
    units += [FunnelUnit(name, count, None, Position.NOT_JUDGED, "") for name, count in unknown]
    largest = max((count.n for count in everyone), default=0)
    curve = limit_curve(judged, largest, spread.factor) if judged is not None else ()
    method = _method(spread, declared=threshold is not None)
    return Funnel(target, threshold is not None, tuple(units), curve, spread, method, note)


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


def limit_curve(target: float, largest: int, factor: float = 1.0) -> tuple[Limits, ...]:
    """Return the four limits from 1 procedure to the largest unit.

    Parameters
    ----------
    target : float
        Rate, strictly between 0 and 1.
    largest : int
        Procedures of the largest unit, positive.
    factor : float
        By which the distance of each limit from the target is widened.

    Returns
    -------
    tuple of Limits
        At most 240, closer together where n is small and the limits are steep.
    """
    spaced = np.geomspace(1, largest, CURVE_POINTS).round()
    sizes = np.unique(spaced).astype(np.int64)
    tails = (ACTION_TAIL, WARNING_TAIL, 1 - WARNING_TAIL, 1 - ACTION_TAIL)
    exact = [binomial_limit(target, sizes, tail) for tail in tails]
    wide = [np.clip(target + factor * (limit - target), 0, 1).tolist() for limit in exact]
    return tuple(Limits(*row) for row in zip(sizes.tolist(), *wide, strict=True))


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
    z = sorted(
        (c.events / c.n - target) / math.sqrt(target * (1 - target) / c.n) for c in sizes
    )
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


def against_threshold(count: Count, threshold: float) -> str:
    """Return whether a unit's exact 95 % interval lies above, below or astride a threshold."""
    interval = clopper_pearson(count.events, count.n)
    if interval is None:
        return "no known outcome"
    if interval.low > threshold:
        return "above the threshold"
    return "below the threshold" if interval.high < threshold else "too few to judge"


def _unit(
    name: str, count: Count, target: float | None, factor: float, threshold: float | None
) -> FunnelUnit:
    against = "" if threshold is None else against_threshold(count, threshold)
    if target is None or not count.n:
        return FunnelUnit(name, count, None, Position.NOT_JUDGED, against)
    exact = [
        float(target + factor * (binomial_limit(target, count.n, tail) - target))
        for tail in (ACTION_TAIL, WARNING_TAIL, 1 - WARNING_TAIL, 1 - ACTION_TAIL)
    ]
    limits = Limits(count.n, *(min(max(limit, 0.0), 1.0) for limit in exact))
    return FunnelUnit(name, count, limits, _position(count.events / count.n, limits), against)


def _position(rate: float, limits: Limits) -> Position:
    if rate > limits.high_95:
        return Position.HIGH if rate > limits.high_998 else Position.RAISED
    if rate < limits.low_95:
        return Position.LOW if rate < limits.low_998 else Position.LOWERED
    return Position.WITHIN


def _why_not(known: Sequence[Count], target: float | None, threshold: float | None) -> str:
    if target is None or not known:
        return "No procedure of a known unit has a known outcome"
    if not 0 < target < 1:
        return "All procedures are alike, so there is nothing to tell units apart by"
    if threshold is None and len(known) == 1:
        return "One unit alone cannot be compared with its own rate; a threshold would do"
    return ""


def _method(spread: Dispersion, *, declared: bool) -> str:
    around = "the declared threshold" if declared else "the rate of all procedures shown"
    return (
        f"Exact binomial limits, 95 % and 99.8 %, around {around}, interpolated (Spiegelhalter"
        f" 2005, Stat Med 24:1185-202). {spread.note}"
    )
