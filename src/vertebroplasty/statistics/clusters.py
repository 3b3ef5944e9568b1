"""Proportions of levels that are clustered in procedures."""

from vertebroplasty.results import Interval, Proportion
from vertebroplasty.statistics.probability import percent, t_value, z_value
from vertebroplasty.statistics.proportions import wilson
from vertebroplasty.statistics.score_interval import wilson_limits
from vertebroplasty.tallies import ClusterCount

_CONFIDENCE = 0.95


def clustered_proportion(count: ClusterCount, noun: str) -> Proportion:
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
        _interval(count) if naive else None,
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


def _interval(count: ClusterCount) -> Interval:
    estimated = design_effect(count)
    name = f"Wilson score {percent(_CONFIDENCE)} interval"
    if estimated is None:
        effective = float(count.clusters)
        how = (
            f"effective n {count.clusters}: the design effect cannot be estimated, so the levels "
            "of a procedure count as one"
        )
    else:
        applied = max(1.0, estimated)
        t_ratio = t_value(_CONFIDENCE, count.n - 1) / t_value(_CONFIDENCE, count.clusters - 1)
        effective = count.n / applied * t_ratio**2
        how = (
            f"effective n {effective:.1f}: design effect {applied:.2f} by linearised variance over "
            f"{count.clusters} procedures, Korn-Graubard t factor"
        )
    low, high = wilson_limits(count.events, count.n, effective, z_value(_CONFIDENCE))
    return Interval(low, high, f"{name} for clustered levels ({how})")
