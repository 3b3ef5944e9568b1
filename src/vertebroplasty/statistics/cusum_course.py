"""A CUSUM over outcomes that follow each other: many at once where nothing reaches the limit."""

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from vertebroplasty.statistics.cusum_limit import ControlLimit

Whole: TypeAlias = NDArray[np.int64]

STRETCH = 512
"""Outcomes that are looked at together."""


def whole(numbers: Iterable[int]) -> Whole:
    """Return whole numbers as an array."""
    return np.fromiter(numbers, np.int64)


def places_of(raising: Whole, falling: Whole) -> tuple[Whole, Whole]:
    """Spread each day's raising outcomes evenly over its procedures.

    Parameters
    ----------
    raising, falling : array of int
        Outcomes of a day that raise and that lower the chart, a day each.

    Returns
    -------
    tuple of array of int
        For each raising outcome the falling ones since the one before, and its place among all
        procedures, from 1.
    """
    ends = np.cumsum(raising)
    turn = np.arange(1, 1 + raising.sum()) - np.repeat(ends - raising, raising)
    shared = turn * np.repeat(falling, raising) // np.repeat(raising, raising)
    fallen = np.repeat(np.cumsum(falling) - falling, raising) + shared
    return np.diff(fallen, prepend=0), fallen + np.arange(1, 1 + raising.sum())


def chart_of(drops: Whole, limit: ControlLimit) -> Whole:
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
    stretches, score = [whole([])], 0
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
    return whole(found)
