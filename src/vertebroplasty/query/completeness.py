"""How much of what could be recorded is: by field, by visit, and follow-up over the years."""

from collections.abc import Sequence
from typing import NamedTuple

from vertebroplasty.breakdown import Breakdown, Group
from vertebroplasty.cohort import Clause, Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.importing.dictionary import SOURCE_FILES, SourceFile
from vertebroplasty.measures import FOLLOWUP_COMPLETENESS
from vertebroplasty.query.sums import summations
from vertebroplasty.results import Proportion, Result
from vertebroplasty.vocabulary import Timepoint


class Field(NamedTuple):
    """A column of a record table, and in how many of the rows where it can be filled it is."""

    table: str
    column: str
    filled: Proportion


class VisitFilled(NamedTuple):
    """A planned visit, and what was recorded at it among those that were completed."""

    timepoint: Timepoint
    filled: dict[str, Proportion]


NOUNS = {
    "patient": "patients",
    "procedure": "procedures",
    "treated_level": "levels",
    "leak": "leaks",
    "visit": "visits",
    "complication": "complications",
    "new_fracture": "new fractures",
}
"""What one row of each record table is, in the plural."""

RELIEF = "Reported relief"
"""Asked from the procedure on: a baseline visit cannot have it."""

AT_VISIT = {
    "Pain": "pain_raw",
    "ODI": "odi_tenths",
    "RDQ": "rdq",
    "Ambulation": "ambulation",
    RELIEF: "reported_relief",
}
"""What a completed visit can record, and the column that holds it."""

_STORED_AS = {
    "bmd_t_score": "bmd_t_score_tenths",
    "cement_ml": "cement_tenths",
    "odi": "odi_tenths",
}
_DERIVED = {("visit", "vas")}
_COMPLETED = "status = 'completed'"
_AFTER_BASELINE = f"{_COMPLETED} AND timepoint <> 'baseline'"
# Elsewhere the field has nothing to say: its empty cell is no gap.
_APPLIES = {
    ("patient", "death_day"): ("vital_status = 'dead'", "deceased patients"),
    ("visit", "reported_relief"): (_AFTER_BASELINE, "completed follow-ups"),
    **{
        ("visit", column): (_COMPLETED, "completed visits")
        for column in ("days_since", "pain_scale", "pain_raw", "odi", "rdq", "ambulation")
    },
}
QUARTERS_AT_MOST = 12
"""Follow-up is shown by quarter up to this many of them, else by year."""


def fields_filled(dataset: Dataset, cohort: Cohort) -> tuple[Field, ...]:
    """Count, for each field, the rows in which it can be filled and those in which it is.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whose rows to count; of the levels and leaks of a procedure, those at selected levels.

    Returns
    -------
    tuple of Field
        In the order of the data dictionary; without intervals, for nothing is estimated.
    """
    found: list[Field] = []
    for source in SOURCE_FILES:
        columns = _columns(source)
        sums = ", ".join(_filled_and_rows(source.name, column) for column in columns)
        where = _rows_of(source.name, cohort)
        sql = f"SELECT {sums} FROM record.{source.name} WHERE {where.sql}"
        cells = iter(dataset.engine.rows(sql, where.values)[0])
        for column in columns:
            filled, rows = next(cells) or 0, next(cells) or 0
            noun = _APPLIES.get((source.name, column), ("", NOUNS[source.name]))[1]
            share = Proportion(filled, rows, 0, noun, None)
            found.append(Field(source.name, column, share))
    return tuple(found)


def visits_filled(dataset: Dataset, cohort: Cohort) -> tuple[VisitFilled, ...]:
    """Count what was recorded at the completed visits, by timepoint.

    Parameters
    ----------
    dataset, cohort
        As for `fields_filled`.

    Returns
    -------
    tuple of VisitFilled
        The timepoints that have a completed visit, in their order.
    """
    where = _rows_of("visit", cohort)
    counts = ", ".join(f"count({column})" for column in AT_VISIT.values())
    sql = (
        f"SELECT CAST(enum_code(timepoint) + 1 AS INTEGER) AS code, count(*), {counts}"
        f" FROM record.visit WHERE {_COMPLETED} AND {where.sql} GROUP BY code ORDER BY code"
    )
    return tuple(
        VisitFilled(
            timepoint := Timepoint.from_code(code or 0),
            {
                name: Proportion(filled or 0, rows or 0, 0, "completed visits", None)
                for name, filled in zip(AT_VISIT, recorded, strict=True)
                if name != RELIEF or timepoint is not Timepoint.BASELINE
            },
        )
        for code, rows, *recorded in dataset.engine.rows(sql, where.values)
    )


_PERIOD = Breakdown("period", "date of the procedure", "", (), "coalesce(period, 0)")


def followup_over_time(dataset: Dataset, cohort: Cohort) -> tuple[tuple[Group, Result], ...]:
    """Return the completeness of follow-up by the quarter or year of the procedure.

    Parameters
    ----------
    dataset, cohort
        As for `fields_filled`.

    Returns
    -------
    tuple of (Group, Result)
        The earliest first, at last the procedures without a date.
    """
    (summation,) = summations([FOLLOWUP_COMPLETENESS], cohort, _PERIOD, tallied=False)
    rows = [[cell or 0 for cell in row] for row in dataset.engine.rows(*summation.query)]
    by_quarter = len({_quarter(period) for period, *_ in rows if period}) <= QUARTERS_AT_MOST
    grouped: dict[Group, list[int]] = {}
    for period, *counts in sorted(rows):
        group = _group(period, by_quarter=by_quarter)
        known = grouped.setdefault(group, [0] * len(counts))
        grouped[group] = [a + b for a, b in zip(known, counts, strict=True)]
    undated = [group for group in grouped if not group.code]
    order = [group for group in grouped if group.code] + undated
    return tuple((group, _estimate(summation.names, grouped[group])) for group in order)


def _estimate(names: Sequence[str], counts: Sequence[int]) -> Result:
    units, *sums = counts
    tally = FOLLOWUP_COMPLETENESS.tally(units, dict(zip(names, sums, strict=True)))
    return FOLLOWUP_COMPLETENESS.result(tally)


def _quarter(period: int) -> tuple[int, int]:
    return period // 100, (period % 100 + 2) // 3


def _group(period: int, *, by_quarter: bool) -> Group:
    if not period:
        return Group(0, "date not recorded")
    year, quarter = _quarter(period)
    return (
        Group(10 * year + quarter, f"{year} Q{quarter}") if by_quarter else Group(year, f"{year}")
    )


def _columns(source: SourceFile) -> tuple[str, ...]:
    names = source.column_names
    return tuple(name for name in names if (source.name, name) not in _DERIVED)


def _filled_and_rows(table: str, column: str) -> str:
    condition = _APPLIES.get((table, column), ("TRUE", ""))[0]
    stored = _STORED_AS.get(column, column)
    return (
        f"sum(CASE WHEN {condition} AND {stored} IS NOT NULL THEN 1 ELSE 0 END),"
        f" sum(CASE WHEN {condition} THEN 1 ELSE 0 END)"
    )


def _rows_of(table: str, cohort: Cohort) -> Clause:
    """Return the condition on a record table that leaves the rows of a cohort."""
    if not cohort.is_filtered:
        return Clause("TRUE", ())
    where = cohort.where()
    mine = f"procedure_id IN (SELECT procedure_id FROM procedure WHERE {where.sql})"
    if table in ("patient", "new_fracture"):
        return Clause(
            f"patient_id IN (SELECT patient_id FROM record.procedure WHERE {mine})", where.values
        )
    if table in ("treated_level", "leak") and (
        cohort.levels or cohort.viscosities or cohort.complement
    ):
        levels = f"SELECT procedure_no, level AS code FROM treated_level WHERE {where.sql}"
        named = f"SELECT procedure_id, code FROM ({levels}) JOIN procedure USING (procedure_no)"
        return Clause(f"(procedure_id, enum_code(level) + 1) IN ({named})", where.values)
    return Clause(mine, where.values)
