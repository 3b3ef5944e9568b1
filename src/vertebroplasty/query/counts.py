"""How many there are: sizes of a cohort, its groups, its ages and the ledger."""

from typing import NamedTuple

from vertebroplasty.breakdown import Breakdown
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import GrainError
from vertebroplasty.measures.base import Rung
from vertebroplasty.preaggregate import has_tallies
from vertebroplasty.query.sums import ALL_LEVELS, procedure_source
from vertebroplasty.tallies import Histogram
from vertebroplasty.vocabulary import Grain, level_mask


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
    where = cohort.where()
    mask = level_mask(cohort.levels) or ALL_LEVELS
    if not has_tallies(dataset):
        sql = (
            "SELECT count(DISTINCT patient_no), count(*),"
            f" sum(CAST(bit_count(level_mask & ?) AS INTEGER)) FROM procedure WHERE {where.sql}"
        )
        ((patients, procedures, levels),) = dataset.engine.rows(sql, (mask, *where.values))
        return CohortSize(patients or 0, procedures or 0, levels or 0)
    sql = (
        "SELECT sum(only_procedures), sum(procedures),"
        f" sum(procedures * CAST(bit_count(level_mask & ?) AS INTEGER))"
        f" FROM procedure_tally WHERE {where.sql}"
    )
    ((single, procedures, levels),) = dataset.engine.rows(sql, (mask, *where.values))
    sql = f"SELECT count(DISTINCT patient_no) FROM repeat_procedure WHERE {where.sql}"
    ((repeated,),) = dataset.engine.rows(sql, where.values)
    return CohortSize((single or 0) + (repeated or 0), procedures or 0, levels or 0)


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
    where = cohort.ignoring(by.ignores).where()
    tallied = has_tallies(dataset)
    source, code = procedure_source(by, tallied=tallied)
    units = "sum(procedures)" if tallied else "count(*)"
    sql = f"SELECT {code}, {units} FROM {source} WHERE {where.sql} GROUP BY {code}"
    return {code or 0: n or 0 for code, n in dataset.engine.rows(sql, where.values)}


def age_histogram(dataset: Dataset, cohort: Cohort) -> Histogram:
    """Count procedures by age in years, the filter on age left open."""
    where = cohort.ignoring("age").where()
    sql = f"SELECT age, count(*) FROM procedure WHERE {where.sql} GROUP BY age"
    return Histogram.of_rows(dataset.engine.rows(sql, where.values))


class Step(NamedTuple):
    """A step of the denominator ledger; the first has no rung of its own."""

    rung: Rung | None
    label: str
    procedures: int


_RUNG_CONDITIONS = {
    Rung.COHORT: "TRUE",
    Rung.BASELINE: "vas_baseline IS NOT NULL",
    Rung.PAIR_24H: "vas_baseline IS NOT NULL AND vas_24h IS NOT NULL",
    Rung.FOLLOWED: "followed = 1",
    Rung.PAIR_LAST: "vas_baseline IS NOT NULL AND vas_last IS NOT NULL",
}


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
    where = cohort.where()
    sums = ", ".join(
        f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END)" for condition in _RUNG_CONDITIONS.values()
    )
    (counts,) = dataset.engine.rows(f"SELECT {sums} FROM procedure WHERE {where.sql}", where.values)
    everyone = cohort_size(dataset, Cohort()).procedures
    steps = zip(_RUNG_CONDITIONS, counts, strict=True)
    return (
        Step(None, "All procedures of the dataset", everyone),
        *(Step(rung, rung.value, n or 0) for rung, n in steps),
    )
