"""What a person is shown of a file before it is mapped, and what a guess may look at."""

from dataclasses import dataclass
from pathlib import Path

from vertebroplasty.importing.report import Problem
from vertebroplasty.importing.sources.sheet import Dialect

SAMPLE_ROWS = 12
SHOWN_VALUES = 40


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody gave us.

    Attributes
    ----------
    name : str
        As the user knows it; shown, never used as a path.
    path : pathlib.Path
        Where its bytes are.
    """

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """What stands in one column.

    Attributes
    ----------
    heading : str
        Its heading.
    filled : int
        Rows whose cell is not empty.
    values : tuple of (str, int)
        The most frequent texts (at most `SHOWN_VALUES`, each cut after 200 characters) and how
        often they stand there.
    distinct : int
        Number of different texts.
    """

    heading: str
    filled: int
    values: tuple[tuple[str, int], ...]
    distinct: int


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """What stands in one sheet.

    Attributes
    ----------
    file, name : str
        As in `Sheet`.
    dialect : Dialect
        As read: found out, or given. Meaningless for a workbook.
    header_line : int
        Line of the headings.
    rows_in : int
        Rows below them that are not blank.
    columns : tuple of ColumnPreview
        In the sheet's order.
    sample : tuple of (tuple of str)
        The first `SAMPLE_ROWS` rows; the empty text for an empty cell.
    """

    file: str
    name: str
    dialect: Dialect
    header_line: int
    rows_in: int
    columns: tuple[ColumnPreview, ...]
    sample: tuple[tuple[str, ...], ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The headings."""
        return tuple(column.heading for column in self.columns)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What some files hold.

    Attributes
    ----------
    sheets : tuple of SheetPreview
        Every sheet that could be read.
    problems : tuple of Problem
        Why others could not, and what is wrong with rows of those.
    """

    sheets: tuple[SheetPreview, ...]
    problems: tuple[Problem, ...]
