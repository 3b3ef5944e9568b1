import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vertebroplasty.statistics.distribution import quantile, quartiles
from vertebroplasty.tallies import Histogram

values_of = st.lists(st.integers(-100, 100), min_size=1, max_size=80)


def histogram(values):
    return Histogram.of({value: list(values).count(value) for value in set(values)})


@settings(deadline=None)
@given(values_of, st.floats(0, 1))
def test_quantile_equals_numpy_type_7(values, q):
    assert quantile(histogram(values), q) == pytest.approx(np.quantile(values, q), abs=1e-10)


@settings(deadline=None)
@given(values_of)
def test_quartiles_equal_numpy(values):
    expected = np.quantile(values, [0.25, 0.5, 0.75])
    assert quartiles(histogram(values)) == pytest.approx(expected, abs=1e-10)


def test_ten_million_closed_form():
    """Places 0 .. n-1 hold 0 in the lower half and 10 in the upper: the median lies between."""
    assert quartiles(Histogram.of({0: 5_000_000, 10: 5_000_000})) == (0, 5, 10)


def test_nobody_has_no_quantile():
    assert quantile(Histogram.of({}), 0.5) is None
    assert quartiles(Histogram.of({})) is None


@pytest.mark.parametrize("q", [-0.01, 1.01, float("nan"), 50])
def test_impossible_quantiles_are_refused(q):
    with pytest.raises(ValueError, match="from 0 to 1"):
        quantile(Histogram.of({1: 1}), q)
