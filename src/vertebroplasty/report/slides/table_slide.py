"""An exhibit that is a table, as a native table: as much as can be read, and what is left out."""

from pptx.slide import Slide
from pptx.table import Table
from pptx.util import Pt

from vertebroplasty.formatting import number, units, whole
from vertebroplasty.report.exhibits import Exhibit
from vertebroplasty.report.slides.areas import Area
from vertebroplasty.report.slides.markup import Run, cut, printable, width
from vertebroplasty.report.slides.native import describe
from vertebroplasty.report.slides.words import Look, add_words, fill
from vertebroplasty.report.tables import Cell

LETTERS, ROW, PADDING = 14.0, 26.0, 16.0
NARROWEST, WIDEST = 60.0, 260.0
DECIMALS = 3


def add_table(slide: Slide, area: Area, exhibit: Exhibit) -> None:
    """Add the rows and columns of an exhibit that fit, and say how many more there are.

    Parameters
    ----------
    slide : Slide
        To which.
    area : Area
        Where.
    exhibit : Exhibit
        Without a figure.
    """
    if not exhibit.columns:
        return
    texts = [[shown(cell) for cell in row] for row in (exhibit.columns, *exhibit.rows)]
    wide = _widths(texts, area.width)
    most = max(1, int(area.height / ROW) - 2)
    kept = texts[: most + 1]
    left_out = _left_out(len(texts) - len(kept), len(exhibit.columns) - len(wide))
    place = area._replace(width=sum(wide), height=ROW * len(kept))
    table = slide.shapes.add_table(len(kept), len(wide), *(Pt(value) for value in place))
    describe(table, exhibit.title, exhibit.alt)
    _write(table.table, kept, wide)
    if left_out:
        below = area._replace(top=place.bottom, height=ROW)
        add_words(slide, below, "Left out", [(Run(left_out),)], Look(LETTERS, anchor="middle"))


def shown(cell: Cell) -> str:
    """Return a cell as it is read: whole numbers whole, others with at most three decimals."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return " ".join(printable(cell).split())
    if isinstance(cell, int) or cell == int(cell):
        return whole(int(cell)).replace("-", "\N{MINUS SIGN}")
    return number(cell, DECIMALS).rstrip("0").rstrip(".")


def _widths(texts: list[list[str]], room: float) -> list[float]:
    """Return the widths of the columns from the left that fit."""
    wanted = [
        max(NARROWEST, min(WIDEST, max(width(text, LETTERS) for text in column) + PADDING))
        for column in zip(*texts, strict=True)
    ]
    kept: list[float] = []
    for column in wanted:
        if kept and sum(kept) + column > room:
            break
        kept.append(min(column, room))
    return kept


def _left_out(rows: int, columns: int) -> str:
    parts = [units(count, noun) for count, noun in ((rows, "rows"), (columns, "columns")) if count]
    more = [part.replace(" ", " more ", 1) for part in parts]
    return f"and {' and '.join(more)}, in the workbook" if more else ""


def _write(table: Table, texts: list[list[str]], wide: list[float]) -> None:
    for column, across in zip(table.columns, wide, strict=True):
        column.width = Pt(round(across))
    for row in table.rows:
        row.height = Pt(ROW)
    for number_of_row, row in enumerate(texts):
        for place, across in enumerate(wide):
            cell = table.cell(number_of_row, place)
            cell.margin_top = cell.margin_bottom = Pt(2)
            text = cut(row[place], LETTERS, across - PADDING, 1)
            fill(cell.text_frame, [(Run(text),)], Look(LETTERS, bold=number_of_row == 0))
