"""The levels of a row: a list in one cell, tick boxes, and which of them leaked."""

import re
from collections.abc import Iterator, Sequence

import duckdb

from vertebroplasty.importing.mapping.cells import value
from vertebroplasty.importing.mapping.levels import read_levels
from vertebroplasty.importing.mapping.parts import Cell, Part, level_cells
from vertebroplasty.vocabulary import VertebralLevel

MOST_LEVELS = len(VertebralLevel)
"""A cell that names more is not understood: one of them stands there twice."""

_BLOCK = 10_000


def create_level_lists(staging: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> None:
    """Make the table of the levels that each text stands for, read once a text."""
    staging.execute(
        "CREATE OR REPLACE TABLE level_list"
        " (text TEXT, levels TEXT[], understood BOOLEAN, alignable BOOLEAN)"
    )
    texts = [
        f"SELECT {sql} AS text FROM {part.table}" for part in parts for sql in _level_texts(part)
    ]
    if not texts:
        return
    staging.execute(
        "CREATE OR REPLACE TEMP TABLE level_text AS SELECT row_number() OVER () AS number, text"
        f" FROM (SELECT DISTINCT text FROM ({' UNION ALL '.join(texts)}) WHERE text IS NOT NULL)"
    )
    for first in range(1, _count(staging) + 1, _BLOCK):
        _read_block(staging, first)


def _count(staging: duckdb.DuckDBPyConnection) -> int:
    return int(staging.execute("SELECT count(*) FROM level_text").fetchall()[0][0])


def _read_block(staging: duckdb.DuckDBPyConnection, first: int) -> None:
    found = staging.execute(
        "SELECT text FROM level_text WHERE number BETWEEN ? AND ?", [first, first + _BLOCK - 1]
    ).fetchall()
    rows = [_read(text) for (text,) in found]
    staging.execute(
        "INSERT INTO level_list SELECT unnest(?::TEXT[]), unnest(?::TEXT[][]),"
        " unnest(?::BOOLEAN[]), unnest(?::BOOLEAN[])",
        [list(column) for column in zip(*rows, strict=True)],
    )


def _level_texts(part: Part) -> Iterator[str]:
    yield own_text(part)
    yield named_text(part)
    yield value(part, "treated_level.leak")
    yield value(part, "complication.level")
    yield value(part, "new_fracture.level")


def _read(text: str) -> tuple[str, list[str], bool, bool]:
    levels = [str(level) for level in read_levels(text)]
    if not 0 < len(levels) <= MOST_LEVELS:
        return text, [text], False, False
    return text, levels, True, _in_order(text, levels)


def _in_order(text: str, levels: list[str]) -> bool:
    """Whether the levels stand in the text in the order of the list: not so in ``L2-T12``."""
    numbers = iter([int(level[1:]) for level in levels])
    return all(int(number) in numbers for number in re.findall(r"\d+", text))


def own_text(part: Part) -> str:
    """Return the SQL of the text that says which levels a row is about."""
    return _joined(level_cells(part))


def named_text(part: Part) -> str:
    """Return the SQL of the text that says which of them leaked, where a column is for that."""
    cells = part.all_of("leak.level")
    return "NULL::TEXT" if cells == level_cells(part) else _joined(cells)


def _joined(cells: tuple[Cell, ...]) -> str:
    listed = ", ".join(cell.value for cell in cells)
    return f"nullif(concat_ws(', ', {listed}), '')" if cells else "NULL::TEXT"
