"""How alike two groups are before anything is compared: standardised mean differences."""

import math
from collections.abc import Sequence

import numpy as np

from vertebroplasty.statistics.means import variance
from vertebroplasty.tallies import Moments


def smd_of_means(a: Moments, b: Moments) -> float | None:
    """Standardised difference of two means, (m - m') / √((s² + s'²) / 2).

    Parameters
    ----------
    a, b : Moments
        The two groups.

    Returns
    -------
    float or None
        In standard deviations, positive where the mean of ``a`` is larger; 0 for groups of one and
        the same value. None when a group has fewer than two values, or each has one value but
        not the same.

    References
    ----------
    Austin 2009, Stat Med 28:3083-107.
    """
    of_a, of_b = variance(a), variance(b)
    if of_a is None or of_b is None:
        return None
    difference = (a.total * b.n - b.total * a.n) / (a.n * b.n)
    spread = math.sqrt((of_a + of_b) / 2)
    if not spread:
        return None if difference else 0.0
    return difference / spread


def smd_of_shares(a: Sequence[int], b: Sequence[int]) -> float | None:
    """Standardised difference of the shares of two or more categories.

    Parameters
    ----------
    a, b : sequence of int
        Units in each category, the same categories in the same order.

    Returns
    -------
    float or None
        With two categories (p - p') / √((pq + p'q') / 2) of the first one, signed; with more, the
        Mahalanobis distance of the shares, not negative. Categories that are empty in both groups
        say nothing. None when a group is empty, or the groups have no category in common, where
        the distance has no bound.

    References
    ----------
    Yang & Dalton 2012, SAS Global Forum, paper 335-2012.
    """
    both = [pair for pair in zip(a, b, strict=True) if any(pair)]
    if not sum(a) or not sum(b) or not any(x and y for x, y in both):
        return None
    of_a, of_b = (np.array(counts) / sum(counts) for counts in zip(*both, strict=True))
    # With a category in common the covariance has full rank once one category is left out.
    difference = (of_a - of_b)[:-1]
    of_each = [np.diag(shares) - np.outer(shares, shares) for shares in (of_a, of_b)]
    covariance = np.mean(of_each, axis=0)
    squared = difference @ np.linalg.solve(covariance[:-1, :-1], difference)
    distance = math.sqrt(max(0.0, float(squared)))
    return math.copysign(distance, a[0] * sum(b) - b[0] * sum(a)) if len(a) == 2 else distance
