"""The counts behind Table 1, against plain pandas."""

import numpy as np
import pytest

from tests.oracle.counted import cohort_of
from tests.oracle.counting import REGIONS, Choice, Oracle
from tests.oracle.grouping import procedure_labels
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.baseline_table import (
    MEASURED,
    OF_LEVELS,
    OF_PROCEDURES,
    baseline_counts,
    rest_of,
)
from vertebroplasty.query.groups import breakdown

CHOICES = {
    "everyone": Choice(),
    "women at T12 or L1": Choice(sexes=("female",), levels=("T12", "L1")),
    "all but them": Choice(sexes=("female",), levels=("T12", "L1"), complement=True),
    "low viscosity": Choice(viscosities=("low",)),
    "nobody": Choice(ages=(18, 18)),
}
choices = pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES.keys())


@choices
def test_procedures_by_group(registry: Dataset, oracle: Oracle, choice: Choice) -> None:
    """Authority: value counts of the source folder's rows; no filter is left open."""
    found = baseline_counts(registry, cohort_of(choice)).groups
    procedures, _ = oracle.units(choice)
    for key in OF_PROCEDURES:
        expected = procedure_labels(oracle, key)[procedures].value_counts().to_dict()
        labels = {group.code: group.label for group in breakdown(registry, key).groups}
        assert {labels[code]: count for code, count in found[key].items()} == expected, key


@choices
def test_levels_by_region_and_viscosity(registry: Dataset, oracle: Oracle, choice: Choice) -> None:
    """Authority: value counts of the treated levels that the cohort selects."""
    found = baseline_counts(registry, cohort_of(choice)).groups
    _, chosen = oracle.units(choice)
    levels = oracle.levels[chosen]
    region_of = {level: region for region, levels in REGIONS.items() for level in levels}
    expected = {
        "region": levels["level"].map(region_of).value_counts().to_dict(),
        "viscosity": levels["viscosity"].fillna("not recorded").value_counts().to_dict(),
    }
    for by in OF_LEVELS:
        labels = {group.code: group.label for group in by.groups}
        counted = {labels[code]: count for code, count in found[by.key].items()}
        assert counted == expected[by.key]


@choices
def test_sums_of_what_is_measured(registry: Dataset, oracle: Oracle, choice: Choice) -> None:
    """Authority: count, sum and sum of squares of the recorded values, in whole numbers."""
    found = baseline_counts(registry, cohort_of(choice)).moments
    procedures, _ = oracle.units(choice)
    for key in MEASURED:
        values = oracle.procedures[key].to_numpy(dtype=float)[procedures]
        known = values[~np.isnan(values)].astype(int)
        moments = found[key]
        assert (moments.n, moments.n_missing) == (len(known), len(values) - len(known)), key
        assert (moments.total, moments.squares) == (known.sum(), (known * known).sum()), key


@choices
def test_the_rest_is_everyone_less_some(gappy: Dataset, choice: Choice) -> None:
    """Authority: `baseline_counts` of the complement, counted from its own rows; equal exactly."""
    cohort = cohort_of(choice)
    everyone, some = baseline_counts(gappy, Cohort()), baseline_counts(gappy, cohort)
    assert rest_of(everyone, some) == baseline_counts(gappy, cohort.others())
