"""Signed ranks of a histogram of changes, and their null distribution.

Midranks are held doubled, so that they are whole numbers whatever the ties.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from vertebroplasty.statistics.probability import Alternative
from vertebroplasty.tallies import Histogram

ZeroMethod = Literal["wilcox", "pratt"]
"""Drop zero changes before ranking (Wilcoxon), or rank them and then drop their ranks (Pratt)."""


@dataclass(frozen=True, slots=True)
class SignedRanks:
    """What the signed-rank test needs to know.

    Attributes
    ----------
    groups : tuple of (int, int)
        Doubled midrank and number of changes that share it; zeros are left out.
    positive : int
        Doubled sum of the ranks of the positive changes.
    zeros : int
        Number of zero changes.
    """

    groups: tuple[tuple[int, int], ...]
    positive: int
    zeros: int

    @property
    def n(self) -> int:
        """Number of changes that are not zero."""
        return sum(count for _, count in self.groups)

    @property
    def tied(self) -> bool:
        """Whether two changes share a rank."""
        return any(count > 1 for _, count in self.groups)


def signed_ranks(change: Histogram, zero_method: ZeroMethod) -> SignedRanks:
    """Rank the sizes of the changes and sum the ranks of the positive ones.

    Parameters
    ----------
    change : Histogram
        Whole-number changes.
    zero_method : {'wilcox', 'pratt'}
        Whether zeros take up the lowest ranks.

    Returns
    -------
    SignedRanks
        In whole numbers throughout.
    """
    counts = dict(change.counts)
    zeros = counts.pop(0, 0)
    below = zeros if zero_method == "pratt" else 0
    groups: list[tuple[int, int]] = []
    positive = 0
    for size in sorted({abs(value) for value in counts}):
        count = counts.get(size, 0) + counts.get(-size, 0)
        rank = 2 * below + count + 1
        groups.append((rank, count))
        positive += rank * counts.get(size, 0)
        below += count
    return SignedRanks(tuple(groups), positive, zeros)


def sum_distribution(groups: tuple[tuple[int, int], ...]) -> NDArray[np.float64]:
    """Distribution of the sum of ranks that get a plus when each sign is a fair coin.

    Parameters
    ----------
    groups : tuple of (int, int)
        Whole-number rank and how many share it.

    Returns
    -------
    ndarray of shape (total + 1,)
        Probability of each sum from 0 to the total of all ranks; exact up to 52 ranks, being whole
        multiples of a power of two.
    """
    total = sum(rank * count for rank, count in groups)
    distribution = np.zeros(total + 1)
    distribution[0] = 1.0
    reached = 0
    for rank, count in groups:
        for _ in range(count):
            reached += rank
            distribution[: reached + 1] /= 2
            distribution[rank : reached + 1] += distribution[: reached + 1 - rank]
    return distribution


def exact_p(ranks: SignedRanks, alternative: Alternative) -> float:
    """P value from the permutation distribution of the ranks as they are, ties included.

    Parameters
    ----------
    ranks : SignedRanks
        At least one rank.
    alternative : {'two-sided', 'less', 'greater'}
        Side of zero on which the changes lie.

    Returns
    -------
    float
        Two-sided: twice the smaller tail, which may exceed 1.
    """
    distribution = sum_distribution(ranks.groups)
    less = float(distribution[: ranks.positive + 1].sum())
    greater = float(distribution[ranks.positive :].sum())
    return {"less": less, "greater": greater, "two-sided": 2 * min(less, greater)}[alternative]


def normal_p(ranks: SignedRanks, alternative: Alternative, correction: bool) -> float:
    """P value from the normal approximation, with the variance of the ranks as they are.

    Parameters
    ----------
    ranks : SignedRanks
        At least one rank.
    alternative : {'two-sided', 'less', 'greater'}
        Side of zero on which the changes lie.
    correction : bool
        Continuity correction of 0.5, as in R's ``wilcox.test``.

    Returns
    -------
    float
        From 0 to 1; 0 where it underflows.
    """
    # In doubled ranks r the mean of V is Σr/4 and its variance Σr²/16, ties and Pratt's included.
    total = sum(rank * count for rank, count in ranks.groups)
    spread = math.sqrt(sum(rank * rank * count for rank, count in ranks.groups)) / 4
    excess = (2 * ranks.positive - total) / 4
    if alternative == "two-sided":
        shift = math.copysign(0.5, excess) if correction and excess else 0.0
        return float(2 * special.ndtr(-abs(excess - shift) / spread))
    if alternative == "greater":
        return float(special.ndtr(-(excess - 0.5 * correction) / spread))
    return float(special.ndtr((excess + 0.5 * correction) / spread))
