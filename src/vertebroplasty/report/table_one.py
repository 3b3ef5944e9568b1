"""Table 1: two cohorts before any outcome, and how far apart they are."""

from typing import NamedTuple

from vertebroplasty.breakdown import SEX, Breakdown
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.baseline_table import (
    OF_LEVELS,
    OF_PROCEDURES,
    BaselineCounts,
    baseline_counts,
)
from vertebroplasty.query.groups import breakdown
from vertebroplasty.report.tables import Cell, Table, heading, rounded
from vertebroplasty.results import Mean, Proportion
from vertebroplasty.statistics.balance import smd_of_means, smd_of_shares
from vertebroplasty.statistics.means import mean
from vertebroplasty.vocabulary import Grain, Sex

NOTABLE = 0.1
"""Standardised difference above which two groups are called imbalanced by convention: Austin 2009,
Stat Med 28:3083-107."""

_MEASURED = {
    "age": ("Age, years", 1),
    "vas_baseline": ("VAS before", 10),
    "symptom_weeks": ("Weeks of symptoms", 1),
}
"""Label of each measured characteristic, and whole numbers in one unit of it."""
_PROCEDURES, _LEVELS = Grain.PROCEDURE.noun, Grain.TREATED_LEVEL.noun
_SMD_OF_MEANS = "standardised mean difference, (mean A \N{MINUS SIGN} mean B) / pooled SD"
_SMD_OF_SHARES = "standardised difference of shares (Yang & Dalton 2012)"


class Row(NamedTuple):
    """A row of Table 1: a mean, or the share of one category.

    Attributes
    ----------
    category : str
        Empty for a mean.
    a, b : Mean or Proportion
        In each cohort, without an interval: the table describes, it does not infer.
    """

    category: str
    a: Mean | Proportion
    b: Mean | Proportion


class Characteristic(NamedTuple):
    """What is known before the procedure, in two cohorts.

    Attributes
    ----------
    label : str
        What a person reads.
    rows : tuple of Row
        One, or one a category that either cohort has.
    smd : float or None
        Standardised difference, A - B where it has a sign; None when not defined.
    method : str
        How it was made.
    """

    label: str
    rows: tuple[Row, ...]
    smd: float | None
    method: str


def table_one(
    dataset: Dataset, of_a: BaselineCounts, of_b: BaselineCounts
) -> tuple[Characteristic, ...]:
    """Describe two cohorts side by side.

    Parameters
    ----------
    dataset : Dataset
        Whose operators and sites are named.
    of_a, of_b : BaselineCounts
        What was counted in each, all its filters kept.

    Returns
    -------
    tuple of Characteristic
        What is missing is left out of means, shares and differences, and counted beside them.
    """
    counts = of_a, of_b
    by_key = {key: breakdown(dataset, key) for key in OF_PROCEDURES}
    measured = {key: _measured(key, counts) for key in _MEASURED}
    shares = {key: _shares(by, _PROCEDURES, counts) for key, by in by_key.items()}
    shares |= {by.key: _shares(by, _LEVELS, counts) for by in OF_LEVELS}
    order = ("age", "sex", "region", "level_count", "etiology", "viscosity", "guidance")
    last = ("vas_baseline", "symptom_weeks", "operator", "site")
    return tuple((measured | shares)[key] for key in (*order, *last))


def _measured(key: str, counts: tuple[BaselineCounts, BaselineCounts]) -> Characteristic:
    label, scale = _MEASURED[key]
    moments = [count.moments[key] for count in counts]
    row = Row("", *(mean(one, _PROCEDURES, scale) for one in moments))
    return Characteristic(label, (row,), smd_of_means(*moments), _SMD_OF_MEANS)


def _shares(
    by: Breakdown, noun: str, counts: tuple[BaselineCounts, BaselineCounts]
) -> Characteristic:
    of_a, of_b = (count.groups[by.key] for count in counts)
    known = [group for group in by.groups if not _is_missing(by, group.code)]
    found = [group for group in known if of_a.get(group.code) or of_b.get(group.code)]
    sides = [[of.get(group.code, 0) for group in found] for of in (of_a, of_b)]
    lacking = [sum(of.values()) - sum(side) for of, side in zip((of_a, of_b), sides, strict=True)]
    shares = [
        [Proportion(n, sum(side), missing, noun, None) for n in side]
        for side, missing in zip(sides, lacking, strict=True)
    ]
    labels = [group.label for group in found]
    nothing = Row("", *(Proportion(0, 0, missing, noun, None) for missing in lacking))
    rows = tuple(map(Row, labels, *shares)) or (nothing,)
    smd = smd_of_shares(*sides)
    return Characteristic(f"{heading(by.label)}, {noun}", rows, smd, _SMD_OF_SHARES)


def _is_missing(by: Breakdown, code: int) -> bool:
    return code == 0 or (by.key == SEX.key and code == Sex.UNKNOWN.code)


def table_one_table(dataset: Dataset, a: Cohort, b: Cohort) -> Table:
    """Return Table 1 with a row for each mean and each category.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    a, b : Cohort
        The two cohorts.

    Returns
    -------
    Table
        The standardised difference stands in each row of its characteristic.
    """
    of_a, of_b = baseline_counts(dataset, a), baseline_counts(dataset, b)
    rows: list[tuple[Cell, ...]] = []
    for found in table_one(dataset, of_a, of_b):
        method = found.method if found.smd is not None else None
        for row in found.rows:
            cells = (*_cells(row.a), *_cells(row.b))
            missing = row.a.n_missing, row.b.n_missing
            rows.append(
                (found.label, row.category or None, *cells, *missing, rounded(found.smd), method)
            )
    return Table(_COLUMNS, tuple(rows))


_COLUMNS = (
    *("Characteristic", "Category"),
    *(f"{who} {what}" for who in "AB" for what in ("mean", "SD", "count", "%", "n")),
    *("A missing", "B missing", "Standardised difference", "Standardised difference method"),
)


def _cells(result: Mean | Proportion) -> tuple[Cell, ...]:
    if isinstance(result, Mean):
        return rounded(result.estimate), rounded(result.sd), None, None, result.n
    return None, None, result.events, rounded(result.estimate, 100), result.n
