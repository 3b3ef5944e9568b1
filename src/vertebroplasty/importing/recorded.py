"""How the record tables hold the columns of the data dictionary, and how they are written again."""

from collections.abc import Iterator

import duckdb

from vertebroplasty.importing.dictionary import (
    PATIENT,
    PROCEDURE,
    TREATED_LEVEL,
    VISIT,
    Column,
    Kind,
    SourceFile,
)

KEYS: dict[SourceFile, tuple[str, ...]] = {
    PATIENT: ("patient_id",),
    PROCEDURE: ("procedure_id",),
    TREATED_LEVEL: ("procedure_id", "level"),
    VISIT: ("procedure_id", "timepoint"),
}
"""What tells the rows of a table apart; in the other tables two rows may be alike."""

_IN_TENTHS = {"bmd_t_score", "cement_ml", "vas", "odi"}


def value_of(column: Column, row: str = "this") -> str:
    """Return the SQL of a column's value in the dictionary's unit.

    Parameters
    ----------
    column : Column
        Of the data dictionary.
    row : str
        Name of the record table in the query.

    Returns
    -------
    str
        An expression: number, date or text.
    """
    if column.name in _IN_TENTHS:
        tenths = f"{column.name.removesuffix('_ml')}_tenths"
        return f"({row}.{tenths} * 0.1)::DECIMAL(9, 1)"
    if column.kind in {Kind.TERM, Kind.LEVEL}:
        return f"{row}.{column.name}::VARCHAR"
    return f"{row}.{column.name}"


def text_of(column: Column, row: str = "this") -> str:
    """Return the SQL of a column's text as the dictionary writes it; see `value_of`."""
    if column.kind is Kind.PAIN:
        # As its scale writes it: millimetres and NRS are whole numbers.
        whole, decimal = f"{row}.pain_raw::INTEGER::VARCHAR", f"format('{{:.1f}}', {row}.pain_raw)"
        return f"CASE WHEN {row}.pain_scale = 'VAS 0-10' THEN {decimal} ELSE {whole} END"
    return f"{value_of(column, row)}::VARCHAR"


def order_of(source: SourceFile) -> str:
    """Return the SQL of the order of a table's rows: by every column, from the keys on."""
    exact = [column.name for column in source.columns if column.name not in _IN_TENTHS]
    return ", ".join(f"this.{name} NULLS FIRST" for name in exact)


def rows_of(
    connection: duckdb.DuckDBPyConnection, source: SourceFile
) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a table of an open generation, as numbers, dates and escaped texts.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        With the macros of `escaping`, ``USE``-ing the generation.
    source : SourceFile
        Which table.

    Yields
    ------
    tuple
        The dictionary's columns; None where nothing is recorded.
    """
    values = [value_of(column) for column in source.columns]
    listed = ", ".join(
        f"escaped_text({value})" if column.kind is Kind.TEXT else value
        for column, value in zip(source.columns, values, strict=True)
    )
    rows = connection.execute(
        f"SELECT {listed} FROM record.{source.name} AS this ORDER BY {order_of(source)}"
    )
    while batch := rows.fetchmany(10_000):
        yield from batch


def row_count(connection: duckdb.DuckDBPyConnection, source: SourceFile) -> int:
    """Return how many rows a table of an open generation has."""
    (count,) = connection.execute(f"SELECT count(*) FROM record.{source.name}").fetchall()[0]
    return int(count)
