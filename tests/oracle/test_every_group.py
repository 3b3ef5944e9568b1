"""Every group of every breakdown equals the pandas oracle, from the tallies and from the views."""

import numpy as np
import pytest

from tests.oracle.counted import cohort_of, labelled_sums, names_of, sums_of, without_tallies
from tests.oracle.counting import AGE_BANDS, OF_LEVELS, REGIONS, SEXES, Choice, Counts, Oracle
from tests.oracle.product import sample_of_cohorts
from tests.oracle.records import LEVELS
from vertebroplasty.breakdown import AGE_BAND, BREAKDOWNS, LEAK_ASSESSMENT, Breakdown
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import MEASURES
from vertebroplasty.query.evaluate import evaluate, evaluate_by
from vertebroplasty.results import Mean, Proportion
from vertebroplasty.vocabulary import Grain

COHORTS = sample_of_cohorts(40)
NOT_RECORDED = "not recorded"


def groups_of(by: Breakdown, choice: Choice) -> dict[str, Choice]:
    """Each group as a cohort of its own: a chart by an attribute ignores the filter on it."""
    if by.key == "sex":
        return {label: choice._replace(sexes=(sex,)) for sex, label in SEXES.items()}
    if by.key == "level":
        return {level: choice._replace(levels=(level,)) for level in LEVELS}
    if by.key == "region":
        return {label: choice._replace(levels=levels) for label, levels in REGIONS.items()}
    bands = {
        band: choice._replace(ages=ages, unknown_age=False) for band, ages in AGE_BANDS.items()
    }
    return bands | {"age unknown": choice._replace(ages=(0, 0), unknown_age=True)}


def expected_by(oracle: Oracle, by: Breakdown, choice: Choice) -> dict[str, Counts]:
    if by is LEAK_ASSESSMENT:
        return by_assessment(oracle, choice)
    units = {label: oracle.units(group) for label, group in groups_of(by, choice).items()}
    return {label: oracle.measures(*found) for label, found in units.items() if found[1].any()}


def by_assessment(oracle: Oracle, choice: Choice) -> dict[str, Counts]:
    procedures, levels = oracle.units(choice)
    how = oracle.levels["leak_assessment"].fillna(NOT_RECORDED).to_numpy()
    groups = {
        label: oracle.measures(np.zeros_like(procedures), levels & (how == label))
        for label in sorted(set(how[levels]))
    }
    return {label: {key: counts[key] for key in OF_LEVELS} for label, counts in groups.items()}


@pytest.mark.parametrize("by", BREAKDOWNS, ids=lambda by: by.key)
@pytest.mark.parametrize("tallied", [True, False], ids=["tallies", "views"])
def test_groups_equal_the_pandas_oracle(
    registry: Dataset, oracle: Oracle, by: Breakdown, tallied: bool
) -> None:
    dataset = registry if tallied else without_tallies(registry)
    for choice in COHORTS:
        whom = cohort_of(choice)
        whom = whom.ignoring(by.ignores) if by.ignores else whom
        counted = labelled_sums(sums_of(dataset, whom, by, tallied=tallied), by)
        assert counted == expected_by(oracle, by, choice), choice


@pytest.mark.parametrize("tallied", [True, False], ids=["tallies", "views"])
def test_results_carry_the_oracles_counts(registry: Dataset, oracle: Oracle, tallied: bool) -> None:
    """Closed forms on the oracle's integers: mean = total / 10 / n, share = events / n."""
    dataset = registry if tallied else without_tallies(registry)
    for choice in [*COHORTS, Choice(levels=("C1",)), Choice(ages=(18, 18))]:
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


@pytest.mark.parametrize("by", [by for by in BREAKDOWNS if by is not LEAK_ASSESSMENT])
def test_groups_come_in_the_breakdowns_order_without_empty_ones(
    registry: Dataset, by: Breakdown
) -> None:
    groups = [group for group, _ in evaluate_by(registry, MEASURES, Cohort(), by)]
    assert groups == [group for group in by.groups if group in groups]
    assert len(groups) > 1
    for _, estimates in evaluate_by(registry, MEASURES, Cohort(70, 79), by):
        assert estimates.keys() == {measure.key for measure in MEASURES}


def test_every_measure_names_sums_in_the_oracles_order() -> None:
    """Guards the comparison itself: two sums of a measure never stand under one name."""
    for measure in MEASURES:
        names = names_of(measure)
        assert len(set(names)) == len(names)
        assert len(names) == (
            6 if measure.grain is Grain.TREATED_LEVEL else len(measure.aggregates)
        )


def test_age_bands_hold_every_age_and_the_unknown() -> None:
    labels = [group.label for group in AGE_BAND.groups]
    assert labels == [*AGE_BANDS, "age unknown"]
