"""Who was treated and how, before any outcome: the counts behind a Table 1."""

from collections.abc import Sequence
from dataclasses import astuple
from typing import NamedTuple

from vertebroplasty.breakdown import REGION, VISCOSITY, Breakdown
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.combinations import combined, packed
from vertebroplasty.query.groups import breakdown
from vertebroplasty.tallies import Moments

MEASURED = {"age": "age", "vas_baseline": "vas_baseline", "symptom_weeks": "symptom_weeks"}
"""Whole-number columns of a procedure; VAS is in tenths."""
OF_PROCEDURES = ("sex", "level_count", "etiology", "guidance", "operator", "site")
OF_LEVELS = (REGION, VISCOSITY)
COMBINATIONS = 10_000
"""Combinations of groups in one query: more than where sums are taken too."""


class BaselineCounts(NamedTuple):
    """What was there before the procedure, in one cohort.

    Attributes
    ----------
    groups : dict of str to dict of int to int
        Units by group code, by breakdown key: procedures of `OF_PROCEDURES`, and treated levels of
        `OF_LEVELS`, each in one group.
    moments : dict of str to Moments
        By key of `MEASURED`, in procedures.
    """

    groups: dict[str, dict[int, int]]
    moments: dict[str, Moments]


def baseline_counts(dataset: Dataset, cohort: Cohort) -> BaselineCounts:
    """Count a cohort by everything known before the procedure, all its filters kept.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count.

    Returns
    -------
    BaselineCounts
        Empty groups are absent.
    """
    groups: dict[str, dict[int, int]] = {}
    known = [breakdown(dataset, key) for key in OF_PROCEDURES]
    for together in packed(known, COMBINATIONS):
        groups |= _counted(dataset, cohort, together, "procedure")
    groups |= _counted(dataset, cohort, OF_LEVELS, "treated_level")
    return BaselineCounts(groups, _moments(dataset, cohort))


def rest_of(everyone: BaselineCounts, some: BaselineCounts) -> BaselineCounts:
    """Return the counts of all who are not among some: a cohort and its complement are everyone.

    Parameters
    ----------
    everyone, some : BaselineCounts
        Of the whole dataset, and of a cohort.

    Returns
    -------
    BaselineCounts
        As `baseline_counts` counts the complement, without another pass over the rows.
    """
    groups = {}
    for key, counts in everyone.groups.items():
        left = {code: n - some.groups[key].get(code, 0) for code, n in counts.items()}
        groups[key] = {code: n for code, n in left.items() if n}
    moments = {}
    for key, of_all in everyone.moments.items():
        pairs = zip(astuple(of_all), astuple(some.moments[key]), strict=True)
        moments[key] = Moments(*(n - taken for n, taken in pairs))
    return BaselineCounts(groups, moments)


def _counted(
    dataset: Dataset, cohort: Cohort, together: Sequence[Breakdown], view: str
) -> dict[str, dict[int, int]]:
    codes, expression = combined(together)
    where = cohort.where()
    sql = (
        f"SELECT code, count(*) FROM (SELECT {expression} AS code FROM {view} WHERE {where.sql})"
        " AS rows_of_cohort GROUP BY code"
    )
    found: dict[str, dict[int, int]] = {by.key: {} for by in together}
    for code, count in dataset.engine.rows(sql, where.values):
        for by, group in zip(together, codes[code or 0], strict=True):
            counts = found[by.key]
            counts[group] = counts.get(group, 0) + (count or 0)
    return found


def _moments(dataset: Dataset, cohort: Cohort) -> dict[str, Moments]:
    where = cohort.where()
    # A column is squared as a whole number of 64 bits: 520 weeks squared is beyond 16.
    sums = ", ".join(
        f"count({column}), sum({column}), sum(CAST({column} AS BIGINT) * {column})"
        for column in MEASURED.values()
    )
    sql = f"SELECT count(*), {sums} FROM procedure WHERE {where.sql}"
    ((units, *found),) = dataset.engine.rows(sql, where.values)
    counts = [count or 0 for count in found]
    triples = zip(MEASURED, counts[::3], counts[1::3], counts[2::3], strict=True)
    return {key: Moments(n, total, squares, (units or 0) - n) for key, n, total, squares in triples}
