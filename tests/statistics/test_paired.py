from itertools import product
from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import special, stats

from vertebroplasty.statistics.paired import (
    hodges_lehmann,
    paired_t,
    standardised_response_mean,
    wilcoxon,
)
from vertebroplasty.statistics.walsh import limit_place
from vertebroplasty.tallies import Histogram, JointTally

pairs = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=2, max_size=80)
few_values = st.lists(st.integers(-6, 6), min_size=1, max_size=70)


def histogram(values):
    return Histogram.of({value: list(values).count(value) for value in set(values)})


@settings(deadline=None)
@given(pairs)
def test_paired_t_equals_scipy_ttest_rel(before_after):
    change = JointTally.of(before_after).change
    assume(len(change.counts) > 1)
    before, after = np.array(before_after).T
    expected = stats.ttest_rel(after, before)
    test = paired_t(change.moments)
    assert test.statistic == pytest.approx(expected.statistic, rel=1e-9, abs=1e-12)
    assert test.p == pytest.approx(expected.pvalue, rel=1e-7, abs=0)
    assert (test.df, test.n, test.symbol) == (expected.df, len(before_after), "t")


@pytest.mark.parametrize("values", [[], [-7], [0, 0, 0], [-70, -70]])
def test_paired_t_and_srm_are_not_defined_without_variation(values):
    """scipy 1.17 gives nan, t = inf and p = 0 here."""
    change = histogram(values).moments
    test, effect = paired_t(change), standardised_response_mean(change)
    assert (test.statistic, test.p, test.df, bool(test.note)) == (None, None, None, True)
    assert (effect.estimate, effect.interval, bool(effect.note)) == (None, None, True)


def test_paired_t_p_that_underflows_is_not_zero():
    change = Histogram.of({-70: 5_000_000, -60: 5_000_000})
    assert 0 < paired_t(change.moments).p < 1e-300


@settings(deadline=None, max_examples=50)
@given(few_values)
def test_srm_interval_puts_the_observed_t_at_its_noncentral_quantiles_scipy_nctdtr(values):
    assume(len(set(values)) > 1)
    effect, n = standardised_response_mean(histogram(values).moments), len(values)
    assert effect.estimate == pytest.approx(np.mean(values) / np.std(values, ddof=1), abs=1e-12)
    t = effect.estimate * sqrt(n)
    for limit, p in ((effect.interval.low, 0.975), (effect.interval.high, 0.025)):
        assert special.nctdtr(n - 1, limit * sqrt(n), t) == pytest.approx(p, abs=1e-6)


@settings(deadline=None)
@given(
    st.sets(st.integers(1, 100), min_size=1, max_size=45),
    st.integers(0),
    st.sampled_from(["two-sided", "less", "greater"]),
)
def test_wilcoxon_without_ties_equals_scipy_exact(sizes, signs, alternative):
    values = [size if signs >> place & 1 else -size for place, size in enumerate(sorted(sizes))]
    test = wilcoxon(histogram(values), alternative=alternative)
    expected = stats.wilcoxon(values, alternative=alternative, method="exact")
    assert test.p == pytest.approx(expected.pvalue, rel=1e-9, abs=0)
    if alternative != "two-sided":
        assert test.statistic == expected.statistic


@settings(deadline=None)
@given(
    few_values,
    st.sampled_from(["wilcox", "pratt"]),
    st.sampled_from(["two-sided", "less", "greater"]),
    st.booleans(),
)
def test_wilcoxon_normal_with_ties_and_zeros_equals_scipy(
    values, zero_method, alternative, correction
):
    assume(any(values))
    test = wilcoxon(histogram(values), zero_method, False, alternative, correction)
    expected = stats.wilcoxon(
        values, None, zero_method, correction, alternative, method="asymptotic"
    )
    assert test.p == pytest.approx(expected.pvalue, rel=1e-9, abs=0)
    assert "normal approximation" in test.method
    assert ("without" in test.method) != correction


def brute_force(values, zero_method):
    """V and the probabilities of at most and at least V over all sign vectors."""
    values = np.array(values)
    ranked = values if zero_method == "pratt" else values[values != 0]
    ranks = stats.rankdata(abs(ranked))[ranked != 0]
    signs = ranked[ranked != 0] > 0
    sums = np.array(list(product([0, 1], repeat=len(ranks)))) @ ranks
    observed = ranks @ signs
    return observed, (sums <= observed).mean(), (sums >= observed).mean()


@settings(deadline=None)
@given(st.lists(st.integers(-4, 4), min_size=1, max_size=10), st.sampled_from(["wilcox", "pratt"]))
def test_wilcoxon_exact_with_ties_equals_enumeration_of_all_sign_vectors(values, zero_method):
    assume(any(values))
    observed, less, greater = brute_force(values, zero_method)
    change = histogram(values)
    tests = [
        wilcoxon(change, zero_method, alternative=side) for side in ("less", "greater", "two-sided")
    ]
    expected = (less, greater, min(1, 2 * min(less, greater)))
    assert tuple(test.p for test in tests) == pytest.approx(expected, rel=1e-14, abs=0)
    assert {test.statistic for test in tests} == {observed}


@pytest.mark.parametrize("zero_method", ["wilcox", "pratt"])
@pytest.mark.parametrize("values", [[], [0], [0, 0, 0]])
def test_wilcoxon_without_a_change_is_not_defined(values, zero_method):
    """scipy 1.17 gives p = 1 for all zeros."""
    test = wilcoxon(histogram(values), zero_method)
    assert (test.statistic, test.p, bool(test.note)) == (None, None, True)


def test_wilcoxon_says_what_it_did():
    ties = wilcoxon(histogram([-3, -3, 0, 0, 5]))
    assert ties.method == (
        "Wilcoxon signed-rank test, two-sided, exact distribution, midranks for ties, "
        "2 zero changes dropped"
    )
    assert ties.n == 3
    pratt = wilcoxon(histogram([-3, 0, 5]), "pratt", exact=False, alternative="less")
    assert pratt.method == (
        "Wilcoxon signed-rank test, one-sided, less, normal approximation with continuity "
        "correction, no ties, 1 zero change ranked, then left out (Pratt)"
    )
    assert pratt.n == 3


def test_wilcoxon_is_exact_up_to_50_ranked_changes():
    assert "exact" in wilcoxon(Histogram.of({0: 9, 1: 25, -2: 25})).method
    assert "normal" in wilcoxon(Histogram.of({0: 9, 1: 25, -2: 26})).method
    assert "normal" in wilcoxon(Histogram.of({0: 9, 1: 25, -2: 25}), "pratt").method


def test_wilcoxon_all_fifty_worse_closed_form():
    assert wilcoxon(Histogram.of({1: 50})).p == 2.0**-49


def test_wilcoxon_exact_beyond_its_limit_is_refused():
    with pytest.raises(ValueError, match="exact for 501 ranked changes"):
        wilcoxon(Histogram.of({1: 501}), exact=True)
    assert wilcoxon(Histogram.of({1: 500}), exact=True).p == 2.0**-499


def walsh_averages(values):
    values = np.array(values)
    first, second = np.triu_indices(len(values))
    return np.sort((values[first] + values[second]) / 2)


@settings(deadline=None)
@given(few_values)
def test_hodges_lehmann_equals_the_median_of_all_walsh_averages(values):
    effect = hodges_lehmann(histogram(values))
    assert effect.estimate == pytest.approx(np.median(walsh_averages(values)) / 10, abs=1e-14)
    if effect.interval:
        assert effect.interval.low <= effect.estimate <= effect.interval.high


def largest_place(n, tail):
    """Largest place C with P(V ≤ C - 1) < tail, V the no-ties signed-rank sum, by enumeration."""
    sums = np.array(list(product([0, 1], repeat=n))) @ np.arange(1, n + 1)
    return sum((sums <= place).mean() < tail for place in range(n * (n + 1) // 2))


@pytest.mark.parametrize("n", range(1, 14))
def test_hodges_lehmann_limits_by_enumeration(n):
    values = np.random.default_rng(n).integers(-80, 20, n).tolist()
    interval, place = hodges_lehmann(histogram(values)).interval, largest_place(n, 0.025)
    if n < 6:
        assert interval is None
        assert hodges_lehmann(histogram(values)).note == "too few pairs for a 95 % interval"
        return
    walsh = walsh_averages(values) / 10
    assert interval.low == pytest.approx(walsh[place - 1], abs=1e-14)
    assert interval.high == pytest.approx(walsh[-place], abs=1e-14)


def test_hodges_lehmann_of_the_nine_pairs_of_hollander_wolfe_closed_form():
    """Of 512 sign vectors 10 give V ≤ 5 and 14 give V ≤ 6: the 6th average from either end."""
    values = [952, -147, 1022, 430, 620, 590, 490, -80, 10]
    effect, walsh = hodges_lehmann(histogram(values), scale=1000), walsh_averages(values) / 1000
    found = (effect.estimate, effect.interval.low, effect.interval.high)
    assert found == pytest.approx((0.46, walsh[5], walsh[-6]), abs=1e-12)


@pytest.mark.parametrize("n", [51, 80, 120])
def test_normal_place_of_the_limits_beyond_50_is_next_to_the_exact_one(n):
    """The exact no-ties distribution, built by adding one rank at a time."""
    distribution = np.array([1.0])
    for rank in range(1, n + 1):
        distribution = (np.pad(distribution, (0, rank)) + np.pad(distribution, (rank, 0))) / 2
    exact = int(np.searchsorted(np.cumsum(distribution), 0.025))
    assert abs(limit_place(n, 0.95) - exact) <= 1
    interval = hodges_lehmann(histogram(range(n)), scale=1).interval
    walsh = walsh_averages(range(n))
    assert interval.low in walsh[exact - 2 : exact + 1]
    assert interval.high == n - 1 - interval.low
    assert "normal" in interval.method


def test_nobody_and_one_pair():
    nobody, one = hodges_lehmann(Histogram.of({})), hodges_lehmann(Histogram.of({-65: 1}))
    assert (nobody.estimate, nobody.interval, nobody.note) == (None, None, "no pair")
    assert (one.estimate, one.interval) == (-6.5, None)


def test_ten_million_pairs_closed_form():
    """Half fell by 60 and half by 70: pair sums -140, -130, -120 as 1:2:1, median -6.5."""
    effect = hodges_lehmann(Histogram.of({-60: 5_000_000, -70: 5_000_000}))
    assert effect.estimate == -6.5
    assert (effect.interval.low, effect.interval.high) == (-6.5, -6.5)
    lopsided = hodges_lehmann(Histogram.of({-60: 9_000_000, -70: 1_000_000}))
    assert lopsided.estimate == -6.0
