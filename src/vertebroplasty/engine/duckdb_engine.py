"""DuckDB behind the engine protocol: one read-only, hardened connection, a cursor for every query.

Sharing a connection without cursors gives answers that belong to another thread's query. More than
two queries at once slow each other down, so a semaphore admits two.

DuckDB notes every buffer that a query has let go of, a join's above all, and looks through its
notes when they are 32,768: 20 MB, strewn over the heap. So the file is opened anew every so often.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

import duckdb

from vertebroplasty.engine.base import Cell
from vertebroplasty.errors import DatasetDamagedError

CONCURRENT_QUERIES = 2
OPENED_ANEW_AFTER = 1_000
"""Queries; a join leaves 4 kB behind."""

# Read-only is no sandbox: a query could still read other files or load extensions.
_HARDENING = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}


# Groups whose numbers together have this many bits are counted in an array, without hashing: VAS
# before by VAS after has 14. Every aggregate takes its place in each cell of the array.
_COUNTING = {"perfect_ht_threshold": "14"}

# A DuckDB file begins with three headers of this many bytes; blocks follow.
_HEADER_BYTES = 4096


class DuckDBEngine:
    """Answers counting queries from one DuckDB file.

    Parameters
    ----------
    path : pathlib.Path
        File of a dataset generation.

    Raises
    ------
    DatasetDamagedError
        If the file cannot be opened as a DuckDB database.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._admit = BoundedSemaphore(CONCURRENT_QUERIES)
        self._opening = Lock()
        self._asked = 0
        self._connection = _opened(path)

    def check_size(self) -> None:
        """Refuse a file that is cut short: it would open, and fail at the first lost block.

        Raises
        ------
        DatasetDamagedError
            If the file is smaller than its blocks.
        """
        ((blocks,),) = self.rows("SELECT block_size * total_blocks FROM pragma_database_size()")
        expected, there = 3 * _HEADER_BYTES + (blocks or 0), self._path.stat().st_size
        if there < expected:
            raise DatasetDamagedError(
                f"{self._path.name} is cut short: {there:,} of {expected:,} bytes;"
                f" {way_back(self._path)}"
            )

    def rows(self, sql: str, values: Sequence[int | str] = ()) -> list[tuple[Cell, ...]]:
        """Return the rows of a query; see `Engine.rows`."""
        return self._fetch(sql, values)

    def texts(self, sql: str) -> list[tuple[str, ...]]:
        """Return the rows of a query about the dataset itself, whose columns are all text."""
        return self._fetch(sql, ())

    def _fetch(self, sql: str, values: Sequence[int | str]) -> list[tuple[Any, ...]]:
        if self._asked >= OPENED_ANEW_AFTER:
            self._open_anew()
        try:
            with self._admit, self._connection.cursor() as cursor:
                self._asked += 1
                return cursor.execute(sql, list(values)).fetchall()
        except duckdb.Error as error:
            raise DatasetDamagedError(
                f"{self._path.name} did not answer a query ({_reason(error, self._path)});"
                f" {way_back(self._path)}"
            ) from error

    def _open_anew(self) -> None:
        """Open the file again while nobody asks; one that was pruned stays open as it is."""
        with self._opening, ExitStack() as alone:
            for _ in range(CONCURRENT_QUERIES):
                alone.enter_context(self._admit)
            if self._asked >= OPENED_ANEW_AFTER and self._path.exists():
                self._connection.close()
                self._connection = _opened(self._path)
            self._asked = 0

    def close(self) -> None:
        """Close the connection and let go of the file."""
        self._connection.close()


def _opened(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(path, read_only=True, config={**_HARDENING, **_COUNTING})
    except (duckdb.Error, OSError) as error:
        raise DatasetDamagedError(
            f"{path.name} cannot be opened as a DuckDB file ({_reason(error, path)});"
            f" {way_back(path)}"
        ) from error


def way_back(path: Path) -> str:
    """Return what would do about a file that cannot be served; its folder names the dataset."""
    return (
        "import the source again, or go back with: python -m vertebroplasty use"
        f" {path.parent.name} NUMBER"
    )


def _reason(error: BaseException, path: Path) -> str:
    """Return the first line of an error, without the folders that the reader cannot use."""
    return str(error).partition("\n")[0].replace(str(path), path.name)[:200]
