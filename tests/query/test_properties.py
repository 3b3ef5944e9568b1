"""What must hold for any cohort at all, whatever the data."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.oracle.counted import without_tallies
from vertebroplasty.breakdown import AGE_BAND, LEAK_ASSESSMENT, LEVEL, REGION, SEX, Breakdown
from vertebroplasty.cohort import Cohort
from vertebroplasty.cohort.selection import OPEN
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import GrainError
from vertebroplasty.measures import MEASURES
from vertebroplasty.measures.leak import LEAK_LEVEL
from vertebroplasty.query.counts import cohort_size, ledger, procedures_by
from vertebroplasty.query.evaluate import evaluate
from vertebroplasty.query.pain import AT_24H, AT_LAST, vas_joint_tally
from vertebroplasty.query.visits import visit_statuses
from vertebroplasty.results import Mean, Proportion
from vertebroplasty.vocabulary import Sex, VertebralLevel

# The dataset is only read, so that examples may share it; a busy machine is not a failure.
a_few = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(params=["tallies", "views"])
def dataset(request: pytest.FixtureRequest, registry: Dataset) -> Dataset:
    return registry if request.param == "tallies" else without_tallies(registry)


def narrowed(one: Cohort, other: Cohort) -> Cohort:
    """The first cohort, filtered by the second as well where that leaves anything to choose."""
    low, high = max(one.age_min, other.age_min), min(one.age_max, other.age_max)
    if low > high:
        low, high = one.age_min, one.age_max
    first, last = max(one.month_min, other.month_min), min(one.month_max, other.month_max)
    if first > last:
        first, last = one.month_min, one.month_max
    unknown = other.include_unknown_age and (one.include_unknown_age or not one.has_age_range)
    sexes = set(one.sexes or Sex) & set(other.sexes or Sex)
    levels = set(one.levels or VertebralLevel) & set(other.levels or VertebralLevel)
    terms = [
        narrowed_terms(getattr(one, name), getattr(other, name))
        for name in ("etiologies", "viscosities", "operators", "sites")
    ]
    chosen = tuple(sexes) or one.sexes, tuple(levels) or one.levels
    return Cohort(low, high, unknown, *chosen, first, last, *terms)


def narrowed_terms(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    both = tuple({*one} & {*other})
    return both or one or other


@a_few
@given(strategies.described, strategies.described)
def test_narrowing_never_raises_n(dataset: Dataset, one: Cohort, other: Cohort) -> None:
    narrow = narrowed(one, other)
    sizes = zip(cohort_size(dataset, narrow), cohort_size(dataset, one), strict=True)
    assert all(fewer <= more for fewer, more in sizes)
    before, after = evaluate(dataset, MEASURES, one), evaluate(dataset, MEASURES, narrow)
    for key, result in after.items():
        assert result.n <= before[key].n
        assert result.n + result.n_missing <= before[key].n + before[key].n_missing


@a_few
@given(strategies.cohorts)
def test_an_estimate_lies_within_its_interval(dataset: Dataset, cohort: Cohort) -> None:
    size = cohort_size(dataset, cohort)
    for result in evaluate(dataset, MEASURES, cohort).values():
        units = size.levels if result.noun == "levels" else size.procedures
        assert result.n + result.n_missing == units
        if isinstance(result, Proportion):
            within_unit_interval(result)
        elif result.interval is not None and result.estimate is not None:
            assert -10 <= result.estimate <= 10
            assert result.interval.low <= result.estimate <= result.interval.high


def within_unit_interval(result: Proportion) -> None:
    """0 <= low <= estimate <= high <= 1, whenever there is anything to estimate."""
    assert 0 <= result.events <= result.n
    assert (result.interval is None) == (result.n == 0)
    for limits in (result.interval, result.naive):
        if limits is not None and result.estimate is not None:
            assert 0 <= limits.low <= result.estimate <= limits.high <= 1
    if result.clusters is not None:
        assert min(1, result.n) <= result.clusters <= result.n


@a_few
@given(strategies.cohorts)
@pytest.mark.parametrize("by", [SEX, AGE_BAND], ids=lambda by: by.key)
def test_groups_of_procedures_add_up(dataset: Dataset, by: Breakdown, cohort: Cohort) -> None:
    opened = cohort.ignoring(by.ignores)
    assert (
        sum(procedures_by(dataset, cohort, by).values()) == cohort_size(dataset, opened).procedures
    )


@a_few
@given(strategies.described)
@pytest.mark.parametrize("by", [LEVEL, REGION], ids=lambda by: by.key)
def test_groups_of_levels_add_up(dataset: Dataset, by: Breakdown, cohort: Cohort) -> None:
    """By level a procedure counts once at each: the sum is the levels of the opened cohort."""
    opened = cohort_size(dataset, cohort.ignoring("levels"))
    total = sum(procedures_by(dataset, cohort, by).values())
    assert total == opened.levels if by is LEVEL else opened.procedures <= total <= opened.levels


@a_few
@given(strategies.described)
def test_each_chosen_level_alone_adds_up_to_the_chosen_levels(
    dataset: Dataset, cohort: Cohort
) -> None:
    levels = cohort.levels or tuple(VertebralLevel)
    single = [replace(cohort, levels=(level,)) for level in levels]
    whole = evaluate(dataset, [LEAK_LEVEL], cohort)[LEAK_LEVEL.key]
    parts = [evaluate(dataset, [LEAK_LEVEL], part)[LEAK_LEVEL.key] for part in single]
    assert isinstance(whole, Proportion)
    assert sum(part.n for part in parts) == whole.n
    assert sum(part.events for part in parts if isinstance(part, Proportion)) == whole.events
    assert sum(cohort_size(dataset, part).levels for part in single) == (
        cohort_size(dataset, cohort).levels
    )


@a_few
@given(strategies.described)
def test_clearing_all_gives_back_the_unfiltered_numbers(dataset: Dataset, cohort: Cohort) -> None:
    cleared = cohort
    for attribute in OPEN:
        cleared = cleared.ignoring(attribute)
    assert cohort_size(dataset, cleared) == (1366, 1500, 2343)  # lines of the CSV files
    assert evaluate(dataset, MEASURES, cleared) == evaluate(dataset, MEASURES, Cohort())


@a_few
@given(strategies.cohorts)
def test_the_ledger_only_goes_down_where_it_must(dataset: Dataset, cohort: Cohort) -> None:
    total, all_in, baseline, pair_24h, followed, pair_last = (
        step.procedures for step in ledger(dataset, cohort)
    )
    assert total >= all_in >= baseline >= pair_24h
    assert all_in >= followed >= pair_last
    assert baseline >= pair_last
    assert vas_joint_tally(dataset, cohort, AT_24H).n == pair_24h
    assert vas_joint_tally(dataset, cohort, AT_LAST).n == pair_last


@a_few
@given(strategies.cohorts)
def test_every_procedure_has_one_status_a_visit(dataset: Dataset, cohort: Cohort) -> None:
    procedures = cohort_size(dataset, cohort).procedures
    for statuses in visit_statuses(dataset, cohort).values():
        assert sum(statuses.values()) == procedures


@a_few
@given(strategies.cohorts, st.sampled_from([AT_24H, AT_LAST]))
def test_the_joint_tally_and_the_mean_change_agree(
    dataset: Dataset, cohort: Cohort, horizon: object
) -> None:
    """Two queries, one truth: the change from pairs is the change from sums."""
    key = "vas_change_24h" if horizon is AT_24H else "vas_change_last"
    tally = vas_joint_tally(dataset, cohort, AT_24H if horizon is AT_24H else AT_LAST)
    result = evaluate(dataset, MEASURES, cohort)[key]
    assert isinstance(result, Mean)
    assert (tally.n, tally.n_missing) == (result.n, result.n_missing)
    if result.estimate is not None:
        assert result.estimate == pytest.approx(tally.change.moments.total / 10 / tally.n)


def test_procedures_cannot_be_counted_by_an_attribute_of_levels(registry: Dataset) -> None:
    with pytest.raises(GrainError, match="belongs to a level"):
        procedures_by(registry, Cohort(), LEAK_ASSESSMENT)
