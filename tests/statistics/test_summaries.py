import pytest
from scipy import stats

from vertebroplasty.statistics.summaries import interval_of_summary


def test_an_interval_of_a_published_mean_equals_scipy():
    """8.91 ± 1.12 in 100 patients (McGraw 2002, PMID 12354821) by scipy.stats.t.interval."""
    expected = stats.t.interval(0.95, 99, loc=8.91, scale=1.12 / 10)
    found = interval_of_summary(8.91, 1.12, 100)
    assert (found.low, found.high) == pytest.approx(expected)
    assert found.method == "t 95 % interval, df 99"


@pytest.mark.parametrize(("sd", "n"), [(1.0, 1), (0.0, 20), (1.0, 0)])
def test_one_patient_or_no_spread_has_no_interval(sd, n):
    assert interval_of_summary(5.0, sd, n) is None
