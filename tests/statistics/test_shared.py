import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.reference.clustered_levels import (
    Procedure,
    cluster_robust,
    expanded,
    shared,
    tallies,
    tally,
)
from vertebroplasty.statistics.clusters import design_effect
from vertebroplasty.statistics.shared import (
    correlation,
    fewest_clusters,
    linearised_covariance,
    linearised_variance,
)
from vertebroplasty.tallies import ClusterCount, SharedLevels

pairs = st.integers(0, 4).flatmap(lambda m: st.tuples(st.just(m), st.integers(0, m)))
procedures = st.lists(
    st.builds(lambda a, b: Procedure(*a, *b), pairs, pairs).filter(lambda p: p.m_a or p.m_b),
    min_size=4,
    max_size=40,
)


@settings(deadline=None, max_examples=60)
@given(procedures)
def test_variances_and_covariance_equal_statsmodels_ols_on_both_dummies(by_procedure):
    """Clusters are procedures; its factor is divided out, ours is k/(k-1) for a variance."""
    a, b = tallies(by_procedure)
    assume(min(a.clusters, b.clusters) > 1)
    assume(0 < a.events < a.n)
    assume(0 < b.events < b.n)
    sandwich = cluster_robust(*expanded(by_procedure))
    for i, group in enumerate((a, b)):
        factor = group.clusters / (group.clusters - 1)
        expected = sandwich[i, i] * factor
        assert linearised_variance(group) == pytest.approx(expected, rel=1e-9, abs=1e-13)
    found = linearised_covariance(a, b, shared(by_procedure))
    assert found == pytest.approx(sandwich[0, 1], rel=1e-9, abs=1e-13)
    expected = sandwich[0, 1]
    for i, group in enumerate((a, b)):
        floor = math.sqrt(max(1.0, 1 / design_effect(group))) if design_effect(group) > 1e-9 else 0
        assume(floor)
        expected /= math.sqrt(sandwich[i, i]) * floor
    assert correlation(a, b, shared(by_procedure)) == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_one_level_in_each_group_is_the_phi_coefficient_by_numpy():
    table = [Procedure(1, 1, 1, 1)] * 9 + [Procedure(1, 1, 1, 0)] * 4 + [Procedure(1, 0, 1, 1)] * 2
    table += [Procedure(1, 0, 1, 0)] * 15
    x, y = np.array([(p.x_a, p.x_b) for p in table]).T
    found = correlation(*tallies(table), shared(table))
    assert found == pytest.approx(np.corrcoef(x, y)[0, 1], rel=1e-12)


@settings(deadline=None, max_examples=50)
@given(procedures)
def test_correlation_is_from_minus_1_to_1_and_0_without_shared_procedures(by_procedure):
    a, b = tallies(by_procedure)
    assert -1 <= correlation(a, b, shared(by_procedure)) <= 1
    assert correlation(a, b, None) == 0
    assert correlation(a, b, SharedLevels(0, 0, 0, 0)) == 0


@settings(deadline=None, max_examples=50)
@given(procedures)
def test_fewest_clusters_is_never_above_the_procedures_there_are(by_procedure):
    """Counted one by one; equal when the shared ones have one level in each group."""
    a, b = tallies(by_procedure)
    assert fewest_clusters(a, b, shared(by_procedure)) <= len(by_procedure)
    assert fewest_clusters(a, b, None) == a.clusters + b.clusters
    if all(p.m_a * p.m_b <= 1 for p in by_procedure):
        assert fewest_clusters(a, b, shared(by_procedure)) == len(by_procedure)


@pytest.mark.parametrize(
    "group",
    [ClusterCount(0, 0, 0, 0, 0, 0), tally([(3, 1)]), tally([(2, 0), (1, 0)]), tally([(1, 1)] * 2)],
)
def test_without_variation_there_is_no_variance_and_no_correlation(group):
    assert linearised_variance(group) is None
    assert correlation(group, tally([(1, 0), (2, 1)]), SharedLevels(1, 1, 1, 1)) == 0


def test_millions_of_procedures_lose_no_digits_closed_form():
    """Repeating all procedures c times leaves the correlation as it is."""
    table = [Procedure(1, 1, 2, 2), Procedure(2, 0, 1, 0), Procedure(3, 3, 1, 1), Procedure(1, 0)]
    (a, b), both, c = tallies(table), shared(table), 3_000_000

    def times(group):
        return type(group)(*(c * getattr(group, name) for name in group.__slots__))

    # Otherwise the floor of the design effect, in which k/(k - 1) enters, would play a part.
    assert all(design_effect(group) > 1 for group in (a, b, times(a), times(b)))
    found = correlation(times(a), times(b), times(both))
    assert found == pytest.approx(correlation(a, b, both), rel=1e-12)
