"""The limit of a CUSUM; simulated run lengths stand in ``tests/reference/monitoring_rows.py``."""

import math
import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.reference.monitoring_rows import dense_run_length
from vertebroplasty.statistics.cusum_limit import (
    Scores,
    cusum_limit,
    mean_run_length,
    score_lattice,
)

RATES = st.integers(1, 99).map(lambda percent: percent / 100)


@settings(deadline=None, max_examples=30)
@given(p0=RATES, p1=RATES, run_length=st.integers(20, 2000))
def test_it_is_the_lowest_that_keeps_the_stated_run_length(p0, p1, run_length):
    """Definition: at the limit the run length suffices, one score lower it does not."""
    assume(p0 != p1)
    found = cusum_limit(p0, p1, run_length)
    q0 = p0 if p1 > p0 else 1 - p0
    assert found.run_length >= run_length
    assert found.detection < found.run_length
    if found.steps > 1:
        assert mean_run_length(found.scores, found.steps - 1, q0) < run_length


@settings(deadline=None)
@given(p0=RATES, p1=RATES, run_length=st.integers(20, 5000))
def test_scores_are_in_the_ratio_of_the_log_likelihoods(p0, p1, run_length):
    """Steiner et al. 2000: ln(p1/p0) and ln((1-p1)/(1-p0)); one exact, the other within 2 %."""
    assume(p0 != p1)
    scores = score_lattice(p0, p1, run_length)
    event, other = math.log(p1 / p0), math.log((1 - p1) / (1 - p0))
    rise, fall = (event, -other) if p1 > p0 else (other, -event)
    assert scores.event_raises == (p1 > p0)
    assert scores.up * scores.unit == pytest.approx(rise, rel=0.02)
    assert scores.down * scores.unit == pytest.approx(fall, rel=0.02)


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 40), RATES)
def test_run_length_equals_the_dense_chain(up, down, steps, q):
    """Brook & Evans 1972: the transition matrix written out."""
    scores = Scores(up, down, 1.0, event_raises=True)
    expected = dense_run_length(scores, steps, q)
    assume(0 < expected < 1e9)  # beyond, the dense solution itself has no digits left
    assert mean_run_length(scores, steps, q) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("p0", "p1", "run_length"),
    [(0.0, 0.1, 500), (0.1, 1.0, 500), (0.1, 0.1, 500), (0.1, 0.2, 1), (0.1, 0.2, math.inf)],
)
def test_what_makes_no_chart_is_refused(p0, p1, run_length):
    with pytest.raises(ValueError, match="would do"):
        cusum_limit(p0, p1, run_length)


def test_a_limit_takes_no_time_that_a_reader_notices():
    """At most 200 ms of CPU on settings with a fine lattice; the best of three."""
    for setting in ((0.05, 0.0952, 500.0), (0.01, 0.02, 5000.0), (0.2, 0.3, 2000.0)):
        spent = []
        for _ in range(3):
            cusum_limit.cache_clear()
            start = time.process_time()
            cusum_limit(*setting)
            spent.append(time.process_time() - start)
        assert min(spent) < 0.2
