"""Two cohorts at once: what is counted in each, and what they have in common."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import NamedTuple

from vertebroplasty.cohort import Cohort, month_before
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import GrainError
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.evaluate import Tallies, tallies
from vertebroplasty.tallies import SharedLevels, Tally
from vertebroplasty.vocabulary import Grain

APART = SharedLevels(0, 0, 0, 0)
"""Of two cohorts without a common procedure."""


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


def tallies_of_both(
    dataset: Dataset, measures: Sequence[Measure], a: Cohort, b: Cohort
) -> tuple[Tallies, Tallies]:
    """Return what was counted for each measure in two cohorts.

    Parameters
    ----------
    dataset, measures
        As for `tallies`.
    a, b : Cohort
        The two cohorts.

    Returns
    -------
    tuple of dict of str to Tally
        Of a and of b. Where b is everyone else and a holds whole procedures, b is what everyone's
        sums leave: that spares a pass over the rows.
    """
    of_a = tallies(dataset, measures, a)
    if b != a.others() or not _of_whole_procedures(a):
        return of_a, tallies(dataset, measures, b)
    everyone = tallies(dataset, measures, Cohort())
    return of_a, {key: _less(everyone[key], tally) for key, tally in of_a.items()}


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
    values = of_a.values + of_b.values
    both = f"({of_a.sql}) AND ({of_b.sql})"
    sql = (
        "SELECT count(*), sum(CASE WHEN only_procedure = 1 THEN 1 ELSE 0 END), sum(level_count)"
        f" FROM procedure WHERE {both}"
    )
    ((procedures, single, levels),) = dataset.engine.rows(sql, values)
    # A patient of several procedures may be in both by different ones.
    of_several = "SELECT patient_no FROM procedure WHERE only_procedure = 0 AND"
    common = f"{of_several} ({of_a.sql}) INTERSECT {of_several} ({of_b.sql})"
    repeated = _count(dataset, f"({common}) AS patients", values)
    sharing = procedures
    if not (_of_whole_procedures(a) and _of_whole_procedures(b)):
        levels = _count(dataset, f"treated_level WHERE {both}", values)
        some = "SELECT procedure_no FROM treated_level WHERE"
        common = f"{some} {of_a.sql} INTERSECT {some} {of_b.sql}"
        sharing = _count(dataset, f"({common}) AS procedures", values)
    return Overlap((single or 0) + repeated, procedures or 0, levels or 0, sharing or 0)


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
    if b == a.others() and _of_whole_procedures(a):
        return APART
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


def _of_whole_procedures(cohort: Cohort) -> bool:
    """Whether a procedure is in a cohort with all of its levels or with none."""
    return not (cohort.levels or cohort.viscosities)


def _less(every: Tally, some: Tally) -> Tally:
    """Subtract a tally from that of all, count by count."""
    names = (field.name for field in fields(every))
    return type(every)(*(getattr(every, name) - getattr(some, name) for name in names))


def _count(dataset: Dataset, rows: str, values: tuple[int | str, ...]) -> int:
    ((count,),) = dataset.engine.rows(f"SELECT count(*) FROM {rows}", values)
    return count or 0
