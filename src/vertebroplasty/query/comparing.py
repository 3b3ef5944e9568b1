"""What two cohorts have in common: patients, procedures, and levels of the same procedures."""

from dataclasses import replace
from typing import NamedTuple

from vertebroplasty.cohort import Clause, Cohort, month_before
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import GrainError
from vertebroplasty.measures.base import Measure
from vertebroplasty.preaggregate import has_tallies
from vertebroplasty.query.procedure_rows import procedure_table
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
    tallied = has_tallies(dataset) and a.is_tallied and b.is_tallied
    of_a, of_b, a_levels, b_levels = a.where(), b.where(), _levels(a), _levels(b)
    weight, only = ("procedures", "only_procedures") if tallied else ("1", "only_procedure")
    rows = (
        f"SELECT {weight} AS w, {only} AS single,"
        f" CASE WHEN ({of_a.sql}) AND ({of_b.sql}) THEN 1 ELSE 0 END AS in_both,"
        f" {a_levels.sql} AS a, {b_levels.sql} AS b FROM {procedure_table(tallied=tallied)}"
    )
    sql = (
        "SELECT sum(w * in_both), sum(single * in_both),"
        " sum(w * CAST(bit_count(a & b) AS INTEGER)),"
        f" sum(CASE WHEN a <> 0 AND b <> 0 THEN w ELSE 0 END) FROM ({rows}) AS counted"
    )
    values = of_a.values + of_b.values + a_levels.values + b_levels.values
    ((procedures, single, levels, sharing),) = dataset.engine.rows(sql, values)
    patients = (single or 0) + _by_several(dataset, of_a, of_b, tallied=tallied)
    return Overlap(patients, procedures or 0, levels or 0, sharing or 0)


def _levels(cohort: Cohort) -> Clause:
    """Return SQL for the mask of a procedure's levels that are in a cohort, 0 for none."""
    where, levels = cohort.where_levels(), cohort.levels_in()
    sql = f"CASE WHEN {where.sql} THEN {levels.sql} ELSE 0 END"
    return Clause(sql, where.values + levels.values)


def _by_several(dataset: Dataset, a: Clause, b: Clause, *, tallied: bool) -> int:
    """Count patients of several procedures who are in both, by one of them or by different ones."""
    rows = "repeat_procedure WHERE" if tallied else "procedure WHERE only_procedure = 0 AND"
    sides = (f"SELECT patient_no FROM {rows} ({side.sql})" for side in (a, b))
    sql = f"SELECT count(*) FROM ({' INTERSECT '.join(sides)}) AS patients"
    ((count,),) = dataset.engine.rows(sql, a.values + b.values)
    return count or 0


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
    if measure.masks:
        clusters = _clusters_of_masks(dataset, measure.masks, a, b)
    else:
        clusters = _clusters_of_levels(measure, a, b)
    sums = ", ".join(f"sum(w * {one} * {other})" for one in ("ma", "xa") for other in ("mb", "xb"))
    sql = f"SELECT {sums} FROM ({clusters.sql}) AS clusters WHERE ma > 0 AND mb > 0"
    (found,) = dataset.engine.rows(sql, clusters.values)
    return SharedLevels(*(n or 0 for n in found))


def _clusters_of_masks(dataset: Dataset, masks: tuple[str, str], a: Cohort, b: Cohort) -> Clause:
    """Return a query for known levels and events of each procedure in either cohort."""
    tallied = has_tallies(dataset) and a.is_tallied and b.is_tallied
    of_a, of_b = _levels(a), _levels(b)
    rows = (
        f"SELECT {'procedures' if tallied else '1'} AS w, {of_a.sql} AS a, {of_b.sql} AS b,"
        f" {masks[0]} AS known, {masks[1]} AS events FROM {procedure_table(tallied=tallied)}"
    )
    counted = ", ".join(
        f"CAST(bit_count({mask} & {side}) AS INTEGER) AS {name}{side}"
        for side in "ab"
        for mask, name in (("known", "m"), ("events", "x"))
    )
    return Clause(f"SELECT w, {counted} FROM ({rows}) AS masks", of_a.values + of_b.values)


def _clusters_of_levels(measure: Measure, a: Cohort, b: Cohort) -> Clause:
    """Return the same from the levels themselves."""
    of_a, of_b = a.where(), b.where()
    levels = (
        f"SELECT procedure_no, {measure.value} AS v, CASE WHEN {of_a.sql} THEN 1 ELSE 0 END AS a,"
        f" CASE WHEN {of_b.sql} THEN 1 ELSE 0 END AS b FROM treated_level"
    )
    sql = (
        "SELECT 1 AS w, sum(a) AS ma, sum(a * v) AS xa, sum(b) AS mb, sum(b * v) AS xb"
        f" FROM ({levels}) AS levels WHERE v IS NOT NULL GROUP BY procedure_no"
    )
    return Clause(sql, of_a.values + of_b.values)


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
