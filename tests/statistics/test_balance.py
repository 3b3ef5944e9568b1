import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vertebroplasty.statistics.balance import smd_of_means, smd_of_shares
from vertebroplasty.tallies import Moments


def moments(values):
    return Moments(len(values), sum(values), sum(value * value for value in values))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(18, 110), min_size=2), st.lists(st.integers(18, 110), min_size=2))
def test_means_closed_form_austin_2009_by_numpy(a, b):
    spread = math.sqrt((np.var(a, ddof=1) + np.var(b, ddof=1)) / 2)
    assume(spread > 0)
    found = smd_of_means(moments(a), moments(b))
    assert found == pytest.approx((np.mean(a) - np.mean(b)) / spread, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [([], [1, 2], None), ([70], [70, 80], None), ([5, 5], [5, 5, 5], 0.0), ([5, 5], [6, 6], None)],
)
def test_means_without_variation_are_alike_or_not_defined(a, b, expected):
    assert smd_of_means(moments(a), moments(b)) == expected


@settings(deadline=None, max_examples=50)
@given(st.tuples(st.integers(0, 40), st.integers(1, 40)), st.tuples(*[st.integers(1, 40)] * 2))
def test_two_shares_closed_form_p_minus_q_over_the_mean_variance(a, b):
    p, q = a[0] / sum(a), b[0] / sum(b)
    expected = (p - q) / math.sqrt((p * (1 - p) + q * (1 - q)) / 2)
    assert smd_of_shares(a, b) == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert smd_of_shares(b, a) == pytest.approx(-expected, rel=1e-9, abs=1e-12)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=7))
def test_more_shares_equal_the_mahalanobis_distance_by_numpy_pinv(pairs):
    """The pseudo-inverse of the covariance of all categories needs none of them left out."""
    a, b = np.array(pairs).T
    assume((a * b).any())
    p, q = a / a.sum(), b / b.sum()
    covariance = (np.diag(p) - np.outer(p, p) + np.diag(q) - np.outer(q, q)) / 2
    expected = math.sqrt(max(0.0, (p - q) @ np.linalg.pinv(covariance, rcond=1e-10) @ (p - q)))
    assert smd_of_shares(a.tolist(), b.tolist()) == pytest.approx(expected, rel=1e-6, abs=1e-7)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((0, 0), (3, 4), None),
        ((3, 0), (5, 0), 0.0),
        ((3, 0), (0, 5), None),
        ((3, 1, 0, 0), (0, 0, 2, 2), None),
        ((6,), (9,), 0.0),
        ((2, 4, 0), (3, 6, 0), 0.0),
    ],
)
def test_shares_that_are_the_same_or_have_nothing_in_common(a, b, expected):
    assert smd_of_shares(a, b) == (expected if expected is None else pytest.approx(0, abs=1e-12))


def test_different_lists_of_categories_are_refused():
    with pytest.raises(ValueError, match="zip"):
        smd_of_shares((1, 2), (1, 2, 3))
