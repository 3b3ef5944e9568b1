import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.oneway import anova_oneway

from tests.reference.clustered_levels import beta_binomial, tally
from vertebroplasty.statistics.heterogeneity import heterogeneity
from vertebroplasty.statistics.intraclass import effective_sizes, intraclass_correlation, together
from vertebroplasty.statistics.shared import linearised_variance
from vertebroplasty.tallies import ClusterCount, Count, Moments


def moments(values):
    return Moments(len(values), sum(values), sum(value * value for value in values))


large = st.integers(40, 400).flatmap(
    lambda n: st.builds(Count, st.integers(n // 4, 3 * n // 4), st.just(n))
)


@settings(deadline=None, max_examples=50)
@given(st.lists(large, min_size=2, max_size=8))
def test_shares_equal_scipy_chi2_contingency(groups):
    table = [[g.events, g.n - g.events] for g in groups]
    expected = stats.chi2_contingency(table, correction=False)
    test = heterogeneity(groups)
    assert test.statistic == pytest.approx(expected.statistic, rel=1e-9, abs=1e-9)
    assert (test.df, test.n) == (expected.dof, sum(g.n for g in groups))
    assert test.p == pytest.approx(expected.pvalue, rel=1e-6)
    assert test.note == ""


def test_small_shares_take_p_from_the_same_random_tables_each_time():
    """A 2 x 2 table, where Pearson's order of tables is Fisher's: scipy fisher_exact ± 3 SE."""
    groups = [Count(1, 9), Count(6, 9)]
    test = heterogeneity(groups)
    expected = stats.fisher_exact([[1, 8], [6, 3]]).pvalue
    assert test.p == pytest.approx(expected, abs=3 * (expected / 9_999) ** 0.5)
    assert heterogeneity(groups) == test
    assert type(test.p) is float
    assert "9,999 random tables" in test.method
    assert "below 5" in test.note


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(st.integers(0, 100), min_size=3, max_size=20), min_size=2, max_size=6))
def test_means_equal_statsmodels_anova_oneway_unequal(groups):
    varied = [np.array(values, float) for values in groups if len(set(values)) > 1]
    test = heterogeneity([moments(values) for values in groups])
    if len(varied) < 2:
        assert (test.p, bool(test.note)) == (None, True)
        return
    expected = anova_oneway(varied, use_var="unequal")
    assert test.statistic == pytest.approx(expected.statistic, rel=1e-9, abs=1e-9)
    assert test.p == pytest.approx(expected.pvalue, rel=1e-6, abs=1e-300)
    assert ("left out" in test.note) == (len(varied) < len(groups))


def test_two_groups_of_means_are_welch_s_t_by_scipy():
    a, b = (3, 9, 4, 12, 7), (20, 31, 5, 18, 44, 60, 2)
    expected = stats.ttest_ind(a, b, equal_var=False)
    test = heterogeneity([moments(a), moments(b), moments((5,)), moments(())])
    assert test.statistic == pytest.approx(expected.statistic**2, rel=1e-9)
    assert test.p == pytest.approx(expected.pvalue, rel=1e-9)
    assert test.symbol == f"F(1, {expected.df:.1f})"
    assert "1 group left out" in test.note
    assert test.n == 12


def test_one_level_a_procedure_is_pearson_s_chi_squared_by_scipy():
    table = [[12, 30], [31, 28], [9, 40]]
    test = heterogeneity([tally([(1, 1)] * x + [(1, 0)] * y) for x, y in table])
    expected = stats.chi2_contingency(table, correction=False).statistic
    assert test.statistic == pytest.approx(expected / 2, rel=1e-12)
    assert test.p == pytest.approx(stats.f.sf(expected / 2, 2, 147), rel=1e-9)
    assert "independent" in test.note


def test_twins_count_as_one_closed_form():
    """Two alike levels in each of 40 procedures: a correlation of 1, half the levels."""
    groups = [tally([(2, 2)] * 5 + [(2, 0)] * 15), tally([(2, 2)] * 8 + [(2, 0)] * 12)]
    assert intraclass_correlation(together(groups)) == 1
    assert effective_sizes(groups) == (20, 20)


def test_correlation_within_procedures_is_found_again_in_simulated_levels():
    """Beta-binomial with ICC 0.2: 20,000 procedures give it back to two digits."""
    m, x, _ = beta_binomial(np.random.default_rng(1), 0.3, 0.2, 20_000)
    assert intraclass_correlation(tally(np.column_stack([m, x]))) == pytest.approx(0.2, abs=0.02)


@pytest.mark.parametrize(
    ("groups", "why"),
    [
        ([], "fewer than two groups"),
        ([Count(3, 9), Count(0, 0)], "fewer than two groups"),
        ([Count(0, 9), Count(0, 4)], "no event"),
        ([Count(9, 9), Count(4, 4)], "nothing but events"),
        ([moments((5, 5)), moments((7, 7, 7))], "fewer than two groups"),
        ([moments((5,)), moments((7,))], "fewer than two groups"),
        ([tally([(2, 0)] * 9), tally([(2, 0)] * 9)], "no event"),
        ([tally([(2, 2)] * 9), tally([(1, 1)] * 9)], "nothing but events"),
        ([tally([(1, 1)]), tally([(1, 0)])], "less than one event"),
        ([tally([(3, 1)] * 9), ClusterCount(0, 0, 0, 0, 0, 0, 3)], "fewer than two groups"),
    ],
)
def test_odd_groups_are_not_tested_and_say_why(groups, why):
    test = heterogeneity(groups)
    assert (test.statistic, test.p) == (None, None)
    assert why in test.note


def test_groups_without_an_event_take_part_and_tiny_ones_are_left_out():
    groups = [tally([(1, 0), (2, 0)] * 20), tally([(1, 0), (2, 1), (3, 2)] * 15), tally([(1, 1)])]
    test = heterogeneity(groups)
    assert test.n == 60 + 90
    assert test.note.startswith("1 group left out: an expected count below 1.")
    assert 0 < test.p < 0.001


def test_different_measures_are_refused():
    with pytest.raises(TypeError, match="one kind"):
        heterogeneity([Count(1, 2), moments((1, 2))])


def test_type_1_error_with_correlated_levels_and_small_groups_is_near_5_percent():
    """12 groups of 3 to 80 procedures, ICC 0.2, one rate of 10 %: 1,500 draws, SE 0.56 points.

    The Wald test on each group's own linearised variance, printed beside it, rejects more often.
    """
    rng = np.random.default_rng(1992)
    sizes, draws, found, wald = (3, 3, 3, 20, 20, 20, 20, 40, 40, 40, 80, 80), 1500, 0, 0
    for _ in range(draws):
        m, x, _ = beta_binomial(rng, 0.1, 0.2, sum(sizes))
        parts = zip(*(np.split(column, np.cumsum(sizes)[:-1]) for column in (m, x)), strict=True)
        groups = [tally(np.column_stack(part)) for part in parts]
        found += heterogeneity(groups).p < 0.05
        wald += wald_p(groups) < 0.05
    print(f"type-I error {found / draws:.3f}, Wald on own variances {wald / draws:.3f}")
    assert 0.03 <= found / draws <= 0.065
    assert wald > found


def wald_p(groups):
    used = [(g, v) for g in groups if (v := linearised_variance(g))]
    rates = np.array([g.events / g.n for g, _ in used])
    weights = np.array([1 / v for _, v in used])
    q = weights @ (rates - weights @ rates / weights.sum()) ** 2
    k = len(used)
    return stats.f.sf(q / (k - 1), k - 1, sum(g.clusters for g, _ in used) - k)
