"""The workbook inside a chart: a sheet of the numbers drawn, and one of what stands around them."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from vertebroplasty.importing.escaping import escaped
from vertebroplasty.report.slides.drawing_xml import element, value

NUMBERS, AROUND = "Numbers", "Around"
MADE_AT = datetime.fromisoformat("2000-01-01")
"""Written into each workbook, so that the same chart has the same bytes."""

Content = Sequence[float | str | None]


class Reference(NamedTuple):
    """Cells below each other, and what they hold."""

    cells: str
    content: tuple[float | str | None, ...]


class Book:
    """A workbook that grows by columns."""

    def __init__(self) -> None:
        self._columns: dict[str, list[tuple[str, Content]]] = {NUMBERS: [], AROUND: []}

    def add(self, heading: str, content: Content, sheet: str = NUMBERS) -> Reference:
        """Add a column and return where its cells stand."""
        columns = self._columns[sheet]
        columns.append((heading, content))
        where = xl_range_abs(1, len(columns) - 1, max(1, len(content)), len(columns) - 1)
        texts = (escaped(cell) if isinstance(cell, str) else cell for cell in content)
        return Reference(f"{sheet}!{where}", tuple(texts))

    def heading(self, sheet: str = NUMBERS) -> Reference:
        """Return the cell of the last column's heading."""
        columns = self._columns[sheet]
        where = xl_rowcol_to_cell(0, len(columns) - 1, row_abs=True, col_abs=True)
        return Reference(f"{sheet}!{where}", (escaped(columns[-1][0]),))

    def content(self) -> bytes:
        """Return the workbook."""
        kept = io.BytesIO()
        book = Workbook(kept, {"in_memory": True})
        book.set_properties({"created": MADE_AT})
        bold = book.add_format({"bold": True})
        for name, columns in self._columns.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for place, (heading, cells) in enumerate(columns):
                sheet.set_column(place, place, 16)
                sheet.write_string(0, place, escaped(heading), bold)
                for row, cell in enumerate(cells, 1):
                    if isinstance(cell, str):
                        sheet.write_string(row, place, escaped(cell))
                    elif cell is not None:
                        sheet.write_number(row, place, cell)
        book.close()
        return kept.getvalue()


def numbers(reference: Reference) -> Element:
    """Return a reference to cells of numbers, with what they hold."""
    kept = [element("c:formatCode", text="General"), *_points(reference)]
    return element("c:numRef", element("c:f", text=reference.cells), element("c:numCache", *kept))


def texts(reference: Reference) -> Element:
    """Return a reference to cells of text, with what they hold."""
    cache = element("c:strCache", *_points(reference))
    return element("c:strRef", element("c:f", text=reference.cells), cache)


def _points(reference: Reference) -> list[Element]:
    held = [
        element("c:pt", element("c:v", text=_written(cell)), idx=place)
        for place, cell in enumerate(reference.content)
        if cell is not None
    ]
    return [value("c:ptCount", len(reference.content)), *held]


def _written(cell: float | str) -> str:
    """Return a cell as XlsxWriter writes it: numbers with sixteen digits."""
    return cell if isinstance(cell, str) else f"{cell:.16G}"
