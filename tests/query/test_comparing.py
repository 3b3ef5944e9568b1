"""What two cohorts share, against masks in plain pandas."""

import numpy as np
import pytest

from tests.oracle.counted import cohort_of, without_tallies
from tests.oracle.counting import Choice, Oracle
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import GrainError
from vertebroplasty.measures import (
    LEAK_LEVEL,
    LEAK_PROCEDURE,
    SYMPTOMATIC_LEAK_LEVEL,
)
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.comparing import (
    later_months,
    overlap,
    shared_levels,
    split_at,
)
from vertebroplasty.query.counts import cohort_size
from vertebroplasty.tallies import SharedLevels

WOMEN = Choice(sexes=("female",))
L1 = Choice(levels=("L1",))
PAIRS = {
    "women and L1": (WOMEN, L1),
    "L1 and all else": (L1, L1._replace(complement=True)),
    "women and all else": (WOMEN, WOMEN._replace(complement=True)),
    "everyone and everyone": (Choice(), Choice()),
    "two levels each": (Choice(levels=("T12", "L1")), Choice(levels=("L1", "L2"))),
    "viscosities": (Choice(viscosities=("low",)), Choice(viscosities=("high",))),
    "before and after": (Choice(last_month="2020-12"), Choice(first_month="2021-01")),
    "operators": (Choice(operators=("operator-1",)), Choice(operators=("operator-4",))),
    "unknown ages": (Choice(ages=(60, 85), unknown_age=True), Choice(ages=(18, 60))),
    "nobody": (Choice(ages=(18, 18)), WOMEN),
}


@pytest.fixture(params=["tallies", "views"])
def dataset(request: pytest.FixtureRequest, registry: Dataset) -> Dataset:
    return registry if request.param == "tallies" else without_tallies(registry)


pairs = pytest.mark.parametrize(("a", "b"), PAIRS.values(), ids=PAIRS.keys())


@pairs
def test_overlap_is_what_pandas_finds(
    dataset: Dataset, oracle: Oracle, a: Choice, b: Choice
) -> None:
    """Authority: sets of patients and of places of procedures in the source folder's rows."""
    found = overlap(dataset, cohort_of(a), cohort_of(b))
    (procedures_a, levels_a), (procedures_b, levels_b) = oracle.units(a), oracle.units(b)
    patients = oracle.procedures["patient_id"].to_numpy()
    assert found.patients == len(set(patients[procedures_a]) & set(patients[procedures_b]))
    assert found.procedures == int((procedures_a & procedures_b).sum())
    assert found.levels == int((levels_a & levels_b).sum())
    assert found.sharing == len(set(oracle.place[levels_a]) & set(oracle.place[levels_b]))


@pytest.mark.parametrize("measure", [LEAK_LEVEL, SYMPTOMATIC_LEAK_LEVEL], ids=lambda m: m.key)
@pairs
def test_shared_levels_are_what_pandas_sums(
    dataset: Dataset, oracle: Oracle, a: Choice, b: Choice, measure: Measure
) -> None:
    """Authority: m and x of each procedure in either cohort from the source folder's rows."""
    sides = []
    known = oracle.levels[measure.key].notna().to_numpy()
    values = oracle.levels[measure.key].fillna(0).to_numpy().astype(int)
    size = len(oracle.procedures)
    for choice in (a, b):
        _, levels = oracle.units(choice)
        chosen = levels & known
        m = np.bincount(oracle.place[chosen], minlength=size)
        x = np.bincount(oracle.place[chosen], weights=values[chosen], minlength=size).astype(int)
        sides.append((m, x))
    (m_a, x_a), (m_b, x_b) = sides
    products = (m_a * m_b, m_a * x_b, x_a * m_b, x_a * x_b)
    expected = SharedLevels(*(int(product.sum()) for product in products))
    assert shared_levels(dataset, measure, cohort_of(a), cohort_of(b)) == expected


def test_cohorts_of_one_level_and_of_the_others_share_procedures(registry: Dataset) -> None:
    """A procedure at T12 and L1 has a level in both, though it belongs to the first alone."""
    found = overlap(registry, cohort_of(L1), cohort_of(L1._replace(complement=True)))
    assert found.procedures == found.levels == 0 < found.sharing


def test_levels_are_shared_by_measures_of_levels_only(registry: Dataset) -> None:
    with pytest.raises(GrainError, match="counts procedures"):
        shared_levels(registry, LEAK_PROCEDURE, Cohort(), Cohort())


def test_every_dated_procedure_is_in_exactly_one_part(gappy: Dataset) -> None:
    """Authority: the number of rows with a date, whatever the month; undated are in neither."""
    months = later_months(gappy)
    ((first, last, dated, undated),) = gappy.engine.rows(
        "SELECT min(period), max(period), count(period), count(*) - count(period) FROM procedure"
    )
    assert (months[0] > first, months[-1]) == (True, last)
    assert undated
    for since in months:
        parts = split_at(Cohort(), since)
        sizes = [cohort_size(gappy, part).procedures for part in parts]
        assert sum(sizes) == dated
        assert all(sizes)
        assert overlap(gappy, *parts).procedures == 0


def test_months_follow_each_other_over_the_turn_of_the_year(registry: Dataset) -> None:
    """Closed form: a year has twelve months, the first of the dataset left out."""
    months = later_months(registry)
    numbers = [month // 100 * 12 + month % 100 - 1 for month in months]
    assert numbers == list(range(numbers[0], numbers[-1] + 1))


def test_without_dates_there_is_no_month(bare: Dataset) -> None:
    assert later_months(bare) == ()
