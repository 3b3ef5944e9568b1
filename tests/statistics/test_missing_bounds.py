"""Authority: every way to fill in the missing values, tried one by one."""

from itertools import product
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vertebroplasty.statistics.missing_bounds import (
    Bounds,
    Gaps,
    change_bounds,
    proportion_bounds,
)
from vertebroplasty.tallies import Count, Moments

VALUE = st.none() | st.integers(0, 100)


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 7))
def test_bounds_of_a_share_are_the_extremes_of_all_fillings(events, failures, missing):
    found = proportion_bounds(Count(events, events + failures), missing)
    if events + failures + missing == 0:
        assert found == Bounds(None, None, None, 0, 0)
        return
    known = [1] * events + [0] * failures
    shares = [mean(known + list(filled)) for filled in product((0, 1), repeat=missing)]
    assert (found.worst, found.best) == pytest.approx((min(shares), max(shares)))
    assert found.observed == (pytest.approx(mean(known)) if known else None)


def moments(changes):
    return Moments(len(changes), sum(changes), sum(change**2 for change in changes))


def gaps(pairs):
    before = [b for b, _ in pairs if b is not None]
    after = [a for _, a in pairs if a is not None]
    return Gaps(len(pairs), len(before), sum(before), len(after), sum(after))


@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), max_size=5),
    st.lists(st.tuples(VALUE, VALUE).filter(lambda pair: None in pair), max_size=3),
)
def test_bounds_of_a_change_are_the_extremes_of_all_fillings(complete, incomplete):
    found = change_bounds(moments([a - b for b, a in complete]), gaps(incomplete))
    if not complete and not incomplete:
        assert found == Bounds(None, None, None, 0, 0)
        return
    unknown = [v for pair in incomplete for v in pair].count(None)
    means = []
    for filling in product((0, 100), repeat=unknown):
        filled = iter(filling)
        pairs = [tuple(next(filled) if v is None else v for v in pair) for pair in incomplete]
        means.append(mean(a - b for b, a in complete + pairs) / 10)
    assert (found.worst, found.best) == pytest.approx((max(means), min(means)))


def test_completeness_is_values_out_of_those_that_were_due():
    """Closed form: 18 of 18 + 2."""
    assert proportion_bounds(Count(9, 18), 2).completeness == pytest.approx(0.9)
    assert proportion_bounds(Count(0, 0), 0).completeness is None
