"""The course of a CUSUM and of a VLAD over days on which procedures were counted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from vertebroplasty.statistics.cusum_limit import ControlLimit

Whole: TypeAlias = NDArray[np.int64]

FEWEST = 30
"""Procedures below which no course is judged, however fast the chart would be."""
ORDER = (
    "The order within a day is not recorded: its events are spread evenly over its procedures, each"
    " after the cases without that it shares"
)
STRETCH = 512
"""Outcomes that are looked at together."""


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
    raising = _whole(
        day.events if limit.scores.event_raises else day.n - day.events for day in days
    )
    falling = _whole(day.n for day in days) - raising
    before, places = _places(raising, falling)
    chart = _chart(limit.scores.down * before, limit)
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


def _places(raising: Whole, falling: Whole) -> tuple[Whole, Whole]:
    """Return, for each raising outcome, the falls since the one before, and its own place.

    Places count from 1 through all days.
    """
    ends = np.cumsum(raising)
    turn = np.arange(1, 1 + raising.sum()) - np.repeat(ends - raising, raising)
    shared = turn * np.repeat(falling, raising) // np.repeat(raising, raising)
    fallen = np.repeat(np.cumsum(falling) - falling, raising) + shared
    return np.diff(fallen, prepend=0), fallen + np.arange(1, 1 + raising.sum())


def _chart(drops: Whole, limit: ControlLimit) -> Whole:
    """Return the chart at each raising outcome, before a signal sets it back to 0.

    Parameters
    ----------
    drops : array of int
        By how much falls lower the chart before each.
    limit : ControlLimit
        The scores and the limit.

    Returns
    -------
    array of int
        A stretch in which nothing reaches the limit is found in one step, any other in single ones.
    """
    stretches, score = [_whole([])], 0
    for at in range(0, len(drops), STRETCH):
        stretch = _without_limit(drops[at : at + STRETCH], score, limit.scores.up)
        if stretch.max() >= limit.steps:
            stretch = _one_by_one(drops[at : at + STRETCH], score, limit)
        stretches.append(stretch)
        score = int(stretch[-1]) if stretch[-1] < limit.steps else 0
    return np.concatenate(stretches)


def _without_limit(drops: Whole, score: int, up: int) -> Whole:
    """Return the chart as a walk less its lowest point so far, where that is below 0."""
    steps = up - drops
    steps[0] = score - drops[0]
    walk = np.cumsum(steps)
    return walk - np.minimum(np.minimum.accumulate(walk), 0) + up


def _one_by_one(drops: Whole, score: int, limit: ControlLimit) -> Whole:
    up, steps = limit.scores.up, limit.steps
    found = []
    for drop in drops.tolist():
        score = score - drop + up if score > drop else up
        found.append(score)
        if score >= steps:
            score = 0
    return _whole(found)


def _points(
    days: Sequence[Day], raising: Whole, falling: Whole, chart: Whole, limit: ControlLimit
) -> Iterator[CusumPoint]:
    unit, down = limit.scores.unit, limit.scores.down
    ends = np.cumsum(raising)
    has_risen = raising > 0
    highs, lasts = iter(()), iter(())
    if has_risen.any():
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


def _whole(numbers: Iterable[int]) -> Whole:
    return np.fromiter(numbers, np.int64)


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
