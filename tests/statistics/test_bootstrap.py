import numpy as np
import pytest
from scipy import stats

from vertebroplasty.statistics.bootstrap import bca
from vertebroplasty.tallies import JointTally


def mean_change(before, after, counts):
    return counts @ (after - before) / counts.sum(axis=1)


def variance_ratio(before, after, counts):
    n = counts.sum(axis=1)
    spread = [counts @ values**2 / n - (counts @ values / n) ** 2 for values in (after, before)]
    return spread[0] / spread[1]


def sample(n, seed=5):
    rng = np.random.default_rng(seed)
    before = rng.integers(60, 101, n)
    return before, np.minimum(100, rng.geometric(0.06, n))


def mean_change_of_pairs(before, after, axis):
    return (after - before).mean(axis=axis)


def variance_ratio_of_pairs(before, after, axis):
    return after.var(axis=axis) / before.var(axis=axis)


@pytest.mark.parametrize(
    ("statistic", "of_pairs"),
    [(mean_change, mean_change_of_pairs), (variance_ratio, variance_ratio_of_pairs)],
)
def test_bca_equals_scipy_bootstrap_on_the_expanded_pairs(statistic, of_pairs):
    """Two independent sets of 20,000 resamples agree to 3 % of the width."""
    before, after = sample(40)
    expected = stats.bootstrap(
        (before, after),
        of_pairs,
        paired=True,
        vectorized=True,
        n_resamples=20_000,
        method="BCa",
        rng=np.random.default_rng(1),
    ).confidence_interval
    tally = JointTally.of(zip(before.tolist(), after.tolist(), strict=True))
    interval = bca(tally.rows, statistic, 0.95, 20_000, seed=2).interval
    tolerance = 0.03 * (expected.high - expected.low)
    found = (interval.low, interval.high)
    assert found == pytest.approx((expected.low, expected.high), abs=tolerance)


def test_tied_rows_weigh_as_many_units_in_the_acceleration():
    """One row counted twice is two rows counted once: the same jackknife, hence the same limits."""
    tail = ((100, 0, 2), (100, 9, 2), (100, 17, 2), (100, 45, 12))
    rows = tail + tuple((100, after, 1) for after in range(70, 99))
    tied = bca(rows, mean_change, 0.95, 60_000, seed=3)
    parted = tuple((b, a, 1) for b, a, n in rows for _ in range(n))
    single = bca(parted, mean_change, 0.95, 60_000, seed=4)
    width = single.interval.high - single.interval.low
    assert tied.estimate == pytest.approx(single.estimate)
    assert tied.interval.low == pytest.approx(single.interval.low, abs=0.01 * width)
    assert tied.interval.high == pytest.approx(single.interval.high, abs=0.01 * width)


def test_a_seed_gives_the_same_interval_and_is_named():
    rows = JointTally.of(zip(*(v.tolist() for v in sample(30)), strict=True)).rows
    first, again = (bca(rows, mean_change, 0.9, 999, seed=7) for _ in range(2))
    assert first == again
    assert first.interval.method == "BCa bootstrap 90 % interval, 999 resamples, seed 7"
    assert bca(rows, mean_change, 0.9, 999, seed=8) != first


def test_fewer_than_8_units_are_refused_an_interval():
    rows = tuple((90, after, 1) for after in range(7))
    effect = bca(rows, mean_change, 0.95, 999, seed=1)
    assert (effect.estimate, effect.interval) == (-87.0, None)
    assert effect.note == "fewer than 8 units"
    assert bca((*rows, (90, 7, 1)), mean_change, 0.95, 999, seed=1).interval


@pytest.mark.parametrize("rows", [(), ((50, 50, 9),), ((90, 20, 9),)])
def test_statistics_that_do_not_vary_have_no_interval(rows):
    for statistic in (mean_change, variance_ratio):
        effect = bca(rows, statistic, 0.95, 99, seed=1)
        assert effect.interval is None
        assert effect.note


def test_a_statistic_undefined_in_some_resamples_has_no_interval():
    """One of nine units differs before: a third of the resamples leave it out, variance 0."""
    rows = ((50, 10, 4), (50, 20, 4), (60, 30, 1))
    effect = bca(rows, variance_ratio, 0.95, 999, seed=1)
    assert effect.estimate is not None
    assert effect.note == "the statistic is not defined in every resample"


def test_impossible_requests_are_refused():
    with pytest.raises(ValueError, match="confidence"):
        bca((), mean_change, 95, 99, seed=1)
    with pytest.raises(ValueError, match="resamples = 0"):
        bca((), mean_change, 0.95, 0, seed=1)


def test_every_sample_holds_n_units_and_every_jackknife_sample_one_fewer():
    sizes = set()

    def recording(before, after, counts):
        sizes.update(counts.sum(axis=1).tolist())
        return mean_change(before, after, counts)

    assert bca(((90, 10, 4), (80, 30, 3), (70, 5, 5)), recording, 0.95, 99, seed=1).interval
    assert sizes == {12, 11}
