"""A table that can be staged: what a text file and a sheet of a workbook have in common."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Protocol

import duckdb

from vertebroplasty.importing.report import Problem
from vertebroplasty.importing.sources.headings import Headings


@dataclass(frozen=True, slots=True)
class Target:
    """Where the rows below a header go.

    Attributes
    ----------
    staging : duckdb.DuckDBPyConnection
        Where the table is made.
    number : int
        Of the sheet.
    headings : Headings
        The headings.
    header_line : int
        Their line.
    report : callable
        Told what is wrong with rows and cells; columns go by their headings.
    """

    staging: duckdb.DuckDBPyConnection
    number: int
    headings: Headings
    header_line: int
    report: Callable[[Iterable[Problem]], None]

    @property
    def table(self) -> str:
        """Name of the table."""
        return f"sheet_{self.number}"


@dataclass(frozen=True, slots=True)
class Staged:
    """What became of a table's rows.

    Attributes
    ----------
    rows_in : int
        Rows after the header that are not blank.
    sound : bool
        Whether every one of them is staged.
    """

    rows_in: int
    sound: bool


class Table(Protocol):
    """A text file, or a sheet of a workbook."""

    @property
    def name(self) -> str:
        """Name of the sheet; empty for a text file."""

    def head(self, lines: int) -> list[list[str]]:
        """Return the cells of the first lines, blank ones included; fewer where there are fewer."""

    def stage(self, to: Target) -> Staged:
        """Read the rows below a header into a new table."""


def create_table(staging: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str]) -> None:
    """Make an empty table of texts with a line number."""
    texts = "".join(f", {column} VARCHAR" for column in columns)
    staging.execute(f"CREATE TEMP TABLE {table} (line BIGINT{texts})")


def add_rows(
    staging: duckdb.DuckDBPyConnection,
    table: str,
    lines: list[int],
    rows: Sequence[Sequence[str]],
) -> None:
    """Add rows of texts to a table; the empty text becomes NULL.

    Parameters
    ----------
    staging : duckdb.DuckDBPyConnection
        Where the table is.
    table : str
        Its name.
    lines : list of int
        Their line numbers.
    rows : sequence of sequences of str
        Their cells, as many as the table has columns.
    """
    if not rows:
        return
    columns = [[text or None for text in column] for column in zip_longest(*rows, fillvalue="")]
    listed = "".join(", unnest(?::VARCHAR[])" for _ in columns)
    staging.execute(f"INSERT INTO {table} SELECT unnest(?::BIGINT[]){listed}", [lines, *columns])


def remove_blank(staging: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str]) -> int:
    """Remove the rows without any text from a table; return how many are left."""
    staging.execute(f"DELETE FROM {table} WHERE coalesce({', '.join(columns)}) IS NULL")
    return int(staging.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
