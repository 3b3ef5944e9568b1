"""What a mapping itself finds: cells that have no place in the dictionary, rows that disagree."""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from vertebroplasty.importing.dictionary import TREATED_LEVEL
from vertebroplasty.importing.mapping.cells import NUMBERS, TICKED, UNTICKED, value
from vertebroplasty.importing.mapping.leaks_of_rows import levels_table
from vertebroplasty.importing.mapping.parts import Cell, Part
from vertebroplasty.importing.mapping.visits_of_rows import timepoints_of, visit_rows
from vertebroplasty.importing.report import LONGEST_VALUE, Severity
from vertebroplasty.importing.rules import quoted


@dataclass(frozen=True, slots=True)
class MappingRule:
    """A rule about the rows of a hospital's own sheet.

    Attributes
    ----------
    code : str
        Unique name.
    severity : Severity
        Whether breaking it refuses the import.
    allowed : str
        What would do: completes "must be" (error) or "usually" (warning).
    """

    code: str
    severity: Severity
    allowed: str


TICK = MappingRule(
    "mapping.tick",
    Severity.ERROR,
    f"ticked ({', '.join(TICKED)}) or not ticked ({', '.join(filter(None, UNTICKED))}, or empty)",
)
SHARED_NUMBER = MappingRule(
    "mapping.shared_number",
    Severity.WARNING,
    "one number for each of the row's levels, such as 3.5/4; one value for all of them was left out"
    " because it cannot be divided among them",
)
LEAK = MappingRule(
    "mapping.leak",
    Severity.ERROR,
    "yes, no, a yes or no for each of the row's levels, or the levels that leaked",
)
LEAK_LEVEL = MappingRule(
    "mapping.leak_level",
    Severity.ERROR,
    "the level that leaked, such as L1: the row treats several",
)
LEAK_CONTRADICTED = MappingRule(
    "mapping.leak_contradicted",
    Severity.ERROR,
    "other than no, for other columns of the row tell of a leak; or these must be empty",
)
CONFLICT = MappingRule(
    "mapping.conflict",
    Severity.ERROR,
    "the same on every row of the same patient, procedure, level or visit",
)
DATE = MappingRule(
    "mapping.date",
    Severity.ERROR,
    "a date in the order that the mapping declares, with four digits of the year",
)
UNDATED = MappingRule(
    "mapping.undated",
    Severity.WARNING,
    "beside a date of the procedure; without one, the age or the day of the visit was left out",
)
UNUSED = MappingRule(
    "row.unused",
    Severity.WARNING,
    "a row that the mapping reads and that holds values; this one was left out",
)

MAPPING_RULES = (
    *(TICK, SHARED_NUMBER, LEAK, LEAK_LEVEL, LEAK_CONTRADICTED),
    *(CONFLICT, DATE, UNDATED, UNUSED),
)
"""Every rule of the mapping; those of the data dictionary stand in `cross_checks.RULES`."""


def add_findings_of_cells(staging: duckdb.DuckDBPyConnection, part: Part) -> None:
    """Add what is wrong with single cells of a part to the findings."""
    for rule, cell, source, condition in (*_ticks(part), *_levels(part), *_dates(part)):
        _add(staging, part, rule, cell, f"(SELECT DISTINCT line FROM {source} WHERE {condition})")


_Check = tuple[MappingRule, Cell, str, str]


def _ticks(part: Part) -> Iterator[_Check]:
    known = quoted((*TICKED, *UNTICKED))
    for cell in part.cells:
        if cell.heading and cell.target.term:
            yield TICK, cell, part.table, f"lower({cell.text}) NOT IN ({known})"


def _levels(part: Part) -> Iterator[_Check]:
    if not {"treated_level", "leak"} & part.fills:
        return
    view = levels_table(part)
    for column in TREATED_LEVEL.columns:
        cell = part.cell(f"treated_level.{column.name}")
        if cell and cell.heading and column.kind in NUMBERS:
            shared = f"n > 1 AND NOT {cell.is_aligned} AND is_number({cell.value})"
            yield SHARED_NUMBER, cell, view, shared
    if (cell := part.cell("treated_level.leak")) and cell.heading:
        word = "said IN ('yes', 'no')"
        unread = f"said IS NOT NULL AND NOT {word} AND NOT lists_leaks AND NOT {cell.is_aligned}"
        yield LEAK, cell, view, f"({unread}) OR leak NOT IN ('yes', 'no')"
        yield LEAK_CONTRADICTED, cell, view, "said = 'no' AND (told OR is_named)"
    if where := _leak_cell(part):
        is_told = "(said = 'yes' OR (said IS NULL AND told))"
        yield LEAK_LEVEL, where, view, f"n > 1 AND which IS NULL AND {is_told}"


def _leak_cell(part: Part) -> Cell | None:
    """The cell that should say which level leaked."""
    if part.rows == "leak" or "treated_level" not in part.fills:
        return None
    cells = [*part.all_of("treated_level.leak")]
    cells += [cell for cell in part.cells if cell.target.table == "leak"]
    return next((cell for cell in cells if cell.heading), None)


def _dates(part: Part) -> Iterator[_Check]:
    birth_date = part.cell("procedure.birth_date")
    if birth_date and not part.all_of("procedure.age"):
        treated_on = value(part, "procedure.procedure_date")
        unread = f"{birth_date.value} IS NOT NULL AND day_of({birth_date.value}) IS NULL"
        yield DATE, birth_date, part.table, unread
        undated = f"day_of({birth_date.value}) IS NOT NULL AND {treated_on} IS NULL"
        yield UNDATED, birth_date, part.table, undated
    for timepoint in timepoints_of(part):
        cell = part.cell("visit.date", timepoint)
        if cell and cell.heading:
            days = value(part, "visit.days_since", timepoint)
            unread = f"{cell.value} IS NOT NULL AND day_of({cell.value}) IS NULL"
            yield DATE, cell, part.table, unread
            undated = f"day_of({cell.value}) IS NOT NULL AND treated_on IS NULL AND {days} IS NULL"
            yield UNDATED, cell, visit_rows(part), undated


def _add(
    staging: duckdb.DuckDBPyConnection, part: Part, rule: MappingRule, cell: Cell, lines: str
) -> None:
    column = part.sheet.column(cell.heading)
    staging.execute(
        "INSERT INTO finding SELECT $severity, $file, $sheet, line, $heading,"
        f" left({column}, {LONGEST_VALUE + 1}), $allowed, $code"
        f" FROM {part.sheet.table} SEMI JOIN {lines} AS broken USING (line)",
        {
            "severity": rule.severity,
            "file": part.sheet.file,
            "sheet": part.sheet.name,
            "heading": cell.heading,
            "allowed": rule.allowed,
            "code": rule.code,
        },
    )
