"""Relief as a curve over every threshold: how the share of responders depends on where one cuts."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from vertebroplasty.results import Proportion
from vertebroplasty.statistics.proportions import proportion
from vertebroplasty.tallies import Count, Histogram, JointTally
from vertebroplasty.vocabulary import VAS_MAX_TENTHS

PERCENT_MAX = 100


class Cut(StrEnum):
    """What a threshold is of."""

    PERCENT = "Fall in % of before"
    POINTS = "Fall in points"
    STATE = "VAS at most"


class Point(NamedTuple):
    """A threshold, in percent or in tenths of a point, and the share of units that reach it."""

    threshold: int
    share: Proportion


Curve = tuple[Point, ...]


def percent_fall_curve(tally: JointTally, noun: str) -> Curve:
    """Return the share of units whose value fell by at least t % of before, t = 0 to 100.

    Parameters
    ----------
    tally : JointTally
        Values before and after, in tenths.
    noun : str
        Plural noun of the unit.

    Returns
    -------
    tuple of Point
        Each with a Wilson interval of its own; among pairs with a value before above 0, for a share
        of 0 is not defined: those count as missing.
    """
    falls = [
        ((before - after) * PERCENT_MAX // before, n) for before, after, n in tally.rows if before
    ]
    undefined = sum(n for before, _, n in tally.rows if not before)
    return tuple(_at_least(falls, PERCENT_MAX, undefined + tally.n_missing, noun))


def point_fall_curve(tally: JointTally, noun: str) -> Curve:
    """Return the share of units whose value fell by at least d tenths, d = 0 to 100.

    Parameters
    ----------
    tally : JointTally
        Values before and after, in tenths.
    noun : str
        Plural noun of the unit.

    Returns
    -------
    tuple of Point
        Among all complete pairs, each with a Wilson interval of its own.
    """
    falls = [(before - after, n) for before, after, n in tally.rows]
    return tuple(_at_least(falls, VAS_MAX_TENTHS, tally.n_missing, noun))


def state_curve(scores: Histogram, noun: str) -> Curve:
    """Return the share of units with a value of at most c tenths, c = 0 to 100.

    Parameters
    ----------
    scores : Histogram
        Values after, in tenths, whether or not there is one before.
    noun : str
        Plural noun of the unit.

    Returns
    -------
    tuple of Point
        Among all units with a value, each with a Wilson interval of its own.
    """
    counted = dict(scores.counts)
    up_to = accumulate(counted.get(value, 0) for value in range(VAS_MAX_TENTHS + 1))
    return tuple(
        Point(value, proportion(Count(events, scores.n, scores.n_missing), noun))
        for value, events in enumerate(up_to)
    )


def _at_least(
    falls: Iterable[tuple[int, int]], highest: int, n_missing: int, noun: str
) -> Iterator[Point]:
    """Yield the share of units with a fall of at least each threshold from 0."""
    # A fall that does not reach 0 is kept in a place of its own, below all thresholds.
    counted = [0] * (highest + 2)
    for fall, n in falls:
        counted[max(fall, -1) + 1] += n
    total = sum(counted)
    below = accumulate(counted)
    for threshold, missed in enumerate(below):
        if threshold > highest:
            return
        yield Point(threshold, proportion(Count(total - missed, total, n_missing), noun))
