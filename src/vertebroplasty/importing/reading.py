"""Read a CSV file strictly: what cannot be read without a doubt is reported, never guessed.

One dialect: UTF-8 (a byte order mark is allowed), double quote, a header row, LF or CRLF, and a
comma in the data dictionary's own files. A row is a line: no cell holds a line break, so a quote
left open is found on its own line instead of swallowing the rows below.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import BinaryIO

from vertebroplasty.importing.report import Problem

_BLOCK_BYTES = 1 << 19

LONGEST_LINE = 1 << 22
"""Bytes: no acceptable row has as many, its cells hold at most 128 KiB each (csv.field_size_limit).
A longer line is read in pieces, each of which is refused."""

# In a block, line breaks (LF or CRLF) are in their place; in a line, none is.
_CONTROL_IN_BLOCK = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n|\Z)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_CONTROL_BUT_TAB = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


@dataclass
class Block:
    """Some lines of a file: the rows they hold, and what was wrong with those that hold none."""

    rows_in: int = 0
    lines: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def blocks(file: BinaryIO, size: int = _BLOCK_BYTES) -> Iterator[bytes]:
    """Yield the rest of a file in pieces of whole lines of about `size` bytes."""
    rest = b""
    while piece := file.read(size):
        rest += piece
        cut = rest.rfind(b"\n")
        if cut >= 0:
            yield rest[: cut + 1]
            rest = rest[cut + 1 :]
        elif len(rest) > LONGEST_LINE:
            yield rest
            rest = b""
    if rest:
        yield rest


def read_block(
    file_name: str, header: tuple[str, ...], first_line: int, block: bytes, delimiter: str = ","
) -> Block:
    """Read the lines of a block.

    Parameters
    ----------
    file_name : str
        Name of the file, for the report.
    header : tuple of str
        Names of its columns; none when they could not be read, and rows are counted only.
    first_line : int
        Line number of the block's first line, from 1.
    block : bytes
        Whole lines, in UTF-8.
    delimiter : str
        What stands between two cells.

    Returns
    -------
    Block
        Their rows and problems.
    """
    rows = _read_sound(block, len(header), delimiter)
    if rows is not None:
        lines = list(range(first_line, first_line + len(rows)))
        return Block(len(rows), lines, rows)
    read = Block()
    for number, line in enumerate(block.split(b"\n"), first_line):
        bare = line.removesuffix(b"\r")
        if bare and not header:
            read.rows_in += 1
        elif bare:
            _add_line(read, Place(file_name, header, number, delimiter), bare)
    return read


def _read_sound(block: bytes, width: int, delimiter: str) -> list[list[str]] | None:
    """Read a block in one go when nothing in it needs a closer look, else return None."""
    if _CONTROL_IN_BLOCK.search(block) or (delimiter != "\t" and b"\t" in block):
        return None
    try:
        texts = block.removesuffix(b"\n").decode("utf-8").split("\n")
        rows = list(csv.reader(texts, delimiter=delimiter, strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    # As many rows as lines: no row spans two of them.
    sound = len(rows) == len(texts) and all(len(row) == width for row in rows)
    return rows if sound else None


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, and what it should hold.

    Attributes
    ----------
    file_name : str
        Name of the file, for the report.
    header : tuple of str
        Names of its columns.
    number : int
        Line number, from 1.
    delimiter : str
        What stands between two cells.
    """

    file_name: str
    header: tuple[str, ...]
    number: int
    delimiter: str = ","


def _add_line(read: Block, place: Place, line: bytes) -> None:
    read.rows_in += 1
    row, problem = read_line(place, line)
    if problem is None and len(row) != len(place.header):
        allowed = f"{len(place.header)}, as in the header"
        told = ("columns", str(len(row)), allowed, "row.columns")
        problem = Problem(place.file_name, place.number, *told)
    if problem:
        read.problems.append(problem)
    else:
        read.lines.append(place.number)
        read.rows.append(row)


_CLOSED_CELL = (
    "a cell of at most 131,072 characters whose double quotes are closed on the same line"
    " (a quote inside a quoted cell is doubled)"
)


def read_line(place: Place, line: bytes) -> tuple[list[str], Problem | None]:
    """Read one line; the problem names the column in which reading stopped."""
    mark = place.delimiter

    def problem(before: str, allowed: str, rule: str) -> tuple[list[str], Problem]:
        """Return no cells, and what stopped the reading."""
        cells, start = _whole_cells(before, mark)
        column = place.header[min(cells, len(place.header) - 1)]
        rest = line.decode("utf-8", "backslashreplace")[start:]
        value = rest if rest.startswith('"') else rest.partition(mark)[0]
        return [], Problem(place.file_name, place.number, column, value, allowed, rule)

    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        before = line[: error.start].decode("utf-8")
        return problem(before, "UTF-8 text", "row.encoding")
    if control := (_CONTROL_BUT_TAB if mark == "\t" else _CONTROL).search(text):
        allowed = "text without tabs, lone carriage returns or other control characters"
        return problem(text[: control.start()], allowed, "row.control")
    try:
        return next(csv.reader([text], delimiter=mark, strict=True)), None
    except csv.Error:
        return problem(text, _CLOSED_CELL, "row.quote")


@lru_cache
def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    return re.compile(rf'(?:"(?:[^"]|"")*"|[^"{mark}][^{mark}]*|)(?={mark}|\Z)')


def _whole_cells(text: str, delimiter: str) -> tuple[int, int]:
    """Count the cells before the last one, or before one whose quotes do not close.

    Returns
    -------
    tuple of int
        Their number, and where the next one begins.
    """
    pattern, count, start = _cell_pattern(delimiter), 0, 0
    while (cell := pattern.match(text, start)) and cell.end() < len(text):
        count, start = count + 1, cell.end() + 1
    return count, start
