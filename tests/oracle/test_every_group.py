"""Every group of every breakdown equals the pandas oracle, from the tallies and from the views."""

import pytest

from tests.oracle.counted import cohort_of, labelled, sums_by, without_tallies
from tests.oracle.counting import AGE_BANDS, OF_LEVELS, Choice, Counts, Oracle
from tests.oracle.gaps import Gappy
from tests.oracle.grouping import measures_by
from tests.oracle.grouping import procedures_by as expected_procedures_by
from tests.oracle.product import sample_of_cohorts, varied_cohorts
from vertebroplasty.breakdown import AGE_BAND
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import MEASURES
from vertebroplasty.query.counts import procedures_by
from vertebroplasty.query.evaluate import evaluate, evaluate_by
from vertebroplasty.query.groups import BREAKDOWN_KEYS, breakdown
from vertebroplasty.results import Mean, Proportion
from vertebroplasty.vocabulary import Grain

COHORTS = sample_of_cohorts(8)
VARIED = 8
TALLIED = ("age_band", "sex", "level", "region")
OF_PROCEDURES = [key for key in BREAKDOWN_KEYS if key != "leak_assessment"]


def expected_by(oracle: Oracle, key: str, choice: Choice) -> dict[str, Counts]:
    found = measures_by(oracle, key, choice)
    if key in OF_PROCEDURES:
        return found
    of_levels = {
        label: {name: counts[name] for name in OF_LEVELS} for label, counts in found.items()
    }
    return {label: counts for label, counts in of_levels.items() if counts["leak_level"][0]}


def compare_groups(dataset: Dataset, oracle: Oracle, key: str, choice: Choice) -> None:
    by, cohort = breakdown(dataset, key), cohort_of(choice)
    assert sums_by(dataset, cohort, by) == expected_by(oracle, key, choice), choice
    if key in OF_PROCEDURES:
        counted = labelled(procedures_by(dataset, cohort, by), by)
        assert counted == expected_procedures_by(oracle, key, choice), choice


@pytest.mark.parametrize("key", BREAKDOWN_KEYS)
def test_groups_equal_the_pandas_oracle(registry: Dataset, oracle: Oracle, key: str) -> None:
    untallied = without_tallies(registry)
    for choice in [*COHORTS, *varied_cohorts(oracle, VARIED)]:
        compare_groups(untallied, oracle, key, choice)


@pytest.mark.parametrize("key", BREAKDOWN_KEYS)
def test_groups_of_a_registry_with_gaps_equal_the_pandas_oracle(gappy: Gappy, key: str) -> None:
    for choice in [Choice(), *varied_cohorts(gappy.oracle, VARIED)]:
        compare_groups(*gappy, key, choice)


@pytest.mark.parametrize("key", TALLIED)
def test_groups_from_the_tallies_equal_the_pandas_oracle(
    registry: Dataset, oracle: Oracle, key: str
) -> None:
    for choice in sample_of_cohorts(40):
        compare_groups(registry, oracle, key, choice)
        compare_groups(registry, oracle, key, choice._replace(complement=True))


@pytest.mark.parametrize("tallied", [True, False], ids=["tallies", "views"])
def test_results_carry_the_oracles_counts(registry: Dataset, oracle: Oracle, tallied: bool) -> None:
    """Closed forms on the oracle's integers: mean = total / 10 / n, share = events / n."""
    dataset = registry if tallied else without_tallies(registry)
    odd = [Choice(levels=("C1",)), Choice(ages=(18, 18)), Choice(complement=True)]
    for choice in [*COHORTS, *varied_cohorts(oracle, VARIED), *odd]:
        results = evaluate(dataset, MEASURES, cohort_of(choice))
        for key, (units, n, total, *sums) in oracle.measures(*oracle.units(choice)).items():
            result = results[key]
            assert (result.n, result.n_missing) == (n, units - n)
            if isinstance(result, Proportion):
                assert result.events == total
                assert result.clusters == (sums[0] if key in OF_LEVELS else None)
            else:
                assert isinstance(result, Mean)
                assert result.estimate == (pytest.approx(total / 10 / n) if n else None)


@pytest.mark.parametrize("key", OF_PROCEDURES)
def test_groups_come_in_the_breakdowns_order_without_empty_ones(
    registry: Dataset, key: str
) -> None:
    by = breakdown(registry, key)
    groups = [group for group, _ in evaluate_by(registry, MEASURES, Cohort(), by)]
    assert groups == [group for group in by.groups if group in groups]
    assert len(groups) > 1
    for _, estimates in evaluate_by(registry, MEASURES, Cohort(70, 79), by):
        assert estimates.keys() == {measure.key for measure in MEASURES}


def test_the_oracle_names_every_measure_of_levels() -> None:
    """Guards the comparison by an attribute of levels, which leaves the others out."""
    of_levels = {measure.key for measure in MEASURES if measure.grain is Grain.TREATED_LEVEL}
    assert of_levels == set(OF_LEVELS)


def test_age_bands_hold_every_age_and_the_unknown() -> None:
    labels = [group.label for group in AGE_BAND.groups]
    assert labels == [*AGE_BANDS, "age unknown"]
