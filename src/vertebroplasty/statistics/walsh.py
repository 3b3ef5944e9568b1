"""Walsh averages, the means of all pairs of changes, and which of them are confidence limits."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vertebroplasty.statistics.probability import upper_tail, z_value
from vertebroplasty.statistics.signed_rank import sum_distribution
from vertebroplasty.tallies import Histogram

EXACT_WALSH_UP_TO = 50
"""Changes up to which the limits come from the exact signed-rank distribution."""


@dataclass(frozen=True, slots=True)
class WalshSums:
    """Sums of all pairs of changes, each change also with itself, in ascending order.

    Attributes
    ----------
    first : int
        The sum that the first entry of ``up_to`` stands for.
    up_to : ndarray of int64
        How many pairs have at most each sum.
    """

    first: int
    up_to: NDArray[np.int64]

    @property
    def n(self) -> int:
        """Number of pairs, n (n + 1) / 2 for n changes."""
        return int(self.up_to[-1])

    def ordered(self, place: int) -> int:
        """Return the sum at a place, counted from 1, in ascending order."""
        return self.first + int(np.searchsorted(self.up_to, place))


def walsh_sums(change: Histogram) -> WalshSums:
    """Count all pairwise sums without forming the pairs, by one convolution in whole numbers.

    Parameters
    ----------
    change : Histogram
        Whole-number changes, at least one and fewer than 3e9 (the counts are 64-bit).

    Returns
    -------
    WalshSums
        Twice the Walsh averages.
    """
    first, last = change.counts[0][0], change.counts[-1][0]
    counts = np.zeros(last - first + 1, dtype=np.int64)
    for value, count in change.counts:
        counts[value - first] = count
    ordered_pairs = np.convolve(counts, counts)
    ordered_pairs[::2] += counts
    return WalshSums(2 * first, np.cumsum(ordered_pairs // 2))


@lru_cache(maxsize=64)
def lower_tail_without_ties(n: int) -> NDArray[np.float64]:
    """Cumulative distribution of the sum of positive ranks 1 to n.

    Parameters
    ----------
    n : int
        Number of ranks.

    Returns
    -------
    ndarray of shape (n (n + 1) / 2 + 1,)
        Probability of at most each sum; not to be written to.
    """
    cumulative = np.cumsum(sum_distribution(tuple((rank, 1) for rank in range(1, n + 1))))
    cumulative.flags.writeable = False
    return cumulative


def limit_place(n: int, confidence: float) -> int:
    """Place of the lower confidence limit among the ordered Walsh averages.

    Parameters
    ----------
    n : int
        Number of changes.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    int
        Counted from 1, the upper limit's being the same from above; less than 1 when there are too
        few changes for the confidence.
    """
    tail = 1 - upper_tail(confidence)
    if n <= EXACT_WALSH_UP_TO:
        return int(np.searchsorted(lower_tail_without_ties(n), tail))
    spread = math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
    return math.floor(n * (n + 1) / 4 + 0.5 - z_value(confidence) * spread)
