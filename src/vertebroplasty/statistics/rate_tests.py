"""Tests of no difference between two proportions."""

import math
from dataclasses import replace

from scipy import special

from vertebroplasty.results import Test
from vertebroplasty.statistics.intraclass import effective_sizes, pooled_rate
from vertebroplasty.statistics.probability import reportable, two_sided_t
from vertebroplasty.statistics.proportions import fisher_exact
from vertebroplasty.statistics.ratios import EMPTY
from vertebroplasty.statistics.shared import correlation, fewest_clusters
from vertebroplasty.tallies import ClusterCount, Count, SharedLevels


def alike(events: int, n: int) -> str:
    """Return why all groups together leave nothing to test; empty when there is something."""
    if events == 0:
        return "no event in any group: there is nothing to test"
    return "nothing but events in every group: there is nothing to test" if events == n else ""


def rate_test(a: Count, b: Count) -> Test:
    """N - 1 chi-squared test of two independent proportions, or Fisher's where counts are small.

    Parameters
    ----------
    a, b : Count
        The two groups.

    Returns
    -------
    Test
        Chi-squared times (N - 1) / N when every expected count is at least 1, else Fisher's exact
        test by Irwin's rule, which has no statistic. Not defined when a group is empty, or when all
        units are alike.

    References
    ----------
    Campbell 2007, Stat Med 26:3661-75.
    """
    n, events = a.n + b.n, a.events + b.events
    method = "N \N{MINUS SIGN} 1 chi-squared test, two-sided (every expected count is at least 1)"
    note = alike(events, n) if a.n and b.n else EMPTY
    if note:
        return Test(method.partition(" (")[0], None, "χ²", None, n, note=note)
    if min(a.n, b.n) * min(events, n - events) < n:
        exact = fisher_exact(a, b)
        return replace(exact, method=f"{exact.method} (an expected count is below 1)")
    cross = a.events * b.n - b.events * a.n
    statistic = (n - 1) * cross * cross / (a.n * b.n * events * (n - events))
    return Test(method, statistic, "χ²", reportable(float(special.chdtrc(1, statistic))), n, 1)


def clustered_rate_test(a: ClusterCount, b: ClusterCount, shared: SharedLevels | None) -> Test:
    """T test of two shares of clustered levels, with the variance that they have if alike.

    The variance is that of the pooled rate in the effective sizes of the groups (one correlation
    within procedures, from the linearised variance of both together), less twice the covariance
    through shared procedures. Of groups that share none, t² is the statistic of `heterogeneity`.

    Parameters
    ----------
    a, b : ClusterCount
        The two groups.
    shared : SharedLevels or None
        None when the groups have no procedure in common.

    Returns
    -------
    Test
        With procedures - 2 degrees of freedom, a shared procedure counting once. Not defined when
        a group is empty, all levels are alike, or an expected count in effective levels is below 1.

    References
    ----------
    Rao & Scott 1992, Biometrics 48:577-85.
    """
    method = "t test of two rates of clustered levels, linearised variance (Rao-Scott), two-sided"
    n, df = a.n + b.n, fewest_clusters(a, b, shared) - 2
    parts = _clustered(a, b, shared, df)
    if isinstance(parts, str):
        return Test(method, None, "t", None, n, note=parts)
    difference, error = parts
    t = difference / error
    method += ", df procedures \N{MINUS SIGN} 2"
    if shared is not None and shared.mm:
        method += ", shared procedures allowed for"
    return Test(method, t, "t", two_sided_t(t, df), n, df)


def _clustered(
    a: ClusterCount, b: ClusterCount, shared: SharedLevels | None, df: int
) -> tuple[float, float] | str:
    """Difference and its standard error, or why there are none."""
    note = alike(a.events + b.events, a.n + b.n) if a.n and b.n else EMPTY
    if note or df < 1:
        return note or "fewer than three procedures"
    of_a, of_b = effective_sizes((a, b))
    rate = pooled_rate((a, b), (of_a, of_b))
    if min(of_a, of_b) * min(rate, 1 - rate) < 1:
        return "too few events or levels for a test: an expected count is below 1"
    both = 2 * correlation(a, b, shared) / math.sqrt(of_a * of_b)
    variance = rate * (1 - rate) * (1 / of_a + 1 / of_b - both)
    if variance <= 1e-12 * rate / min(of_a, of_b):
        return "the two groups do not vary apart from each other"
    return (a.events * b.n - b.events * a.n) / (a.n * b.n), math.sqrt(variance)
