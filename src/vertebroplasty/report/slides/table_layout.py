"""How a table stands on slides: the widths of its columns, and which rows share a slide."""

from collections.abc import Sequence
from typing import NamedTuple

from vertebroplasty.formatting import never_zero, units, whole
from vertebroplasty.report.slides.areas import Area
from vertebroplasty.report.slides.markup import BOLD, cut, printable
from vertebroplasty.report.slides.table_widths import PADDING, lines_of_cell, widths
from vertebroplasty.report.tables import Cell, Table

LETTERS, SMALL = 14.0, 12.0
"""Points, and those of a table that would not fit one slide otherwise."""
LEADING, MARGIN = 1.2, 3.0
MOST_PARTS = 4
"""Slides of one table; what is beyond them stands in the workbook."""
DECIMALS = 3
STEP = 4.0

Texts = Sequence[Sequence[str]]


class TablePart(NamedTuple):
    """What one slide shows of a table.

    Attributes
    ----------
    texts : list of list of str
        Headings, then cells.
    wide, high : list of float
        Points of each column and each row.
    letters : float
        Points.
    is_number : list of bool
        Columns that stand at the right.
    left_out : str
        What no slide shows; empty where nothing is.
    """

    texts: list[list[str]]
    wide: list[float]
    high: list[float]
    letters: float
    is_number: list[bool]
    left_out: str


def table_parts(table: Table, area: Area) -> list[TablePart]:
    """Return a table in parts, each for a slide of its own.

    Parameters
    ----------
    table : Table
        What to show.
    area : Area
        That a slide has for it.
    """
    texts = [[shown(cell) for cell in row] for row in (table.columns, *table.rows)]
    numbers = [_is_number(column) for column in zip(*table.rows, strict=True)]
    for letters in (LETTERS, SMALL):
        parts = _parts(texts, area, letters, numbers or [False] * len(table.columns))
        if len(parts) == 1 and not parts[0].left_out:
            break
    return parts


def shown(cell: Cell) -> str:
    """Return a cell as it is read: whole numbers whole, others with at most three decimals."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return "\n".join(line.rstrip() for line in printable(cell).splitlines())
    if isinstance(cell, int) or cell == int(cell):
        return whole(int(cell)).replace("-", "\N{MINUS SIGN}")
    return never_zero(cell, DECIMALS).rstrip("0").rstrip(".")


def _is_number(column: Sequence[Cell]) -> bool:
    return not any(isinstance(cell, str) for cell in column)


def _parts(texts: Texts, area: Area, letters: float, numbers: list[bool]) -> list[TablePart]:
    wide = widths(texts, area.width, letters)
    most = max(1, int((area.height / 2 - 2 * MARGIN) / (letters * LEADING)))
    cells = [
        [
            cut(text, letters, across - PADDING, most)
            for text, across in zip(row[: len(wide)], wide, strict=True)
        ]
        for row in texts
    ]
    high = [_height(row, wide, letters, bold=at == 0) for at, row in enumerate(cells)]
    groups = _groups(high, area.height - letters * LEADING - MARGIN)
    kept = groups[:MOST_PARTS]
    rows_left = sum(map(len, groups[MOST_PARTS:]))
    left_out = _left_out(rows_left, len(texts[0]) - len(wide))
    return [
        TablePart(
            [cells[at] for at in (0, *rows)],
            wide,
            [high[at] for at in (0, *rows)],
            letters,
            numbers,
            left_out * (rows is kept[-1]),
        )
        for rows in kept
    ]


def _height(row: Sequence[str], wide: Sequence[float], letters: float, *, bold: bool) -> float:
    size = letters * (BOLD if bold else 1)
    lines = (lines_of_cell(text, size, across) for text, across in zip(row, wide, strict=True))
    return max(lines) * letters * LEADING + 2 * MARGIN


def _groups(high: Sequence[float], height: float) -> list[list[int]]:
    """Return which rows share a slide below the headings: about as many on each."""
    whole_table = _greedy(high, height)
    limit = sum(high[1:]) / len(whole_table) + high[0]
    while limit < height and len(_greedy(high, limit)) > len(whole_table):
        limit += STEP
    return _greedy(high, min(limit, height))


def _greedy(high: Sequence[float], height: float) -> list[list[int]]:
    groups: list[list[int]] = [[]]
    used = high[0]
    for at, row in enumerate(high[1:], 1):
        if groups[-1] and used + row > height:
            groups.append([])
            used = high[0]
        groups[-1].append(at)
        used += row
    return groups


def _left_out(rows: int, columns: int) -> str:
    parts = [units(count, noun) for count, noun in ((rows, "rows"), (columns, "columns")) if count]
    more = [part.replace(" ", " more ", 1) for part in parts]
    return f"and {' and '.join(more)}, in the workbook" if more else ""
