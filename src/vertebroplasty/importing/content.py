"""The content of a dataset as one hash: equal when, and only when, the same rows are recorded.

The order of rows, how the file stores them and which version of DuckDB wrote it make no difference.
Each row is written as text without a doubt (texts with their length, an empty cell apart from an
empty text), hashed with SHA-256, and the first 128 bits of a table's hashes are added up as whole
numbers: a row that stands there twice counts twice (by XOR, two copies would cancel out). Contents
that differ by an accident or an edit share a hash with a chance of about 2 to the power of -128. It
is no seal against somebody who makes up millions of rows in order to find two with one hash.
"""

import hashlib
from collections.abc import Sequence

import duckdb

from vertebroplasty.importing.dictionary import SOURCE_FILES

_SCHEME = "vertebroplasty content 1"
_PIECES = (1, 17)
"""Where the first two 64-bit pieces of a SHA-256 begin among its hexadecimal digits."""


def content_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the SHA-256 of what the record tables hold.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Connected to a generation, or ``USE``-ing one that is attached.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    lines = [_SCHEME, *(_summary(connection, source.name) for source in SOURCE_FILES)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def record_columns(
    connection: duckdb.DuckDBPyConnection, table: str
) -> tuple[tuple[str, str], ...]:
    """Return names and types of a record table's columns.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        As for `content_hash`.
    table : str
        Name of the table; an attached database may stand before it.

    Returns
    -------
    tuple of (str, str)
        In the table's order.
    """
    described = connection.execute(f"DESCRIBE {table}").fetchall()
    return tuple((name, kind) for name, kind, *_ in described)


def row_text(columns: Sequence[tuple[str, str]]) -> str:
    """Return the SQL of a row's text, which no other row shares.

    Parameters
    ----------
    columns : sequence of (str, str)
        Names and types.

    Returns
    -------
    str
        An expression of type VARCHAR.
    """
    return f"concat_ws('|', {', '.join(_cell_text(name, kind) for name, kind in columns)})"


def _cell_text(name: str, kind: str) -> str:
    # A number, a date or a term of ours holds no "|"; only free text needs its length.
    text = f"strlen({name})::VARCHAR || ':' || {name}" if kind == "VARCHAR" else f"{name}::VARCHAR"
    return f"coalesce({text}, '')"


def _summary(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """Return name, columns, number of rows and sums of a table."""
    columns = sorted(record_columns(connection, f"record.{table}"))
    sums = ", ".join(f"sum(('0x' || digest[{at}:{at + 15}])::UBIGINT)" for at in _PIECES)
    numbers = connection.execute(
        f"SELECT count(*), {sums}"
        f" FROM (SELECT sha256({row_text(columns)}) AS digest FROM record.{table})"
    ).fetchall()[0]
    return " ".join([table, *(name for name, _ in columns), *(str(n or 0) for n in numbers)])
