"""A sheet of a workbook as a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from python_calamine import CalamineSheet

from vertebroplasty.importing.report import Problem
from vertebroplasty.importing.sources.cell_text import Cell, CellError, text_of
from vertebroplasty.importing.sources.cells import BadCell, BadCells, SheetPart
from vertebroplasty.importing.sources.headings import Headings
from vertebroplasty.importing.sources.tables import Staged, Target, add_rows, create_table

_BLOCK_CELLS = 50_000


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A sheet of an open workbook.

    Attributes
    ----------
    file, name : str
        As in `Sheet`.
    sheet : CalamineSheet
        Its cells.
    part : SheetPart
        What they do not tell.
    """

    file: str
    name: str
    sheet: CalamineSheet
    part: SheetPart

    def head(self, lines: int) -> list[list[str]]:
        """Return the cells of the first lines; the empty text for one that cannot be read."""
        return [
            _texts(line, cells, BadCells()) for line, cells in islice(self._numbered_rows(), lines)
        ]

    def stage(self, to: Target) -> Staged:
        """Read the rows below a header into a new table; the width is the header's."""
        create_table(to.staging, to.table, to.headings.columns)
        bad, rows_in = BadCells(self.part.bad), 0
        below = islice(self._numbered_rows(), to.header_line, None)
        size = max(1, _BLOCK_CELLS // max(1, self.sheet.total_width))
        while block := list(islice(below, size)):
            texts = [(line, _texts(line, cells, bad)) for line, cells in block]
            filled = [(line, cells) for line, cells in texts if any(cells)]
            add_rows(to.staging, to.table, [line for line, _ in filled], [row for _, row in filled])
            rows_in += len(filled)
        to.report(self._problems(bad, to.headings, to.header_line))
        return Staged(rows_in, sound=True)

    def _numbered_rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows from the sheet's first, each from its first column."""
        before: list[Cell] = [""] * (self.sheet.start[1] if self.sheet.start else 0)
        for line, cells in enumerate(self.sheet.iter_rows(), 1):
            yield line, [*before, *cells]

    def _problems(self, bad: BadCells, headings: Headings, header_line: int) -> Iterator[Problem]:
        for cell in bad:
            if cell.line > header_line and 0 < cell.column <= len(headings.cells):
                column = headings.cells[cell.column - 1] or f"column {cell.column}"
                told = (cell.line, column, cell.value, cell.allowed, cell.rule)
                yield Problem(self.file, *told, sheet=self.name)


def _texts(line: int, cells: list[Cell], bad: BadCells) -> list[str]:
    try:
        return [text_of(cell) for cell in cells]
    except CellError:
        return [_text(line, place, cell, bad) for place, cell in enumerate(cells, 1)]


def _text(line: int, place: int, cell: Cell, bad: BadCells) -> str:
    try:
        return text_of(cell)
    except CellError as error:
        bad.note(BadCell(line, place, str(cell), error.allowed, error.rule))
        return ""
