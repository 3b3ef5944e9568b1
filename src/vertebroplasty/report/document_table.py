"""A table of numbers for a reader: rounded where it is read, exact where a program reads it."""

import math
from dataclasses import dataclass
from functools import cached_property
from html import escape

from vertebroplasty.formatting import MINUS, never_zero, whole
from vertebroplasty.report.tables import Cell, Table

WIDE = 8
"""Columns from which on a table is set small on paper."""
MOST_WIDTH = 14
"""Of a part of a table: a column of numbers counts one, a column of words two."""
_LONG_WORD = 14
"""Signs from which on a word may be broken, so that no table is wider than its paper."""
_DECIMALS, _DECIMALS_BELOW_ONE = 2, 4


def table_html(table: Table, name: str) -> str:
    """Return a table as HTML; one that is very wide in parts below each other.

    Parameters
    ----------
    table : Table
        Its first column names the rows, or its first two where both are words.
    name : str
        What a screen reader says when it enters the table.

    Returns
    -------
    str
        Each number stands in a ``data`` element with its exact value.
    """
    columns = [_Column(*both) for both in zip(table.columns, _turned(table), strict=True)]
    parts = _parts(columns)
    size = "wide" if any(len(part) > WIDE for part in parts) else "narrow"
    of = [f", part {n} of {len(parts)}" if parts[1:] else "" for n in range(1, len(parts) + 1)]
    return "".join(
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(name + which)}">'
        f'<table class="{size}">{_grid(part)}</table></div>'
        for part, which in zip(parts, of, strict=True)
    )


def parts_of(table: Table) -> int:
    """Return in how many parts a table is shown."""
    return len(_parts([_Column(*both) for both in zip(table.columns, _turned(table), strict=True)]))


@dataclass(frozen=True)
class _Column:
    """A column, with how its cells are shown."""

    heading: str
    cells: tuple[Cell, ...]

    @property
    def numbers(self) -> list[float]:
        return [one for one in self.cells if one is not None and not isinstance(one, str)]

    @property
    def width(self) -> int:
        return 2 if any(isinstance(one, str) for one in self.cells) else 1

    @cached_property
    def kind(self) -> str:
        is_number = self.numbers and not any(isinstance(one, str) for one in self.cells)
        return ' class="number"' if is_number else ""

    @cached_property
    def decimals(self) -> int:
        """Decimals: none for whole numbers, more where all are small."""
        if all(float(one).is_integer() for one in self.numbers):
            return 0
        return _DECIMALS if max(map(abs, self.numbers)) >= 1 else _DECIMALS_BELOW_ONE


def _turned(table: Table) -> list[tuple[Cell, ...]]:
    return list(zip(*table.rows, strict=True)) or [()] * len(table.columns)


def _parts(columns: list[_Column]) -> list[list[_Column]]:
    """Return the columns in parts of about the same width, each behind what names the rows."""
    names = 2 if len(columns) > 2 and not columns[0].kind and not columns[1].kind else 1
    named, others = columns[:names], columns[names:]
    whole_width = sum(one.width for one in others)
    many = max(1, math.ceil(whole_width / (MOST_WIDTH - sum(one.width for one in named))))
    parts: list[list[_Column]] = [[*named] for _ in range(many)]
    passed = 0.0
    for one in others:
        parts[int((passed + one.width / 2) / whole_width * many)].append(one)
        passed += one.width
    return parts


def _grid(columns: list[_Column]) -> str:
    head = "".join(f'<th scope="col"{one.kind}>{_words(one.heading)}</th>' for one in columns)
    first, *others = columns
    body = "".join(
        f'<tr><th scope="row"{first.kind}>{_cell(first, at)}</th>'
        + "".join(f"<td{one.kind}>{_cell(one, at)}</td>" for one in others)
        + "</tr>"
        for at in range(len(first.cells))
    )
    return f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"


def _cell(column: _Column, at: int) -> str:
    cell = column.cells[at]
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _words(cell)
    return f'<data value="{cell!r}">{escape(_shown(cell, column.decimals))}</data>'


def _words(text: str) -> str:
    is_long = any(len(word) > _LONG_WORD for word in text.split())
    words = escape(text).replace("\n", "<br>")
    return f'<span class="long">{words}</span>' if is_long else words


def _shown(value: float, decimals: int) -> str:
    if not decimals:
        return whole(int(value)).replace("-", MINUS)
    return never_zero(value, decimals)
