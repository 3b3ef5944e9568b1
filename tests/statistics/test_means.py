import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import integrate, special, stats

from vertebroplasty.statistics.means import hedges_g, mean, variance, welch_difference, welch_t
from vertebroplasty.statistics.noncentral import cumulative, noncentrality_limits
from vertebroplasty.tallies import Moments

scores = st.lists(st.integers(-100, 100), min_size=2, max_size=60)


def moments(values, n_missing=0):
    return Moments(len(values), sum(values), sum(value * value for value in values), n_missing)


@settings(deadline=None)
@given(scores)
def test_mean_sd_and_interval_equal_numpy_and_scipy(values):
    assume(len(set(values)) > 1)
    result = mean(moments(values, 3), "procedures")
    points = np.array(values) / 10
    assert result.estimate == pytest.approx(points.mean(), abs=1e-12)
    assert result.sd == pytest.approx(points.std(ddof=1), rel=1e-12)
    expected = stats.t.interval(0.95, len(values) - 1, points.mean(), stats.sem(points))
    assert (result.interval.low, result.interval.high) == pytest.approx(expected, abs=1e-10)
    assert (result.n, result.n_missing, result.noun) == (len(values), 3, "procedures")
    assert result.interval.method == f"t 95 % interval, df {len(values) - 1}"


@pytest.mark.parametrize(
    ("values", "estimate", "sd"), [([], None, None), ([89], 8.9, None), ([3, 3, 3], 0.3, 0.0)]
)
def test_odd_samples_have_no_interval(values, estimate, sd):
    result = mean(moments(values), "procedures")
    assert (result.estimate, result.sd, result.interval) == (estimate, sd, None)


def test_scale_1_keeps_the_unit():
    assert mean(moments([70, 77]), "procedures", scale=1).estimate == 73.5


def test_variance_is_whole_where_it_should_be_at_ten_million():
    """Half 0 and half 2 of 10 million: n/(n-1), closed form."""
    n = 10_000_000
    assert variance(Moments(n, n, 2 * n)) == n / (n - 1)


@pytest.mark.filterwarnings("ignore:Precision loss")  # scipy's own, not ours
@settings(deadline=None)
@given(scores, scores)
def test_welch_equals_scipy(a, b):
    assume(len(set(a)) > 1 or len(set(b)) > 1)
    expected = stats.ttest_ind(a, b, equal_var=False)
    test = welch_t(moments(a), moments(b))
    assert test.statistic == pytest.approx(expected.statistic, rel=1e-9, abs=1e-12)
    assert test.df == pytest.approx(expected.df, rel=1e-9)
    assert test.p == pytest.approx(expected.pvalue, rel=1e-6, abs=0)
    effect, limits = welch_difference(moments(a), moments(b), 10), expected.confidence_interval()
    found = (10 * effect.interval.low, 10 * effect.interval.high)
    assert found == pytest.approx((limits.low, limits.high), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("a", "b"), [([], [1, 2]), ([1], [1, 2]), ([2, 2], [5, 5, 5])])
def test_welch_and_hedges_are_not_defined_without_variation(a, b):
    test, g = welch_t(moments(a), moments(b)), hedges_g(moments(a), moments(b))
    assert (test.statistic, test.p, test.df, bool(test.note)) == (None, None, None, True)
    assert (g.estimate, g.interval, bool(g.note)) == (None, None, True)
    assert welch_difference(moments(a), moments(b), 10).interval is None


def test_welch_difference_without_variation_still_has_its_estimate():
    assert welch_difference(moments([2, 2]), moments([5, 5]), 10).estimate == -0.3
    assert welch_difference(moments([]), moments([5, 5]), 10).estimate is None


def test_p_of_a_vast_difference_is_tiny_but_never_zero():
    low, high = Moments(10**7, 0, 10**7), Moments(10**7, 10**9, 10**11 + 10**7)
    assert 0 < welch_t(low, high).p < 1e-300


@pytest.mark.parametrize(("df", "t"), [(1, 2.0), (9, -4.06), (29, 19.0), (29, 55.0), (200, 0.0)])
def test_noncentrality_limits_put_t_at_its_quantiles_scipy_nctdtr(df, t):
    low, high = noncentrality_limits(t, df, 0.95)
    assert special.nctdtr(df, low, t) == pytest.approx(0.975, abs=1e-8)
    assert special.nctdtr(df, high, t) == pytest.approx(0.025, abs=1e-8)


@pytest.mark.parametrize(
    ("t", "df", "nc"), [(3.0, 5, 1.0), (40.0, 9, 35.0), (1e4, 9, 9e3), (60.0, 999, 58.0)]
)
def test_noncentral_t_equals_adaptive_quadrature_over_chi_square(t, df, nc):
    def integrand(p):
        return special.ndtr(t * math.sqrt(special.chdtri(df, p) / df) - nc)

    knee = special.chdtrc(df, df * (nc / t) ** 2)
    expected = integrate.quad(integrand, 0, 1, points=[knee], epsabs=1e-9, limit=2000)[0]
    assert cumulative(t, df, nc) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("df", "t"), [(10**7, 6000.0), (10**7, -1.2), (99_999, 9e4)])
def test_noncentrality_limits_of_a_nation_tend_to_the_normal_ones(df, t):
    """Abramowitz & Stegun 26.7.10, solved for the noncentrality."""
    half = 1.959963985 * math.sqrt(1 + t * t / (2 * df))
    middle = t * (1 - 1 / (4 * df))
    found = noncentrality_limits(t, df, 0.95)
    assert found == pytest.approx((middle - half, middle + half), abs=0.01 * half)


@pytest.mark.parametrize("t", [1e3, 1e5, 1e7])
def test_noncentrality_limits_of_vast_t_tend_to_chi_quantiles(t):
    """T ≈ nc / √(χ²/df) when both are vast, so nc limits tend to t √(χ²(p)/df)."""
    expected = [t * math.sqrt(stats.chi2.ppf(p, 9) / 9) for p in (0.025, 0.975)]
    assert noncentrality_limits(t, 9, 0.95) == pytest.approx(expected, rel=20 / t)


@pytest.mark.filterwarnings("ignore:Precision loss")  # scipy's own, not ours
@settings(deadline=None, max_examples=50)
@given(scores, scores)
def test_hedges_g_is_enclosed_and_turns_with_its_groups(a, b):
    assume(len(set(a)) > 1 or len(set(b)) > 1)
    effect, turned = hedges_g(moments(a), moments(b)), hedges_g(moments(b), moments(a))
    assert effect.interval.low < effect.interval.high
    assert effect.estimate == pytest.approx(-turned.estimate, rel=1e-12)
    assert effect.interval.low == pytest.approx(-turned.interval.high, rel=1e-8, abs=1e-8)
    pooled = stats.ttest_ind(a, b).statistic * math.sqrt(1 / len(a) + 1 / len(b))
    j = math.exp(
        math.lgamma((len(a) + len(b) - 2) / 2) - math.lgamma((len(a) + len(b) - 3) / 2)
    ) / math.sqrt((len(a) + len(b) - 2) / 2)
    assert effect.estimate == pytest.approx(j * pooled, rel=1e-9, abs=1e-12)
