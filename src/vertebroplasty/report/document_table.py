"""A table of numbers for a reader: rounded where it is read, exact where a program reads it."""

from html import escape

from vertebroplasty.formatting import number, whole
from vertebroplasty.report.tables import Cell, Table

WIDE = 8
"""Columns from which on a table is set small on paper."""
_DECIMALS, _DECIMALS_BELOW_ONE = 2, 4


def table_html(table: Table, name: str) -> str:
    """Return a table as HTML.

    Parameters
    ----------
    table : Table
        Its first column names the rows.
    name : str
        What a screen reader says when it enters the table.

    Returns
    -------
    str
        Each number stands in a ``data`` element with its exact value.
    """
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    kinds = [_kind(cells) for cells in columns]
    digits = [_decimals(cells) for cells in columns]
    head = "".join(
        f'<th scope="col"{kind}>{escape(text)}</th>'
        for text, kind in zip(table.columns, kinds, strict=True)
    )
    body = "".join(_row(row, kinds, digits) for row in table.rows)
    size = "wide" if len(table.columns) > WIDE else "narrow"
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(name)}">'
        f'<table class="{size}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(row: tuple[Cell, ...], kinds: list[str], digits: list[int]) -> str:
    first, *others = zip(row, kinds, digits, strict=True)
    cells = "".join(f"<td{kind}>{_cell(cell, places)}</td>" for cell, kind, places in others)
    return f'<tr><th scope="row"{first[1]}>{_cell(first[0], first[2])}</th>{cells}</tr>'


def _cell(cell: Cell, decimals: int) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return escape(cell)
    return f'<data value="{cell!r}">{escape(_shown(cell, decimals))}</data>'


def _shown(value: float, decimals: int) -> str:
    if not decimals:
        return whole(int(value))
    step = 10**-decimals
    if value and abs(value) < step / 2:
        bound = number(step if value > 0 else -step, decimals)
        return f"< {bound}" if value > 0 else f"> {bound}"
    return number(value, decimals)


def _kind(cells: tuple[Cell, ...]) -> str:
    return ' class="number"' if _numbers(cells) and not any(map(_is_text, cells)) else ""


def _decimals(cells: tuple[Cell, ...]) -> int:
    """Return the decimals of a column: none for whole numbers, more where all are small."""
    numbers = _numbers(cells)
    if all(float(value).is_integer() for value in numbers):
        return 0
    return _DECIMALS if max(map(abs, numbers)) >= 1 else _DECIMALS_BELOW_ONE


def _numbers(cells: tuple[Cell, ...]) -> list[float]:
    return [cell for cell in cells if cell is not None and not isinstance(cell, str)]


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str)
