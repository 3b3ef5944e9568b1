"""The course of a CUSUM and of a VLAD over days on which procedures were counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from vertebroplasty.statistics.cusum_course import Whole, chart_of, places_of, whole
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
    raising = whole(day.events if limit.scores.event_raises else day.n - day.events for day in days)
    falling = whole(day.n for day in days) - raising
    before, places = places_of(raising, falling)
    chart = chart_of(limit.scores.down * before, limit)
    days_of = np.repeat(np.arange(len(days)), raising)
    found = np.flatnonzero(chart >= limit.steps)
    signals = tuple(
        Signal(days[day].day, place)
        for day, place in zip(days_of[found].tolist(), places[found].tolist(), strict=True)
    )
    points = tuple(_points(days, raising, falling, chart, limit))
    n = sum(day.n for day in days)
    return Cusum(limit, points, signals, n, _too_short(n, limit))


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


def _points(
    days: Sequence[Day], raising: Whole, falling: Whole, chart: Whole, limit: ControlLimit
) -> Iterator[CusumPoint]:
    unit, down = limit.scores.unit, limit.scores.down
    ends = np.cumsum(raising)
    has_risen = raising > 0
    highs = iter(np.maximum.reduceat(chart, (ends - raising)[has_risen]).tolist())
    lasts = iter(chart[ends[has_risen] - 1].tolist())
    score = procedures = 0
    for day, is_risen, falls in zip(days, has_risen.tolist(), falling.tolist(), strict=True):
        peak = score
        if is_risen:
            peak, score = max(score, next(highs)), next(lasts)
            score = score if score < limit.steps else 0
        else:
            score = max(0, score - down * falls)
        procedures += day.n
        yield CusumPoint(day.day, procedures, score * unit, peak * unit)


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
