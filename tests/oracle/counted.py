"""What the program counts, brought into the oracle's form; and the comparison of the two."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

from tests.oracle.counting import Choice, Counts, Oracle
from tests.oracle.grouping import procedures_by as expected_procedures_by
from vertebroplasty.breakdown import AGE_BAND, LEVEL, SEX, Breakdown
from vertebroplasty.cohort import MONTH_MAX, MONTH_MIN, Cohort
from vertebroplasty.engine.base import Cell
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.engine.duckdb_engine import DuckDBEngine
from vertebroplasty.measures import MEASURES
from vertebroplasty.query.counts import age_histogram, cohort_size, ledger, procedures_by
from vertebroplasty.query.evaluate import Tallies, tallies, tallies_by
from vertebroplasty.query.pain import AT_24H, AT_LAST, Horizon, vas_joint_tally
from vertebroplasty.query.visits import follow_up, visit_statuses
from vertebroplasty.tallies import ClusterCount, Count, Histogram, Moments, Tally
from vertebroplasty.vocabulary import Grain, Sex, VertebralLevel

THREADS = 2


class RememberingEngine:
    """Asks the database once for each query: many cohorts differ in what a chart ignores."""

    def __init__(self, engine: DuckDBEngine) -> None:
        self._engine = engine
        self._answers: dict[tuple[str, tuple[int | str, ...]], list[tuple[Cell, ...]]] = {}

    def rows(self, sql: str, values: Sequence[int | str] = ()) -> list[tuple[Cell, ...]]:
        question = sql, tuple(values)
        if question not in self._answers:
            self._answers[question] = self._engine.rows(sql, values)
        return self._answers[question]

    def texts(self, sql: str) -> list[tuple[str, ...]]:
        return self._engine.texts(sql)


def cohort_of(choice: Choice) -> Cohort:
    """The choice as the program's cohort."""
    ages = choice.ages or (18, 110)
    return Cohort(
        *ages,
        choice.unknown_age,
        tuple(Sex(sex) for sex in choice.sexes),
        tuple(VertebralLevel(level) for level in choice.levels),
        _month(choice.first_month) or MONTH_MIN,
        _month(choice.last_month) or MONTH_MAX,
        choice.etiologies,
        choice.viscosities,
        choice.operators,
        choice.sites,
        choice.complement,
    )


def _month(text: str) -> int:
    return int(text.replace("-", "") or 0)


def without_tallies(dataset: Dataset) -> Dataset:
    """The same dataset as if its tallies had been made by other definitions: they are not used."""
    return replace(dataset, meta=replace(dataset.meta, tally_hash="made by other definitions"))


def sums_of(dataset: Dataset, cohort: Cohort) -> Counts:
    """The whole numbers behind every measure."""
    return _sums(tallies(dataset, MEASURES, cohort))


def sums_by(dataset: Dataset, cohort: Cohort, by: Breakdown) -> dict[str, Counts]:
    """The whole numbers behind every measure that has the grain, by the group's label."""
    measures = [m for m in MEASURES if by.grain in (m.grain, Grain.PROCEDURE)]
    found = tallies_by(dataset, measures, cohort, by)
    return {group.label: _sums(counted) for group, counted in found}


def _sums(counted: Tallies) -> Counts:
    return {key: _numbers(tally) for key, tally in counted.items()}


def _numbers(tally: Tally) -> tuple[int, ...]:
    """A tally in the oracle's order: units, n, total, then squares or the sums of clusters."""
    units = tally.n + tally.n_missing
    match tally:
        case Count():
            return units, tally.n, tally.events
        case Moments():
            return units, tally.n, tally.total, tally.squares
        case ClusterCount():
            clusters = tally.clusters, tally.nn, tally.ee, tally.ne
            return units, tally.n, tally.events, *clusters


def labelled(counts: dict[int, int], by: Breakdown) -> dict[str, int]:
    """Counts by the label that a person reads."""
    labels = {group.code: group.label for group in by.groups}
    return {labels[code]: n for code, n in counts.items() if n}


def _histogram(histogram: Histogram) -> tuple[dict[int, int], int]:
    return dict(histogram.counts), histogram.n_missing


def _joint(dataset: Dataset, cohort: Cohort, horizon: Horizon) -> tuple[object, int]:
    tally = vas_joint_tally(dataset, cohort, horizon)
    return {(before, after): n for before, after, n in tally.rows}, tally.n_missing


def counted_from_either(dataset: Dataset, cohort: Cohort) -> Counts:
    """What is counted from the tallies where there are any, else from the grain views."""
    statuses = visit_statuses(dataset, cohort)
    return {
        **sums_of(dataset, cohort),
        "size": tuple(cohort_size(dataset, cohort)),
        "by sex": labelled(procedures_by(dataset, cohort, SEX), SEX),
        "by age band": labelled(procedures_by(dataset, cohort, AGE_BAND), AGE_BAND),
        "by level": labelled(procedures_by(dataset, cohort, LEVEL), LEVEL),
        "ages": _histogram(age_histogram(dataset, cohort)),
        "ledger": {step.label: step.procedures for step in ledger(dataset, cohort)},
        "visits": {
            (str(timepoint), status and str(status)): n
            for timepoint, by_status in statuses.items()
            for status, n in by_status.items()
        },
    }


def counted_from_rows(dataset: Dataset, cohort: Cohort) -> Counts:
    """What is always counted from the grain views."""
    followed = follow_up(dataset, cohort)
    return {
        "joint 24h": _joint(dataset, cohort, AT_24H),
        "joint last": _joint(dataset, cohort, AT_LAST),
        "follow-up days": _histogram(followed.days),
        "treatment months": followed.treatment_months,
    }


def expected_from_either(oracle: Oracle, choice: Choice) -> Counts:
    """The oracle's answer to `counted_from_either`."""
    procedures, levels = oracle.units(choice)
    return {
        **oracle.measures(procedures, levels),
        "size": oracle.size(choice),
        "by sex": expected_procedures_by(oracle, "sex", choice),
        "by age band": expected_procedures_by(oracle, "age_band", choice),
        "by level": expected_procedures_by(oracle, "level", choice),
        "ages": oracle.ages(choice),
        "ledger": oracle.ledger(procedures),
        "visits": oracle.visit_statuses(procedures),
    }


def expected_from_rows(oracle: Oracle, choice: Choice) -> Counts:
    """The oracle's answer to `counted_from_rows`."""
    procedures, _ = oracle.units(choice)
    return {
        "joint 24h": oracle.joint(procedures, "24h"),
        "joint last": oracle.joint(procedures, "last"),
        "follow-up days": oracle.followup_days(procedures),
        "treatment months": oracle.treatment_months(procedures),
    }


class Comparison(NamedTuple):
    """How many whole numbers were compared, and where they differ."""

    cohorts: int
    numbers: int
    mismatches: list[str]

    def __str__(self) -> str:
        return (
            f"oracle: {self.cohorts:,} cohorts, {self.numbers:,} whole numbers compared,"
            f" {len(self.mismatches):,} mismatches"
        )


def compare_cohorts(dataset: Dataset, oracle: Oracle, choices: Iterable[Choice]) -> Comparison:
    """Compare program and oracle, with the tallies and without them, on some cohorts."""
    dataset = replace(dataset, engine=RememberingEngine(dataset.engine))
    untallied = without_tallies(dataset)

    def compare(choice: Choice) -> tuple[int, list[str]]:
        cohort = cohort_of(choice)
        either = expected_from_either(oracle, choice)
        rows = expected_from_rows(oracle, choice)
        answers = (
            ("tallies", either, counted_from_either(dataset, cohort)),
            ("views", either, counted_from_either(untallied, cohort)),
            ("views", rows, counted_from_rows(untallied, cohort)),
        )
        different = [line for answer in answers for line in differences(choice, *answer)]
        return sum(size_of(expected) for _, expected, _ in answers), different

    with ThreadPoolExecutor(THREADS) as pool:
        compared = list(pool.map(compare, choices))
    mismatches = [line for _, different in compared for line in different]
    return Comparison(len(compared), sum(numbers for numbers, _ in compared), mismatches)


def differences(choice: Choice, source: str, expected: Counts, counted: Counts) -> list[str]:
    """A line for each quantity that differs, or that only one of the two has."""
    return [
        f"{choice} {name} from {source}: oracle {expected.get(name)}, program {counted.get(name)}"
        for name in sorted(expected.keys() | counted.keys())
        if name not in expected or name not in counted or expected[name] != counted[name]
    ]


def size_of(counts: object) -> int:
    """Whole numbers in nested counts."""
    if isinstance(counts, dict):
        return sum(size_of(value) for value in counts.values())
    if isinstance(counts, tuple):
        return sum(size_of(value) for value in counts)
    return 1
