"""How far two groups of levels vary together, since a procedure can have levels in both."""

import math

from vertebroplasty.statistics.clusters import design_effect
from vertebroplasty.tallies import ClusterCount, SharedLevels


def linearised_variance(count: ClusterCount) -> float | None:
    """Linearised variance of the ratio r = Σx / Σm, k/(k-1) · Σ(x - r·m)² / (Σm)².

    Parameters
    ----------
    count : ClusterCount
        Levels and events in k procedures.

    Returns
    -------
    float or None
        Of the fraction; None with fewer than two procedures, no events, or nothing but events.
    """
    effect = design_effect(count)
    if effect is None:
        return None
    return effect * count.events * (count.n - count.events) / (count.n**2 * (count.n - 1))


def linearised_covariance(a: ClusterCount, b: ClusterCount, shared: SharedLevels) -> float:
    """Covariance of two ratios, Σ(x - r·m)(x' - r'·m') / (Σm · Σm') over the shared procedures.

    Parameters
    ----------
    a, b : ClusterCount
        The two groups, neither empty.
    shared : SharedLevels
        Sums over the procedures with levels in both.

    Returns
    -------
    float
        Without a small-sample factor.
    """
    products = (
        a.n * b.n * shared.xx
        - a.n * b.events * shared.xm
        - b.n * a.events * shared.mx
        + a.events * b.events * shared.mm
    )
    return products / (a.n * b.n) ** 2


def correlation(a: ClusterCount, b: ClusterCount, shared: SharedLevels | None) -> float:
    """Correlation of two ratios through the procedures that they share.

    The covariance over the two linearised standard errors. A design effect below 1 is taken as 1
    wherever limits are made of it, and likewise here: the standard errors then are the larger ones.

    Parameters
    ----------
    a, b : ClusterCount
        The two groups.
    shared : SharedLevels or None
        None when the groups have no procedure in common.

    Returns
    -------
    float
        From -1 to 1; 0 where a variance is not defined or is 0.
    """
    of_a, of_b = _variance_of_limits(a), _variance_of_limits(b)
    if shared is None or not of_a or not of_b:
        return 0.0
    found = linearised_covariance(a, b, shared) / (math.sqrt(of_a) * math.sqrt(of_b))
    return max(-1.0, min(1.0, found))


def _variance_of_limits(count: ClusterCount) -> float:
    """Variance without the factor k/(k-1), as the covariance is; a design effect is at least 1."""
    effect, variance = design_effect(count), linearised_variance(count)
    if not effect or variance is None:
        return 0.0
    return variance * (count.clusters - 1) / count.clusters * max(1.0, 1 / effect)


def fewest_clusters(a: ClusterCount, b: ClusterCount, shared: SharedLevels | None) -> int:
    """Procedures in the two groups together, at the fewest: a shared one counts once.

    Parameters
    ----------
    a, b : ClusterCount
        The two groups.
    shared : SharedLevels or None
        None when the groups have no procedure in common.

    Returns
    -------
    int
        Exact without shared procedures, or with one level each in them: each adds at least 1 to
        the sum of m times m.
    """
    both = min(a.clusters, b.clusters, shared.mm if shared else 0)
    return a.clusters + b.clusters - both
