"""A against B on every outcome, adjusted for the number of tests."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

from tests.oracle.counted import cohort_of
from tests.oracle.counting import Choice, Oracle
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures.base import Kind
from vertebroplasty.report.comparing import COMPARED, comparison_table, comparisons
from vertebroplasty.results import Proportion
from vertebroplasty.vocabulary import Grain

WOMEN, MEN = Choice(sexes=("female",)), Choice(sexes=("male",))
L1 = Choice(levels=("L1",))


@pytest.mark.parametrize("a", [L1, WOMEN, Choice(viscosities=("low",))])
def test_both_sides_are_what_pandas_counts(registry: Dataset, oracle: Oracle, a: Choice) -> None:
    """Authority: units, known and events of each side in the source folder's rows."""
    rest = a._replace(complement=True)
    for row in comparisons(registry, cohort_of(a), cohort_of(rest)):
        sides = (row.comparison.a, row.comparison.b)
        for choice, side in zip((a, rest), sides, strict=True):
            units, n, total, *_ = oracle.measures(*oracle.units(choice))[row.measure.key]
            assert (side.n, side.n_missing) == (n, units - n), row.measure.key
            if isinstance(side, Proportion):
                assert side.events == total
            else:
                assert side.estimate == pytest.approx(total / (10 * n))


def test_the_change_is_tested_as_scipy_does(registry: Dataset, oracle: Oracle) -> None:
    """Authority: scipy.stats.ttest_ind(equal_var=False), difference and interval in points."""
    found = {row.measure.key: row for row in comparisons(registry, *map(cohort_of, (WOMEN, MEN)))}
    change = oracle.procedures["vas_change_last"].to_numpy() / 10
    sides = [change[oracle.units(choice)[0]] for choice in (WOMEN, MEN)]
    expected = stats.ttest_ind(*(side[~np.isnan(side)] for side in sides), equal_var=False)
    comparison = found["vas_change_last"].comparison
    limits = expected.confidence_interval()
    assert comparison.test.p == pytest.approx(expected.pvalue)
    assert comparison.difference.interval is not None
    assert comparison.difference.interval.low == pytest.approx(limits.low)
    assert comparison.difference.interval.high == pytest.approx(limits.high)


def test_p_is_adjusted_for_all_outcomes(registry: Dataset) -> None:
    """Authority: statsmodels multipletests, method holm."""
    found = comparisons(registry, cohort_of(WOMEN), cohort_of(MEN))
    ps = [row.comparison.test.p for row in found]
    expected = multipletests(ps, method="holm")[1]
    assert [row.adjusted_p for row in found] == pytest.approx(expected.tolist())


def test_a_and_b_exchanged_change_signs_only(registry: Dataset) -> None:
    """Closed form: the difference of B and A is that of A and B with the other sign."""
    one = comparisons(registry, cohort_of(L1), cohort_of(WOMEN))
    other = comparisons(registry, cohort_of(WOMEN), cohort_of(L1))
    for there, back in zip(one, other, strict=True):
        assert there.comparison.difference.estimate is not None
        assert back.comparison.difference.estimate is not None
        assert there.comparison.difference.estimate == pytest.approx(
            -back.comparison.difference.estimate
        )
        assert there.comparison.test.p == pytest.approx(back.comparison.test.p)


def test_shared_procedures_are_allowed_for_at_levels(registry: Dataset) -> None:
    """Overlapping cohorts: the method of the interval per level says so, of no other."""
    for row in comparisons(registry, cohort_of(L1), cohort_of(WOMEN)):
        of_levels = row.measure.grain is Grain.TREATED_LEVEL
        assert ("shared procedures" in row.comparison.difference.method) == of_levels


def test_the_table_holds_every_number(registry: Dataset) -> None:
    a, b = cohort_of(WOMEN), cohort_of(MEN)
    table = comparison_table(registry, a, b)
    assert len(set(table.columns)) == len(table.columns)
    for cells, row in zip(table.rows, comparisons(registry, a, b), strict=True):
        named = dict(zip(table.columns, cells, strict=True))
        scale = 100 if row.measure.kind is Kind.PROPORTION else 1
        difference = row.comparison.difference
        assert named["Outcome"] == row.measure.label
        assert named["Difference"] == pytest.approx(scale * (difference.estimate or 0), abs=1e-6)
        assert named["A n"] == row.comparison.a.n
        assert named["p"] == row.comparison.test.p


def test_an_empty_side_says_why_there_is_nothing(registry: Dataset) -> None:
    nobody = Cohort(18, 18)
    for row in comparisons(registry, Cohort(), nobody):
        assert row.comparison.test.p is None
        assert row.comparison.test.note
        assert row.adjusted_p is None
    assert len(comparison_table(registry, nobody, nobody).rows) == len(COMPARED)
