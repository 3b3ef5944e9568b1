"""Carry out a mapping in SQL: from staged sheets to the staged tables of the data dictionary."""

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from vertebroplasty.importing.mapping.cells import create_meanings, create_rows
from vertebroplasty.importing.mapping.findings_of_mapping import UNUSED, add_findings_of_cells
from vertebroplasty.importing.mapping.leaks_of_rows import create_levels, levels_table
from vertebroplasty.importing.mapping.levels_of_rows import create_level_lists
from vertebroplasty.importing.mapping.matching import parts_of
from vertebroplasty.importing.mapping.merging import merge
from vertebroplasty.importing.mapping.model import Mapping
from vertebroplasty.importing.mapping.parts import TABLES, Part, primary, slots_of
from vertebroplasty.importing.mapping.records_of_rows import (
    complications,
    leaks,
    new_fractures,
    patients,
    procedures,
    treated_levels,
)
from vertebroplasty.importing.mapping.visits_of_rows import VALUES, is_made, timepoints_of, visits
from vertebroplasty.importing.report import LONGEST_VALUE, shown
from vertebroplasty.importing.sources.sheet import Sheet

Progress = Callable[[str, float], None]

_MACROS = Path(__file__).resolve().parents[2] / "sql" / "mapped_cells.sql"

_SELECTS = {
    "patient": patients,
    "procedure": procedures,
    "treated_level": treated_levels,
    "leak": leaks,
    "complication": complications,
    "new_fracture": new_fractures,
}


def transform(
    staging: duckdb.DuckDBPyConnection,
    sheets: Sequence[Sheet],
    mapping: Mapping,
    progress: Progress,
) -> None:
    """Fill the staged tables of the dictionary, and add what the mapping finds to the findings.

    Parameters
    ----------
    staging : duckdb.DuckDBPyConnection
        Where the sheets and the empty tables are.
    sheets : sequence of Sheet
        The staged sheets.
    mapping : Mapping
        What their columns mean.
    progress : callable
        Told which table is being filled, and which part of the work is done, from 0 to 1.

    Raises
    ------
    MappingError
        If the mapping cannot be carried out.
    """
    parts = parts_of(sheets, mapping)
    _prepare(staging, sheets, parts, progress)
    for number, table in enumerate(TABLES):
        progress(f"reading {table.replace('_', ' ')} rows", number / (len(TABLES) + 1))
        _fill(staging, table, parts)
    progress("accounting for every row", len(TABLES) / (len(TABLES) + 1))
    for part in parts:
        add_findings_of_cells(staging, part)
    for sheet in sheets:
        _add_unused(staging, sheet, [part for part in parts if part.sheet.number == sheet.number])
    for part in parts:
        # The rules that follow need the memory.
        staging.execute(f"DROP TABLE {part.table}; DROP TABLE IF EXISTS {levels_table(part)}")
    progress("accounting for every row", 1)


def _prepare(
    staging: duckdb.DuckDBPyConnection,
    sheets: Sequence[Sheet],
    parts: Sequence[Part],
    progress: Progress,
) -> None:
    staging.execute(_MACROS.read_text(encoding="utf-8"))
    staging.execute("CREATE OR REPLACE TABLE unused (sheet INT, line BIGINT)")
    staging.execute("CREATE OR REPLACE TABLE sheet_label (number INT, label TEXT)")
    # Cells that another row than the one at `line` filled in, and which.
    staging.execute(
        "CREATE OR REPLACE TABLE filled_in"
        " (file TEXT, column_name TEXT, line BIGINT, from_line BIGINT)"
    )
    for sheet in sheets:
        staging.execute("INSERT INTO sheet_label VALUES (?, ?)", [sheet.number, shown(sheet.label)])
    create_meanings(staging, parts)
    for number, part in enumerate(parts):
        progress("reading cells", number / len(parts))
        create_rows(staging, part)
    create_level_lists(staging, parts)
    for number, part in enumerate(parts):
        progress("reading levels", number / len(parts))
        if {"treated_level", "leak"} & part.fills:
            create_levels(staging, part)


def _fill(staging: duckdb.DuckDBPyConnection, table: str, parts: Sequence[Part]) -> None:
    """Insert the rows that are a table's own; merge what other rows tell of them."""
    own = primary(table, parts)
    telling = [part for part in parts if table in part.fills and part not in own]
    for part in own:
        select = _select(table, part, parts, is_merged=False)
        staging.execute(f"INSERT INTO {table} BY NAME {select}")
    if telling:
        merge(staging, table, [_select(table, part, parts, is_merged=True) for part in telling])
        if table == "visit":
            _complete_status(staging)


def _select(table: str, part: Part, parts: Sequence[Part], *, is_merged: bool) -> str:
    slot, _ = slots_of(part, parts)
    if table == "visit":
        return visits(part, slot, is_merged)
    return _SELECTS[table](part, slot)


def _complete_status(staging: duckdb.DuckDBPyConnection) -> None:
    values = ", ".join((*VALUES, "days_since"))
    staging.execute(
        f"UPDATE visit SET status = CASE WHEN coalesce({values}) IS NULL THEN 'missed'"
        " ELSE 'completed' END WHERE status IS NULL"
    )


def _add_unused(staging: duckdb.DuckDBPyConnection, sheet: Sheet, parts: Sequence[Part]) -> None:
    """Report the rows that neither make a row of the dictionary nor fill one in."""
    used = "".join(
        f" ANTI JOIN ({_used(part)}) AS used_{part.number} USING (line)" for part in parts
    )
    staging.execute(
        f"INSERT INTO unused SELECT {sheet.number}, line"
        f" FROM (SELECT line FROM {sheet.table}){used}"
    )
    headings = [heading for part in parts for heading in part.mapping.only]
    cell = f"left({sheet.column(headings[0])}, {LONGEST_VALUE + 1})" if headings else "''"
    staging.execute(
        f"INSERT INTO finding SELECT $severity, $file, $sheet, line, $heading, {cell}, $allowed,"
        f" $code FROM {sheet.table} SEMI JOIN"
        f" (SELECT line FROM unused WHERE sheet = {sheet.number}) AS rest USING (line)",
        {
            "severity": UNUSED.severity,
            "file": sheet.file,
            "sheet": sheet.name,
            "heading": headings[0] if headings else "row",
            "allowed": UNUSED.allowed,
            "code": UNUSED.code,
        },
    )


def _used(part: Part) -> str:
    if part.rows != "visit":
        return f"SELECT line FROM {part.table}"
    others = [
        f"{cell.value} IS NOT NULL"
        for cell in part.cells
        if cell.heading and cell.target.table not in ("", "visit")
    ]
    made = [is_made(part, timepoint) for timepoint in timepoints_of(part)]
    return f"SELECT line FROM {part.table} WHERE {' OR '.join([*made, *others]) or 'false'}"
