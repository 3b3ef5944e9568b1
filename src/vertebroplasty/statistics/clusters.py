"""Proportions of levels that are clustered in procedures, and means over clustered units."""

import math

from vertebroplasty.results import Interval, Mean, Proportion
from vertebroplasty.statistics.probability import percent, t_value, z_value
from vertebroplasty.statistics.proportions import wilson
from vertebroplasty.statistics.score_interval import wilson_limits
from vertebroplasty.tallies import ClusterCount

_CONFIDENCE = 0.95


def clustered_proportion(count: ClusterCount, noun: str, within: str = "procedure") -> Proportion:
    """Share of levels with an event, allowing for levels of one procedure being alike.

    The estimate is the ratio r = Σx / Σm. Its linearised variance over k procedures,
    k/(k-1) · Σ(x - r·m)² / (Σm)², divided by r(1-r)/(n-1) is the design effect, never taken below
    1. A Wilson interval follows from the effective n = n / design effect, narrowed further by
    (t(n-1) / t(k-1))² because the variance itself was estimated from only k procedures. With one
    level in every procedure this is the plain Wilson interval exactly.

    Without a design effect (no event, nothing but events, or one procedure) the levels of a
    procedure count as one: effective n = k.

    Parameters
    ----------
    count : ClusterCount
        Levels and events, with their sums of squares and products over procedures.
    noun : str
        Plural noun of the unit, such as ``levels``.
    within : str
        Singular noun of the cluster.

    Returns
    -------
    Proportion
        With ``clusters`` and the ``naive`` interval that ignores the clustering; both intervals
        are None when no level is known.

    Raises
    ------
    ValueError
        If events are not from 0 to n.

    References
    ----------
    Korn & Graubard 1998, Survey Methodology 24:193-201, for the effective n and its t factor,
    there with Clopper-Pearson.
    """
    naive = wilson(count.events, count.n, _CONFIDENCE)
    return Proportion(
        count.events,
        count.n,
        count.n_missing,
        noun,
        _interval(count, noun, within) if naive else None,
        clusters=count.clusters,
        naive=naive,
    )


def design_effect(count: ClusterCount) -> float | None:
    """Variance of the ratio estimate over that of as many independent levels.

    Parameters
    ----------
    count : ClusterCount
        Levels and events in procedures.

    Returns
    -------
    float or None
        As estimated, so possibly below 1; exactly 1 with one level in every procedure. None with
        fewer than two procedures, no events, or nothing but events.
    """
    events, n, clusters = count.events, count.n, count.clusters
    if clusters < 2 or not 0 < events < n:
        return None
    # n² Σ(x - r·m)², in whole numbers: the three terms nearly cancel.
    residual = n * n * count.ee - 2 * n * events * count.ne + events * events * count.nn
    return clusters * (n - 1) * residual / ((clusters - 1) * n * n * events * (n - events))


def clustered_mean(count: ClusterCount, noun: str, scale: int = 10) -> Mean:
    """Mean over units that are clustered, with an interval that allows for their being alike.

    The linearised variance of the ratio Σx / Σm over k clusters, k/(k-1) · Σ(x - r·m)² / (Σm)²,
    with t on k - 1 degrees of freedom. With one unit in every cluster it is the plain t interval.

    Parameters
    ----------
    count : ClusterCount
        Units m and sums x of a whole-number variable in the place of events.
    noun : str
        Plural noun of the unit.
    scale : int
        Whole-number units in one point: 10 for a VAS in tenths.

    Returns
    -------
    Mean
        In points, without an SD; without an interval for fewer than two clusters or no variation.
    """
    n, k = count.n, count.clusters
    estimate = count.events / (n * scale) if n else None
    residual = n * n * count.ee - 2 * n * count.events * count.ne + count.events**2 * count.nn
    interval = None
    if estimate is not None and k > 1 and residual > 0:
        error = math.sqrt(k * residual / (k - 1)) / (n * n * scale)
        half = t_value(_CONFIDENCE, k - 1) * error
        method = f"t {percent(_CONFIDENCE)} interval, linearised variance over {k} clusters"
        interval = Interval(estimate - half, estimate + half, method)
    return Mean(n, count.n_missing, noun, estimate, None, interval)


def _interval(count: ClusterCount, noun: str, within: str) -> Interval:
    estimated = design_effect(count)
    name = f"Wilson score {percent(_CONFIDENCE)} interval"
    if estimated is None:
        effective = float(count.clusters)
        how = (
            f"effective n {count.clusters}: the design effect cannot be estimated, so the {noun} "
            f"of a {within} count as one"
        )
    else:
        applied = max(1.0, estimated)
        t_ratio = t_value(_CONFIDENCE, count.n - 1) / t_value(_CONFIDENCE, count.clusters - 1)
        effective = count.n / applied * t_ratio**2
        how = (
            f"effective n {effective:.1f}: design effect {applied:.2f} by linearised variance over "
            f"{count.clusters} {within}s, Korn-Graubard t factor"
        )
    low, high = wilson_limits(count.events, count.n, effective, z_value(_CONFIDENCE))
    return Interval(low, high, f"{name} for clustered {noun} ({how})")
