import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.stats.contingency import odds_ratio
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from vertebroplasty.results import Interval
from vertebroplasty.statistics.proportions import (
    clopper_pearson,
    conditional_odds_ratio,
    fisher_exact,
    newcombe_difference,
    proportion,
    wilson,
)
from vertebroplasty.tallies import Count

METHODS = pytest.mark.parametrize(
    ("interval", "name"), [(wilson, "wilson"), (clopper_pearson, "beta")]
)


@st.composite
def counts(draw, most=400):
    n = draw(st.integers(1, most))
    return Count(draw(st.integers(0, n)), n)


@METHODS
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.999])
def test_every_interval_up_to_60_equals_statsmodels(interval, name, confidence):
    for n in range(1, 61):
        for events in range(n + 1):
            found = interval(events, n, confidence)
            expected = proportion_confint(events, n, alpha=1 - confidence, method=name)
            assert (found.low, found.high) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@METHODS
def test_limits_enclose_the_estimate_for_every_count_up_to_200(interval, name):  # noqa: ARG001
    for n in range(1, 201):
        for events in range(n + 1):
            found = interval(events, n)
            assert 0 <= found.low <= events / n <= found.high <= 1
            assert (found.low == 0) == (events == 0)
            assert (found.high == 1) == (events == n)


@METHODS
@settings(deadline=None)
@given(events=st.integers(0, 10**18), more=st.integers(0, 10**18))
@example(events=10**17 - 5, more=5)
@example(events=10**18 - 39, more=39)
@example(events=3 * 10**16 - 1, more=1)
@example(events=1, more=3 * 10**16 - 1)
def test_limits_enclose_the_estimate_for_large_counts(interval, name, events, more):  # noqa: ARG001
    n = max(events + more, 1)
    found = interval(events, n)
    assert 0 <= found.low <= events / n <= found.high <= 1


def test_wilson_of_a_rare_event_keeps_its_digits():
    """Closed form: the roots of the quadratic have product p²/(1 + z²/n), sum (2p + z²/n)/(..)."""
    found, z2 = wilson(1, 10**12), stats.norm.ppf(0.975) ** 2
    product, total = 1e-24 / (1 + z2 / 1e12), (2e-12 + z2 / 1e12) / (1 + z2 / 1e12)
    assert found.low * found.high == pytest.approx(product, rel=1e-13, abs=0)
    assert found.low + found.high == pytest.approx(total, rel=1e-13, abs=0)


@METHODS
def test_nobody_has_no_interval(interval, name):  # noqa: ARG001
    assert interval(0, 0) is None


@METHODS
@pytest.mark.parametrize(("events", "n"), [(-1, 3), (4, 3), (0, -1)])
def test_impossible_counts_are_refused_with_what_was_given(interval, name, events, n):  # noqa: ARG001
    with pytest.raises(ValueError, match=f"{events} events of {n}"):
        interval(events, n)


@METHODS
@pytest.mark.parametrize("confidence", [0, 1, 95, math.nan])
def test_impossible_confidence_is_refused(interval, name, confidence):  # noqa: ARG001
    with pytest.raises(ValueError, match="confidence"):
        interval(1, 2, confidence)


def test_the_method_is_named_with_its_confidence():
    assert wilson(1, 2).method == "Wilson score 95 % interval"
    assert clopper_pearson(1, 2, 0.9).method == "Clopper-Pearson exact 90 % interval"


def test_proportion_carries_denominator_missing_and_wilson_interval():
    result = proportion(Count(29, 30, 2), "procedures")
    assert (result.events, result.n, result.n_missing, result.noun) == (29, 30, 2, "procedures")
    assert result.interval == wilson(29, 30)
    assert (result.clusters, result.naive) == (None, None)


def test_proportion_of_nobody_is_not_defined():
    result = proportion(Count(0, 0, 7), "procedures")
    assert (result.estimate, result.interval, result.n_missing) == (None, None, 7)


@settings(deadline=None)
@given(a=counts(), b=counts())
def test_newcombe_difference_equals_statsmodels(a, b):
    effect = newcombe_difference(a, b)
    expected = confint_proportions_2indep(
        a.events, a.n, b.events, b.n, method="newcomb", compare="diff", correction=False
    )
    found = (effect.interval.low, effect.interval.high)
    assert found == pytest.approx(expected, abs=1e-9)
    assert -1 <= found[0] <= effect.estimate <= found[1] <= 1


@settings(deadline=None)
@given(a=counts(), b=counts())
def test_newcombe_difference_turns_with_its_groups(a, b):
    effect, turned = newcombe_difference(a, b), newcombe_difference(b, a)
    assert effect.estimate == -turned.estimate
    assert effect.interval.low == pytest.approx(-turned.interval.high, abs=1e-14)


@settings(deadline=None)
@given(a=counts(), b=counts(), alternative=st.sampled_from(["two-sided", "less", "greater"]))
def test_fisher_equals_scipy(a, b, alternative):
    table = [[a.events, a.n - a.events], [b.events, b.n - b.events]]
    expected = stats.fisher_exact(table, alternative=alternative).pvalue
    assert fisher_exact(a, b, alternative).p == pytest.approx(expected, rel=1e-10, abs=0)


def test_fisher_p_is_never_zero():
    assert 0 < fisher_exact(Count(10_000, 10_000), Count(0, 10_000)).p < 1e-300


def test_fisher_of_an_empty_group_is_not_defined_and_of_no_event_is_one():
    empty = fisher_exact(Count(0, 0), Count(3, 4))
    assert (empty.p, bool(empty.note)) == (None, True)
    alike = fisher_exact(Count(0, 5), Count(0, 4))
    assert (alike.p, bool(alike.note)) == (1.0, True)


@settings(deadline=None, max_examples=60)
@given(a=counts(60), b=counts(60))
def test_conditional_odds_ratio_equals_scipy(a, b):
    table = [[a.events, a.n - a.events], [b.events, b.n - b.events]]
    expected = odds_ratio(table, kind="conditional")
    effect = conditional_odds_ratio(a, b)
    if not math.isfinite(expected.statistic):
        assert effect.estimate is None
        assert effect.note
        return
    assert effect.estimate == pytest.approx(expected.statistic, rel=1e-6)
    limits = expected.confidence_interval(0.95)
    found = (effect.interval.low, effect.interval.high)
    assert found == pytest.approx((limits.low, limits.high), rel=1e-6)


def test_conditional_odds_ratio_of_a_nation_approaches_the_sample_s_with_woolf_limits():
    """Woolf 1955: log odds ratio ± 1.96 √Σ1/cell, to which the exact limits tend."""
    effect = conditional_odds_ratio(Count(300_000, 1_500_000), Count(200_000, 2_200_000))
    assert effect.estimate == pytest.approx(2.5, rel=1e-5)
    half = 1.959964 * math.sqrt(1 / 3e5 + 1 / 1.2e6 + 1 / 2e5 + 1 / 2e6)
    assert effect.interval.low == pytest.approx(2.5 * math.exp(-half), rel=1e-4)
    assert effect.interval.high == pytest.approx(2.5 * math.exp(half), rel=1e-4)


def test_conditional_odds_ratio_without_an_upper_bound_says_so():
    effect = conditional_odds_ratio(Count(5, 5), Count(1, 6))
    assert (effect.estimate, effect.interval) == (None, None)
    assert "no upper bound" in effect.note


def test_empty_groups_give_no_difference():
    effect = newcombe_difference(Count(0, 0), Count(1, 2))
    assert (effect.estimate, effect.interval, effect.n) == (None, None, 2)
    assert effect.note
    assert isinstance(newcombe_difference(Count(1, 2), Count(1, 2)).interval, Interval)
