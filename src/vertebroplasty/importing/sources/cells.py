"""The cells of a worksheet's XML: how large a rectangle they span, and which have no value."""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from vertebroplasty.importing.sources.limits import (
    CELL_PROBLEMS,
    CELLS,
    COLUMNS,
    SHEET_CHARACTERS,
)
from vertebroplasty.importing.sources.refusal import FileRefusedError

_INTACT = "an intact workbook; opened in Excel and saved as .xlsx again it would do"
# What the parser of cells does with other references is its own affair.
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_LETTERS = re.compile(r"[A-Z]{1,3}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_FILLED = ("v", "is")
_IN_CELL = ("f", *_FILLED)


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell whose value is not to be had.

    Attributes
    ----------
    line, column : int
        Its place, from 1.
    value, allowed, rule : str
        As in `Problem`.
    """

    line: int
    column: int
    value: str
    allowed: str
    rule: str


class BadCells:
    """The first `CELL_PROBLEMS` bad cells of every column.

    Parameters
    ----------
    cells : iterable of BadCell
        Some that are known already.
    """

    def __init__(self, cells: Iterable[BadCell] = ()) -> None:
        self._columns: dict[int, list[BadCell]] = defaultdict(list)
        for cell in cells:
            self.note(cell)

    def note(self, cell: BadCell) -> None:
        """Add a cell, if its column has not too many."""
        of_column = self._columns[min(cell.column, COLUMNS + 1)]
        if len(of_column) < CELL_PROBLEMS:
            of_column.append(cell)

    def __iter__(self) -> Iterator[BadCell]:
        for cells in self._columns.values():
            yield from cells


@dataclass(slots=True)
class SheetPart:
    """A worksheet as its XML was read.

    Attributes
    ----------
    cells : int
        Of the rectangle that its filled cells span.
    bad : BadCells
        Errors, and formulas without a result.
    """

    cells: int = 0
    bad: BadCells = field(default_factory=BadCells)


class CellReader:
    """Follows the cells of a worksheet.

    Parameters
    ----------
    parser : pyexpat.XMLParserType
        Of the worksheet's part; its handlers are set here.
    part : SheetPart
        Filled on the way.
    lengths : array of int
        Of the shared texts.
    """

    def __init__(self, parser: expat.XMLParserType, part: SheetPart, lengths: "array[int]") -> None:
        self._part, self._lengths = part, lengths
        self._next_row = self._row = self._column = self._characters = 0
        self._first_row = self._first_column = 1 << 40
        self._last_row = self._last_column = 0
        self._type, self._inside, self._formula, self._filled = "", "", False, False
        self._texts: list[str] = []
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def _start(self, tag: str, attributes: list[str]) -> None:
        tag = local(tag)
        if tag == "c":
            self._start_cell(dict(pairs(attributes)))
        elif tag == "row":
            given = dict(pairs(attributes)).get("r")
            self._next_row = _row_number(given) if given is not None else self._next_row + 1
            self._column = 0
        elif tag == "f":
            self._formula, self._inside = True, "f"
        elif tag in _FILLED:
            self._filled, self._inside = True, "v"

    def _start_cell(self, of: dict[str, str]) -> None:
        if place := of.get("r"):
            self._row, self._column = _place_of(place)
        else:
            self._row, self._column = self._next_row, self._column + 1
        self._type, self._formula, self._filled = of.get("t", ""), False, False
        self._inside = ""
        self._texts.clear()

    def _text(self, text: str) -> None:
        if self._inside == "v":
            self._texts.append(text)

    def _end(self, tag: str) -> None:
        tag = local(tag)
        if tag == "c":
            self._end_cell("".join(self._texts).strip())
        elif tag in _IN_CELL:
            self._inside = ""

    def _end_cell(self, text: str) -> None:
        if self._filled:
            self._widen()
            self._count(text)
        if self._type == "e" and text:
            self._note(text, "a value instead of an error of the workbook", "cell.error")
        elif self._formula and not text and not (self._filled and self._type == "str"):
            allowed = "a value; opened in Excel and saved again, the formula has one"
            self._note("a formula without its result", allowed, "cell.formula")

    def _widen(self) -> None:
        self._first_row = min(self._first_row, self._row)
        self._last_row = max(self._last_row, self._row)
        self._first_column = min(self._first_column, self._column)
        self._last_column = max(self._last_column, self._column)
        height = self._last_row - self._first_row + 1
        self._part.cells = height * (self._last_column - self._first_column + 1)
        if self._last_column > COLUMNS:
            _refuse("file.columns", f"{self._last_column:,} columns", f"{COLUMNS:,} columns")
        if self._part.cells > CELLS:
            _refuse("file.cells", f"{self._part.cells:,} cells or more", f"{CELLS:,} cells")

    def _count(self, text: str) -> None:
        if self._type == "s":
            place = int(text) if _NUMBER.fullmatch(text) else -1
            if not 0 <= place < len(self._lengths):
                raise FileRefusedError("file.xml", f"shared text {text} that is not there", _INTACT)
            self._characters += self._lengths[place]
        else:
            self._characters += len(text)
        if self._characters > SHEET_CHARACTERS:
            _refuse("file.cells", "more text", f"{SHEET_CHARACTERS:,} characters")

    def _note(self, value: str, allowed: str, rule: str) -> None:
        self._part.bad.note(BadCell(self._row, self._column, value, allowed, rule))


def _refuse(rule: str, value: str, limit: str) -> None:
    allowed = f"a sheet of at most {limit}; saved as .csv a larger one would do"
    raise FileRefusedError(rule, value, allowed)


def local(tag: str) -> str:
    """Return the name of an element without its prefix."""
    return tag.rpartition(":")[2] if ":" in tag else tag


def pairs(attributes: list[str]) -> Iterator[tuple[str, str]]:
    """Return names and values of attributes in expat's order."""
    return zip(attributes[::2], attributes[1::2], strict=True)


def _row_number(digits: str) -> int:
    if not _ROW.fullmatch(digits):
        raise FileRefusedError("file.xml", f"a row {digits}", _INTACT)
    return int(digits)


def _place_of(reference: str) -> tuple[int, int]:
    """Return row and column of a reference, A1 being 1 and 1."""
    letters = reference.rstrip("0123456789")
    if not _LETTERS.fullmatch(letters):
        raise FileRefusedError("file.xml", f"a cell {reference}", _INTACT)
    return _row_number(reference[len(letters) :]), _column_number(letters)


@lru_cache(maxsize=4_096)
def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + (ord(letter) - 64)
    return number
