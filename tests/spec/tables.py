"""Small registries as text tables, so that a clinician can check a definition by reading."""

from pathlib import Path

from tests.folders import DATASET, csv_text, write_folder

NOT_RECORDED = "-"

COLUMNS = {
    "patient": ("patient_id", "sex"),
    "procedure": ("procedure_id", "patient_id", "age"),
    "treated_level": ("procedure_id", "level", "technical_success", "leak_assessment"),
    "leak": ("procedure_id", "level", "route", "site", "symptomatic", "intervention"),
    "visit": (
        *("procedure_id", "timepoint", "status", "days_since"),
        *("pain_scale", "pain_raw", "ambulation", "reported_relief"),
    ),
}
"""The columns of each table, in the order in which the text tables have them."""


def rows_of(text: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Read a text table: a header line for people, then a line a row, cells parted by bars."""
    lines = [line for line in text.strip().splitlines()[1:] if line.strip()]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [
        dict(zip(columns, ("" if cell == NOT_RECORDED else cell for cell in row), strict=True))
        for row in cells
    ]


def write_registry(path: Path, tables: dict[str, str]) -> Path:
    """Write text tables as a source folder; a table without rows is left out."""
    rows = {name: rows_of(tables[name], columns) for name, columns in COLUMNS.items()}
    files = {name: csv_text(table) if table else None for name, table in rows.items()}
    return write_folder(path, dataset=DATASET, complication=None, new_fracture=None, **files)
