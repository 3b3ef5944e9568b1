"""The statistics of the uncertainty and literature pages beside their authorities."""

import numpy as np
from scipy import stats
from statsmodels.api import OLS, add_constant
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from tests.reference.row import Row
from vertebroplasty.statistics.missing_bounds import Gaps, change_bounds, proportion_bounds
from vertebroplasty.statistics.proportions import clopper_pearson, wilson
from vertebroplasty.statistics.regression_to_mean import oldham_correlation, slope_on_baseline
from vertebroplasty.statistics.sensitivity import (
    agresti_coull,
    bootstrap_mean,
    jeffreys,
    normal_mean,
)
from vertebroplasty.statistics.summaries import interval_of_summary
from vertebroplasty.statistics.thresholds import (
    percent_fall_curve,
    point_fall_curve,
    state_curve,
)
from vertebroplasty.tallies import Count, JointTally, Moments

_RNG = np.random.default_rng(4)
_BEFORE = _RNG.integers(50, 101, 80)
_AFTER = np.minimum(_RNG.geometric(0.04, 80), 100)
_PAIRS = list(zip(_BEFORE.tolist(), _AFTER.tolist(), strict=True))
_TALLY = JointTally.of(_PAIRS)


def rows() -> list[Row]:
    """Return every value with its authority."""
    return [*_proportions(), *_means(), *_curves(), *_bounds(), *_coupling()]


def _proportions() -> list[Row]:
    methods = {
        "wilson": wilson,
        "beta": clopper_pearson,
        "agresti_coull": agresti_coull,
        "jeffreys": jeffreys,
    }
    found = []
    for method, interval in methods.items():
        limits = interval(12, 40)
        expected = proportion_confint(12, 40, method=method)
        name = interval.__name__.replace("_", " ")
        authority = f"statsmodels proportion_confint, {method}"
        found += [
            Row(f"{name} interval", f"12/40 {end}", authority, float(e), f, 1e-10)
            for end, e, f in zip(("low", "high"), expected, (limits.low, limits.high), strict=True)
        ]
    return found


def _means() -> list[Row]:
    change = (_AFTER - _BEFORE) / 10
    normal = normal_mean(_TALLY.change.moments)
    by_z = DescrStatsW(change).zconfint_mean()
    drawn = bootstrap_mean(_TALLY.change).interval
    by_scipy = stats.bootstrap(
        (change,), np.mean, n_resamples=20_000, rng=np.random.default_rng(1)
    ).confidence_interval
    summary = interval_of_summary(8.91, 1.82, 30)
    by_t = stats.t.interval(0.95, 29, loc=8.91, scale=1.82 / 30**0.5)
    width = 0.05 * (by_scipy.high - by_scipy.low)
    z, boot = "statsmodels zconfint_mean", "scipy bootstrap BCa, 20,000 resamples"
    t = "scipy t.interval"
    return [
        Row("normal interval of a mean", "80 changes low", z, by_z[0], normal.low, 1e-10),
        Row("normal interval of a mean", "80 changes high", z, by_z[1], normal.high, 1e-10),
        Row("BCa interval of a mean", "80 changes low", boot, by_scipy.low, drawn.low, width),
        Row("BCa interval of a mean", "80 changes high", boot, by_scipy.high, drawn.high, width),
        Row("t of a published mean", "8.91 ± 1.82, n 30 low", t, by_t[0], summary.low, 1e-10),
        Row("t of a published mean", "8.91 ± 1.82, n 30 high", t, by_t[1], summary.high, 1e-10),
    ]


def _curves() -> list[Row]:
    recount = "recount of the expanded pairs"
    percent, points = (
        curve(_TALLY, "procedures") for curve in (percent_fall_curve, point_fall_curve)
    )
    state = state_curve(_TALLY.after, "procedures")
    falls = [100 * (b - a) / b for b, a in _PAIRS]
    found = [
        Row("fall in % curve", f"fall of {t} %", recount, sum(f >= t for f in falls), e, 0)
        for t, e in ((t, percent[t].share.events) for t in (0, 30, 50, 90))
    ]
    found += [
        Row("fall in points curve", f"{t / 10} points", recount, expected, e, 0)
        for t, expected, e in (
            (t, sum(b - a >= t for b, a in _PAIRS), points[t].share.events) for t in (15, 40)
        )
    ]
    expected = sum(a <= 30 for _, a in _PAIRS)
    return [*found, Row("VAS at most curve", "3", recount, expected, state[30].share.events, 0)]


def _bounds() -> list[Row]:
    closed = "closed form"
    share = proportion_bounds(Count(23, 25), 5)
    change = change_bounds(Moments(2, -120, 7_200), Gaps(1, 1, 90, 0, 0))
    return [
        Row("bounds of a share", "23/25, 5 missing, worst", closed, 23 / 30, share.worst, 1e-12),
        Row("bounds of a share", "23/25, 5 missing, best", closed, 28 / 30, share.best, 1e-12),
        Row("bounds of a change", "-12 in 2, one lost, worst", closed, -11 / 3, change.worst, 0),
        Row("bounds of a change", "-12 in 2, one lost, best", closed, -7.0, change.best, 1e-12),
    ]


def _coupling() -> list[Row]:
    fitted = OLS(_AFTER - _BEFORE, add_constant(_BEFORE)).fit()
    slope, oldham = slope_on_baseline(_TALLY), oldham_correlation(_TALLY)
    pearson = stats.pearsonr(_AFTER - _BEFORE, (_AFTER + _BEFORE) / 2)
    limits = pearson.confidence_interval(0.95)
    ols, r = "statsmodels OLS", "scipy pearsonr"
    return [
        Row("slope on baseline", "80 pairs", ols, fitted.params[1], slope.estimate, 1e-10),
        Row(
            *("slope on baseline", "80 pairs low", ols, fitted.conf_int()[1][0]),
            *(slope.interval.low, 1e-10),
        ),
        Row("Oldham's correlation", "80 pairs", r, pearson.statistic, oldham.estimate, 1e-10),
        Row("Oldham's correlation", "80 pairs low", r, limits.low, oldham.interval.low, 1e-10),
    ]
