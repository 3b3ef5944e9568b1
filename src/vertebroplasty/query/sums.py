"""From measures, a cohort and a breakdown to the SQL that sums.

Sums come from the tallies made at import where those hold the answer, else from the grain views;
both give the same integers. Every query returns a group code, the units of the group, then one sum
per name.
"""

from collections.abc import Iterator, Sequence

from vertebroplasty.breakdown import LEAK_ASSESSMENT, LEVEL, Breakdown
from vertebroplasty.cohort import Clause, Cohort
from vertebroplasty.errors import GrainError
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.event_sums import event_sums
from vertebroplasty.query.level_sums import Summation, level_sums, level_tally_sums, mask_sums
from vertebroplasty.query.procedure_rows import can_be_tallied, procedure_rows, procedure_table
from vertebroplasty.vocabulary import Grain


def summations(
    measures: Sequence[Measure], cohort: Cohort, by: Breakdown | None, *, tallied: bool
) -> Iterator[Summation]:
    """Choose the cheapest source for each measure and write its query.

    Parameters
    ----------
    measures : sequence of Measure
        What to estimate.
    cohort : Cohort
        Whom to count.
    by : Breakdown or None
        The groups, or None for the cohort as a whole.
    tallied : bool
        Whether the tallies made at import may be used.

    Yields
    ------
    Summation
        One for all measures of procedures, one for each measure of levels that has masks (by level
        they share one), one for the other measures of levels.

    Raises
    ------
    GrainError
        If the breakdown exists for levels only and a measure is of procedures.
    """
    of_procedures = [m for m in measures if m.grain is Grain.PROCEDURE]
    of_levels = [m for m in measures if m.grain is Grain.TREATED_LEVEL]
    level_attribute = by is not None and by.grain is Grain.TREATED_LEVEL
    if of_procedures and by is not None and level_attribute:
        raise GrainError(
            f"{of_procedures[0].label} counts procedures and cannot be split by {by.label}, which"
            " belongs to a level; a measure per treated level would do"
        )
    tallied = tallied and can_be_tallied(cohort, by)
    has_masks = not level_attribute or (tallied and by is LEAK_ASSESSMENT)
    masked = [m for m in of_levels if m.masks and has_masks]
    unmasked = [m for m in of_levels if m not in masked]
    if tallied and by is LEVEL and (of_procedures or masked) and not cohort.complement:
        yield level_tally_sums([*of_procedures, *masked], cohort)
        of_procedures, masked = [], []
    if of_procedures:
        yield _procedure_sums(of_procedures, cohort, by, tallied=tallied)
    yield from (mask_sums(measure, cohort, by, tallied=tallied) for measure in masked)
    if unmasked and tallied and not level_attribute:
        yield event_sums(unmasked, cohort, by)
    elif unmasked:
        yield level_sums(unmasked, cohort, by)


def procedure_counts(cohort: Cohort, by: Breakdown, *, tallied: bool) -> Clause:
    """Return the query for the number of procedures in each group."""
    tallied = tallied and can_be_tallied(cohort, by)
    where = cohort.where()
    if tallied and by is LEVEL and not cohort.complement:
        sql = f"SELECT level, sum(procedures) FROM level_tally WHERE {where.sql} GROUP BY level"
        return Clause(sql, where.values)
    rows = procedure_rows(cohort, by, procedure_table(tallied=tallied))
    units = "sum(procedures)" if tallied else "count(*)"
    sql = f"SELECT {rows.code}, {units} FROM {rows.source} WHERE {where.sql} GROUP BY {rows.code}"
    return Clause(sql, rows.in_source + where.values)


def _procedure_sums(
    measures: Sequence[Measure], cohort: Cohort, by: Breakdown | None, *, tallied: bool
) -> Summation:
    rows = procedure_rows(cohort, by, procedure_table(tallied=tallied))
    aggregates = [aggregate for measure in measures for aggregate in measure.aggregates]
    terms = [a.name if tallied else a.expression for a in aggregates]
    units = "sum(procedures)" if tallied else "count(*)"
    columns = ", ".join([rows.code, units, *(f"sum({term})" for term in terms)])
    where = cohort.where()
    sql = f"SELECT {columns} FROM {rows.source} WHERE {where.sql}{_group(rows.code, by)}"
    names = tuple(a.name for a in aggregates)
    return Summation(measures, names, Clause(sql, rows.in_source + where.values))


def _group(code: str, by: Breakdown | None) -> str:
    return f" GROUP BY {code}" if by else ""
