"""The numbers behind a figure, as rows for the screen and for export.

Percentages are numbers from 0 to 100, means and changes are in points; what is not defined is None.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vertebroplasty.breakdown import Group
from vertebroplasty.figures.visits import visits_due
from vertebroplasty.results import Interval, Mean, Proportion, Result
from vertebroplasty.tallies import Histogram, JointTally
from vertebroplasty.vocabulary import Timepoint, VisitStatus

Cell = str | int | float | None

LIMITS = ("95 % low", "95 % high")
PROPORTION_COLUMNS = ("Estimate", *LIMITS, "Events", "n", "Missing", "Unit", "Method")
MEAN_COLUMNS = ("Estimate", *LIMITS, "SD", "n", "Missing", "Unit", "Method")
CLUSTER_COLUMNS = ("Procedures", *(f"{limit}, clustering ignored" for limit in LIMITS))
POINTS = "points, VAS 0\N{EN DASH}10"
DECIMALS = 6
"""Decimals kept: beyond every printed digit, short of the noise of binary fractions."""


@dataclass(frozen=True)
class Table:
    """Named columns and rows of cells.

    Attributes
    ----------
    columns : tuple of str
        Headings, each once.
    rows : tuple of tuple
        As many cells as columns; None where a quantity is not defined.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def group_table(label: str, groups: Sequence[tuple[Group, Result]]) -> Table:
    """Return the results of a breakdown.

    Parameters
    ----------
    label : str
        What the groups are, such as ``vertebral level``: the first heading.
    groups : sequence of (Group, Result)
        In the order of the figure; all proportions, or all means.

    Returns
    -------
    Table
        Estimate, limits, denominator, missing, unit and method of each group; of a level measure
        also its clusters and the limits that ignore them.
    """
    return _result_table(_heading(label), [(group.label, result) for group, result in groups])


def definition_table(rows: Sequence[tuple[str, Result, Result | None]]) -> Table:
    """Return each definition's result in the cohort, then in everyone where that is shown."""
    shown = []
    for label, result, everyone in rows:
        shown.append((label, result))
        if everyone is not None:
            shown.append((f"{label}, everyone", everyone))
    return _result_table("Definition", shown)


def count_table(label: str, groups: Sequence[tuple[Group, int]], unit: str = "procedures") -> Table:
    """Return how many units each group has."""
    return Table(
        (_heading(label), _heading(unit)), tuple((group.label, count) for group, count in groups)
    )


def age_table(ages: Histogram) -> Table:
    """Return procedures by age in years; a last row without an age counts the missing."""
    return Table(("Age, years", "Procedures"), (*ages.counts, *_missing(ages.n_missing, 1)))


def joint_table(tally: JointTally) -> Table:
    """Return procedures by VAS before and after, in points; a last row counts the missing."""
    rows = tuple((before / 10, after / 10, n) for before, after, n in tally.rows)
    columns = ("VAS before", "VAS after", "Procedures")
    return Table(columns, (*rows, *_missing(tally.n_missing, 2)))


def visits_table(statuses: Mapping[Timepoint, Mapping[VisitStatus | None, int]]) -> Table:
    """Return what became of each planned visit, in procedures."""
    columns = [*(_heading(status.value) for status in VisitStatus), "No record"]
    rows = []
    for visit, counts in statuses.items():
        cells = [counts.get(status, 0) for status in (*VisitStatus, None)]
        rows.append((visit.value, *cells, visits_due(counts), sum(cells)))
    return Table(("Visit", *columns, "Due", "Procedures"), tuple(rows))


def _result_table(heading: str, rows: Sequence[tuple[str, Result]]) -> Table:
    clustered = any(isinstance(r, Proportion) and r.clusters is not None for _, r in rows)
    is_mean = any(isinstance(result, Mean) for _, result in rows)
    columns = [heading, *(MEAN_COLUMNS if is_mean else PROPORTION_COLUMNS)]
    cells = [(label, *_result_cells(result)) for label, result in rows]
    if clustered:
        columns += CLUSTER_COLUMNS
        cells = [
            (*row, *_cluster_cells(result)) for row, (_, result) in zip(cells, rows, strict=True)
        ]
    return Table(tuple(columns), tuple(cells))


def _result_cells(result: Result) -> tuple[Cell, ...]:
    scale = 100 if isinstance(result, Proportion) else 1
    first = (_rounded(result.estimate, scale), *_limits(result.interval, scale))
    spread = result.events if isinstance(result, Proportion) else _rounded(result.sd, scale)
    unit = f"% of {result.noun}" if isinstance(result, Proportion) else POINTS
    method = result.interval.method if result.interval else None
    return (*first, spread, result.n, result.n_missing, unit, method)


def _cluster_cells(result: Result) -> tuple[Cell, ...]:
    if not isinstance(result, Proportion):
        return (None, None, None)
    return (result.clusters, *_limits(result.naive, 100))


def _limits(interval: Interval | None, scale: float) -> tuple[Cell, Cell]:
    if interval is None:
        return None, None
    return _rounded(interval.low, scale), _rounded(interval.high, scale)


def _rounded(value: float | None, scale: float) -> float | None:
    return None if value is None else round(value * scale, DECIMALS)


def _missing(count: int, keys: int) -> tuple[tuple[Cell, ...], ...]:
    return ((*[None] * keys, count),) if count else ()


def _heading(text: str) -> str:
    return text[:1].upper() + text[1:]
