"""A basket as an Excel workbook: what it is, a sheet for each exhibit, definitions and codebook."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO

from xlsxwriter import Workbook

from vertebroplasty.errors import BasketError
from vertebroplasty.importing.escaping import escaped
from vertebroplasty.measures import MEASURES
from vertebroplasty.report.exhibits import Basket, Exhibit
from vertebroplasty.report.tables import Cell
from vertebroplasty.report.workbook import (
    MOST_ROWS,
    add_codebook,
    add_text_sheet,
    open_workbook,
    write_rows,
)

SHEET_NAME_LENGTH = 31
"""Signs that Excel takes in the name of a sheet."""
CELL_LENGTH = 16_000
"""Signs of a text that stand in one cell: Excel takes twice as many, and some signs count twice or
get an apostrophe."""
MOST_COLUMNS = 16_384
_NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ufffe\uffff]|[^\x00-\uffff]")
_DEFINED = ("Measure", "Unit", "Counted per", "Better", "Definition", "Source")
_WIDTHS = (28, 16, 16, 16, 80, 60)
_FIRST_WIDTH, _WIDTH = 28, 14


def basket_workbook(basket: Basket) -> bytes:
    """Return a basket as a workbook (.xlsx); the same basket, the same bytes.

    Parameters
    ----------
    basket : Basket
        What to write, in its order.

    Returns
    -------
    bytes
        Numbers are numbers, as they are kept; no text runs as a formula.

    Raises
    ------
    BasketError
        If a table has more than a sheet holds.
    """
    written = BytesIO()
    workbook = open_workbook(written, _made_at(basket))
    try:
        add_text_sheet(workbook, "About", (), _about(basket), (24, 100))
        for number, exhibit in enumerate(basket.exhibits, 1):
            _add_exhibit(workbook, sheet_name(number, exhibit.title), exhibit)
        add_text_sheet(workbook, "Definitions", _DEFINED, _definitions(), _WIDTHS)
        add_codebook(workbook)
    finally:
        workbook.close()
    return written.getvalue()


def sheet_name(number: int, title: str) -> str:
    """Return a name that Excel takes and no other sheet has: the number, and what fits."""
    words = " ".join(_FORBIDDEN.sub(" ", title).split())
    return f"{number} {words}"[:SHEET_NAME_LENGTH].rstrip(" '")


def _add_exhibit(workbook: Workbook, name: str, exhibit: Exhibit) -> None:
    """Add the sheet of an exhibit: what it is, then headings and typed cells."""
    facts = list(_in_cells(_facts(exhibit)))
    _refuse_too_much(exhibit, len(facts))
    sheet, bold = workbook.add_worksheet(name), workbook.add_format({"bold": True})
    last = max(len(exhibit.columns) - 1, 1)
    sheet.set_column(0, 0, _FIRST_WIDTH)
    sheet.set_column(1, last, _WIDTH)
    for row, (label, text) in enumerate(facts):
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, escaped(text))
    heads = len(facts) + 1
    for column, heading in enumerate(exhibit.columns):
        sheet.write_string(heads, column, escaped(heading), bold)
    rows = [tuple(_guarded(cell) for cell in row) for row in exhibit.rows]
    write_rows(workbook, sheet, rows, first=heads + 1)
    if exhibit.columns:
        sheet.autofilter(heads, 0, heads + len(rows), len(exhibit.columns) - 1)


def _facts(exhibit: Exhibit) -> Iterator[tuple[str, str]]:
    yield "Title", exhibit.title
    yield from (("Cohort", sentence) for sentence in exhibit.cohorts)
    yield from (
        *(("Warning", exhibit.warning), ("In short", exhibit.footer), ("Page", exhibit.page)),
        *(("Filters", exhibit.link), ("Dataset", exhibit.dataset)),
        *(("Content hash", exhibit.content_hash), ("Taken on", exhibit.taken_on)),
        *(("Caption", exhibit.caption), ("Note", exhibit.note), ("Methods", exhibit.methods)),
    )


def _about(basket: Basket) -> list[tuple[str, str]]:
    exhibits = basket.exhibits
    parts = (
        [("Title", basket.title)],
        [("Warning", one.warning) for one in exhibits],
        [("Dataset", one.dataset) for one in exhibits],
        [("Content hash", f"{one.content_hash}: {one.dataset}") for one in exhibits],
        [("Cohort", sentence) for one in exhibits for sentence in one.cohorts],
        [(f"Sheet {number}", one.title) for number, one in enumerate(exhibits, 1)],
        [("Empty cells", "not defined or not recorded; never no, and never zero")],
        [("Apostrophes", "a text that could run as a formula has one before it")],
    )
    return list(_in_cells(fact for facts in parts for fact in dict.fromkeys(facts)))


def _in_cells(facts: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield facts that have words, a long one in several cells."""
    for label, text in facts:
        for start in range(0, len(text), CELL_LENGTH):
            yield label, text[start : start + CELL_LENGTH]


def _definitions() -> list[tuple[str, ...]]:
    return [
        (
            *(one.label, one.unit, one.grain.value.replace("_", " "), one.direction.value),
            *(one.definition, one.source),
        )
        for one in MEASURES
    ]


def _refuse_too_much(exhibit: Exhibit, n_facts: int) -> None:
    texts = (cell for row in (exhibit.columns, *exhibit.rows) for cell in row)
    longest = max((len(cell) for cell in texts if isinstance(cell, str)), default=0)
    n_rows, n_columns = len(exhibit.rows), len(exhibit.columns)
    too_many = n_rows + n_facts + 1 > MOST_ROWS or n_columns > MOST_COLUMNS
    if too_many or longest > CELL_LENGTH:
        raise BasketError(
            f"The table of {exhibit.title!r} has {n_rows:,} rows, {n_columns:,} columns and a text"
            f" of {longest:,} signs; a sheet holds {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns,"
            f" a cell {CELL_LENGTH:,} signs: the CSV files would do"
        )


def _guarded(cell: Cell) -> Cell:
    return escaped(cell) if isinstance(cell, str) else cell


def _made_at(basket: Basket) -> datetime:
    """Return the last day on which something was taken along: a workbook must tell a time."""
    days = [_NO_DAY]
    for exhibit in basket.exhibits:
        with suppress(ValueError):
            days.append(datetime.fromisoformat(exhibit.taken_on).replace(tzinfo=UTC))
    return max(days[1:], default=_NO_DAY)
