"""What two cohorts have in common: patients, procedures, and levels of the same procedures."""

from dataclasses import replace
from typing import NamedTuple

from vertebroplasty.cohort import Cohort, month_before
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import GrainError
from vertebroplasty.measures.base import Measure
from vertebroplasty.tallies import SharedLevels
from vertebroplasty.vocabulary import Grain


class Overlap(NamedTuple):
    """How many are in both of two cohorts.

    Attributes
    ----------
    patients : int
        With a procedure in one and a procedure, the same or another, in the other.
    procedures, levels : int
        That belong to both.
    sharing : int
        Procedures with a treated level in one and a level, the same or another, in the other. A
        cohort of one level and all others share such procedures, though none belongs to both.
    """

    patients: int
    procedures: int
    levels: int
    sharing: int


def overlap(dataset: Dataset, a: Cohort, b: Cohort) -> Overlap:
    """Count who and what is in two cohorts at once.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    a, b : Cohort
        The two cohorts.

    Returns
    -------
    Overlap
        All 0 where no patient is in both.
    """
    of_a, of_b = a.where(), b.where()
    both = f"({of_a.sql}) AND ({of_b.sql})"
    counts = []
    for rows in (
        _intersection("patient_no", "procedure", of_a.sql, of_b.sql),
        f"procedure WHERE {both}",
        f"treated_level WHERE {both}",
        _intersection("procedure_no", "treated_level", of_a.sql, of_b.sql),
    ):
        sql = f"SELECT count(*) FROM {rows}"
        ((count,),) = dataset.engine.rows(sql, of_a.values + of_b.values)
        counts.append(count or 0)
    return Overlap(*counts)


def _intersection(column: str, view: str, a: str, b: str) -> str:
    one = f"SELECT {column} FROM {view} WHERE"
    return f"({one} {a} INTERSECT {one} {b}) AS in_both"


def shared_levels(dataset: Dataset, measure: Measure, a: Cohort, b: Cohort) -> SharedLevels:
    """Sum over procedures what their levels in one cohort have to do with those in the other.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    measure : Measure
        Of treated levels.
    a, b : Cohort
        The two cohorts.

    Returns
    -------
    SharedLevels
        All 0 where no procedure has levels with a value in both.

    Raises
    ------
    GrainError
        If the measure is of procedures.
    """
    if measure.grain is not Grain.TREATED_LEVEL:
        raise GrainError(f"{measure.label} counts procedures; a measure per treated level would do")
    of_a, of_b = a.where(), b.where()
    levels = (
        f"SELECT procedure_no, {measure.value} AS v, CASE WHEN {of_a.sql} THEN 1 ELSE 0 END AS a,"
        f" CASE WHEN {of_b.sql} THEN 1 ELSE 0 END AS b FROM treated_level"
    )
    clusters = (
        "SELECT sum(a) AS ma, sum(a * v) AS xa, sum(b) AS mb, sum(b * v) AS xb"
        f" FROM ({levels}) AS levels WHERE v IS NOT NULL GROUP BY procedure_no"
    )
    sql = (
        "SELECT sum(ma * mb), sum(ma * xb), sum(xa * mb), sum(xa * xb)"
        f" FROM ({clusters}) AS clusters WHERE ma > 0 AND mb > 0"
    )
    (sums,) = dataset.engine.rows(sql, of_a.values + of_b.values)
    return SharedLevels(*(n or 0 for n in sums))


def later_months(dataset: Dataset) -> tuple[int, ...]:
    """Return the dataset's months of treatment but the first, such as 202107, in order.

    Each parts the dated procedures in two: from it on, and before it. Months in which nobody was
    treated are among them.
    """
    ((first, last),) = dataset.engine.rows("SELECT min(period), max(period) FROM procedure")
    if first is None or last is None:
        return ()
    months = [last]
    while months[-1] > first:
        months.append(month_before(months[-1]))
    return tuple(months[-2::-1])


def split_at(cohort: Cohort, since: int) -> tuple[Cohort, Cohort]:
    """Return a cohort from a month on, and the same before it; the undated are in neither.

    Parameters
    ----------
    cohort : Cohort
        Whose own period holds the month and the one before it.
    since : int
        Month such as 202107.

    Returns
    -------
    tuple of Cohort
        From the month on, and before it.
    """
    return replace(cohort, month_min=since), replace(cohort, month_max=month_before(since))
