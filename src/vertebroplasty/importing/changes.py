"""What a new generation would change against the one that is served, table by table."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from vertebroplasty.errors import DatasetDamagedError
from vertebroplasty.importing.connections import connect
from vertebroplasty.importing.content import record_columns, row_text
from vertebroplasty.importing.dictionary import SOURCE_FILES, SourceFile
from vertebroplasty.importing.recorded import KEYS, text_of
from vertebroplasty.importing.report import shown
from vertebroplasty.importing.storage import attach

EXAMPLES = 20
"""Changed cells, and keys of rows that are gone, that are told of each table."""


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell that holds another value than before; every text is cut and escaped for display.

    Attributes
    ----------
    key : str
        The row, such as ``PR00000001, L1``.
    column : str
        Column of the data dictionary.
    was, now : str
        Before and now; the empty text where nothing is recorded.
    """

    key: str
    column: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What becomes of one table.

    Attributes
    ----------
    table : str
        Name of the data dictionary's table.
    before, now : int
        Number of rows.
    added, changed, gone : int
        Rows with a new key; rows with a known key and other values; rows whose key is gone. Rows of
        a table without a key are never changed: the old row is gone and the new one added.
    examples : tuple of ChangedCell
        The first changed cells, by key.
    gone_keys : tuple of str
        The first keys that are gone.
    """

    table: str
    before: int
    now: int
    added: int
    changed: int
    gone: int
    examples: tuple[ChangedCell, ...] = ()
    gone_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What becomes of a dataset.

    Attributes
    ----------
    tables : tuple of TableChanges
        Every table of the data dictionary, in its order.
    """

    tables: tuple[TableChanges, ...]

    @property
    def none(self) -> bool:
        """Whether every row is as it was."""
        return not any(table.added or table.changed or table.gone for table in self.tables)

    @property
    def headline(self) -> dict[str, tuple[int, int]]:
        """Patients, procedures and levels: rows before and now."""
        counts = {table.table: (table.before, table.now) for table in self.tables}
        nouns = {"patients": "patient", "procedures": "procedure", "levels": "treated_level"}
        return {noun: counts[table] for noun, table in nouns.items()}


def changes_between(old: Path | None, new: Path) -> Changes:
    """Compare the record tables of two generations.

    Parameters
    ----------
    old : pathlib.Path, optional
        File of the one before; None when there is none.
    new : pathlib.Path
        File of the one that would follow.

    Returns
    -------
    Changes
        Table by table.

    Raises
    ------
    DatasetDamagedError
        If one of them cannot be read.
    """
    try:
        with TemporaryDirectory(prefix="vertebroplasty-") as workspace, connect() as connection:
            connection.execute("SET temp_directory = ?", [workspace])
            attach(connection, new, "now", "READ_ONLY")
            if old is None:
                return Changes(tuple(_all_new(connection, source) for source in SOURCE_FILES))
            attach(connection, old, "was", "READ_ONLY")
            return Changes(tuple(_changes_of(connection, source) for source in SOURCE_FILES))
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise DatasetDamagedError(f"two generations cannot be compared ({reason})") from error


def _all_new(connection: duckdb.DuckDBPyConnection, source: SourceFile) -> TableChanges:
    n = _count(connection, f"now.record.{source.name}")
    return TableChanges(source.name, 0, n, n, 0, 0)


def _changes_of(connection: duckdb.DuckDBPyConnection, source: SourceFile) -> TableChanges:
    before, now = (_count(connection, f"{side}.record.{source.name}") for side in ("was", "now"))
    if source not in KEYS:
        added, gone = _multiset_counts(connection, source)
        return TableChanges(source.name, before, now, added, 0, gone)
    _collect_lone_rows(connection, source)
    added, changed, gone = connection.execute(
        "SELECT count(*) FILTER (is_now AND NOT is_was), count(*) FILTER (is_now AND is_was),"
        " count(*) FILTER (is_was AND NOT is_now) FROM lone"
    ).fetchall()[0]
    examples = _examples(connection, source) if changed else ()
    gone_keys = _gone_keys(connection, source) if gone else ()
    return TableChanges(source.name, before, now, added, changed, gone, examples, gone_keys)


def _digests(connection: duckdb.DuckDBPyConnection, side: str, source: SourceFile) -> str:
    columns = record_columns(connection, f"now.record.{source.name}")
    keys = "".join(f"{key}::VARCHAR AS {key}, " for key in KEYS.get(source, ()))
    return (
        f"SELECT {keys}md5_number({row_text(columns)}) AS digest FROM {side}.record.{source.name}"
    )


def _multiset_counts(connection: duckdb.DuckDBPyConnection, source: SourceFile) -> tuple[int, int]:
    """Return how many rows are added and gone, rows alike counted each."""
    was, now = (_digests(connection, side, source) for side in ("was", "now"))
    added, gone = connection.execute(
        "SELECT coalesce(sum(greatest(more, 0)), 0)::BIGINT,"
        " coalesce(sum(greatest(-more, 0)), 0)::BIGINT FROM"
        " (SELECT sum(step)::BIGINT AS more FROM"
        f" (SELECT digest, 1 AS step FROM ({now}) UNION ALL SELECT digest, -1 FROM ({was}))"
        " GROUP BY digest)"
    ).fetchall()[0]
    return added, gone


def _collect_lone_rows(connection: duckdb.DuckDBPyConnection, source: SourceFile) -> None:
    """Keep the keys of rows without an equal one on the other side, and on which side they are."""
    was, now = (_digests(connection, side, source) for side in ("was", "now"))
    keys = KEYS[source]
    either = ", ".join(f"coalesce(now.{key}, was.{key}) AS {key}" for key in keys)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE lone AS SELECT {', '.join(keys)},"
        " bool_or(there_now) AS is_now, bool_or(NOT there_now) AS is_was FROM"
        f" (SELECT {either}, now.digest IS NOT NULL AS there_now"
        f" FROM ({now}) AS now FULL JOIN ({was}) AS was ON now.digest = was.digest"
        " WHERE now.digest IS NULL OR was.digest IS NULL)"
        f" GROUP BY {', '.join(keys)}"
    )


def _examples(connection: duckdb.DuckDBPyConnection, source: SourceFile) -> tuple[ChangedCell, ...]:
    keys = KEYS[source]
    columns = [column for column in source.columns if column.name not in keys]
    texts = [text_of(column, side) for column in columns for side in ("was", "now")]
    joins = " ".join(
        f"JOIN {side}.record.{source.name} AS {side} ON "
        + " AND ".join(f"{side}.{key}::VARCHAR = lone.{key}" for key in keys)
        for side in ("was", "now")
    )
    listed = ", ".join(f"lone.{key}" for key in keys)
    rows = connection.execute(
        f"SELECT {listed}, {', '.join(texts)} FROM (FROM lone WHERE is_now AND is_was"
        f" ORDER BY {', '.join(keys)} LIMIT {EXAMPLES}) AS lone {joins} ORDER BY {listed}"
    ).fetchall()
    cells = []
    for row in rows:
        key, values = _key_text(row[: len(keys)]), row[len(keys) :]
        for column, was, now in zip(columns, values[::2], values[1::2], strict=True):
            if was != now:
                cells.append(ChangedCell(key, column.name, shown(was or ""), shown(now or "")))
    return tuple(cells[:EXAMPLES])


def _gone_keys(connection: duckdb.DuckDBPyConnection, source: SourceFile) -> tuple[str, ...]:
    keys = ", ".join(KEYS[source])
    rows = connection.execute(
        f"SELECT {keys} FROM lone WHERE is_was AND NOT is_now ORDER BY {keys} LIMIT {EXAMPLES}"
    ).fetchall()
    return tuple(map(_key_text, rows))


def _key_text(parts: tuple[str, ...]) -> str:
    return ", ".join(shown(part) for part in parts)


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
