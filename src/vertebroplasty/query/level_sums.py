"""The SQL that sums measures of levels, clustered in procedures."""

from collections.abc import Sequence
from typing import NamedTuple

from vertebroplasty.breakdown import LEAK_ASSESSMENT, Breakdown
from vertebroplasty.cohort import Clause, Cohort
from vertebroplasty.measures.base import CLUSTER_SUMS, Measure
from vertebroplasty.query.procedure_rows import procedure_rows, procedure_table
from vertebroplasty.vocabulary import Grain


class Summation(NamedTuple):
    """A query, the names of its sums, and the measures that they serve."""

    measures: Sequence[Measure]
    names: tuple[str, ...]
    query: Clause


def mask_sums(
    measure: Measure, cohort: Cohort, by: Breakdown | None, *, tallied: bool
) -> Summation:
    """Sums of a level measure from the level masks of procedures.

    Parameters
    ----------
    measure : Measure
        Of treated levels, with masks.
    cohort, by, tallied
        As for `summations`.

    Returns
    -------
    Summation
        One query.
    """
    assessed = tallied and by is LEAK_ASSESSMENT
    table = "assessment_tally" if assessed else procedure_table(tallied=tallied)
    rows = procedure_rows(cohort, by, table)
    where = cohort.where_levels()
    known, events = measure.masks or ("", "")
    weight = "procedures" if tallied else "1"
    masks = (
        f"SELECT {rows.code} AS code, {weight} AS w, {rows.selected} AS selected,"
        f" {known} AS known, {events} AS events FROM {rows.source} WHERE {where.sql}"
    )
    counted = ", ".join(
        f"CAST(bit_count({mask}) AS INTEGER) AS {name}"
        for mask, name in (
            ("selected", "levels"),
            ("known & selected", "m"),
            ("events & selected", "x"),
        )
    )
    clusters = f"SELECT code, w, {counted} FROM ({masks}) AS masks"
    columns = f"code, sum(w * levels), {cluster_columns('m', 'x', 'w * ')}"
    sql = f"SELECT {columns} FROM ({clusters}) AS clusters GROUP BY code"
    values = rows.values + rows.in_source + where.values
    return Summation([measure], cluster_names(measure), Clause(sql, values))


def level_tally_sums(measures: Sequence[Measure], cohort: Cohort) -> Summation:
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
            names += cluster_names(measure)
        else:
            columns += sums
            names += [aggregate.name for aggregate in measure.aggregates]
    sql = f"SELECT {', '.join(columns)} FROM level_tally WHERE {where.sql} GROUP BY level"
    return Summation(measures, tuple(names), Clause(sql, where.values))


def level_sums(measures: Sequence[Measure], cohort: Cohort, by: Breakdown | None) -> Summation:
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
    sums = [cluster_columns(f"m{i}", f"x{i}") for i in range(len(measures))]
    sql = f"SELECT code, sum(levels), {', '.join(sums)} FROM ({rows}) AS clusters GROUP BY code"
    names = tuple(name for measure in measures for name in cluster_names(measure))
    return Summation(measures, names, Clause(sql, where.values))


def cluster_names(measure: Measure) -> tuple[str, ...]:
    """Return the names of a level measure's sums."""
    return tuple(f"{measure.key}_{name}" for name in ("n", "total", *CLUSTER_SUMS))


def cluster_columns(m: str, x: str, weight: str = "") -> str:
    """Sums in the order of `cluster_names`; ``weight`` is a factor with its sign, or nothing."""
    clusters = f"CASE WHEN {m} > 0 THEN 1 ELSE 0 END"
    terms = (m, x, clusters, f"{m} * {m}", f"{x} * {x}", f"{m} * {x}")
    return ", ".join(f"sum({weight}{term})" for term in terms)
