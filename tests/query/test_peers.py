"""Known bugs of other dashboards, none of which may live here."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from importlib import import_module
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.oracle.counted import without_tallies
from vertebroplasty import query
from vertebroplasty.breakdown import LEVEL_COUNT, Group
from vertebroplasty.cohort import UNRECORDED, Cohort, from_params, to_params
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import MEASURE_BY_KEY, MEASURES
from vertebroplasty.measures.denominators import DENOMINATORS, REASONS
from vertebroplasty.query.absent import absent
from vertebroplasty.query.completeness import fields_filled, visits_filled
from vertebroplasty.query.counts import age_histogram, cohort_size, ledger, procedures_by
from vertebroplasty.query.evaluate import evaluate, evaluate_by, tallies, tallies_by
from vertebroplasty.query.groups import BREAKDOWN_KEYS, breakdown, names
from vertebroplasty.query.over_time import course
from vertebroplasty.query.pain import AT_24H, AT_LAST, vas_joint_tally
from vertebroplasty.query.visits import follow_up, visit_statuses
from vertebroplasty.results import Proportion, Result
from vertebroplasty.tallies import ClusterCount, Count, Histogram, Tally
from vertebroplasty.vocabulary import Grain, Sex, Term, VertebralLevel

a_few = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
LISTS = ("sexes", "levels", "etiologies", "viscosities", "operators", "sites")
ATTRIBUTES = (*LISTS, "age", "months")


# Selection order changes nothing.


@a_few
@given(strategies.cohorts, st.randoms(use_true_random=False))
def test_the_order_of_selection_changes_nothing(
    registry: Dataset, cohort: Cohort, draw: object
) -> None:
    """Every list of terms shuffled and doubled: the same key, sentence, link and numbers."""
    shuffled = {name: list(getattr(cohort, name)) * 2 for name in LISTS}
    for chosen in shuffled.values():
        draw.shuffle(chosen)  # type: ignore[attr-defined]
    again = replace(cohort, **{name: tuple(chosen) for name, chosen in shuffled.items()})  # type: ignore[arg-type]
    assert (again, hash(again), again.where()) == (cohort, hash(cohort), cohort.where())
    assert (again.describe(), to_params(again)) == (cohort.describe(), to_params(cohort))
    assert tallies(registry, MEASURES, again) == tallies(registry, MEASURES, cohort)


@given(strategies.cohorts, st.randoms(use_true_random=False))
def test_the_order_of_a_link_changes_nothing(cohort: Cohort, draw: object) -> None:
    pairs = [(name, value) for name, values in to_params(cohort).items() for value in values]
    in_order = [value for name, value in pairs if name == "age"]
    draw.shuffle(pairs)  # type: ignore[attr-defined]
    ages = iter(in_order)  # the two ages are one value: low, high
    pairs = [(name, next(ages) if name == "age" else value) for name, value in pairs]
    assert from_params(parse_qs(urlencode(pairs))) == (cohort, ())


# Deselecting restores exactly; a chart's own clause stays out of it, however often one clicks.


@a_few
@given(strategies.described, st.lists(st.sampled_from(ATTRIBUTES), max_size=8))
def test_ignoring_twice_is_once_and_order_is_nothing(cohort: Cohort, clicks: list[str]) -> None:
    one = cohort
    for attribute in clicks:
        one = one.ignoring(attribute)
    other = cohort
    for attribute in sorted({*clicks}):
        other = other.ignoring(attribute)
    assert one == other
    assert one.ignoring("") == one


@a_few
@given(strategies.described, st.lists(st.sampled_from(strategies.OPERATORS), max_size=6))
def test_repeated_clicks_on_a_chart_leave_its_groups_alone(
    registry: Dataset, cohort: Cohort, clicks: list[str]
) -> None:
    """Click by click on and off: the chart by operator stays, and all off gives back the start."""
    by = breakdown(registry, "operator")
    start = replace(cohort, operators=())
    shown, chosen, now = procedures_by(registry, start, by), set[str](), start
    for operator in [*clicks, *clicks]:
        chosen ^= {operator}
        now = replace(now, operators=tuple(chosen))
        assert procedures_by(registry, now, by) == shown
    assert (now, now.describe()) == (start, start.describe())


# The cohort and everyone else are everyone.


@pytest.fixture(params=["tallies", "views", "gaps"])
def dataset(request: pytest.FixtureRequest, registry: Dataset, gappy: Dataset) -> Dataset:
    return {"tallies": registry, "views": without_tallies(registry), "gaps": gappy}[request.param]


@a_few
@given(strategies.described)
def test_a_cohort_and_everyone_else_are_everyone(dataset: Dataset, cohort: Cohort) -> None:
    """Exactly, in every sum: who is unknown in what is asked for stands on the other side."""
    sides, every = (cohort, cohort.others()), Cohort()
    inside, outside, everyone = (tallies(dataset, MEASURES, c) for c in (*sides, every))
    whole = not (cohort.levels or cohort.viscosities)
    for key, tally in everyone.items():
        assert summed(inside[key], outside[key], whole) == summed(tally, None, whole)
    a, b, both = (cohort_size(dataset, c) for c in (*sides, every))
    assert (a.procedures + b.procedures, a.levels + b.levels) == (both.procedures, both.levels)
    assert max(a.patients, b.patients) <= both.patients <= a.patients + b.patients


def summed(one: Tally, other: Tally | None, whole: bool) -> tuple[int, ...]:
    """Every sum of two sides; those over a procedure's levels only where none is divided."""
    sums = [field.name for field in fields(one)]
    if isinstance(one, ClusterCount) and not whole:
        sums = ["n", "events", "n_missing"]
    return tuple(getattr(one, name) + (getattr(other, name) if other else 0) for name in sums)


@a_few
@given(strategies.described)
def test_counts_of_a_cohort_and_of_everyone_else_add_up(dataset: Dataset, cohort: Cohort) -> None:
    """Joint tallies, ledger, visits, days, ages and what was filled in."""
    a, b, every = (counts_of(dataset, c) for c in (cohort, cohort.others(), Cohort()))
    for one, other, whole in zip(a, b, every, strict=True):
        keys = {*one, *other}
        assert {key: n for key in keys if (n := one.get(key, 0) + other.get(key, 0))} == whole


def counts_of(dataset: Dataset, cohort: Cohort) -> list[dict[object, int]]:
    """Several ways to count a cohort, each as numbers by key."""
    joints = [vas_joint_tally(dataset, cohort, horizon) for horizon in (AT_24H, AT_LAST)]
    statuses = visit_statuses(dataset, cohort)
    found: list[dict[object, int]] = [
        *({(b, a): n for b, a, n in joint.rows} | {None: joint.n_missing} for joint in joints),
        {step.rung: step.procedures for step in ledger(dataset, cohort) if step.rung},
        {(t, status): n for t, by_status in statuses.items() for status, n in by_status.items()},
        histogram(follow_up(dataset, cohort).days),
        {
            (field.table, field.column, name): n
            for field in fields_filled(dataset, cohort)
            if field.table in ("procedure", "treated_level", "leak", "visit", "complication")
            for name, n in (("filled", field.filled.events), ("rows", field.filled.n))
        },
        {
            (visit.timepoint, name): filled.events
            for visit in visits_filled(dataset, cohort)
            for name, filled in visit.filled.items()
        },
    ]
    return [{key: n for key, n in counts.items() if n} for counts in found]


def histogram(counted: Histogram) -> dict[object, int]:
    return {**dict(counted.counts), None: counted.n_missing}


@a_few
@given(strategies.described)
def test_filled_fields_rest_on_the_cohorts_own_levels(dataset: Dataset, cohort: Cohort) -> None:
    """Two ways to one denominator: rows of the record table, and the size of the cohort."""
    for whom in (cohort, cohort.others()):
        rows = {field.table: field.filled.n for field in fields_filled(dataset, whom)}
        size = cohort_size(dataset, whom)
        assert (rows["patient"] >= 0, rows["procedure"]) == (True, size.procedures)
        assert rows["treated_level"] == size.levels


@pytest.mark.parametrize("key", BREAKDOWN_KEYS)
def test_a_group_of_everyone_else_may_have_levels_and_no_procedure(
    registry: Dataset, key: str
) -> None:
    """All levels but L1 selected: everyone else is L1, which most procedures treat with others."""
    others = tuple(level for level in VertebralLevel if level is not VertebralLevel.L1)
    whom = Cohort(levels=others).others()
    by = breakdown(registry, key)
    measures = [m for m in MEASURES if by.grain in (m.grain, Grain.PROCEDURE)]
    found = evaluate_by(registry, measures, whom, by)
    assert found
    for _, estimates in found:
        assert estimates.keys() == {measure.key for measure in measures}


# Empty texts, and attributes that nobody recorded.


def test_an_empty_text_is_no_name() -> None:
    """Neither a link nor an option of the panel can ask for it."""
    assert from_params({"operator": ("",), "site": ("",), "etiology": ("",)})[0] == Cohort()


@pytest.mark.parametrize("key", ["operator", "site", "etiology", "viscosity", "quarter", "year"])
def test_what_nobody_recorded_is_one_group(bare: Dataset, key: str) -> None:
    """Every procedure and every level of ``registry-demo``, lines of its CSV files."""
    by = breakdown(bare, key)
    ((group, counted),) = tallies_by(bare, MEASURES, Cohort(), by)
    assert group.label == UNRECORDED
    assert counted == tallies(bare, MEASURES, Cohort())
    assert procedures_by(bare, Cohort(), by) == {group.code: 1500}


def test_a_dataset_without_names_offers_none(bare: Dataset) -> None:
    assert names(bare, "operator") == names(bare, "site") == ()
    for key in ("operator", "site", "quarter", "year"):
        assert [group.label for group in breakdown(bare, key).groups] == [UNRECORDED]
    assert follow_up(bare, Cohort()).treatment_months is None
    assert age_histogram(bare, Cohort()) == Histogram((), 1500)


UNKNOWN_TO_ALL = ("etiologies", "viscosities", "operators", "sites")
TERMS = {"etiologies": "other", "viscosities": "low", "operators": "operator-1", "sites": "site-A"}


@pytest.mark.parametrize("attribute", UNKNOWN_TO_ALL)
def test_a_filter_on_what_nobody_recorded_holds_nobody_or_everybody(
    bare: Dataset, attribute: str
) -> None:
    unrecorded = Cohort(**{attribute: (UNRECORDED,)})  # type: ignore[arg-type]
    a_term = Cohort(**{attribute: (TERMS[attribute],)})  # type: ignore[arg-type]
    either = Cohort(**{attribute: (TERMS[attribute], UNRECORDED)})  # type: ignore[arg-type]
    for everybody in (unrecorded, either, a_term.others()):
        assert tallies(bare, MEASURES, everybody) == tallies(bare, MEASURES, Cohort())
        assert cohort_size(bare, everybody) == (1366, 1500, 2343)  # lines of the CSV files
    for nobody in (a_term, unrecorded.others(), either.others()):
        assert cohort_size(bare, nobody) == (0, 0, 0)


def test_a_period_without_any_date_holds_nobody(bare: Dataset) -> None:
    assert cohort_size(bare, Cohort(month_min=201801)) == (0, 0, 0)
    assert cohort_size(bare, Cohort(month_max=202312).others()) == (1366, 1500, 2343)


# No rate above 100 %.


@a_few
@given(strategies.cohorts, st.sampled_from([k for k in BREAKDOWN_KEYS if k != "leak_assessment"]))
def test_no_rate_is_above_100_percent_nor_a_mean_off_its_scale(
    gappy: Dataset, cohort: Cohort, key: str
) -> None:
    """Of every measure, of the cohort and of every group: VAS lies in 0-10, its change in ±10."""
    groups = [found for _, found in evaluate_by(gappy, MEASURES, cohort, breakdown(gappy, key))]
    for estimates in [evaluate(gappy, MEASURES, cohort), *groups]:
        for name, result in estimates.items():
            within_its_scale(result, -10 if name.startswith("vas_change") else 0)


def within_its_scale(result: Result, lowest: int) -> None:
    top = 1 if isinstance(result, Proportion) else 10
    assert result.n >= 0
    assert result.n_missing >= 0
    if isinstance(result, Proportion):
        assert 0 <= result.events <= result.n
        limits = [limit for limit in (result.interval, result.naive) if limit]
        assert all(0 <= limit.low <= limit.high <= 1 for limit in limits)
    if result.estimate is not None:
        assert lowest <= result.estimate <= top


# A filter to nobody is a sentence.

NOBODY = (
    Cohort().others(),
    Cohort(operators=("Nobody of that name",)),
    Cohort(sexes=(Sex.OTHER,), month_min=199001, month_max=199012, etiologies=("other",)),
    Cohort(40, 40, sexes=(Sex.FEMALE,), levels=(VertebralLevel.C1,), etiologies=("traumatic",)),
)
EXAMPLES: dict[str, object] = {
    "measures": MEASURES,
    "measure": MEASURE_BY_KEY["relief_24h"],
    "by": LEVEL_COUNT,
    "horizon": AT_LAST,
    "aggregates": DENOMINATORS,
    "keys": tuple(key for key in BREAKDOWN_KEYS if key not in ("leak_assessment", "operator")),
    "procedure_id": "PR00001",
    "number": 0,
    "after": True,
}
"""An argument for each parameter of the query functions that is neither dataset nor cohort."""


def functions_of_a_cohort() -> Iterator[Callable[..., object]]:
    """Every public function of the query layer that takes a dataset and a cohort."""
    for module in pkgutil.iter_modules(query.__path__):
        for name, thing in vars(import_module(f"vertebroplasty.query.{module.name}")).items():
            if inspect.isfunction(thing) and not name.startswith("_"):
                own = thing.__module__.endswith(f".{module.name}")
                if own and {"dataset", "cohort"} <= inspect.signature(thing).parameters.keys():
                    yield thing


ASKED = sorted(functions_of_a_cohort(), key=lambda function: function.__name__)


@pytest.mark.parametrize("function", ASKED, ids=lambda function: function.__name__)
@pytest.mark.parametrize("cohort", NOBODY, ids=lambda cohort: cohort.describe())
def test_nobody_is_counted_as_nobody(
    registry: Dataset, function: Callable[..., object], cohort: Cohort
) -> None:
    """Closed form: every count is 0, nothing is estimated, nothing raises."""
    assert cohort.describe().strip()
    examples = EXAMPLES | {"dataset": registry, "cohort": cohort}
    if function in (absent, course):
        examples["measures"] = tuple(MEASURE_BY_KEY[key] for key in REASONS)
    asked = inspect.signature(function).parameters
    assert asked.keys() <= examples.keys(), "a new parameter needs an example"
    found = function(**{name: examples[name] for name in asked})
    of_the_cohort = ledger(registry, cohort)[1:] if function is ledger else found
    assert set(numbers_in(of_the_cohort)) <= {0}


def numbers_in(found: object) -> Iterator[object]:
    """Whatever is counted or estimated in an answer, keys and groups left out."""
    if isinstance(found, dict):
        found = tuple(found.values())
    if is_dataclass(found) and not isinstance(found, Group):
        yield from numbers_in(tuple(getattr(found, field.name) for field in fields(found)))
        yield from numbers_in(getattr(found, "estimate", None))
    elif isinstance(found, tuple | list):
        for part in found:
            yield from numbers_in(part)
    elif not (found is None or isinstance(found, str | Term | Group | Grain)):
        yield found


def test_the_walk_over_an_answer_finds_a_count() -> None:
    """Guards the test above: a count of 1 anywhere would show."""
    hidden = {"a": (Group(3, "x"), [Count(0, 0, 1)])}
    assert list(numbers_in(hidden)) == [0, 0, 1]
    assert len(ASKED) >= 12
