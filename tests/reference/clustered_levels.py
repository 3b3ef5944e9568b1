"""Levels one by one, in two groups that may share procedures, and statsmodels' view of them."""

from typing import NamedTuple

import numpy as np
import statsmodels.api as sm

from vertebroplasty.tallies import ClusterCount, SharedLevels


class Procedure(NamedTuple):
    """Known levels and events of a procedure in group a and in group b."""

    m_a: int
    x_a: int
    m_b: int = 0
    x_b: int = 0


def tally(pairs):
    """Tally of (levels, events) by procedure; those without a level are not in the group."""
    m, x = np.array([pair for pair in pairs if pair[0]], dtype=int).reshape(-1, 2).T
    return ClusterCount(len(m), *(int(total) for total in (m.sum(), x.sum(), m @ m, x @ x, m @ x)))


def tallies(procedures):
    a = tally([(p.m_a, p.x_a) for p in procedures])
    return a, tally([(p.m_b, p.x_b) for p in procedures])


def shared(procedures):
    both = [p for p in procedures if p.m_a and p.m_b]
    return SharedLevels(
        sum(p.m_a * p.m_b for p in both),
        sum(p.m_a * p.x_b for p in both),
        sum(p.x_a * p.m_b for p in both),
        sum(p.x_a * p.x_b for p in both),
    )


def expanded(procedures):
    """Return event, group and procedure of each level."""
    levels = [
        (event, group, number)
        for number, p in enumerate(procedures)
        for group, m, x in ((0, p.m_a, p.x_a), (1, p.m_b, p.x_b))
        for event in [1] * x + [0] * (m - x)
    ]
    return np.array(levels).T


def cluster_robust(events, groups, procedures):
    """Covariance of the rates of the groups by statsmodels: OLS on dummies, clustered errors.

    statsmodels' factor G/(G-1) · (N-1)/(N-K) is divided out again; what is left is the bare
    sandwich, of entries Σuu' / (Σm · Σm').
    """
    dummies = np.eye(int(groups.max()) + 1)[groups]
    fit = sm.OLS(events.astype(float), dummies).fit(
        cov_type="cluster", cov_kwds={"groups": procedures, "use_correction": True}
    )
    n, k, clusters = len(events), dummies.shape[1], len(set(procedures))
    factor = clusters / (clusters - 1) * (n - 1) / (n - k)
    return np.asarray(fit.cov_params()) / factor


def beta_binomial(rng, rate, icc, procedures, sizes=(0.5, 0.25, 0.13, 0.08, 0.04)):
    """Draw the levels and events of some procedures, and each one's own chance."""
    m = rng.choice(len(sizes), size=procedures, p=sizes) + 1
    spread = 1 / icc - 1
    chance = rng.beta(rate * spread, (1 - rate) * spread, size=procedures)
    return m, rng.binomial(m, chance), chance
