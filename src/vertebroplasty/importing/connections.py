"""Connections of an import to DuckDB: bounded, and without a way to anything but their files."""

import os
from pathlib import Path

import duckdb

MEMORY_LIMIT = "1500MB"
"""Of the database in an import; beyond it, it works on the disk."""

MOST_THREADS = 4
"""Each takes memory of its own, and the dashboard is served meanwhile."""


def connect(path: Path | None = None, spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection to a DuckDB file, or to a database in memory.

    Parameters
    ----------
    path : pathlib.Path, optional
        The file; made when missing.
    spill : pathlib.Path, optional
        Where a database in memory puts what does not fit.

    Returns
    -------
    duckdb.DuckDBPyConnection
        With its limits set.
    """
    connection = duckdb.connect(path or ":memory:")
    connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
    connection.execute(f"SET threads = {min(MOST_THREADS, os.cpu_count() or 1)}")
    connection.execute("SET python_enable_replacements = false")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    if spill:
        connection.execute("SET temp_directory = ?", [str(spill)])
    return connection
