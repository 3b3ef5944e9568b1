"""Findings about the dictionary's rows, told in the clinic's own words: sheet, heading, cell."""

from collections.abc import Sequence

import duckdb

from vertebroplasty.importing.mapping.matching import parts_of
from vertebroplasty.importing.mapping.model import KEYS, Mapping
from vertebroplasty.importing.mapping.parts import (
    TABLES,
    Cell,
    Part,
    level_cells,
    slots_of,
)
from vertebroplasty.importing.mapping.visits_of_rows import VALUES, slot_of, timepoints_of
from vertebroplasty.importing.places import sheet_of, source_line
from vertebroplasty.importing.places import slot_of as slot_in
from vertebroplasty.importing.report import LONGEST_VALUE
from vertebroplasty.importing.sources.sheet import Sheet


def locate(staging: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet], mapping: Mapping) -> None:
    """Rewrite every finding whose line is a packed place: file, sheet, line, heading and cell.

    Parameters
    ----------
    staging : duckdb.DuckDBPyConnection
        Where `transform` filled the tables, and the rules were run.
    sheets : sequence of Sheet
        The staged sheets.
    mapping : Mapping
        As carried out.
    """
    # A cell that another row filled in is that row's.
    staging.execute(
        "UPDATE finding SET line = from_line FROM filled_in AS origin"
        " WHERE finding.file = origin.file AND finding.column_name = origin.column_name"
        " AND finding.line = origin.line AND rule <> 'mapping.conflict'"
    )
    parts = parts_of(sheets, mapping)
    for part in parts:
        _locate_in(staging, part, *slots_of(part, parts))


def rows_used(staging: duckdb.DuckDBPyConnection, sheet: Sheet) -> int:
    """Return how many of a sheet's staged rows made, or filled in, a row of the dictionary."""
    ((count,),) = staging.execute(
        f"SELECT (SELECT count(*) FROM {sheet.table})"
        " - (SELECT count(*) FROM unused WHERE sheet = ?)",
        [sheet.number],
    ).fetchall()
    return int(count)


def _locate_in(staging: duckdb.DuckDBPyConnection, part: Part, slot: int, width: int) -> None:
    timepoints = {slot_of(timepoint): timepoint for timepoint in timepoints_of(part)}
    here = (
        f"{sheet_of('finding.line')} = {part.sheet.number}"
        f" AND {slot_in('finding.line')} BETWEEN {slot} AND {slot + width - 1}"
    )
    visit = f"CASE WHEN file = 'visit.csv' THEN {slot_in('finding.line')} - {slot} ELSE 0 END"
    found = staging.execute(
        f"SELECT DISTINCT file, column_name, {visit} FROM finding WHERE {here}"
    ).fetchall()
    for file, column, place in found:
        table = file.removesuffix(".csv")
        if table in TABLES:
            cells = _cells_of(part, table, column, timepoints.get(place, ""))
            _rewrite(staging, part, cells, (file, column), f"{here} AND {visit} = {int(place)}")


def _rewrite(
    staging: duckdb.DuckDBPyConnection,
    part: Part,
    cells: tuple[Cell, ...],
    found: tuple[str, str],
    where: str,
) -> None:
    headings = list(dict.fromkeys(cell.heading for cell in cells if cell.heading))
    columns = ", ".join(f"source.{part.sheet.column(heading)}" for heading in headings)
    cell = f"concat_ws(' + ', {columns})" if columns else "$fixed"
    fixed = [part.mapping.constants[cell.target] for cell in cells if not cell.heading]
    what = "declared for the whole sheet" if fixed else "not in the sheet"
    staging.execute(
        f"""UPDATE finding SET file = $file, sheet = $sheet, column_name = $heading,
            line = source.line, value = left({cell}, {LONGEST_VALUE + 1})
        FROM {part.sheet.table} AS source
        WHERE {where} AND source.line = {source_line("finding.line")}
        AND file = $table AND column_name = $column""",
        {
            "file": part.sheet.file,
            "sheet": part.sheet.name,
            "heading": " + ".join(headings) or f"({what}) {found[1]}",
            "table": found[0],
            "column": found[1],
            **({} if columns else {"fixed": "".join(fixed[:1])}),
        },
    )


def _cells_of(part: Part, table: str, column: str, timepoint: str) -> tuple[Cell, ...]:
    """Return the cells that a column of a table's row was made of."""
    if column in KEYS:
        return _cells_of_key(part, column)
    if table == "visit":
        return _cells_of_visit(part, column, timepoint)
    field = f"{table}.{column}"
    if field == "procedure.age" and not part.all_of(field):
        return (*part.all_of("procedure.birth_date"), *part.all_of("procedure.procedure_date"))
    if field == "leak.level":
        said = part.all_of("treated_level.leak")
        return part.all_of(field) or (*level_cells(part), *said)
    if field == "treated_level.level":
        return level_cells(part)
    return part.all_of(field)


def _cells_of_key(part: Part, key: str) -> tuple[Cell, ...]:
    if key == "procedure_id" and not part.all_of(key):
        return (*part.all_of("patient_id"), *part.all_of("procedure.procedure_date"))
    return part.all_of(key)


def _cells_of_visit(part: Part, column: str, timepoint: str) -> tuple[Cell, ...]:
    own = part.all_of(f"visit.{column}", timepoint) or part.all_of(f"visit.{column}")
    if not own and column == "days_since":
        own = part.all_of("visit.date", timepoint)
    if not own and column in ("timepoint", "status"):
        # What stands under the headings of a timepoint is what tells of the visit.
        own = tuple(c for name in VALUES for c in part.all_of(f"visit.{name}", timepoint))
    return own
