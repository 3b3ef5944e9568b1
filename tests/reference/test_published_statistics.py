"""Values that papers and R's documentation print, given back by our functions on tallies."""

import numpy as np
import pytest

from tests.reference.published_samples import (
    DEPRESSION_FIRST,
    DEPRESSION_SECOND,
    GPA,
    LSAT,
    SLEEP_1,
    SLEEP_2,
)
from vertebroplasty.statistics.bootstrap import bca
from vertebroplasty.statistics.means import hedges_g, mean, variance, welch_difference, welch_t
from vertebroplasty.statistics.paired import paired_t, standardised_response_mean, wilcoxon
from vertebroplasty.statistics.proportions import (
    clopper_pearson,
    conditional_odds_ratio,
    fisher_exact,
    newcombe_difference,
    wilson,
)
from vertebroplasty.tallies import Count, JointTally, Moments


def moments(values):
    return Moments(len(values), sum(values), sum(value * value for value in values))


SLEEP_CHANGE = JointTally.of(zip(SLEEP_2, SLEEP_1, strict=True)).change
DEPRESSION_CHANGE = JointTally.of(zip(DEPRESSION_SECOND, DEPRESSION_FIRST, strict=True)).change


@pytest.mark.parametrize(
    ("events", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_newcombe_1998_stat_med_17_857(events, n, low, high):
    interval = wilson(events, n)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5.1e-5)


@pytest.mark.parametrize(
    ("events", "n", "low", "high"),
    [
        (81, 263, 0.2527, 0.3676),
        (15, 148, 0.0578, 0.1617),
        (0, 20, 0, 0.1684),
        (1, 29, 0.0009, 0.1776),
    ],
)
def test_clopper_pearson_newcombe_1998_stat_med_17_857(events, n, low, high):
    interval = clopper_pearson(events, n)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5.1e-5)


@pytest.mark.parametrize(
    ("a", "b", "difference", "low", "high"),
    [
        ((56, 70), (48, 80), 0.2, 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.6, 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.5714, 0.0582, 0.8062),
        ((5, 56), (0, 29), 0.0893, -0.0381, 0.1926),
    ],
)
def test_difference_method_10_newcombe_1998_stat_med_17_873(a, b, difference, low, high):
    effect = newcombe_difference(Count(*a), Count(*b))
    found = (effect.estimate, effect.interval.low, effect.interval.high)
    assert found == pytest.approx((difference, low, high), abs=5.1e-5)


def test_paired_t_r_sleep():
    test = paired_t(SLEEP_CHANGE.moments)
    assert test.statistic == pytest.approx(-4.0621, abs=5e-5)
    assert test.df == 9
    assert test.p == pytest.approx(0.002833, abs=5e-7)
    interval = mean(SLEEP_CHANGE.moments, "pairs").interval
    assert (interval.low, interval.high) == pytest.approx((-2.4598858, -0.7001142), abs=5e-8)


def test_welch_t_r_sleep():
    a, b = moments(SLEEP_1), moments(SLEEP_2)
    test = welch_t(a, b)
    assert test.statistic == pytest.approx(-1.8608, abs=5e-5)
    assert test.df == pytest.approx(17.776, abs=5e-4)
    assert test.p == pytest.approx(0.07939, abs=5e-6)
    # R: t.test(extra ~ group, data = sleep), 95 percent confidence interval
    effect = welch_difference(a, b, 10)
    found = (effect.estimate, effect.interval.low, effect.interval.high)
    assert found == pytest.approx((-1.58, -3.3654832, 0.2054832), abs=5e-8)


def test_wilcoxon_hollander_wolfe_depression_r_wilcox_test():
    test = wilcoxon(DEPRESSION_CHANGE, alternative="greater")
    assert test.statistic == 40
    assert test.p == pytest.approx(0.01953, abs=5e-6)
    assert "exact" in test.method


@pytest.mark.parametrize(("zero_method", "p"), [("wilcox", 0.009091), ("pratt", 0.006802)])
def test_wilcoxon_normal_with_ties_and_a_zero_r_sleep(zero_method, p):
    test = wilcoxon(SLEEP_CHANGE, zero_method, exact=False)
    assert test.statistic == 0
    assert test.p == pytest.approx(p, abs=5e-7)


def test_fisher_tea_tasting_r_fisher_test():
    a, b = Count(3, 4), Count(1, 4)
    assert fisher_exact(a, b).p == pytest.approx(0.4857, abs=5e-5)
    assert fisher_exact(a, b, "greater").p == pytest.approx(0.2429, abs=5e-5)
    # R's own root tolerance is 1e-4
    assert conditional_odds_ratio(a, b).estimate == pytest.approx(6.408, rel=5e-3)


def test_hedges_sleep_as_two_groups_closed_form():
    a, b = moments(SLEEP_2), moments(SLEEP_1)
    exact, approximate = hedges_g(a, b), hedges_g(a, b, exact=False)
    assert exact.estimate == pytest.approx(0.79694, abs=5.1e-6)
    assert approximate.estimate == pytest.approx(0.79702, abs=5.1e-6)
    assert exact.estimate / 0.957646 == pytest.approx(0.83218, abs=5.1e-6)
    assert "exact" in exact.method
    assert "approximate" in approximate.method


def test_paired_effect_size_sleep_closed_form():
    effect = standardised_response_mean(SLEEP_CHANGE.moments)
    assert -effect.estimate == pytest.approx(1.28456, abs=5.1e-6)


def correlation(before, after, counts):
    n = counts.sum(axis=1)

    def covariance(x, y):
        return counts @ (x * y) / n - (counts @ x / n) * (counts @ y / n)

    return covariance(before, after) / np.sqrt(
        covariance(before, before) * covariance(after, after)
    )


def test_bca_90_efron_law_school():
    rows = JointTally.of(zip(LSAT, GPA, strict=True)).rows
    effect = bca(rows, correlation, 0.90, 100_000, seed=1)
    assert effect.estimate == pytest.approx(0.7764, abs=5e-5)
    tolerance = 0.02 * (0.927 - 0.428)
    assert effect.interval.low == pytest.approx(0.428, abs=tolerance)
    assert effect.interval.high == pytest.approx(0.927, abs=tolerance)


def test_variance_of_large_values_closed_form():
    assert variance(moments([10**9 + part for part in (4, 7, 13, 16)])) == 30.0


@pytest.mark.parametrize(
    ("events", "n", "low", "high"),
    [(29, 30, 83.3, 99.4), (1, 30, 0.6, 16.7), (1, 54, 0.3, 9.8)],
)
def test_wilson_the_study_s_own_pain_physician_2007_10_559(events, n, low, high):
    interval = wilson(events, n)
    assert (round(100 * interval.low, 1), round(100 * interval.high, 1)) == (low, high)


def test_no_event_in_30_clopper_pearson_closed_form():
    high = clopper_pearson(0, 30).high
    assert high == pytest.approx(1 - 0.025 ** (1 / 30), rel=1e-13)
    assert round(100 * high, 1) == 11.6


def test_samples_are_the_printed_ones():
    """Means that R and the book print beside them: 0.75, 2.33, 600.27 and 3.09."""
    assert (sum(SLEEP_1), sum(SLEEP_2)) == (75, 233)
    assert (round(sum(LSAT) / 15, 2), round(sum(GPA) / 1500, 2)) == (600.27, 3.09)
