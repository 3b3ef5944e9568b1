"""An empty workbook to start a registry from: drop-downs, checks while typing, one example row."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from vertebroplasty.importing.dictionary import SOURCE_FILES, Column, Kind, SourceFile
from vertebroplasty.importing.exporting import written
from vertebroplasty.importing.rules import EARLIEST_USUAL_YEAR, EXAMPLE
from vertebroplasty.importing.storage import UNFINISHED
from vertebroplasty.report.codebook import allowed, meaning
from vertebroplasty.report.workbook import (
    add_codebook,
    add_table_sheet,
    add_text_sheet,
    open_workbook,
    write_rows,
)
from vertebroplasty.vocabulary import VertebralLevel

_CHECKED_ROWS = 20_000
_ALWAYS_THE_SAME = datetime(2026, 1, 1, tzinfo=UTC)
_LOOK = {"italic": True, "font_color": "#808080"}

_HOW = (
    ("What this is", "an empty registry of vertebroplasties: a sheet for each table"),
    ("To start", f"replace or delete the grey example row ({EXAMPLE}) of every sheet; a file that"
     " still holds it is refused"),
    ("Cells", "choose from the lists; an empty cell means not recorded, never no or normal"),
    ("Pseudonyms", "no names, no hospital numbers, no dates of birth"),
    ("Codebook", "the sheet Codebook says what each column means and may hold"),
    ("To load it", "choose the file on the page Import"),
)  # fmt: skip

_EXAMPLES: dict[str, tuple[object, ...]] = {
    "patient": (EXAMPLE, "female", -2.5, "alive", None),
    "procedure": (
        *(EXAMPLE, EXAMPLE, 74, date(2026, 1, 15), "operator-1", "site-A"),
        *("fluoroscopy", "local", "osteoporotic", 6, "no"),
    ),
    "treated_level": (EXAMPLE, "T12", "bipedicular", 4.5, "high", 2, "no", "yes", "fluoroscopy"),
    "leak": (EXAMPLE, "T12", "S", "paravertebral vein", "fluoroscopy", "no", "no"),
    "visit": (EXAMPLE, "baseline", 0, "VAS 0-10", 8.5, 60, 18, "walker", None, "completed"),
    "complication": (EXAMPLE, "T12", "rib fracture", 3, 1, "2017", "yes"),
    "new_fracture": (EXAMPLE, "L2", 120),
}


def template_workbook(path: Path) -> None:
    """Write the workbook; the same bytes every time.

    Parameters
    ----------
    path : pathlib.Path
        The workbook; one that is there is replaced.

    Raises
    ------
    DatasetError
        If it cannot be written.
    """
    unfinished = path.with_name(f"{UNFINISHED}{path.name}")
    with written(path.name, unfinished):
        workbook = open_workbook(unfinished, _ALWAYS_THE_SAME)
        try:
            add_text_sheet(workbook, "About", (), _HOW, (24, 100))
            add_codebook(workbook)
            for source in SOURCE_FILES:
                _add_table(workbook, source)
        finally:
            workbook.close()
        unfinished.replace(path)


def _add_table(workbook: Workbook, source: SourceFile) -> None:
    # The derived column is nothing to fill in.
    columns = tuple(column for column in source.columns if column.name != "vas")
    sheet = add_table_sheet(workbook, replace(source, columns=columns))
    for number, column in enumerate(columns):
        _add_check(sheet, number, column, source.name)
    write_rows(workbook, sheet, [_EXAMPLES[source.name]], _LOOK)


def _add_check(sheet: Worksheet, number: int, column: Column, table: str) -> None:
    told = meaning(table, column)
    may = f"Allowed: {allowed(column)}"
    check = {
        **_check_of(column),
        "input_title": column.name,
        "input_message": f"{told[0].upper()}{told[1:]}. {may}"[:255],
        "error_title": column.name,
        "error_message": may[:255],
    }
    sheet.data_validation(1, number, _CHECKED_ROWS, number, check)


def _check_of(column: Column) -> dict[str, Any]:
    low, high = column.bounds
    if column.kind is Kind.TERM:
        return {"validate": "list", "source": list(column.terms)}
    if column.kind is Kind.LEVEL:
        return {"validate": "list", "source": [str(level) for level in VertebralLevel]}
    if column.kind is Kind.TEXT:
        return {"validate": "length", "criteria": "<=", "value": 100}
    if column.kind is Kind.DATE:
        earliest = date(EARLIEST_USUAL_YEAR, 1, 1)
        return {"validate": "date", "criteria": ">=", "value": earliest, "error_type": "warning"}
    if column.kind is Kind.PAIN:
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    kind = "integer" if column.kind is Kind.WHOLE else "decimal"
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
