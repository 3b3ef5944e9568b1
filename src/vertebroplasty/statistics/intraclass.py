"""What clustered levels are worth as independent ones, when several groups are compared.

A group's own design effect is a poor guide when the group is small, and has none without an event.
So the correlation of levels within a procedure is estimated once, from all groups together, and
each group's design effect follows from how many levels its procedures have.
"""

from collections.abc import Sequence

from vertebroplasty.statistics.clusters import design_effect
from vertebroplasty.tallies import ClusterCount


def together(groups: Sequence[ClusterCount]) -> ClusterCount:
    """Return the sums of some groups; a procedure counts once in each group that it is in."""
    return ClusterCount(
        sum(group.clusters for group in groups),
        sum(group.n for group in groups),
        sum(group.events for group in groups),
        sum(group.nn for group in groups),
        sum(group.ee for group in groups),
        sum(group.ne for group in groups),
        sum(group.n_missing for group in groups),
    )


def intraclass_correlation(count: ClusterCount) -> float:
    """Correlation of levels within a procedure, solved from the design effect.

    Parameters
    ----------
    count : ClusterCount
        Levels and events in procedures, all groups together.

    Returns
    -------
    float
        (design effect - 1) / (Σm²/Σm - 1), held within 0 and 1; 0 with one level in every
        procedure; 1, so that the levels of a procedure count as one, where the design effect cannot
        be estimated.
    """
    if count.nn == count.n:
        return 0.0
    effect = design_effect(count)
    if effect is None:
        return 1.0
    return max(0.0, min(1.0, (effect - 1) * count.n / (count.nn - count.n)))


def effective_sizes(groups: Sequence[ClusterCount]) -> tuple[float, ...]:
    """Independent levels that each group is worth, n / (1 + (Σm²/Σm - 1) · correlation).

    Parameters
    ----------
    groups : sequence of ClusterCount
        Groups with at least one known level.

    Returns
    -------
    tuple of float
        In the order of the groups; exactly n with one level in every procedure.

    References
    ----------
    Kish 1965, Survey Sampling, for the design effect by an intraclass correlation; Rao & Scott
    1992, Biometrics 48:577-85, for tests on counts divided by their design effects.
    """
    within = intraclass_correlation(together(groups))
    return tuple(group.n / (1 + (group.nn / group.n - 1) * within) for group in groups)


def pooled_rate(groups: Sequence[ClusterCount], sizes: Sequence[float]) -> float:
    """Return the rate of all groups together, each group counting as its effective size."""
    rates = [group.events / group.n for group in groups]
    return sum(n * rate for n, rate in zip(sizes, rates, strict=True)) / sum(sizes)
