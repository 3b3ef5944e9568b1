"""A generation as an Excel workbook: what it is, a codebook, and a sheet for each table."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vertebroplasty.errors import DatasetError
from vertebroplasty.importing.dictionary import SOURCE_FILES, Kind, SourceFile
from vertebroplasty.importing.escaping import escaped
from vertebroplasty.importing.exporting import facts_of, opened, warning_of, written
from vertebroplasty.importing.generations import Generation
from vertebroplasty.importing.recorded import row_count, rows_of
from vertebroplasty.importing.storage import UNFINISHED
from vertebroplasty.report.codebook import HEADINGS, ROWS_OF_TABLES, codebook_rows

MOST_ROWS = 1_048_575
"""Rows that a sheet holds below its headings."""

_WIDTHS = {Kind.TEXT: 18, Kind.TERM: 18, Kind.DATE: 14}
_CODEBOOK_WIDTHS = (15, 19, 70, 22, 70, 14)


def export_workbook(generation: Generation, path: Path) -> None:
    """Write a generation as a workbook.

    Parameters
    ----------
    generation : Generation
        Which one.
    path : pathlib.Path
        The workbook; one that is there is replaced.

    Raises
    ------
    DatasetError
        If a table has more rows than a sheet, or the workbook cannot be written.
    """
    unfinished = path.with_name(f"{UNFINISHED}{path.name}")
    with written(path.name, unfinished), opened(generation) as connection:
        facts = facts_of(connection)
        counts = {source: row_count(connection, source) for source in SOURCE_FILES}
        _refuse_too_many(counts)
        workbook = open_workbook(unfinished, datetime.fromisoformat(facts["made_at"]))
        try:
            add_text_sheet(workbook, "About", (), _about(generation, facts, counts), (24, 100))
            add_codebook(workbook)
            for source in SOURCE_FILES:
                sheet = add_table_sheet(workbook, source)
                write_rows(workbook, sheet, rows_of(connection, source))
        finally:
            workbook.close()
        unfinished.replace(path)


def open_workbook(to: Path | BytesIO, made_at: datetime) -> Workbook:
    """Return a new workbook that writes row by row; the time in it is given, not today's."""
    target = to if isinstance(to, BytesIO) else str(to)
    workbook = Workbook(target, {"constant_memory": True})
    workbook.set_properties({"created": made_at.replace(tzinfo=None)})
    return workbook


def add_codebook(workbook: Workbook) -> None:
    """Add the sheet that says what each column means."""
    add_text_sheet(workbook, "Codebook", HEADINGS, codebook_rows(), _CODEBOOK_WIDTHS)


def add_text_sheet(
    workbook: Workbook,
    name: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
) -> None:
    """Add a sheet of texts.

    Parameters
    ----------
    workbook : Workbook
        To which.
    name : str
        Of the sheet.
    headings : sequence of str
        Its first row; none: the first column is bold instead.
    rows : iterable of sequence of str
        The others.
    widths : sequence of int
        Of the columns, in characters.
    """
    sheet, bold = workbook.add_worksheet(name), workbook.add_format({"bold": True})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    if headings:
        sheet.freeze_panes(1, 0)
    for number, row in enumerate([headings, *rows] if headings else rows):
        for column, text in enumerate(row):
            heads = number == 0 if headings else column == 0
            sheet.write_string(number, column, escaped(text), bold if heads else wrapped)


def add_table_sheet(workbook: Workbook, source: SourceFile) -> Worksheet:
    """Add the sheet of a table, with its headings, and return it."""
    sheet, bold = workbook.add_worksheet(source.name), workbook.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(source.columns):
        sheet.set_column(number, number, max(len(column.name) + 2, _WIDTHS.get(column.kind, 10)))
        sheet.write_string(0, number, column.name, bold)
    return sheet


def write_rows(
    workbook: Workbook,
    sheet: Worksheet,
    rows: Iterable[Sequence[object]],
    look: Mapping[str, object] | None = None,
    first: int = 1,
) -> None:
    """Write rows of typed cells below the headings.

    Parameters
    ----------
    workbook : Workbook
        Of the sheet.
    sheet : Worksheet
        Where to.
    rows : iterable of sequence
        Numbers, dates, texts that are escaped already, and None for an empty cell.
    look : mapping of str to object, optional
        Properties of the cells' format.
    first : int
        Number of the first one, from 0.
    """
    plain = workbook.add_format(look or {})
    dated = workbook.add_format({**(look or {}), "num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows, first):
        for column, value in enumerate(row):
            _write_cell(sheet, (number, column), value, dated if type(value) is date else plain)


def _write_cell(sheet: Worksheet, place: tuple[int, int], value: object, look: Format) -> None:
    if isinstance(value, str):
        sheet.write_string(*place, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(*place, value, look)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(*place, float(value), look)


def _refuse_too_many(counts: Mapping[SourceFile, int]) -> None:
    for source, count in counts.items():
        if count > MOST_ROWS:
            raise DatasetError(
                f"{source.name} has {count:,} rows, a sheet of a workbook holds {MOST_ROWS:,};"
                " export CSV files instead"
            )


def _about(
    generation: Generation, facts: Mapping[str, str], counts: Mapping[SourceFile, int]
) -> list[tuple[str, str]]:
    rows = [("Title", facts["title"]), ("Nature", facts["nature"])]
    if warning := warning_of(facts):
        rows.append(("Warning", warning))
    return [
        *rows,
        ("Note", facts["note"]),
        ("Dataset", f"{generation.dataset}, generation {generation.number}"),
        ("Imported", facts["made_at"]),
        ("Content hash", facts["content_hash"]),
        *((f"Sheet {s.name}", f"{n:,} rows: {ROWS_OF_TABLES[s.name]}") for s, n in counts.items()),
        ("Empty cells", "not recorded; never no, and never normal"),
        ("Apostrophes", "a text that could run as a formula has one before it; an import drops it"),
    ]
