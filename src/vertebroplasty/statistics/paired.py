"""Paired comparisons from the tally of changes (after minus before)."""

import math

from vertebroplasty.results import Effect, Interval, Test
from vertebroplasty.statistics.means import variance
from vertebroplasty.statistics.noncentral import noncentrality_limits
from vertebroplasty.statistics.probability import Alternative, percent, reportable, two_sided_t
from vertebroplasty.statistics.signed_rank import (
    SignedRanks,
    ZeroMethod,
    exact_p,
    normal_p,
    signed_ranks,
)
from vertebroplasty.statistics.walsh import EXACT_WALSH_UP_TO, limit_place, walsh_sums
from vertebroplasty.tallies import Histogram, Moments

EXACT_UP_TO = 50
"""Ranked changes up to which the signed-rank distribution is computed exactly unless told."""

_EXACT_LIMIT = 500
_TOO_FEW = "fewer than two pairs"
_CONSTANT = "every pair has the same change"


def paired_t(change: Moments) -> Test:
    """Paired t test of a mean change of zero, two-sided.

    Parameters
    ----------
    change : Moments
        Of the whole-number changes.

    Returns
    -------
    Test
        Not defined for fewer than two pairs, or when every pair has the same change.
    """
    method = "paired t test, two-sided"
    variation = variance(change)
    if not variation:
        note = _TOO_FEW if variation is None else _CONSTANT
        return Test(method, None, "t", None, change.n, note=note)
    t = change.total / change.n / math.sqrt(variation / change.n)
    return Test(method, t, "t", two_sided_t(t, change.n - 1), change.n, change.n - 1)


def standardised_response_mean(change: Moments) -> Effect:
    """Mean change over the standard deviation of the change.

    Parameters
    ----------
    change : Moments
        Of the whole-number changes.

    Returns
    -------
    Effect
        In standard deviations of the change. Not defined for fewer than two pairs, or when every
        pair has the same change.
    """
    method = "standardised response mean (mean change / SD of change)"
    variation = variance(change)
    if not variation:
        note = _TOO_FEW if variation is None else _CONSTANT
        return Effect(method, None, None, change.n, note)
    n = change.n
    estimate = change.total / n / math.sqrt(variation)
    low, high = noncentrality_limits(estimate * math.sqrt(n), n - 1, 0.95)
    interval = Interval(low / math.sqrt(n), high / math.sqrt(n), "noncentral t 95 % interval")
    return Effect(method, estimate, interval, n)


def wilcoxon(
    change: Histogram,
    zero_method: ZeroMethod = "wilcox",
    exact: bool | None = None,
    alternative: Alternative = "two-sided",
    correction: bool = True,
) -> Test:
    """Wilcoxon signed-rank test that changes are symmetric about zero.

    Parameters
    ----------
    change : Histogram
        Whole-number changes.
    zero_method : {'wilcox', 'pratt'}
        Drop zero changes before ranking, or rank them and then drop their ranks.
    exact : bool or None
        Use the permutation distribution of the ranks as they are, ties included, rather than the
        normal one. None: exact when at most 50 changes are ranked.
    alternative : {'two-sided', 'less', 'greater'}
        Side of zero on which the changes lie.
    correction : bool
        Continuity correction of 0.5; the exact distribution needs none.

    Returns
    -------
    Test
        V, the sum of the ranks of positive changes; ``n`` counts the ranked changes. Not defined
        when no change differs from zero.

    Raises
    ------
    ValueError
        If the exact distribution is asked for with more than 500 ranked changes.
    """
    ranks = signed_ranks(change, zero_method)
    n = ranks.n + (ranks.zeros if zero_method == "pratt" else 0)
    use_exact = n <= EXACT_UP_TO if exact is None else exact
    method = _wilcoxon_method(ranks, zero_method, use_exact, alternative, correction)
    if not ranks.n:
        note = "no pair" if not change.n else "no pair has a change other than zero"
        return Test(method, None, "V", None, n, note=note)
    if not use_exact:
        p = normal_p(ranks, alternative, correction)
    elif n > _EXACT_LIMIT:
        raise ValueError(f"exact for {n} ranked changes: at most {_EXACT_LIMIT}, or exact=None")
    else:
        p = exact_p(ranks, alternative)
    return Test(method, ranks.positive / 2, "V", reportable(p), n)


def _wilcoxon_method(
    ranks: SignedRanks,
    zero_method: ZeroMethod,
    exact: bool,
    alternative: Alternative,
    correction: bool,
) -> str:
    handled = "dropped" if zero_method == "wilcox" else "ranked, then left out (Pratt)"
    zeros = f"{ranks.zeros} zero {'change' if ranks.zeros == 1 else 'changes'} {handled}"
    ties = "midranks for ties" if ranks.tied else "no ties"
    if exact:
        how = "exact distribution"
    else:
        how = f"normal approximation with{'' if correction else 'out'} continuity correction"
        how += ", variance corrected for ties" if ranks.tied else ""
    side = "two-sided" if alternative == "two-sided" else f"one-sided, {alternative}"
    return f"Wilcoxon signed-rank test, {side}, {how}, {ties}, {zeros}"


def hodges_lehmann(change: Histogram, scale: int = 10, confidence: float = 0.95) -> Effect:
    """Hodges-Lehmann pseudomedian: the median of all Walsh averages, zero changes included.

    Parameters
    ----------
    change : Histogram
        Whole-number changes.
    scale : int
        Whole-number units in one point: 10 for a VAS in tenths.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Effect
        In points. The limits are Walsh averages chosen by the signed-rank distribution without
        ties, exact for at most 50 pairs and normal beyond; with ties they err on the wide side.
        Without an interval when there are too few pairs for the confidence (fewer than 6 at 95 %).

    Raises
    ------
    ValueError
        If the confidence is not between 0 and 1.

    References
    ----------
    Hollander & Wolfe, Nonparametric Statistical Methods, sections 3.2 and 3.3.
    """
    method = "Hodges-Lehmann median change (median of the Walsh averages)"
    place = limit_place(change.n, confidence)
    if not change.n:
        return Effect(method, None, None, 0, "no pair")
    sums = walsh_sums(change)
    middle = sums.ordered((sums.n + 1) // 2) + sums.ordered(sums.n // 2 + 1)
    estimate = middle / (4 * scale)
    if place < 1:
        note = f"too few pairs for a {percent(confidence)} interval"
        return Effect(method, estimate, None, change.n, note)
    how = "exact" if change.n <= EXACT_WALSH_UP_TO else "normal approximation to the"
    name = f"{percent(confidence)} interval from the {how} signed-rank distribution without ties"
    low = sums.ordered(place) / (2 * scale)
    high = sums.ordered(sums.n + 1 - place) / (2 * scale)
    return Effect(method, estimate, Interval(low, high, name), change.n)
