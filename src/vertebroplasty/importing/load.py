"""From a checked folder to a generation: record tables, grain views, tallies, meta."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from vertebroplasty.errors import DatasetError, ImportRefusedError
from vertebroplasty.importing.checking import CheckedSource, stage_folder
from vertebroplasty.importing.content import content_hash
from vertebroplasty.importing.dictionary import SOURCE_FILES
from vertebroplasty.importing.generations import Generation
from vertebroplasty.importing.progress import Progress, no_progress, script
from vertebroplasty.importing.publishing import new_generation
from vertebroplasty.importing.report import Report
from vertebroplasty.importing.rule_run import rules_hash
from vertebroplasty.importing.schema_version import SCHEMA_VERSION
from vertebroplasty.importing.storage import attach


class FolderRefusedError(ImportRefusedError):
    """A source folder breaks rules.

    Parameters
    ----------
    report : Report
        Which, and where.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(report.text())
        self.report = report


def import_folder(
    folder: Path,
    root: Path,
    *,
    name: str | None = None,
    tally_sql: tuple[str, ...] = (),
    progress: Progress = no_progress,
) -> tuple[Report, Generation]:
    """Check a source folder and store it as the next generation of its dataset.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of CSV files in the data dictionary's format.
    root : pathlib.Path
        Folder of the datasets.
    name : str, optional
        Name of the dataset; otherwise that of ``dataset.toml``, otherwise the folder's.
    tally_sql : tuple of str
        Statements that make the tallies from the grain views.
    progress : callable
        Told how far the import is.

    Returns
    -------
    Report
        Warnings and counts.
    Generation
        The new generation, which is served from now on.

    Raises
    ------
    FolderRefusedError
        If a row breaks a rule; nothing is stored then.
    DatasetError
        If the generation cannot be written.
    """
    with TemporaryDirectory(prefix="vertebroplasty-") as workspace:
        staged = Path(workspace) / "staging.duckdb"
        checked = stage_folder(folder, staged, name, progress)
        if not checked.report.ok:
            raise FolderRefusedError(checked.report)
        fill = partial(
            fill_generation, checked=checked, staged=staged, tally_sql=tally_sql, progress=progress
        )
        return checked.report, new_generation(root, checked.provenance.name, fill)


def record_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the empty record tables, ``meta`` and the import log."""
    connection.execute(script("tables.sql"))


def build_views(
    connection: duckdb.DuckDBPyConnection,
    tally_sql: tuple[str, ...],
    meta: Mapping[str, str],
    progress: Progress = no_progress,
) -> None:
    """Make everything that follows from the filled record tables, and assert what must hold.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A database whose record tables are filled.
    tally_sql : tuple of str
        Statements that make the tallies from the grain views.
    meta : mapping of str to str
        ``dataset``, ``title``, ``nature``, ``note`` and ``source_hash``; the rest is added here.
    progress : callable
        Told how far the work is.
    """
    scripts = (script("grain_views.sql"), *tally_sql, script("assertions.sql"))
    _run(connection, scripts, partial(progress, "counting"))
    facts = {**meta, **_facts(connection), "tally_hash": tally_hash(tally_sql)}
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(facts.items()))


def _run(
    connection: duckdb.DuckDBPyConnection, scripts: Sequence[str], done: Callable[[float], None]
) -> None:
    statements = [
        statement for text in scripts for statement in connection.extract_statements(text)
    ]
    for number, statement in enumerate(statements, 1):
        connection.execute(statement)
        done(number / len(statements))


def tally_hash(tally_sql: tuple[str, ...]) -> str:
    """Return the SHA-256 of the statements that make the tallies."""
    return hashlib.sha256("\n;\n".join(tally_sql).encode()).hexdigest()


def _facts(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    procedures, patients = connection.execute(
        "SELECT count(*), count(DISTINCT patient_no) FROM procedure"
    ).fetchall()[0]
    return {
        "schema_version": SCHEMA_VERSION,
        "program_version": _program_version(),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "procedures": str(procedures),
        "patients": str(patients),
        "levels": str(_count(connection, "treated_level")),
        "content_hash": content_hash(connection),
    }


def _program_version() -> str:
    try:
        return version("vertebroplasty")
    except PackageNotFoundError:
        return "not installed"


def fill_generation(
    connection: duckdb.DuckDBPyConnection,
    *,
    checked: CheckedSource,
    staged: Path,
    tally_sql: tuple[str, ...],
    progress: Progress,
) -> None:
    """Fill an empty database from the staged texts of a source without errors.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Uses the empty database.
    checked : CheckedSource
        What the check found.
    staged : pathlib.Path
        Its staging database.
    tally_sql : tuple of str
        Statements that make the tallies from the grain views.
    progress : callable
        Told how far the work is.
    """
    progress("storing", 0)
    record_tables(connection)
    attach(connection, staged, "staging", "READ_ONLY")
    connection.execute(script("pain.sql"))
    _run(connection, [script("load_records.sql")], partial(progress, "storing"))
    _log_files(connection, checked.report)
    provenance = checked.provenance
    meta = {
        "dataset": provenance.name,
        "title": provenance.title,
        "nature": provenance.nature,
        "note": provenance.note,
        "source_hash": checked.source_hash,
        "mapping": checked.mapping,
        "rules_hash": rules_hash(),
    }
    build_views(connection, tally_sql, meta, progress)


def _log_files(connection: duckdb.DuckDBPyConnection, report: Report) -> None:
    """Write the import log, once what is stored is what was staged."""
    for source in SOURCE_FILES:
        staged = _count(connection, f"staging.{source.name}")
        stored = _count(connection, f"record.{source.name}")
        if stored != staged:
            raise DatasetError(
                f"{source.name}: {stored:,} of {staged:,} rows were stored; this is a fault"
                " of the program, and nothing was kept"
            )
    for file in report.files:
        counts = [file.rows_in, file.rows_stored, file.rows_reported]
        connection.execute(
            "INSERT INTO import_log VALUES (?, ?, ?, ?, ?)", [file.file, file.sha256, *counts]
        )


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0]
    return int(count)
