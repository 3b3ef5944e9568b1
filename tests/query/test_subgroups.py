"""Many breakdowns in few passes: the same whole numbers as one breakdown at a time."""

from dataclasses import replace

import pytest

from tests.oracle.counted import cohort_of, without_tallies
from tests.oracle.counting import Choice
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.engine.recording import RecordingEngine
from vertebroplasty.errors import GrainError
from vertebroplasty.measures import (
    LEAK_LEVEL,
    RELIEF_24H,
    SYMPTOMATIC_LEAK_LEVEL,
    VAS_CHANGE_LAST,
)
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.combinations import COMBINATIONS, combined, packed
from vertebroplasty.query.evaluate import tallies_by
from vertebroplasty.query.groups import BREAKDOWN_KEYS, breakdown
from vertebroplasty.query.subgroups import subgroup_tallies
from vertebroplasty.vocabulary import Grain

OF_PROCEDURES = tuple(key for key in BREAKDOWN_KEYS if key != "leak_assessment")
CHOICES = {
    "everyone": Choice(),
    "two filters": Choice(sexes=("female",), ages=(60, 85)),
    "levels": Choice(levels=("T12", "L1")),
    "viscosity": Choice(viscosities=("low",)),
    "levels and viscosity": Choice(levels=("T12", "L1"), viscosities=("high", "not recorded")),
    "levels and etiology": Choice(levels=("T7", "L4"), etiologies=("osteoporotic",)),
    "a period": Choice(first_month="2020-03", last_month="2021-02"),
    "everyone else": Choice(levels=("L1",), ages=(60, 85), complement=True),
    "nobody": Choice(ages=(18, 18)),
}
MEASURES = (VAS_CHANGE_LAST, RELIEF_24H, LEAK_LEVEL, SYMPTOMATIC_LEAK_LEVEL)


@pytest.fixture(params=["tallies", "views"])
def dataset(request: pytest.FixtureRequest, gappy: Dataset) -> Dataset:
    return gappy if request.param == "tallies" else without_tallies(gappy)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.key)
@pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES.keys())
def test_together_they_count_what_each_alone_counts(
    dataset: Dataset, choice: Choice, measure: Measure
) -> None:
    """Authority: `tallies_by`, which tests/oracle compares with plain pandas; equal exactly."""
    cohort = cohort_of(choice)
    of_levels = measure.grain is Grain.TREATED_LEVEL
    keys = BREAKDOWN_KEYS if of_levels else OF_PROCEDURES
    found = subgroup_tallies(dataset, measure, cohort, tuple(keys))
    assert tuple(found) == tuple(keys)
    for key, groups in found.items():
        alone = tallies_by(dataset, (measure,), cohort, breakdown(dataset, key))
        assert groups == tuple((group, counted[measure.key]) for group, counted in alone), key


@pytest.mark.parametrize(
    ("measure", "cohort", "most"),
    [
        (VAS_CHANGE_LAST, Cohort(), 4 + 2),
        (VAS_CHANGE_LAST, Cohort(60, 85), 4 + 2),
        (LEAK_LEVEL, Cohort(), 4 + 1 + 2),
    ],
)
def test_a_dozen_breakdowns_take_few_queries(
    registry: Dataset, measure: Measure, cohort: Cohort, most: int
) -> None:
    """Age, sex, level and region from tallies; viscosity alone for a measure of levels."""
    engine = RecordingEngine(registry.engine)
    keys = tuple(key for key in OF_PROCEDURES if key != "quarter")
    assert len([breakdown(registry, key) for key in keys]) == 12  # their groups are known
    subgroup_tallies(replace(registry, engine=engine), measure, cohort, keys)
    assert len(engine.queries) <= most


def test_an_attribute_of_levels_splits_no_measure_of_procedures(registry: Dataset) -> None:
    with pytest.raises(GrainError, match="belongs to a level"):
        subgroup_tallies(registry, VAS_CHANGE_LAST, Cohort(), ("sex", "leak_assessment"))


def test_combinations_stay_few_and_each_has_one_code(registry: Dataset) -> None:
    """Closed form: as many codes as the product of the groups, none twice."""
    asked = [breakdown(registry, key) for key in OF_PROCEDURES]
    asked = [by for by in asked if not by.by_mask]
    passes = packed(asked)
    assert sorted(by.key for one in passes for by in one) == sorted(by.key for by in asked)
    for together in passes:
        codes, _ = combined(together)
        product = 1
        for by in together:
            product *= len(by.groups)
        assert len(codes) == product <= COMBINATIONS
        assert len(set(codes.values())) == product
