"""A measure in one group against the same measure in another, whatever was counted."""

from vertebroplasty.formatting import number, span
from vertebroplasty.results import Comparison, Effect, Interval, Proportion
from vertebroplasty.statistics.clusters import clustered_proportion
from vertebroplasty.statistics.means import hedges_g, mean, welch_difference, welch_t
from vertebroplasty.statistics.proportions import newcombe_difference, proportion
from vertebroplasty.statistics.rate_tests import clustered_rate_test, rate_test
from vertebroplasty.statistics.ratios import EMPTY, cohens_h, limits_of, mover_difference, ratio
from vertebroplasty.statistics.shared import correlation
from vertebroplasty.tallies import ClusterCount, Count, Moments, SharedLevels, Tally

_TENTHS = 10
_WILSON = "Wilson limits"
_CLUSTERED = "Wilson limits for clustered levels"


def compare(a: Tally, b: Tally, noun: str, shared: SharedLevels | None = None) -> Comparison:
    """Compare a measure in two groups: difference, ratio, effect size and test.

    Parameters
    ----------
    a, b : Count, Moments or ClusterCount
        What was counted in each group, both of one kind; means in tenths of a point.
    noun : str
        Plural noun of the unit, such as ``levels``.
    shared : SharedLevels or None
        For clustered levels, sums over the procedures that both groups share.

    Returns
    -------
    Comparison
        Each part that is not defined says why.

    Raises
    ------
    TypeError
        If the two tallies are of different kinds.
    """
    match a, b:
        case Count(), Count():
            return _counts(a, b, noun)
        case ClusterCount(), ClusterCount():
            return _clusters(a, b, noun, shared)
        case Moments(), Moments():
            return _means(a, b, noun)
    raise TypeError(
        f"{type(a).__name__} against {type(b).__name__}: two tallies of one kind would do"
    )


def _counts(a: Count, b: Count, noun: str) -> Comparison:
    of_a, of_b = proportion(a, noun), proportion(b, noun)
    return Comparison(
        of_a,
        of_b,
        newcombe_difference(a, b),
        ratio(of_a, of_b, _WILSON),
        cohens_h(of_a, of_b, _WILSON),
        rate_test(a, b),
    )


def _clusters(
    a: ClusterCount, b: ClusterCount, noun: str, shared: SharedLevels | None
) -> Comparison:
    of_a, of_b = clustered_proportion(a, noun), clustered_proportion(b, noun)
    common = correlation(a, b, shared)
    limits = _CLUSTERED
    if shared is not None and shared.mm:
        limits += f", correlation {number(common)} through shared procedures"
    return Comparison(
        of_a,
        of_b,
        _clustered_difference(of_a, of_b, limits, common),
        ratio(of_a, of_b, limits, common),
        cohens_h(of_a, of_b, limits, common),
        clustered_rate_test(a, b, shared),
    )


def _clustered_difference(a: Proportion, b: Proportion, limits: str, common: float) -> Effect:
    method = f"difference of proportions, MOVER 95 % interval from {limits}"
    naive = newcombe_difference(Count(a.events, a.n), Count(b.events, b.n))
    of_a, of_b = limits_of(a), limits_of(b)
    if of_a is None or of_b is None or naive.interval is None:
        return Effect(method, None, None, naive.n, EMPTY)
    low, high = mover_difference(of_a, of_b, common)
    interval = Interval(max(low, -1.0), min(high, 1.0), method)
    ignoring = span(naive.interval, 1, scale=100)
    note = f"the interval that ignores the clustering: {ignoring} percentage points (Newcombe)"
    return Effect(method, naive.estimate, interval, naive.n, note)


def _means(a: Moments, b: Moments, noun: str) -> Comparison:
    return Comparison(
        mean(a, noun),
        mean(b, noun),
        welch_difference(a, b, _TENTHS),
        None,
        hedges_g(a, b),
        welch_t(a, b),
    )
