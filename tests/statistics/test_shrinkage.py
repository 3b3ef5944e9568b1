import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reference.clustered_levels import tally
from vertebroplasty.statistics.shrinkage import shrink
from vertebroplasty.tallies import ClusterCount, Count, Moments

counts = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(
    lambda pair: Count(min(pair), max(pair))
)


def moments(values):
    return Moments(len(values), sum(values), sum(value * value for value in values))


def closed_form(values, variances):
    """DerSimonian & Laird's τ² and the weights τ²/(τ² + v), as they are printed, by numpy."""
    y, v = np.array(values), np.array(variances)
    w = 1 / v
    mean = (w * y).sum() / w.sum()
    q = (w * (y - mean) ** 2).sum()
    between = max(0.0, (q - (len(y) - 1)) / (w.sum() - (w * w).sum() / w.sum()))
    return mean, between, mean + between / (between + v) * (y - mean)


def test_means_in_points_dersimonian_laird_closed_form():
    groups = [(80, 91, 77, 85), (20, 31), (55, 60, 41, 70, 66), (30,)]
    df = sum(len(values) - 1 for values in groups)
    within = sum(((np.array(g) / 10 - np.mean(g) / 10) ** 2).sum() for g in groups) / df
    mean, between, expected = closed_form(
        [np.mean(g) / 10 for g in groups], [within / len(g) for g in groups]
    )
    assert between > 0
    found = shrink([moments(g) for g in groups])
    assert found.mean == pytest.approx(mean, rel=1e-12)
    assert found.between_sd == pytest.approx(between**0.5, rel=1e-12)
    assert found.estimates == pytest.approx(expected, rel=1e-12)


def test_levels_use_the_design_effect_of_all_together_closed_form():
    """Two alike levels in each of k = 24 procedures: design effect (2k - 1)/(k - 1) = 47/23."""
    groups = [tally([(2, 2)] * 9 + [(2, 0)] * 3), tally([(2, 2)] * 3 + [(2, 0)] * 9)]
    within = 0.25 * 47 / 23
    mean, between, expected = closed_form([0.75, 0.25], [within / 24, within / 24])
    found = shrink(groups)
    assert between > 0
    assert (found.mean, found.between_sd) == pytest.approx((mean, between**0.5), rel=1e-12)
    assert found.estimates == pytest.approx(expected, rel=1e-12)


@settings(deadline=None, max_examples=50)
@given(st.lists(counts, max_size=12))
def test_every_estimate_lies_between_its_value_and_the_mean(groups):
    """Weights are from 0 to 1, larger for larger groups; the mean is that of all units."""
    found = shrink(groups)
    known = [g for g in groups if g.n]
    assert [e is None for e in found.estimates] == [g.n == 0 for g in groups]
    if not known:
        assert (found.mean, found.between_sd) == (None, None)
        return
    assert found.mean == pytest.approx(sum(g.events for g in known) / sum(g.n for g in known))
    for group, estimate in zip(groups, found.estimates, strict=True):
        if group.n:
            low, high = sorted((group.events / group.n, found.mean))
            assert low - 1e-12 <= estimate <= high + 1e-12
    by_size = [w for _, w in sorted(zip([g.n for g in groups], found.weights, strict=True)) if w]
    assert by_size == sorted(by_size)


def test_two_units_do_not_glow():
    """2 of 2 among groups of 100: v = π(1 - π)/2 is 50 times theirs, so it moves far less."""
    found = shrink([Count(2, 2), Count(20, 100), Count(35, 100), Count(28, 100)])
    assert found.estimates[0] < 0.5
    assert found.weights[0] < 0.1 < found.weights[1]


def test_one_group_keeps_its_value_and_chance_differences_give_the_mean():
    assert shrink([Count(3, 7)]).estimates == (3 / 7,)
    found = shrink([Count(10, 30), Count(11, 30), Count(9, 30)])
    assert found.between_sd == 0
    assert found.estimates == (1 / 3,) * 3
    assert found.weights == (0.0,) * 3


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([Count(0, 0), Count(0, 0)], (None, None)),
        ([], ()),
        ([Count(0, 5), Count(0, 9)], (0.0, 0.0)),
        ([Count(5, 5), Count(9, 9), Count(0, 0)], (1.0, 1.0, None)),
        ([moments((20,)), moments((60,))], (4.0, 4.0)),
        ([moments((20, 20)), moments((60, 60))], (2.0, 6.0)),
        ([tally([(3, 1)]), tally([(1, 0)])], (0.25, 0.25)),
        ([ClusterCount(0, 0, 0, 0, 0, 0, 4)], (None,)),
    ],
)
def test_odd_groups_closed_form(groups, expected):
    found = shrink(groups).estimates
    assert found == tuple(None if e is None else pytest.approx(e, abs=1e-12) for e in expected)


def test_estimates_beat_the_raw_shares_in_a_simulation():
    """Efron & Morris 1975: the total squared error falls; here to less than 60 %."""
    rng = np.random.default_rng(1975)
    raw = shrunk = 0.0
    for _ in range(200):
        truth = rng.beta(8, 32, size=15)
        n = rng.integers(2, 60, size=15)
        x = rng.binomial(n, truth)
        found = shrink([Count(int(e), int(m)) for e, m in zip(x, n, strict=True)])
        raw += ((x / n - truth) ** 2).sum()
        shrunk += ((np.array(found.estimates) - truth) ** 2).sum()
    assert shrunk < 0.6 * raw
