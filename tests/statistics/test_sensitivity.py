"""Intervals by other methods, against statsmodels, scipy and the closed form."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from vertebroplasty.results import Interval
from vertebroplasty.statistics.means import mean, within
from vertebroplasty.statistics.sensitivity import (
    agresti_coull,
    bootstrap_mean,
    jeffreys,
    normal_mean,
)
from vertebroplasty.tallies import Histogram, Moments

CHANGES = (-85, -70, -64, -64, -50, -41, -30, -22, -10, -3, 5, 0, -77, -90)


def histogram(values):
    return Histogram.of({value: values.count(value) for value in values})


@pytest.mark.parametrize("confidence", [0.8, 0.95])
@pytest.mark.parametrize(
    ("interval", "name"), [(agresti_coull, "agresti_coull"), (jeffreys, "jeffreys")]
)
def test_intervals_up_to_40_equal_statsmodels(interval, name, confidence):
    """Jeffreys at no or nothing but events: 0 or 1, as Brown, Cai & DasGupta 2001 have it."""
    for n in range(1, 41):
        for events in range(n + 1):
            low, high = proportion_confint(events, n, alpha=1 - confidence, method=name)
            if name == "jeffreys":
                low, high = (low if events else 0.0), (high if events < n else 1.0)
            found = interval(events, n, confidence)
            assert (found.low, found.high) == pytest.approx((low, high), rel=1e-9, abs=1e-12)
            assert found.low <= events / n <= found.high


@pytest.mark.parametrize("interval", [agresti_coull, jeffreys])
def test_nobody_has_no_interval(interval):
    assert interval(0, 0) is None


def test_the_normal_interval_of_a_mean_equals_statsmodels():
    found = normal_mean(histogram(CHANGES).moments)
    expected = DescrStatsW(np.array(CHANGES) / 10).zconfint_mean()
    assert (found.low, found.high) == pytest.approx(expected)
    assert normal_mean(Moments(1, 7, 49)) is None
    assert normal_mean(Moments(2, 14, 98)) is None


def test_the_bootstrap_of_a_mean_equals_scipy_on_the_expanded_values():
    """scipy.stats.bootstrap, BCa, 20,000 resamples: two random sets agree to 5 % of the width."""
    expected = stats.bootstrap(
        (np.array(CHANGES) / 10,), np.mean, n_resamples=20_000, rng=np.random.default_rng(3)
    ).confidence_interval
    found = bootstrap_mean(histogram(CHANGES))
    width = expected.high - expected.low
    limits = (found.interval.low, found.interval.high)
    assert limits == pytest.approx((expected.low, expected.high), abs=0.05 * width)
    assert found.estimate == pytest.approx(np.mean(CHANGES) / 10)
    assert found == bootstrap_mean(histogram(CHANGES))


def test_too_few_values_have_no_bootstrap_and_say_so():
    found = bootstrap_mean(histogram(CHANGES[:5]))
    assert (found.interval, found.note) == (None, "fewer than 8 units")


def test_a_t_interval_is_cut_where_its_scale_ends():
    """VAS 0.0 and 1.0: 0.5 ± 12.7062 · 0.5 (t table, df 1), which no mean of VAS can reach."""
    moments = histogram((0, 10)).moments
    whole = mean(moments, "procedures").interval
    assert (whole.low, whole.high) == pytest.approx((-5.8531, 6.8531), abs=1e-4)
    cut = mean(moments, "procedures", ends=(0, 10)).interval
    assert (cut.low, cut.high) == (0, pytest.approx(6.8531, abs=1e-4))
    assert cut.method == "t 95 % interval, df 1, cut at the ends of the scale"


def test_an_interval_within_its_scale_is_left_alone():
    inside = Interval(0.0, 10.0, "t 95 % interval, df 1")
    assert within(inside, (0, 10)) is inside
