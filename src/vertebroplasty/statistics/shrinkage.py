"""Estimates of many groups drawn toward their common mean, the small ones more."""

from collections.abc import Sequence
from dataclasses import dataclass

from vertebroplasty.statistics.clusters import design_effect
from vertebroplasty.statistics.intraclass import together
from vertebroplasty.statistics.means import variance
from vertebroplasty.tallies import ClusterCount, Moments, Tally


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Empirical Bayes estimates of some groups.

    Attributes
    ----------
    mean : float or None
        The common mean, as a fraction or in points; None when no group has a value.
    between_sd : float or None
        Standard deviation of the true values between groups, in the same unit.
    estimates : tuple of float or None
        By group, in the order given; None for a group without a value.
    weights : tuple of float or None
        From 0 to 1, what a group's own value counts; the mean counts the rest.
    method : str
        In words.
    """

    mean: float | None
    between_sd: float | None
    estimates: tuple[float | None, ...]
    weights: tuple[float | None, ...]
    method: str


def shrink(tallies: Sequence[Tally]) -> Shrinkage:
    """Shrink the values of some groups toward their common mean.

    The variance of a group's value is v = σ²/n with one σ² for all groups, so that a group of few
    events does not seem precise. The variance τ² between groups is the moment estimate, at least 0,
    and a group's own value has the weight τ²/(τ² + v). The mean is weighted by 1/v, that is by n:
    it is the value of all groups taken together.

    Parameters
    ----------
    tallies : sequence of Count, Moments or ClusterCount
        What was counted in each group, all of one kind; means in tenths of a point.

    Returns
    -------
    Shrinkage
        One group keeps its own value; groups that differ no more than chance lets them, or whose
        values say nothing of σ², all get the mean.

    References
    ----------
    DerSimonian & Laird 1986, Control Clin Trials 7:177-88, for τ²; Efron & Morris 1975, J Am Stat
    Assoc 70:311-9.
    """
    method = (
        "empirical Bayes: pooled within-group variance, DerSimonian-Laird variance between groups"
    )
    groups = [tally for tally in tallies if tally.n]
    if not groups:
        none = (None,) * len(tallies)
        return Shrinkage(None, None, none, none, method)
    n = sum(group.n for group in groups)
    mean = sum(_total(group) for group in groups) / n
    within = _within(groups)
    if within is None:
        method += " (no variance within groups is known: all get the mean)"
    between = 0.0 if within is None else _between(groups, mean, within)
    weights = tuple(_weight(group.n, between, within) if group.n else None for group in tallies)
    estimates = tuple(
        None if weight is None else mean + weight * (_total(group) / group.n - mean)
        for group, weight in zip(tallies, weights, strict=True)
    )
    return Shrinkage(mean, between**0.5, estimates, weights, method)


def _total(group: Tally) -> float:
    """Events, or the sum in points: n times the group's value."""
    return group.total / 10 if isinstance(group, Moments) else group.events


def _within(groups: Sequence[Tally]) -> float | None:
    """Variance of a single unit within its group; None when it cannot be estimated."""
    means = [group for group in groups if isinstance(group, Moments)]
    if means:
        df = sum(group.n - 1 for group in means)
        squares = sum((variance(group) or 0.0) * (group.n - 1) for group in means)
        return squares / df / 100 if df else None
    clustered = [group for group in groups if isinstance(group, ClusterCount)]
    n, events = sum(group.n for group in groups), sum(_total(group) for group in groups)
    binomial = events * (n - events) / n**2
    return binomial * (_effect(together(clustered)) if clustered else 1.0)


def _effect(count: ClusterCount) -> float:
    """Design effect, at least 1; where it cannot be estimated, a procedure's levels are one."""
    estimated = design_effect(count)
    return count.n / count.clusters if estimated is None else max(1.0, estimated)


def _between(groups: Sequence[Tally], mean: float, within: float) -> float:
    """DerSimonian and Laird's moment estimate in a form that also holds when within is 0."""
    n = sum(group.n for group in groups)
    spread = sum(group.n * (_total(group) / group.n - mean) ** 2 for group in groups)
    scale = n - sum(group.n**2 for group in groups) / n
    excess = spread - (len(groups) - 1) * within
    return max(0.0, excess / scale) if scale > 0 else 0.0


def _weight(n: int, between: float, within: float | None) -> float:
    return between / (between + (within or 0.0) / n) if between else 0.0
