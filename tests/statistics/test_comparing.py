import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reference.clustered_levels import Procedure, beta_binomial, shared, tallies, tally
from vertebroplasty.statistics.clusters import clustered_proportion
from vertebroplasty.statistics.comparing import compare
from vertebroplasty.statistics.means import hedges_g, mean, welch_difference, welch_t
from vertebroplasty.statistics.proportions import newcombe_difference, proportion
from vertebroplasty.statistics.rate_tests import rate_test
from vertebroplasty.tallies import ClusterCount, Count, Moments, SharedLevels

EMPTY = ClusterCount(0, 0, 0, 0, 0, 0, 7)
pairs = st.integers(0, 4).flatmap(lambda m: st.tuples(st.just(m), st.integers(0, m)))
procedures = st.lists(st.builds(lambda a, b: Procedure(*a, *b), pairs, pairs), max_size=40)
counts = st.integers(0, 60).flatmap(lambda n: st.builds(Count, st.integers(0, n), st.just(n)))
means = st.lists(st.integers(-100, 100), max_size=9).map(
    lambda values: Moments(len(values), sum(values), sum(v * v for v in values))
)


def numbers(comparison):
    """Every number of a comparison that is there."""
    effects = [comparison.difference, comparison.standardised]
    effects += [comparison.ratio] if comparison.ratio else []
    for effect in effects:
        yield effect.estimate
        if effect.interval:
            yield from (effect.interval.low, effect.interval.high)
    yield from (comparison.test.statistic, comparison.test.p, comparison.test.df)


def complete(comparison):
    """Nothing is nan or infinite, and whatever is missing says why."""
    assert all(math.isfinite(value) for value in numbers(comparison) if value is not None)
    for part in (comparison.difference, comparison.standardised, comparison.ratio):
        if part is not None:
            assert part.estimate is not None or part.note
            if part.interval:
                assert part.interval.low <= part.estimate <= part.interval.high
    assert comparison.test.p is None or 0 < comparison.test.p <= 1
    assert comparison.test.p is not None or comparison.test.note


@settings(deadline=None, max_examples=50)
@given(counts, counts)
def test_shares_of_units_are_newcombe_and_campbell_and_complete(a, b):
    found = compare(a, b, "procedures")
    complete(found)
    assert (found.a, found.b) == (proportion(a, "procedures"), proportion(b, "procedures"))
    assert (found.difference, found.test) == (newcombe_difference(a, b), rate_test(a, b))


@settings(deadline=None, max_examples=50)
@given(means, means)
def test_means_are_welch_and_hedges_in_points_and_complete(a, b):
    found = compare(a, b, "procedures")
    complete(found)
    assert (found.a, found.b) == (mean(a, "procedures"), mean(b, "procedures"))
    assert found.difference == welch_difference(a, b, 10)
    assert (found.ratio, found.standardised, found.test) == (None, hedges_g(a, b), welch_t(a, b))


@settings(deadline=None, max_examples=50)
@given(procedures)
def test_shares_of_levels_are_complete_whatever_is_shared(by_procedure):
    a, b = tallies(by_procedure)
    found = compare(a, b, "levels", shared(by_procedure))
    complete(found)
    assert found.a == clustered_proportion(a, "levels")
    assert found.difference.n == a.n + b.n


@settings(deadline=None, max_examples=50)
@given(procedures)
def test_a_positive_correlation_narrows_the_difference_and_a_negative_one_widens_it(by_procedure):
    """Var(a - b) = Var a + Var b - 2 Cov."""
    (a, b), both = tallies(by_procedure), shared(by_procedure)
    if not a.n or not b.n:
        return
    with_it, without = (compare(a, b, "levels", s).difference.interval for s in (both, None))
    sign = a.n * b.n * both.xx - a.n * b.events * both.xm - b.n * a.events * both.mx
    sign += a.events * b.events * both.mm
    width, independent = with_it.high - with_it.low, without.high - without.low
    assert width <= independent + 1e-12 if sign > 0 else width >= independent - 1e-12


def test_one_level_a_procedure_and_none_shared_is_newcombe_s_difference():
    a, b = tally([(1, 1)] * 56 + [(1, 0)] * 14), tally([(1, 1)] * 48 + [(1, 0)] * 32)
    found = compare(a, b, "levels").difference
    expected = newcombe_difference(Count(56, 70), Count(48, 80))
    assert found.estimate == expected.estimate
    limits = (found.interval.low, found.interval.high)
    assert limits == pytest.approx((expected.interval.low, expected.interval.high), abs=1e-12)
    # Newcombe 1998: (.0524, .3339)
    assert "5.2–33.4 percentage points" in found.note


def test_what_was_done_about_shared_procedures_is_in_the_method():
    table = [Procedure(1, 1, 1, 1), Procedure(1, 0, 1, 0), Procedure(1, 1, 1, 0)] * 8
    a, b = tallies(table)
    found = compare(a, b, "levels", shared(table))
    for method in (found.difference.method, found.ratio.method, found.standardised.method):
        assert "correlation 0.50 through shared procedures" in method
    assert "shared procedures allowed for" in found.test.method
    assert "shared" not in str(compare(a, b, "levels", SharedLevels(0, 0, 0, 0)))


@pytest.mark.parametrize(
    ("a", "b"), [(EMPTY, EMPTY), (EMPTY, tally([(2, 1)])), (tally([(2, 1)]), EMPTY)]
)
def test_an_empty_group_of_levels_is_not_compared(a, b):
    found = compare(a, b, "levels", SharedLevels(0, 0, 0, 0))
    assert [value for value in numbers(found) if value is not None] == []
    complete(found)


def test_tallies_of_different_kinds_are_refused():
    with pytest.raises(TypeError, match="Count against Moments: two tallies of one kind would do"):
        compare(Count(1, 2), Moments(2, 3, 5), "procedures")


def test_coverage_with_shared_procedures_in_a_simulation_is_93_to_97_percent():
    """120 procedures, half with levels in both groups; ICC 0.5, rates 0.3 and 0.18; 2,000 draws.

    What ignores the shared procedures, and the naive interval, are printed beside it.
    """
    rng = np.random.default_rng(2008)
    covered = apart = naive = 0
    for _ in range(2000):
        m, x, chance = beta_binomial(rng, 0.3, 0.5, 120)
        k = rng.choice(4, size=120, p=[0.5, 0.3, 0.12, 0.08]) + 1
        m[90:], x[90:], k[:30] = 0, 0, 0
        table = [
            Procedure(*row) for row in zip(m, x, k, rng.binomial(k, 0.6 * chance), strict=True)
        ]
        a, b = tallies(table)
        both = SharedLevels(*(int(total) for total in cross(np.array(table))))
        covered += contains(compare(a, b, "levels", both), 0.12)
        apart += contains(compare(a, b, "levels"), 0.12)
        naive += contains(compare(Count(a.events, a.n), Count(b.events, b.n), "levels"), 0.12)
    shares = [f"{count / 2000:.3f}" for count in (covered, apart, naive)]
    print("coverage {}, ignoring shared procedures {}, naive {}".format(*shares))
    assert 0.93 <= covered / 2000 <= 0.97
    assert naive < covered < apart


def cross(table):
    m_a, x_a, m_b, x_b = table.T
    return m_a @ m_b, m_a @ x_b, x_a @ m_b, x_a @ x_b


def contains(comparison, truth):
    interval = comparison.difference.interval
    return interval.low <= truth <= interval.high
