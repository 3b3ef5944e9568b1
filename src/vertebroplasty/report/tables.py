"""The numbers behind a figure, as rows for the screen and for export.

Percentages are numbers from 0 to 100, means and changes are in points; what is not defined is None.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vertebroplasty.breakdown import Group
from vertebroplasty.figures.ages import AGE_BIN, AgeBin
from vertebroplasty.figures.before_after import whole_points
from vertebroplasty.figures.visits import OUTCOMES, visits_due
from vertebroplasty.results import Interval, Mean, Proportion, Result
from vertebroplasty.tallies import Histogram, JointTally
from vertebroplasty.vocabulary import Timepoint, VisitStatus

Cell = str | int | float | None

LIMITS = ("95 % low", "95 % high")
LAST_COLUMNS = ("n", "Missing", "Unit", "Method")
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


def group_table(
    label: str,
    groups: Sequence[tuple[Group, Result]],
    beside: Sequence[tuple[str, Result]] = (),
) -> Table:
    """Return the results of a breakdown.

    Parameters
    ----------
    label : str
        What the groups are, such as ``vertebral level``: the first heading.
    groups : sequence of (Group, Result)
        In the order of the figure; all proportions, or all means.
    beside : sequence of (str, Result)
        What the figure shows beside the groups, such as everyone.

    Returns
    -------
    Table
        Estimate, limits, denominator, missing, unit and method of each group; of a level measure
        also its clusters and the limits that ignore them.
    """
    rows = [(group.label, result) for group, result in groups]
    return result_table(heading(label), [*rows, *beside])


def definition_table(rows: Sequence[tuple[str, Result, Result | None]]) -> Table:
    """Return each definition's result in the cohort, then in everyone where that is shown."""
    shown = []
    for label, result, everyone in rows:
        shown.append((label, result))
        if everyone is not None:
            shown.append((f"{label}, everyone", everyone))
    return result_table("Definition", shown)


def result_table(first: str, rows: Sequence[tuple[str, Result]]) -> Table:
    """Return results below each other, with all that each rests on.

    Parameters
    ----------
    first : str
        Heading of the labels.
    rows : sequence of (str, Result)
        Label and result; proportions and means may stand together.

    Returns
    -------
    Table
        A column that no result has is left out.
    """
    results = [result for _, result in rows]
    spreads = [
        name
        for name, kind in (("SD", Mean), ("Events", Proportion))
        if any(isinstance(result, kind) for result in results)
    ]
    columns = [first, "Estimate", *LIMITS, *(spreads or ["Events"]), *LAST_COLUMNS]
    cells = [(label, *_result_cells(result, spreads)) for label, result in rows]
    if any(isinstance(result, Proportion) and result.clusters is not None for result in results):
        columns += CLUSTER_COLUMNS
        pairs = zip(cells, results, strict=True)
        cells = [(*row, *_cluster_cells(result)) for row, result in pairs]
    return Table(tuple(columns), tuple(cells))


def count_table(label: str, groups: Sequence[tuple[Group, int, int]]) -> Table:
    """Return how many procedures each group has, in the cohort and in everyone."""
    rows = tuple((group.label, count, everyone) for group, count, everyone in groups)
    return Table((heading(label), "Procedures", "Everyone"), rows)


def age_table(bins: Sequence[AgeBin], chosen: Histogram, everyone: Histogram) -> Table:
    """Return procedures by five years of age; a last row counts those without an age.

    Parameters
    ----------
    bins : sequence of AgeBin
        As they are drawn.
    chosen, everyone : Histogram
        Ages of the cohort with its range left open, and of everyone.

    Returns
    -------
    Table
        Those outside the cohort's range stand apart.
    """
    rows: list[tuple[Cell, ...]] = [
        (_years(part.start), part.inside, part.outside, part.inside + part.outside, part.everyone)
        for part in bins
    ]
    if everyone.n_missing:
        rows.append(("not recorded", None, None, chosen.n_missing, everyone.n_missing))
    chosen_ages = ("In the chosen ages", "At other ages")
    return Table(("Age, years", *chosen_ages, "Procedures", "Everyone"), tuple(rows))


def before_after_table(tally: JointTally, after_words: str) -> Table:
    """Return VAS before and after by whole point as drawn, with both means."""
    rows: list[tuple[Cell, ...]] = []
    for words, tenths in (("Before", tally.before), (after_words, tally.after)):
        for point, n in whole_points(tenths).counts:
            rows.append((words, point, n, tally.n, rounded(n / tally.n, 100)))
        if tenths.n:
            mean = rounded(tenths.moments.total / (10 * tenths.n))
            rows.append((f"{words}, mean", mean, tenths.n, tally.n, None))
    rows.append(("Left out: not both values", None, tally.n_missing, None, None))
    return Table(("When", "VAS", "Procedures", "Of", "Share, %"), tuple(rows))


def visits_table(statuses: Mapping[Timepoint, Mapping[VisitStatus | None, int]]) -> Table:
    """Return what became of each planned visit, in procedures and in percent of them."""
    names = [words[:1].upper() + words[1:] for words, _ in OUTCOMES]
    rows = []
    for visit, counts in statuses.items():
        each = [counts.get(status, 0) for status in VisitStatus]
        drawn = [sum(counts.get(status, 0) for status in among) for _, among in OUTCOMES]
        total = sum(counts.values())
        shares = [rounded(n / total, 100) if total else None for n in drawn]
        rows.append((visit.value, total, visits_due(counts), *drawn, *shares, *each))
    recorded = (f"Status {status.value}" for status in VisitStatus)
    columns = ("Visit", "Procedures", "Due", *names, *(f"{name}, %" for name in names), *recorded)
    return Table(columns, tuple(rows))


def rounded(value: float | None, scale: float = 1) -> float | None:
    """Return a number as tables hold it, or None where it is not defined."""
    return None if value is None else round(value * scale, DECIMALS)


def heading(text: str) -> str:
    """Return a text as a heading."""
    return text[:1].upper() + text[1:]


def _years(start: int) -> str:
    return f"{start}\N{EN DASH}{start + AGE_BIN - 1}"


def _result_cells(result: Result, spreads: Sequence[str]) -> tuple[Cell, ...]:
    scale = 100 if isinstance(result, Proportion) else 1
    first = (rounded(result.estimate, scale), *_limits(result.interval, scale))
    spread: dict[str, Cell] = (
        {"Events": result.events} if isinstance(result, Proportion) else {"SD": rounded(result.sd)}
    )
    unit = f"% of {result.noun}" if isinstance(result, Proportion) else POINTS
    method = result.interval.method if result.interval else None
    last = (result.n, result.n_missing, unit, method)
    return (*first, *(spread.get(name) for name in spreads), *last)


def _cluster_cells(result: Result) -> tuple[Cell, ...]:
    if not isinstance(result, Proportion):
        return (None, None, None)
    return (result.clusters, *_limits(result.naive, 100))


def _limits(interval: Interval | None, scale: float) -> tuple[Cell, Cell]:
    if interval is None:
        return None, None
    return rounded(interval.low, scale), rounded(interval.high, scale)
