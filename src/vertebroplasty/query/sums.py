"""From measures, a cohort and a breakdown to the SQL that sums.

Sums come from the tallies made at import where those hold the answer, else from the grain views;
both give the same integers. Every query returns a group code, the units of the group, then one sum
per name.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vertebroplasty.breakdown import LEVEL, Breakdown
from vertebroplasty.cohort import Clause, Cohort
from vertebroplasty.errors import GrainError
from vertebroplasty.measures.base import CLUSTER_SUMS, Measure
from vertebroplasty.vocabulary import Grain, VertebralLevel, level_mask

ALL_LEVELS = level_mask(tuple(VertebralLevel))


class Summation(NamedTuple):
    """A query, the names of its sums, and the measures that they serve."""

    measures: Sequence[Measure]
    names: tuple[str, ...]
    query: Clause


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
    masked = [] if level_attribute else [m for m in of_levels if m.masks]
    unmasked = [m for m in of_levels if m not in masked]
    if tallied and by is LEVEL and (of_procedures or masked):
        yield _level_tally_sums([*of_procedures, *masked], cohort)
        of_procedures, masked = [], []
    if of_procedures:
        yield _procedure_sums(of_procedures, cohort, by, tallied=tallied)
    yield from (_mask_sums(measure, cohort, by, tallied=tallied) for measure in masked)
    if unmasked:
        yield _level_sums(unmasked, cohort, by)


def procedure_source(by: Breakdown | None, *, tallied: bool) -> tuple[str, str]:
    """Return the FROM item and the group code for rows that stand for procedures.

    A procedure belongs to each group of levels in which it has a treated level.
    """
    if tallied and by is LEVEL:
        return "level_tally", "level"
    table = "procedure_tally" if tallied else "procedure"
    if by is None or not by.by_mask:
        return table, by.expression if by else "0"
    groups = ", ".join(f"({group.code}, {group.mask})" for group in by.groups)
    chosen = f"(VALUES {groups}) AS chosen(code, mask)"
    return f"{table} JOIN {chosen} ON (level_mask & chosen.mask) <> 0", "chosen.code"


def _procedure_sums(
    measures: Sequence[Measure], cohort: Cohort, by: Breakdown | None, *, tallied: bool
) -> Summation:
    source, code = procedure_source(by, tallied=tallied)
    aggregates = [aggregate for measure in measures for aggregate in measure.aggregates]
    terms = [a.name if tallied else a.expression for a in aggregates]
    units = "sum(procedures)" if tallied else "count(*)"
    columns = ", ".join([code, units, *(f"sum({term})" for term in terms)])
    where = cohort.where()
    sql = f"SELECT {columns} FROM {source} WHERE {where.sql}{_group(code, by)}"
    return Summation(measures, tuple(a.name for a in aggregates), Clause(sql, where.values))


def _mask_sums(
    measure: Measure, cohort: Cohort, by: Breakdown | None, *, tallied: bool
) -> Summation:
    """Sums of a level measure from the level masks of procedures."""
    source, code = procedure_source(by, tallied=tallied)
    where = cohort.where()
    grouped_by_mask = by is not None and by.by_mask
    selected = "chosen.mask" if grouped_by_mask else "?"
    known, events = measure.masks or ("", "")
    counted = ", ".join(
        f"CAST(bit_count({mask} & {selected}) AS INTEGER) AS {name}"
        for mask, name in (("level_mask", "levels"), (known, "m"), (events, "x"))
    )
    weight = "procedures" if tallied else "1"
    rows = f"SELECT {code} AS code, {weight} AS w, {counted} FROM {source} WHERE {where.sql}"
    columns = f"code, sum(w * levels), {_cluster_columns('m', 'x', 'w * ')}"
    sql = f"SELECT {columns} FROM ({rows}) AS clusters GROUP BY code"
    masks = () if grouped_by_mask else (level_mask(cohort.levels) or ALL_LEVELS,) * 3
    return Summation([measure], _cluster_names(measure), Clause(sql, masks + where.values))


def _level_tally_sums(measures: Sequence[Measure], cohort: Cohort) -> Summation:
    """Sums by level of measures of both grains, from one query."""
    where = cohort.where()
    columns: list[str] = ["level", "sum(procedures)"]
    names: list[str] = []
    for measure in measures:
        sums = [f"sum({aggregate.name})" for aggregate in measure.aggregates]
        if measure.grain is Grain.TREATED_LEVEL:
            # At one level a procedure has one level: m is 0 or 1, so that m² = m.
            m, x = sums
            columns += [m, x, m, m, x, x]
            names += _cluster_names(measure)
        else:
            columns += sums
            names += [aggregate.name for aggregate in measure.aggregates]
    sql = f"SELECT {', '.join(columns)} FROM level_tally WHERE {where.sql} GROUP BY level"
    return Summation(measures, tuple(names), Clause(sql, where.values))


def _level_sums(measures: Sequence[Measure], cohort: Cohort, by: Breakdown | None) -> Summation:
    """Sums of level measures from the levels themselves, clustered in procedures.

    Each value is written once: at this size parsing and binding are the cost of a query.
    """
    where = cohort.where()
    code = by.expression if by else "0"
    values = ", ".join(f"{measure.value} AS v{i}" for i, measure in enumerate(measures))
    levels = f"SELECT {code} AS code, procedure_no, {values} FROM treated_level WHERE {where.sql}"
    counted = ", ".join(f"count(v{i}) AS m{i}, sum(v{i}) AS x{i}" for i in range(len(measures)))
    rows = (
        f"SELECT code, procedure_no, count(*) AS levels, {counted}"
        f" FROM ({levels}) AS chosen GROUP BY code, procedure_no"
    )
    sums = [_cluster_columns(f"m{i}", f"x{i}") for i in range(len(measures))]
    sql = f"SELECT code, sum(levels), {', '.join(sums)} FROM ({rows}) AS clusters GROUP BY code"
    names = tuple(name for measure in measures for name in _cluster_names(measure))
    return Summation(measures, names, Clause(sql, where.values))


def _group(code: str, by: Breakdown | None) -> str:
    return f" GROUP BY {code}" if by else ""


def _cluster_names(measure: Measure) -> tuple[str, ...]:
    return tuple(f"{measure.key}_{name}" for name in ("n", "total", *CLUSTER_SUMS))


def _cluster_columns(m: str, x: str, weight: str = "") -> str:
    """Sums in the order of `_cluster_names`; ``weight`` is a factor with its sign, or nothing."""
    clusters = f"CASE WHEN {m} > 0 THEN 1 ELSE 0 END"
    terms = (m, x, clusters, f"{m} * {m}", f"{x} * {x}", f"{m} * {x}")
    return ", ".join(f"sum({weight}{term})" for term in terms)
