"""Funnels; limits and phi against their authorities stand in ``tests/reference``."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from vertebroplasty.statistics.funnel import Position, against_threshold, funnel
from vertebroplasty.statistics.funnel_limits import binomial_limit, dispersion
from vertebroplasty.tallies import Count


def units(*counts):
    return [(f"operator {place}", Count(*count)) for place, count in enumerate(counts, 1)]


@settings(deadline=None)
@given(st.integers(1, 99), st.integers(1, 400), st.sampled_from([0.001, 0.025, 0.975, 0.999]))
def test_a_limit_lies_within_one_count_of_the_quantile(percent, n, p):
    """Authority: scipy.stats.binom.ppf; interpolation goes at most one count down."""
    limit = float(binomial_limit(percent / 100, n, p))
    quantile = stats.binom.ppf(p, n, percent / 100)
    assert max(0, quantile - 1) - 1e-9 <= limit * n <= quantile + 1e-9


@pytest.mark.parametrize("n", [1, 2, 7, 40, 311])
@pytest.mark.parametrize("target", [0.03, 0.2, 0.5, 0.9])
def test_a_unit_lies_outside_only_when_its_count_is_that_rare(n, target):
    """Authority: the tails of scipy.stats.binom, for every count there is."""
    for events in range(n + 1):
        (unit,) = funnel(units((events, n)), threshold=target).units
        above, below = stats.binom.sf(events - 1, n, target), stats.binom.cdf(events, n, target)
        rare = [above <= 0.001, above <= 0.025, below < 0.025, below < 0.001]
        expected = [Position.HIGH, Position.RAISED, Position.LOWERED, Position.LOW]
        wanted = {
            (True, True, False, False): expected[0],
            (False, True, False, False): expected[1],
            (False, False, True, False): expected[2],
            (False, False, True, True): expected[3],
            (False, False, False, False): Position.WITHIN,
        }
        assert unit.position is wanted[tuple(map(bool, rare))], (events, above, below)


@pytest.mark.parametrize(
    ("events", "n", "threshold", "words"),
    [
        (0, 30, 0.02, "too few to judge"),
        (0, 300, 0.02, "below the threshold"),
        (30, 300, 0.02, "above the threshold"),
        (0, 0, 0.02, "no known outcome"),
    ],
)
def test_a_threshold_within_the_exact_interval_is_not_judged(events, n, threshold, words):
    """Clopper-Pearson: 0/30 reaches 11.6 %, 0/300 reaches 1.2 %, 30/300 begins at 6.8 %."""
    assert against_threshold(Count(events, n), threshold) == words


def test_the_target_is_the_rate_of_all_and_the_unknown_are_not_judged():
    found = funnel(units((10, 100), (20, 100)), [("not recorded", Count(15, 25))])
    assert found.target == 45 / 225
    assert found.units[-1].position is Position.NOT_JUDGED
    assert found.units[-1].limits is None
    assert not any(unit.against for unit in found.units)
    assert max(limits.n for limits in found.curve) == 100


@pytest.mark.parametrize(
    ("known", "threshold", "words"),
    [
        (units((0, 20), (0, 30)), None, "alike"),
        (units((20, 20), (30, 30)), None, "alike"),
        (units((3, 20)), None, "alone"),
        (units((0, 0, 5)), None, "No procedure"),
        ([], None, "No procedure"),
        ([], 0.1, "No procedure"),
    ],
)
def test_what_cannot_be_judged_says_why(known, threshold, words):
    found = funnel(known, threshold=threshold)
    assert words in found.note
    assert not found.curve
    assert all(unit.position is Position.NOT_JUDGED for unit in found.units)


def test_one_unit_is_judged_against_a_threshold():
    found = funnel(units((18, 20)), threshold=0.1)
    assert found.units[0].position is Position.HIGH
    assert found.declared


def test_limits_are_widened_only_from_enough_units_that_vary_too_much():
    """By hand: every z is 3 or -3, so phi is 9; of eight units a tenth at either end is nobody."""
    spread = [(35, 100), (65, 100)]
    wide = funnel(units(*spread * 5))
    assert wide.dispersion.factor == pytest.approx(3)
    assert all(unit.position is Position.WITHIN for unit in wide.units)
    exact = stats.binom.ppf(0.999, 100, 0.5) / 100
    assert wide.units[0].limits.high_998 == pytest.approx(0.5 + 3 * (exact - 0.5))
    few = funnel(units(*spread * 4))
    assert few.dispersion.phi == pytest.approx(9)
    assert few.dispersion.factor == 1
    assert "cannot be judged" in few.dispersion.note
    assert "not widened" in few.method


def test_winsorising_keeps_one_drifting_unit_from_widening_its_own_limits():
    """By hand: nine units at the target and one at z = 6 leave phi = 0."""
    counts = [Count(50, 100)] * 9 + [Count(80, 100)]
    assert dispersion(counts, 0.5, declared=True).phi == 0


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=14))
def test_every_funnel_is_finite_and_complete(pairs):
    known = units(*[(events, events + more) for events, more in pairs])
    found = funnel(known)
    assert len(found.units) == len(known)
    for unit in found.units:
        assert (unit.limits is None) == (unit.position is Position.NOT_JUDGED)
        if unit.limits:
            low, lower, upper, high = unit.limits[1:]
            assert 0 <= low <= lower <= upper <= high <= 1
