import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vertebroplasty.statistics.clusters import clustered_proportion, design_effect
from vertebroplasty.statistics.proportions import wilson
from vertebroplasty.tallies import ClusterCount


def tally(procedures, n_missing=0):
    """Tally of (levels, events) by procedure."""
    m, x = np.array(procedures, dtype=int).reshape(-1, 2).T
    sums = (m.sum(), x.sum(), m @ m, x @ x, m @ x)
    return ClusterCount(len(m), *(int(value) for value in sums), n_missing)


procedures = st.lists(
    st.integers(1, 6).flatmap(lambda m: st.tuples(st.just(m), st.integers(0, m))),
    min_size=1,
    max_size=40,
)


@settings(deadline=None)
@given(procedures)
def test_variance_equals_statsmodels_cluster_robust_on_the_levels_themselves(by_procedure):
    """OLS on a constant, cov_type cluster; its small-sample factor is G/(G-1)·(N-1)/(N-1)."""
    count = tally(by_procedure)
    assume(count.clusters > 1 and 0 < count.events < count.n)
    levels = np.concatenate([np.arange(m) < x for m, x in by_procedure]).astype(float)
    groups = np.repeat(np.arange(count.clusters), [m for m, _ in by_procedure])
    fit = sm.OLS(levels, np.ones(count.n)).fit(
        cov_type="cluster", cov_kwds={"groups": groups, "use_correction": True}
    )
    rate = count.events / count.n
    found = design_effect(count) * rate * (1 - rate) / (count.n - 1)
    assert found == pytest.approx(fit.cov_params()[0, 0], rel=1e-9, abs=1e-15)


@settings(deadline=None)
@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_one_level_a_procedure_is_the_plain_wilson_interval(events_of):
    events, n = events_of
    count = tally([(1, 1)] * events + [(1, 0)] * (n - events))
    result = clustered_proportion(count, "levels")
    assert design_effect(count) in (1.0, None)
    assert (result.interval.low, result.interval.high) == (result.naive.low, result.naive.high)


@settings(deadline=None)
@given(procedures)
def test_interval_is_never_narrower_than_the_naive_one(by_procedure):
    count = tally(by_procedure)
    result = clustered_proportion(count, "levels")
    assert 0 <= result.interval.low <= result.naive.low <= result.estimate
    assert result.estimate <= result.naive.high <= result.interval.high <= 1
    assert result.naive == wilson(count.events, count.n)


def test_twins_count_as_one_closed_form():
    """Levels of a procedure all alike, two each: design effect (2k-1)/(k-1) = 2 + 1/(k-1)."""
    count = tally([(2, 2)] * 10 + [(2, 0)] * 30)
    assert design_effect(count) == pytest.approx(79 / 39, rel=1e-15)


def test_korn_graubard_effective_n_computed_step_by_step():
    """t(0.975, 79) = 1.990450 and t(0.975, 39) = 2.022691 from printed tables."""
    result = clustered_proportion(tally([(2, 2)] * 10 + [(2, 0)] * 30), "levels")
    effective = 80 / (79 / 39) * (1.990450 / 2.022691) ** 2
    z = 1.959964
    middle = (0.25 + z * z / 2 / effective) / (1 + z * z / effective)
    half = z * np.sqrt(0.1875 / effective + (z / 2 / effective) ** 2) / (1 + z * z / effective)
    found = (result.interval.low, result.interval.high)
    assert found == pytest.approx((middle - half, middle + half), abs=1e-6)
    assert "effective n 38.2: design effect 2.03" in result.interval.method
    assert "40 procedures" in result.interval.method


@pytest.mark.parametrize("each", [0, 3])
def test_without_a_design_effect_the_levels_of_a_procedure_count_as_one(each):
    result = clustered_proportion(tally([(3, each)] * 10), "levels")
    expected = wilson(10 if each else 0, 10)
    assert (result.interval.low, result.interval.high) == (expected.low, expected.high)
    assert "cannot be estimated" in result.interval.method
    assert result.estimate == (1.0 if each else 0.0)


def test_one_procedure_says_no_more_than_one_unit_closed_form():
    """Wilson limits at p = 0.4 and n = 1: (p + z²/2 ± z √(p(1-p) + z²/4)) / (1 + z²)."""
    result, z = clustered_proportion(tally([(5, 2)]), "levels"), 1.959964
    root = z * np.sqrt(0.24 + z * z / 4)
    expected = [(0.4 + z * z / 2 + sign * root) / (1 + z * z) for sign in (-1, 1)]
    assert [result.interval.low, result.interval.high] == pytest.approx(expected, abs=1e-6)
    assert "cannot be estimated" in result.interval.method


def test_the_method_names_what_was_clustered_in_what():
    """Two patients of three procedures and nine of one: what the reader is told it ran on."""
    count = tally([(3, 1), (3, 2), *[(1, 1), (1, 0), (1, 0)] * 3])
    method = clustered_proportion(count, "procedures", "patient").interval.method
    assert "for clustered procedures" in method
    assert "linearised variance over 11 patients" in method
    alone = clustered_proportion(tally([(2, 0)]), "procedures", "patient").interval.method
    assert "so the procedures of a patient count as one" in alone


def test_denominator_missing_and_clusters_are_carried():
    result = clustered_proportion(tally([(2, 1), (1, 0)], n_missing=4), "levels")
    assert (result.events, result.n, result.n_missing) == (1, 3, 4)
    assert (result.clusters, result.noun) == (2, "levels")


def test_no_known_level_is_not_defined():
    result = clustered_proportion(ClusterCount(0, 0, 0, 0, 0, 0, 9), "levels")
    assert (result.estimate, result.interval, result.naive) == (None, None, None)
    assert (result.clusters, result.n_missing) == (0, 9)


def test_millions_of_procedures_lose_no_digits():
    """Repeating a cohort c times changes only the factors k/(k-1) and (n-1)/n: closed form."""
    by_procedure = [(1, 0), (2, 1), (5, 1), (3, 0), (4, 4)]
    once, c = tally(by_procedure), 2_000_000
    many = ClusterCount(*(c * value for value in (5, 15, 6, 55, 18, 23)))
    assert (once.n, once.events, once.nn, once.ee, once.ne) == (15, 6, 55, 18, 23)
    factor = (5 * c / (5 * c - 1)) * ((15 * c - 1) / (15 * c)) / ((5 / 4) * (14 / 15))
    assert design_effect(many) == pytest.approx(design_effect(once) * factor, rel=1e-14)


def test_coverage_with_intraclass_correlation_is_near_95_percent():
    """Beta-binomial levels, ICC 0.2, 60-100 procedures of 1-5 levels: naive covers too little."""
    rng = np.random.default_rng(20070559)
    rate, spread, covered, naive = 0.2, 1 / 0.2 - 1, 0, 0
    for _ in range(1000):
        m = rng.choice([1, 2, 3, 4, 5], size=rng.integers(60, 101), p=[0.5, 0.25, 0.13, 0.08, 0.04])
        x = rng.binomial(m, rng.beta(rate * spread, (1 - rate) * spread, size=len(m)))
        result = clustered_proportion(tally(np.column_stack([m, x])), "levels")
        covered += result.interval.low <= rate <= result.interval.high
        naive += result.naive.low <= rate <= result.naive.high
    assert 930 <= covered <= 970
    assert naive < 930
