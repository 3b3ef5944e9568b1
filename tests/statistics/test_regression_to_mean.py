"""Authority: statsmodels OLS and scipy's Pearson correlation on the expanded pairs."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.api import OLS, add_constant

from vertebroplasty.statistics.regression_to_mean import oldham_correlation, slope_on_baseline
from vertebroplasty.tallies import JointTally

RNG = np.random.default_rng(11)
BEFORE = RNG.integers(40, 101, 60)
AFTER = np.clip(BEFORE // 3 + RNG.integers(-20, 40, 60), 0, 100)
TALLY = JointTally.of(zip(BEFORE.tolist(), AFTER.tolist(), strict=True))


def test_the_slope_and_its_interval_equal_statsmodels():
    fitted = OLS(AFTER - BEFORE, add_constant(BEFORE)).fit()
    found = slope_on_baseline(TALLY)
    assert found.estimate == pytest.approx(fitted.params[1])
    limits = (found.interval.low, found.interval.high)
    assert limits == pytest.approx(tuple(fitted.conf_int()[1]))
    assert found.interval.method == "t 95 % interval, df 58"


def test_oldham_s_correlation_and_its_interval_equal_scipy():
    expected = stats.pearsonr(AFTER - BEFORE, (AFTER + BEFORE) / 2)
    limits = expected.confidence_interval(0.95)
    found = oldham_correlation(TALLY)
    assert found.estimate == pytest.approx(expected.statistic)
    assert (found.interval.low, found.interval.high) == pytest.approx((limits.low, limits.high))


def test_unrelated_values_have_a_slope_of_minus_one():
    """Closed form: each value before with each value after, so that their covariance is 0."""
    crossed = JointTally.of([(b, a) for b in (50, 70, 90) for a in (10, 20, 60)])
    assert slope_on_baseline(crossed).estimate == -1


@pytest.mark.parametrize(
    ("pairs", "slope", "note"),
    [
        ([], None, "fewer than three pairs"),
        ([(90, 10), (80, 20)], None, "fewer than three pairs"),
        ([(90, 10), (90, 20), (90, 30)], None, "the values do not vary"),
        ([(90, 50), (80, 40), (70, 30)], 0.0, "all pairs lie on one line"),
    ],
)
def test_what_is_not_defined_says_why(pairs, slope, note):
    """Closed form: a slope needs values before that differ, its error what it leaves over."""
    found = slope_on_baseline(JointTally.of(pairs))
    assert (found.estimate, found.interval, found.note) == (slope, None, note)


@pytest.mark.parametrize("pairs", [[(90, 10)] * 3, [(90, 50), (80, 40), (70, 30)], [(9, 1)] * 2])
def test_a_correlation_without_variation_is_not_defined(pairs):
    """Closed form: a change that is the same for all has no correlation."""
    assert oldham_correlation(JointTally.of(pairs)).estimate is None


def test_a_correlation_of_one_has_no_interval():
    """Closed form: after is always 0, so that change is -2 times the mean of both."""
    found = oldham_correlation(JointTally.of([(90, 0), (80, 0), (70, 0), (50, 0)]))
    assert (found.estimate, found.interval) == (-1, None)
