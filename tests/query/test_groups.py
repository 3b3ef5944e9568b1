"""Breakdowns by key: whose groups the dataset names, and what a chart by them shows."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.oracle.gaps import AWKWARD
from vertebroplasty.breakdown import BREAKDOWNS, Breakdown, chosen_groups
from vertebroplasty.cohort import UNRECORDED, Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import CohortError
from vertebroplasty.measures import MEASURES
from vertebroplasty.query.counts import cohort_size, procedures_by
from vertebroplasty.query.evaluate import tallies_by
from vertebroplasty.query.groups import BREAKDOWN_KEYS, breakdown, names
from vertebroplasty.query.subgroups import subgroup_tallies
from vertebroplasty.vocabulary import Grain

a_few = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def labels(by: Breakdown) -> list[str]:
    return [group.label for group in by.groups]


def test_every_breakdown_has_a_key(registry: Dataset) -> None:
    assert {by.key for by in BREAKDOWNS} < set(BREAKDOWN_KEYS)
    assert [breakdown(registry, key).key for key in BREAKDOWN_KEYS] == list(BREAKDOWN_KEYS)
    with pytest.raises(CohortError, match="'surgeon' is no breakdown; age_band, sex"):
        breakdown(registry, "surgeon")


@pytest.mark.parametrize("key", BREAKDOWN_KEYS)
def test_codes_and_labels_are_unique(gappy: Dataset, key: str) -> None:
    by = breakdown(gappy, key)
    assert len({group.code for group in by.groups}) == len(by.groups)
    assert len(set(labels(by))) == len(by.groups)


def test_names_are_the_datasets_own_in_the_order_of_their_text(
    registry: Dataset, gappy: Dataset
) -> None:
    """Names as the demo script writes them; in ``gappy`` as the test renames them."""
    assert names(registry, "operator") == strategies.OPERATORS
    assert names(registry, "site") == strategies.SITES
    assert labels(breakdown(registry, "site")) == [*strategies.SITES, UNRECORDED]
    renamed = {AWKWARD.get(name, name) for name in strategies.OPERATORS}
    assert names(gappy, "operator") == tuple(sorted(renamed))
    assert names(gappy, "site") == tuple(sorted({"NULL", "site-B"}))


def test_periods_run_without_a_gap_from_the_first_month_to_the_last(registry: Dataset) -> None:
    """The demo script treats from 2018 to 2023: six years, 24 quarters."""
    years, quarters = (breakdown(registry, key) for key in ("year", "quarter"))
    assert labels(years) == [*map(str, range(2018, 2024)), UNRECORDED]
    assert labels(quarters) == [
        *(f"{year} Q{place}" for year in range(2018, 2024) for place in (1, 2, 3, 4)),
        UNRECORDED,
    ]
    assert quarters.groups[1].months == (201804, 201806)
    assert years.groups[5].months == (202301, 202312)


def test_the_period_that_was_chosen_is_drawn_solid(registry: Dataset) -> None:
    quarters = breakdown(registry, "quarter")
    chosen = chosen_groups(quarters, Cohort(month_min=201903, month_max=201907))
    solid = [group.label for group in quarters.groups if group.code in chosen]
    assert solid == ["2019 Q1", "2019 Q2", "2019 Q3"]
    assert chosen_groups(quarters, Cohort()) == frozenset()


@pytest.mark.parametrize("key", BREAKDOWN_KEYS)
@a_few
@given(cohort=strategies.described)
def test_a_chart_ignores_its_own_filter(registry: Dataset, key: str, cohort: Cohort) -> None:
    """The same groups, number for number, as those of the cohort with that attribute open."""
    by = breakdown(registry, key)
    measures = [m for m in MEASURES if by.grain in (m.grain, Grain.PROCEDURE)]
    opened = cohort.ignoring(by.ignores)
    assert tallies_by(registry, measures, cohort, by) == tallies_by(registry, measures, opened, by)
    if by.grain is Grain.PROCEDURE:
        assert procedures_by(registry, cohort, by) == procedures_by(registry, opened, by)


OF_PROCEDURES = [
    key for key in BREAKDOWN_KEYS if key not in ("level", "region", "viscosity", "leak_assessment")
]


@pytest.mark.parametrize("key", OF_PROCEDURES)
@a_few
@given(cohort=strategies.cohorts)
def test_groups_of_procedures_add_up(gappy: Dataset, key: str, cohort: Cohort) -> None:
    """Every procedure and every level stands in one group, the unrecorded among them."""
    by = breakdown(gappy, key)
    whole = cohort_size(gappy, cohort.ignoring(by.ignores))
    assert sum(procedures_by(gappy, cohort, by).values()) == whole.procedures
    found = [counted for _, counted in tallies_by(gappy, MEASURES, cohort, by)]
    for measure in MEASURES:
        units = whole.levels if measure.grain is Grain.TREATED_LEVEL else whole.procedures
        tallies = [counted[measure.key] for counted in found]
        assert sum(tally.n + tally.n_missing for tally in tallies) == units


@a_few
@given(strategies.cohorts, st.sampled_from(MEASURES), st.permutations(BREAKDOWN_KEYS))
def test_subgroups_asked_together_are_those_asked_alone(
    gappy: Dataset, cohort: Cohort, measure: object, keys: list[str]
) -> None:
    """Many breakdowns in one query: the order in which they are asked changes nothing."""
    (measure,) = [m for m in MEASURES if m is measure]
    able = [key for key in keys if breakdown(gappy, key).grain in (measure.grain, Grain.PROCEDURE)]
    found = subgroup_tallies(gappy, measure, cohort, tuple(able))
    assert list(found) == able
    for key, groups in found.items():
        alone = tallies_by(gappy, [measure], cohort, breakdown(gappy, key))
        assert groups == tuple((group, counted[measure.key]) for group, counted in alone)
