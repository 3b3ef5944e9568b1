"""Where operators and sites lie in a funnel around a target."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from vertebroplasty.statistics.funnel_limits import (
    Dispersion,
    Limits,
    dispersion,
    limit_curve,
    limits_for,
)
from vertebroplasty.statistics.proportions import clopper_pearson
from vertebroplasty.tallies import Count


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
        The counts that judge it, as rates; None without procedures, or when the target is 0 or 1.
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
    units = _units(known, judged, spread.factor, threshold)
    units += [FunnelUnit(name, count, None, Position.NOT_JUDGED, "") for name, count in unknown]
    largest = max((count.n for count in everyone), default=0)
    curve = limit_curve(judged, largest, spread.factor) if judged is not None else ()
    method = _method(spread, declared=threshold is not None)
    return Funnel(target, threshold is not None, tuple(units), curve, spread, method, note)


def against_threshold(count: Count, threshold: float) -> str:
    """Return whether a unit's exact 95 % interval lies above, below or astride a threshold."""
    interval = clopper_pearson(count.events, count.n)
    if interval is None:
        return "no known outcome"
    if interval.low > threshold:
        return "above the threshold"
    return "below the threshold" if interval.high < threshold else "too few to judge"


def _units(
    known: Sequence[tuple[str, Count]],
    target: float | None,
    factor: float,
    threshold: float | None,
) -> list[FunnelUnit]:
    sizes = sorted({count.n for _, count in known if count.n})
    found = limits_for(target, sizes, factor) if target is not None and sizes else ()
    limits = dict(zip(sizes, found, strict=False))
    return [
        FunnelUnit(
            name,
            count,
            limits.get(count.n),
            _position(count, limits.get(count.n)),
            "" if threshold is None else against_threshold(count, threshold),
        )
        for name, count in known
    ]


def _position(count: Count, limits: Limits | None) -> Position:
    if limits is None:
        return Position.NOT_JUDGED
    rate = count.events / count.n
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
        f"Exact binomial limits, 95 % and 99.8 %, around {around}; drawn interpolated"
        " (Spiegelhalter 2005, Stat Med 24:1185-202), judged by the whole counts themselves."
        f" {spread.note}"
    )
