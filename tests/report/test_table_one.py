"""Table 1: means, shares and standardised differences of what is recorded."""

import math

import pytest

from tests.oracle.counted import cohort_of
from tests.oracle.counting import Choice, Oracle
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.baseline_table import baseline_counts
from vertebroplasty.report import table_one as report
from vertebroplasty.report.table_one import Characteristic, table_one_table
from vertebroplasty.results import Mean, Proportion

A = Choice(sexes=("female",), ages=(60, 85))
B = Choice(sexes=("male",))


def table_one(dataset: Dataset, a: Cohort, b: Cohort) -> tuple[Characteristic, ...]:
    return report.table_one(dataset, baseline_counts(dataset, a), baseline_counts(dataset, b))


def by_label(dataset: Dataset, a: Choice, b: Choice) -> dict[str, Characteristic]:
    return {one.label: one for one in table_one(dataset, cohort_of(a), cohort_of(b))}


@pytest.mark.parametrize(
    ("label", "column", "scale"),
    [
        ("Age, years", "age", 1),
        ("VAS before", "vas_baseline", 10),
        ("Weeks of symptoms", "symptom_weeks", 1),
    ],
)
def test_means_and_their_standardised_difference(
    registry: Dataset, oracle: Oracle, label: str, column: str, scale: int
) -> None:
    """Authority: pandas mean and std of the rows; (m - m') / sqrt((s² + s'²) / 2), Austin 2009."""
    found = by_label(registry, A, B)[label]
    values = [
        oracle.procedures[column][oracle.units(choice)[0]].astype(float) / scale
        for choice in (A, B)
    ]
    for result, side in zip(found.rows[0][1:], values, strict=True):
        assert isinstance(result, Mean)
        assert (result.n, result.n_missing) == (side.notna().sum(), side.isna().sum())
        assert result.estimate == pytest.approx(side.mean())
        assert result.sd == pytest.approx(side.std())
    (one, other) = values
    spread = math.sqrt((one.var() + other.var()) / 2)
    assert found.smd == pytest.approx((one.mean() - other.mean()) / spread)


def test_shares_leave_out_what_is_not_recorded(registry: Dataset, oracle: Oracle) -> None:
    """Authority: pandas; p is of the recorded, as Table 1 of a paper states it."""
    found = by_label(registry, A, B)["Etiology, procedures"]
    for place, choice in ((1, A), (2, B)):
        side = oracle.procedures["etiology"][oracle.units(choice)[0]]
        for row in found.rows:
            result = row[place]
            assert isinstance(result, Proportion)
            assert result.events == (side == row.category).sum()
            assert (result.n, result.n_missing) == (side.notna().sum(), side.isna().sum())


def test_two_categories_have_a_signed_difference(registry: Dataset, oracle: Oracle) -> None:
    """Closed form: (p - p') / sqrt((pq + p'q') / 2) of the first site."""
    found = by_label(registry, A, B)["Site, procedures"]
    p, q = (
        (oracle.procedures["site"][oracle.units(choice)[0]].dropna() == "site-A").mean()
        for choice in (A, B)
    )
    assert found.smd == pytest.approx((p - q) / math.sqrt((p * (1 - p) + q * (1 - q)) / 2))


def test_levels_are_counted_once_each(registry: Dataset, oracle: Oracle) -> None:
    """Authority: the treated levels of the oracle, which a procedure of four has four of."""
    found = by_label(registry, A, B)["Region, levels"]
    for place, choice in ((1, A), (2, B)):
        assert sum(row[place].events for row in found.rows) == oracle.size(choice)[2]


def test_the_same_cohort_twice_differs_in_nothing(registry: Dataset) -> None:
    assert all(
        one.smd == pytest.approx(0, abs=1e-9) for one in table_one(registry, Cohort(), Cohort())
    )


def test_nobody_and_nothing_recorded_are_calm(registry: Dataset) -> None:
    unrecorded = Cohort(etiologies=("not recorded",))
    for a, b in (
        (Cohort(18, 18), Cohort(18, 18)),
        (Cohort(), Cohort(18, 18)),
        (unrecorded, unrecorded),
    ):
        found = table_one(registry, a, b)
        assert all(one.rows for one in found)
        assert len(table_one_table(registry, a, b).rows) >= len(found)
