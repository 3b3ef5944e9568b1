"""Two cohorts on a fixed set of outcomes, each with its test, adjusted for their number."""

from typing import NamedTuple

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.formatting import units
from vertebroplasty.measures import (
    ACCEPTABLE_LAST,
    IMPROVEMENT_LAST,
    LEAK_LEVEL,
    LEAK_PROCEDURE,
    RELIEF_24H,
    RESPONDER_30_LAST,
    RESPONDER_50_LAST,
    SYMPTOMATIC_LEAK_PROCEDURE,
    VAS_CHANGE_24H,
    VAS_CHANGE_LAST,
)
from vertebroplasty.measures.base import Kind, Measure
from vertebroplasty.query.comparing import shared_levels
from vertebroplasty.query.evaluate import tallies
from vertebroplasty.report.tables import LIMITS, Cell, Table, rounded
from vertebroplasty.results import Comparison, Effect, Proportion, Result
from vertebroplasty.statistics.multiplicity import adjusted
from vertebroplasty.vocabulary import Grain

COMPARED = (
    VAS_CHANGE_24H,
    VAS_CHANGE_LAST,
    RELIEF_24H,
    IMPROVEMENT_LAST,
    RESPONDER_30_LAST,
    RESPONDER_50_LAST,
    ACCEPTABLE_LAST,
    LEAK_LEVEL,
    LEAK_PROCEDURE,
    SYMPTOMATIC_LEAK_PROCEDURE,
)
"""What is compared: a fixed set, so that nobody picks what differs."""


class Compared(NamedTuple):
    """A measure in A against B, and p allowing for all measures tested."""

    measure: Measure
    comparison: Comparison
    adjusted_p: float | None


def comparisons(dataset: Dataset, a: Cohort, b: Cohort) -> tuple[Compared, ...]:
    """Compare two cohorts on every outcome of `COMPARED`.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    a, b : Cohort
        The two cohorts; differences are a - b.

    Returns
    -------
    tuple of Compared
        P adjusted by Holm over the tests that are defined.
    """
    of_a, of_b = tallies(dataset, COMPARED, a), tallies(dataset, COMPARED, b)
    found = []
    for measure in COMPARED:
        shared = None
        if measure.grain is Grain.TREATED_LEVEL:
            shared = shared_levels(dataset, measure, a, b)
        found.append(measure.compare(of_a[measure.key], of_b[measure.key], shared))
    corrected = adjusted([comparison.test.p for comparison in found], "holm")
    return tuple(map(Compared, COMPARED, found, corrected))


def comparison_table(dataset: Dataset, a: Cohort, b: Cohort) -> Table:
    """Return every number of a comparison.

    Parameters
    ----------
    dataset, a, b
        As for `comparisons`.

    Returns
    -------
    Table
        A row for each outcome; percentages from 0 to 100, differences in percentage points or in
        points of VAS.
    """
    found = comparisons(dataset, a, b)
    tested = sum(row.adjusted_p is not None for row in found)
    return Table(_COLUMNS, tuple(_cells(row, tested) for row in found))


def _limits(name: str) -> tuple[str, ...]:
    return (name, *(f"{name}, {limit}" for limit in LIMITS))


_COLUMNS = (
    *("Outcome", "Unit"),
    *(f"{column}" for who in "AB" for column in (*_limits(who), f"{who} events", f"{who} n")),
    *("A missing", "B missing"),
    *(*_limits("Difference"), "Difference note", *_limits("Ratio"), "Ratio note"),
    *(*_limits("Effect size"), "Effect size note"),
    *("Statistic", "df", "p", "Adjusted p", "Test note"),
    *("A method", "B method", "Difference method", "Ratio method", "Effect size method"),
    *("Test method", "Adjustment method"),
)


def _cells(row: Compared, tested: int) -> tuple[Cell, ...]:
    found, percent = row.comparison, row.measure.kind is Kind.PROPORTION
    scale, test = 100 if percent else 1, found.test
    results = (found.a, found.b)
    ratio = found.ratio
    return (
        *(row.measure.label, f"% of {found.a.noun}" if percent else "points"),
        *(cell for result in results for cell in _result_cells(result, scale)),
        *(result.n_missing for result in results),
        *_effect_cells(found.difference, scale),
        *(_effect_cells(ratio, 1) if ratio else (None,) * 4),
        *_effect_cells(found.standardised, 1),
        *(rounded(test.statistic), rounded(test.df), test.p, row.adjusted_p, test.note or None),
        *(result.interval.method if result.interval else None for result in results),
        *(effect.method if effect else None for effect in (found.difference, ratio)),
        *(found.standardised.method, test.method),
        f"Holm, {units(tested, 'tests')}" if row.adjusted_p is not None else None,
    )


def _result_cells(result: Result, scale: int) -> tuple[Cell, ...]:
    limits = result.interval
    around = (rounded(limits.low, scale), rounded(limits.high, scale)) if limits else (None, None)
    events = result.events if isinstance(result, Proportion) else None
    return (rounded(result.estimate, scale), *around, events, result.n)


def _effect_cells(effect: Effect, scale: int) -> tuple[Cell, ...]:
    limits = effect.interval
    around = (rounded(limits.low, scale), rounded(limits.high, scale)) if limits else (None, None)
    return (rounded(effect.estimate, scale), *around, effect.note or None)
