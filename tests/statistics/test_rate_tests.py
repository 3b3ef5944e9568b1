import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tests.reference.clustered_levels import tally
from vertebroplasty.statistics.heterogeneity import heterogeneity
from vertebroplasty.statistics.rate_tests import clustered_rate_test, rate_test
from vertebroplasty.tallies import ClusterCount, Count, SharedLevels

counts = st.integers(1, 200).flatmap(lambda n: st.builds(Count, st.integers(0, n), st.just(n)))


@settings(deadline=None, max_examples=50)
@given(counts, counts)
def test_chi_squared_or_fisher_equals_scipy(a, b):
    """Campbell 2007: N - 1 chi-squared when all expected counts are at least 1, else Fisher."""
    table = [[a.events, a.n - a.events], [b.events, b.n - b.events]]
    test = rate_test(a, b)
    if 0 in np.sum(table, axis=0):
        assert (test.p, test.statistic, bool(test.note)) == (None, None, True)
        return
    if stats.contingency.expected_freq(table).min() >= 1:
        n = a.n + b.n
        statistic = stats.chi2_contingency(table, correction=False).statistic * (n - 1) / n
        assert test.statistic == pytest.approx(statistic, rel=1e-9, abs=1e-12)
        assert test.p == pytest.approx(stats.chi2.sf(statistic, 1), rel=1e-9)
        assert "at least 1" in test.method
    else:
        assert test.p == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-9)
        assert "below 1" in test.method


def test_an_empty_group_is_not_tested():
    test = rate_test(Count(0, 0), Count(1, 2))
    assert (test.p, test.statistic, bool(test.note)) == (None, None, True)


def test_a_nation_is_tested_at_once_and_p_is_never_zero():
    started = time.perf_counter()
    vast = rate_test(Count(600_000, 10**6), Count(100_000, 10**6))
    rare = rate_test(Count(1, 10**6), Count(0, 2 * 10**6))
    assert time.perf_counter() - started < 2
    assert 0 < vast.p < 1e-300
    # Closed form: the only event falls in a third of the units.
    assert rare.p == pytest.approx(1 / 3, rel=1e-6)


procedures = st.lists(
    st.integers(1, 5).flatmap(lambda m: st.tuples(st.just(m), st.integers(0, m))),
    min_size=1,
    max_size=30,
)


@settings(deadline=None, max_examples=50)
@given(procedures, procedures)
def test_without_shared_procedures_it_is_the_test_of_heterogeneity(a, b):
    """T² with df is F with 1 and df degrees of freedom."""
    one, several = (
        clustered_rate_test(tally(a), tally(b), None),
        heterogeneity([tally(a), tally(b)]),
    )
    if one.p is None:
        assert one.note
        return
    assert one.statistic**2 == pytest.approx(several.statistic, rel=1e-9, abs=1e-12)
    assert one.p == pytest.approx(several.p, rel=1e-9)
    assert one.df == len(a) + len(b) - 2


def test_one_level_a_procedure_is_pearson_s_chi_squared_by_scipy():
    a, b = tally([(1, 1)] * 12 + [(1, 0)] * 30), tally([(1, 1)] * 31 + [(1, 0)] * 28)
    test = clustered_rate_test(a, b, None)
    expected = stats.chi2_contingency([[12, 30], [31, 28]], correction=False).statistic
    assert test.statistic == pytest.approx(-math.sqrt(expected), rel=1e-12)
    assert test.p == pytest.approx(2 * stats.t.sf(math.sqrt(expected), 99), rel=1e-12)


def test_twins_count_as_one_closed_form():
    """Two alike levels in every procedure: the z of the procedures alone, pooled variance."""
    a, b = tally([(2, 2)] * 8 + [(2, 0)] * 32), tally([(2, 2)] * 18 + [(2, 0)] * 22)
    expected = (0.2 - 0.45) / math.sqrt(26 / 80 * 54 / 80 * 2 / 40)
    assert clustered_rate_test(a, b, None).statistic == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        (ClusterCount(0, 0, 0, 0, 0, 0), tally([(2, 1)] * 9), "empty"),
        (tally([(2, 0)] * 9), tally([(2, 0)] * 9), "no event"),
        (tally([(2, 2)] * 9), tally([(2, 2)] * 9), "nothing but events"),
        (tally([(2, 1)]), tally([(2, 1)]), "fewer than three procedures"),
        (tally([(1, 1)]), tally([(2, 1), (1, 0)] * 20), "below 1"),
    ],
)
def test_odd_groups_are_not_tested_and_say_why(a, b, why):
    test = clustered_rate_test(a, b, None)
    assert (test.p, test.statistic) == (None, None)
    assert why in test.note


def test_a_group_against_itself_is_not_tested():
    a = tally([(1, 1), (1, 0)] * 20)
    test = clustered_rate_test(a, a, SharedLevels(40, 20, 20, 20))
    assert test.p is None
    assert "do not vary apart" in test.note


def test_no_event_in_one_group_is_tested_with_the_pooled_rate():
    """Closed form: Pearson's chi-squared of 0/20 and 8/20, as one level makes a procedure."""
    test = clustered_rate_test(tally([(1, 0)] * 20), tally([(1, 1)] * 8 + [(1, 0)] * 12), None)
    assert test.statistic**2 == pytest.approx(40 * (8 * 20) ** 2 / (20 * 20 * 8 * 32), rel=1e-12)
