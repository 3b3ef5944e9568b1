"""How many there are: sizes of a cohort, its groups, its ages and the ledger."""

from typing import NamedTuple

from vertebroplasty.breakdown import Breakdown
from vertebroplasty.cohort import Clause, Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import GrainError
from vertebroplasty.measures.base import Rung
from vertebroplasty.measures.denominators import STEPS
from vertebroplasty.preaggregate import has_tallies
from vertebroplasty.query.denominators import summed, visit_table
from vertebroplasty.query.procedure_rows import procedure_table
from vertebroplasty.query.sums import procedure_counts
from vertebroplasty.tallies import Histogram
from vertebroplasty.vocabulary import Grain


class CohortSize(NamedTuple):
    """Patients, procedures and treated levels of a cohort."""

    patients: int
    procedures: int
    levels: int


def cohort_size(dataset: Dataset, cohort: Cohort) -> CohortSize:
    """Count a cohort's distinct patients, procedures and selected treated levels.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count.

    Returns
    -------
    CohortSize
        A level filter counts the selected levels only, not the others of the same procedure.
    """
    tallied = has_tallies(dataset) and cohort.is_tallied
    parts = (
        _procedures(cohort, tallied=tallied),
        _repeated_patients(cohort, tallied=tallied),
        _levels(cohort, tallied=tallied),
    )
    # One statement: a small query takes less time than its way to the database and back.
    tables = ", ".join(f"({part.sql}) AS part_{n}" for n, part in enumerate(parts))
    values = tuple(value for part in parts for value in part.values)
    ((procedures, single, several, levels),) = dataset.engine.rows(
        f"SELECT * FROM {tables}", values
    )
    return CohortSize((single or 0) + (several or 0), procedures or 0, levels or 0)


def _procedures(cohort: Cohort, *, tallied: bool) -> Clause:
    """Return the query for procedures, and patients with no other one."""
    where = cohort.where()
    units = "sum(procedures), sum(only_procedures)" if tallied else "count(*), sum(only_procedure)"
    sql = f"SELECT {units} FROM {procedure_table(tallied=tallied)} WHERE {where.sql}"
    return Clause(sql, where.values)


def _repeated_patients(cohort: Cohort, *, tallied: bool) -> Clause:
    """Return the query for patients with several procedures."""
    where = cohort.where()
    repeated = "repeat_procedure" if tallied else "procedure"
    condition = where.sql if tallied else f"only_procedure = 0 AND {where.sql}"
    sql = f"SELECT count(DISTINCT patient_no) FROM {repeated} WHERE {condition}"
    return Clause(sql, where.values)


def _levels(cohort: Cohort, *, tallied: bool) -> Clause:
    """Return the query for selected treated levels."""
    where, levels = cohort.where_levels(), cohort.levels_in()
    weight = "procedures * " if tallied else ""
    sql = (
        f"SELECT sum({weight}CAST(bit_count({levels.sql}) AS INTEGER))"
        f" FROM {procedure_table(tallied=tallied)} WHERE {where.sql}"
    )
    return Clause(sql, levels.values + where.values)


def procedures_by(dataset: Dataset, cohort: Cohort, by: Breakdown) -> dict[int, int]:
    """Count procedures in each group of a breakdown, the filter on it left open.

    Parameters
    ----------
    dataset, cohort
        As for `cohort_size`.
    by : Breakdown
        The groups; a procedure belongs to each group of levels in which it has a treated level.

    Returns
    -------
    dict of int to int
        Procedures by group code; empty groups are absent.

    Raises
    ------
    GrainError
        If the breakdown exists for levels only.
    """
    if by.grain is Grain.TREATED_LEVEL:
        raise GrainError(f"{by.label} belongs to a level; procedures cannot be counted by it")
    whom = cohort.ignoring(by.ignores)
    counting = procedure_counts(whom, by, tallied=has_tallies(dataset))
    return {code or 0: n or 0 for code, n in dataset.engine.rows(*counting)}


def age_histogram(dataset: Dataset, cohort: Cohort) -> Histogram:
    """Count procedures by age in years, the filter on age left open."""
    whom = cohort.ignoring("age")
    tallied = has_tallies(dataset) and whom.is_tallied
    units, where = "sum(procedures)" if tallied else "count(*)", whom.where()
    table = visit_table(tallied=tallied)
    sql = f"SELECT age, {units} FROM {table} WHERE {where.sql} GROUP BY age"
    return Histogram.of_rows(dataset.engine.rows(sql, where.values))


class Step(NamedTuple):
    """A step of the denominator ledger; the first has no rung of its own."""

    rung: Rung | None
    label: str
    procedures: int


def ledger(dataset: Dataset, cohort: Cohort) -> tuple[Step, ...]:
    """Return how many procedures each denominator starts from.

    Parameters
    ----------
    dataset, cohort
        As for `cohort_size`.

    Returns
    -------
    tuple of Step
        From all procedures of the dataset to those with a complete pair of values.
    """
    counts = summed(dataset, cohort, tuple(STEPS.values()))
    everyone = cohort_size(dataset, Cohort()).procedures
    return (
        Step(None, "All procedures of the dataset", everyone),
        *(Step(rung, rung.value, n) for rung, n in zip(STEPS, counts, strict=True)),
    )
