"""The course of a CUSUM and of a VLAD over days on which procedures were counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vertebroplasty.statistics.cusum_limit import ControlLimit

FEWEST = 30
"""Procedures below which no course is judged, however fast the chart would be."""
ORDER = (
    "The order within a day is not recorded: its events are spread evenly over its procedures, each"
    " after the cases without that it shares"
)


class Day(NamedTuple):
    """A day with its procedures whose outcome is known.

    Attributes
    ----------
    day : int
        Days since 1970-01-01.
    events, n : int
        Events among procedures.
    """

    day: int
    events: int
    n: int


class Signal(NamedTuple):
    """Where the chart reached its limit: the day, and the how-manieth procedure it was."""

    day: int
    procedure: int


class CusumPoint(NamedTuple):
    """The chart after a day's procedures, and its highest value on that day, both in h's unit."""

    day: int
    procedures: int
    value: float
    peak: float


@dataclass(frozen=True)
class Cusum:
    """A CUSUM from its first procedure to its last.

    Attributes
    ----------
    limit : ControlLimit
        What it was run with.
    points : tuple of CusumPoint
        One a day.
    signals : tuple of Signal
        In their order; after each the chart starts again from 0.
    n : int
        Procedures in all.
    withheld : str
        Why the course is not to be judged; empty when it is.
    """

    limit: ControlLimit
    points: tuple[CusumPoint, ...]
    signals: tuple[Signal, ...]
    n: int
    withheld: str

    @property
    def method(self) -> str:
        """The chart in words."""
        return f"{self.limit.method}; it starts again from 0 after a signal. {ORDER}."


class VladPoint(NamedTuple):
    """Expected minus observed adverse outcomes up to and with a day."""

    day: int
    procedures: int
    value: float


def cusum(days: Sequence[Day], limit: ControlLimit) -> Cusum:
    """Run a CUSUM over days.

    Parameters
    ----------
    days : sequence of Day
        In the order of time; days without a procedure may be left out.
    limit : ControlLimit
        The scores and the limit.

    Returns
    -------
    Cusum
        Exact: the chart runs in whole numbers. Withheld when there are fewer procedures than the
        chart takes on average to signal at p1, for its silence would then say nothing.
    """
    unit, score, before = limit.scores.unit, 0, 0
    points, signals = [], []
    for day in days:
        score, peak, at = _through(day, score, limit)
        signals += [Signal(day.day, before + place) for place in at]
        before += day.n
        points.append(CusumPoint(day.day, before, score * unit, peak * unit))
    return Cusum(limit, tuple(points), tuple(signals), before, _too_short(before, limit))


def vlad(days: Sequence[Day], expected: float, *, harmful: bool) -> tuple[VladPoint, ...]:
    """Return a variable life-adjusted display against one expected rate.

    Parameters
    ----------
    days : sequence of Day
        In the order of time.
    expected : float
        Expected rate of the event, a fraction.
    harmful : bool
        Whether the event is adverse; if not, its absence is.

    Returns
    -------
    tuple of VladPoint
        Rising where there are fewer adverse outcomes than expected.

    References
    ----------
    Lovegrove et al. 1997, Lancet 350:1128-30.
    """
    procedures = events = 0
    points = []
    for day in days:
        procedures += day.n
        events += day.events
        fewer = expected * procedures - events
        points.append(VladPoint(day.day, procedures, fewer if harmful else -fewer))
    return tuple(points)


def _through(day: Day, score: int, limit: ControlLimit) -> tuple[int, int, list[int]]:
    """Return score, highest score and places of signals after a day's procedures in turn."""
    up, down = limit.scores.up, limit.scores.down
    raising = day.events if limit.scores.event_raises else day.n - day.events
    falling = day.n - raising
    if not raising:
        return max(0, score - down * falling), score, []
    peak, fallen, at = score, 0, []
    for turn in range(1, raising + 1):
        before = turn * falling // raising
        score = max(0, score - down * (before - fallen)) + up
        fallen, peak = before, max(peak, score)
        if score >= limit.steps:
            at.append(before + turn)
            score = 0
    return score, peak, at


def too_few(n: int) -> str:
    """Return why a course of so few procedures is not judged; empty when they are enough."""
    if n >= FEWEST:
        return ""
    return f"procedures with a known outcome and date: {n}; {FEWEST} or more would do"


def _too_short(n: int, limit: ControlLimit) -> str:
    if n < FEWEST:
        return too_few(n)
    if n < limit.detection:
        return (
            f"there are {n:,} procedures; at the rate to detect, a signal takes"
            f" {limit.detection:,.0f} on average, so silence would say nothing"
        )
    return ""
