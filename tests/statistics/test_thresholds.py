"""Authority: a recount of the expanded pairs in exact fractions, written another way."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from vertebroplasty.statistics.thresholds import percent_fall_curve, point_fall_curve, state_curve
from vertebroplasty.tallies import Histogram, JointTally

TENTHS = st.integers(0, 100)
PAIRS = st.lists(st.tuples(TENTHS, TENTHS), max_size=30)


@given(PAIRS, st.integers(0, 9))
def test_percent_falls_equal_a_recount_of_the_pairs(pairs, n_missing):
    curve = percent_fall_curve(JointTally.of(pairs, n_missing), "procedures")
    falls = [Fraction(100 * (b - a), b) for b, a in pairs if b]
    assert [point.threshold for point in curve] == list(range(101))
    assert [point.share.events for point in curve] == [
        sum(fall >= threshold for fall in falls) for threshold in range(101)
    ]
    assert {point.share.n for point in curve} == {len(falls)}
    assert {point.share.n_missing for point in curve} == {len(pairs) - len(falls) + n_missing}


@given(PAIRS)
def test_point_falls_equal_a_recount_of_the_pairs(pairs):
    curve = point_fall_curve(JointTally.of(pairs), "procedures")
    assert [point.share.events for point in curve] == [
        sum(b - a >= threshold for b, a in pairs) for threshold in range(101)
    ]
    assert {point.share.n for point in curve} == {len(pairs)}


@given(st.lists(TENTHS, max_size=30), st.integers(0, 9))
def test_states_equal_a_recount_of_the_values(values, n_missing):
    scores = Histogram.of({v: values.count(v) for v in values}, n_missing)
    curve = state_curve(scores, "procedures")
    assert [point.share.events for point in curve] == [
        sum(value <= threshold for value in values) for threshold in range(101)
    ]
    assert {(p.share.n, p.share.n_missing) for p in curve} == {(len(values), n_missing)}


def test_a_fall_that_reaches_the_threshold_exactly_counts():
    """30 % of 9.0 is 2.7: a fall of 2.7 is a responder, one of 2.6 is not (at least)."""
    curve = percent_fall_curve(JointTally.of([(90, 63), (90, 64)]), "procedures")
    assert (curve[30].share.events, curve[31].share.events) == (1, 0)


def test_each_point_has_the_wilson_interval_of_statsmodels():
    curve = point_fall_curve(JointTally.of([(90, 10), (80, 70), (50, 50)] * 9), "procedures")
    for point in curve:
        found = (point.share.interval.low, point.share.interval.high)
        expected = proportion_confint(point.share.events, 27, method="wilson")
        assert found == pytest.approx(expected, abs=1e-12)
