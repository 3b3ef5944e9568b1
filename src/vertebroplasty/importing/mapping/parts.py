"""A part: one sheet read by one part of the mapping, and which dictionary tables its rows fill."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from vertebroplasty.importing.dictionary import SOURCE_FILES, Column, Kind
from vertebroplasty.importing.mapping.model import KEYS, SheetMapping, Target
from vertebroplasty.importing.places import SLOTS
from vertebroplasty.importing.sources.sheet import Sheet

TABLES = tuple(source.name for source in SOURCE_FILES)

ABOVE = {
    "patient": (),
    "procedure": ("patient",),
    "treated_level": ("procedure", "patient"),
    "leak": ("treated_level", "procedure", "patient"),
    "visit": ("procedure", "patient"),
    "complication": ("procedure", "patient"),
    "new_fracture": ("patient",),
}
"""For each table, the tables above it, nearest first: one of their rows has rows of it."""

_YES_NO = ("no", "yes")
COLUMNS = {
    **{f"{s.name}.{column.name}": column for s in SOURCE_FILES for column in s.columns},
    **{key: Column(key) for key in KEYS},
    "procedure.birth_date": Column("birth_date", Kind.DATE),
    "visit.date": Column("date", Kind.DATE),
    "treated_level.leak": Column("leak", Kind.TERM, terms=_YES_NO),
}
"""What every field holds."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column, or one constant, of a part means.

    Attributes
    ----------
    number : int
        From 1; names its columns in the part's table.
    target : Target
        What it fills.
    heading : str
        The clinic's heading; empty for a constant.
    """

    number: int
    target: Target
    heading: str = ""

    @property
    def value(self) -> str:
        """Its column of dictionary texts in the part's table."""
        return f"v{self.number}"

    @property
    def text(self) -> str:
        """Its column of the clinic's texts, there for levels, leaks and ticks only."""
        return f"r{self.number}"

    @property
    def own(self) -> str:
        """Its column of values for each of a row's levels, and then of a level's own value."""
        return f"p{self.number}"

    @property
    def is_aligned(self) -> str:
        """Its column of whether it holds one value for each level, in their order."""
        return f"a{self.number}"


@dataclass(frozen=True)
class Part:
    """One sheet, read by one part of the mapping.

    Attributes
    ----------
    number : int
        From 1, over all sheets.
    sheet : Sheet
        What is read.
    mapping : SheetMapping
        How.
    """

    number: int
    sheet: Sheet
    mapping: SheetMapping

    @property
    def table(self) -> str:
        """Name of the table of its rows, for as long as the connection lasts."""
        return f"part_{self.number}"

    @property
    def rows(self) -> str:
        """What one of its rows is."""
        return self.mapping.rows

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every column that is read, then every constant whose target no column fills."""
        columns = [
            (t, heading) for heading, several in self.mapping.columns.items() for t in several
        ]
        filled = {(target.field, target.timepoint) for target, _ in columns}
        constants = [
            (target, "")
            for target in self.mapping.constants
            if (target.field, target.timepoint) not in filled
        ]
        return tuple(
            Cell(number, target, heading)
            for number, (target, heading) in enumerate([*columns, *constants], 1)
        )

    def all_of(self, field: str, timepoint: str = "") -> tuple[Cell, ...]:
        """Return the columns, tick boxes and constants of a field."""
        place = (field, timepoint)
        return tuple(c for c in self.cells if (c.target.field, c.target.timepoint) == place)

    def boxes(self, field: str) -> tuple[Cell, ...]:
        """Return the tick boxes of a field."""
        return tuple(cell for cell in self.all_of(field) if cell.target.term)

    def cell(self, field: str, timepoint: str = "") -> Cell | None:
        """Return the column or constant of a field that is no tick box."""
        plain = (cell for cell in self.all_of(field, timepoint) if not cell.target.term)
        return next(plain, None)

    @cached_property
    def fills(self) -> frozenset[str]:
        """The dictionary's tables that its rows fill."""
        tables = {cell.target.table for cell in self.cells} - {""} | {self.rows}
        if self.all_of("treated_level.leak"):
            tables.add("leak")
        if self.all_of("patient_id") and self.rows not in ("patient", "new_fracture"):
            tables.add("procedure")
        if self.all_of("patient_id") and "procedure" in tables:
            tables.add("patient")
        return frozenset(tables)


def primary(table: str, parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return the parts whose rows are a table's own rows; what others say of it is merged."""
    filling = [part for part in parts if table in part.fills]
    for unit in (table, *ABOVE[table]):
        if own := tuple(part for part in filling if part.rows == unit):
            return own
    return ()


def slots_of(part: Part, parts: Sequence[Part]) -> tuple[int, int]:
    """Return the first slot of a part within a line of its sheet, and how many it has."""
    same = [other for other in parts if other.sheet.number == part.sheet.number]
    width = SLOTS // len(same)
    return same.index(part) * width, width


def level_cells(part: Part) -> tuple[Cell, ...]:
    """Return the columns that say which levels a row is about."""
    own = part.all_of("treated_level.level")
    of_leak = part.all_of("leak.level")
    if part.rows == "leak":
        return of_leak or own
    return own or (() if "treated_level" in part.fills else of_leak)
