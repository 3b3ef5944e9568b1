import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vertebroplasty.statistics.proportions import newcombe_difference, proportion, wilson
from vertebroplasty.statistics.ratios import (
    Limits,
    cohens_h,
    limits_of,
    mover_difference,
    mover_ratio,
    ratio,
)
from vertebroplasty.tallies import Count


def counts(largest, fewest_events=0):
    return st.integers(max(1, fewest_events), largest).flatmap(
        lambda n: st.builds(Count, st.integers(fewest_events, n), st.just(n))
    )


def of(count):
    return proportion(count, "procedures")


@settings(deadline=None, max_examples=50)
@given(counts(500), counts(500))
def test_mover_of_wilson_limits_is_newcombe_s_method_10(a, b):
    low, high = mover_difference(limits_of(of(a)), limits_of(of(b)))
    expected = newcombe_difference(a, b).interval
    assert (max(low, -1), min(high, 1)) == pytest.approx((expected.low, expected.high), abs=1e-12)


@settings(deadline=None, max_examples=50)
@given(counts(300), counts(300, 1), st.floats(-1, 1))
def test_ratio_limits_are_where_the_limit_of_a_minus_r_b_is_zero(a, b, correlation):
    """Donner & Zou 2012 derive MOVER-R so: the difference's MOVER limit of a and R · b is 0."""
    of_a, of_b = limits_of(of(a)), limits_of(of(b))
    low, high = mover_ratio(of_a, of_b, correlation)
    for limit, side in ((low, 0), (high, 1)):
        scaled = Limits(*(limit * part for part in of_b))
        gap = mover_difference(of_a, scaled, correlation)[side]
        assert gap == pytest.approx(0, abs=1e-6 * max(of_a.high, limit))


@settings(deadline=None, max_examples=50)
@given(counts(300, 1), counts(300, 1))
def test_ratio_turns_with_its_groups_and_encloses_its_estimate(a, b):
    """MOVER-R of b/a is the inverse of that of a/b: the construction has no preferred group."""
    one, other = (ratio(of(x), of(y), "Wilson limits") for x, y in ((a, b), (b, a)))
    assert 0 < one.interval.low <= one.estimate <= one.interval.high
    turned = (1 / other.interval.high, 1 / other.interval.low)
    assert (one.interval.low, one.interval.high) == pytest.approx(turned, rel=1e-6)


def test_ratio_without_an_event_in_b_has_no_upper_bound_and_says_where_it_begins():
    """Closed form at p' = 0: lower limit √(l (2p - l)) / u'."""
    effect = ratio(of(Count(3, 10)), of(Count(0, 10)), "Wilson limits")
    low, high = wilson(3, 10).low, wilson(0, 10).high
    assert (effect.estimate, effect.interval) == (None, None)
    assert f"{math.sqrt(low * (0.6 - low)) / high:.3g}" in effect.note
    assert "no upper bound" in effect.note


@pytest.mark.parametrize(("a", "b"), [((0, 9), (0, 9)), ((0, 0), (3, 9)), ((3, 9), (0, 0))])
def test_ratio_without_any_event_or_unit_is_not_defined(a, b):
    effect = ratio(of(Count(*a)), of(Count(*b)), "Wilson limits")
    assert (effect.estimate, effect.interval, bool(effect.note)) == (None, None, True)


def test_all_events_in_both_groups_is_a_ratio_of_1_with_its_limits():
    """Closed form at p = p' = 1: low = l, high = 1/l, for (2 - l) l = 1 - (1 - l)²."""
    effect, low = ratio(of(Count(9, 9)), of(Count(9, 9)), "Wilson limits"), wilson(9, 9).low
    expected = math.sqrt(low * (2 - low))
    found = (effect.interval.low, effect.interval.high)
    assert effect.estimate == 1
    assert found == pytest.approx((1 - math.sqrt(1 - expected**2), 1 / low), rel=1e-12)


@settings(deadline=None, max_examples=50)
@given(counts(300), counts(300))
def test_cohen_s_h_closed_form_and_limits_that_enclose_it(a, b):
    effect = cohens_h(of(a), of(b), "Wilson limits")
    p, q = a.events / a.n, b.events / b.n
    expected = 2 * math.asin(math.sqrt(p)) - 2 * math.asin(math.sqrt(q))
    assert effect.estimate == pytest.approx(expected, abs=1e-12)
    assert -math.pi <= effect.interval.low <= effect.estimate <= effect.interval.high <= math.pi


def test_cohen_s_h_of_an_empty_group_is_not_defined():
    effect = cohens_h(of(Count(0, 0)), of(Count(1, 2)), "Wilson limits")
    assert (effect.estimate, effect.interval, bool(effect.note)) == (None, None, True)


def test_cohen_s_h_of_a_nation_tends_to_the_normal_limits():
    """Variance of 2 · arcsin √p is 1/n (Cohen 1988), so ± 1.96 √(1/n + 1/n')."""
    effect = cohens_h(of(Count(300_000, 10**6)), of(Count(290_000, 10**6)), "Wilson limits")
    half = 1.959964 * math.sqrt(2e-6)
    assert effect.interval.high - effect.estimate == pytest.approx(half, rel=1e-3)
    assert effect.estimate - effect.interval.low == pytest.approx(half, rel=1e-3)


def test_coverage_of_the_ratio_in_a_simulation_is_near_95_percent():
    """Ratio 0.5 of rates 0.1 and 0.2 in 80 and 120: 4,000 draws, standard error 0.34 points."""
    rng = np.random.default_rng(2012)
    x, y = rng.binomial(80, 0.1, 4000), rng.binomial(120, 0.2, 4000)
    covered = 0
    for events_a, events_b in zip(x.tolist(), y.tolist(), strict=True):
        low, high = mover_ratio(
            limits_of(of(Count(events_a, 80))), limits_of(of(Count(events_b, 120)))
        )
        covered += low <= 0.5 <= high
    assert 0.94 <= covered / 4000 <= 0.965
