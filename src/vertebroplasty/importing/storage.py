"""Files that are whole or not there: another name, flush, rename; one writer at a time."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from vertebroplasty.errors import DatasetBusyError, DatasetError
from vertebroplasty.importing.connections import connect
from vertebroplasty.importing.locking import try_lock

STORAGE_VERSION = "v1.2.0"
"""DuckDB 1.2 and later can open the files."""

UNFINISHED = "unfinished."
"""How the names of files begin that nobody reads yet; a stopped writer may leave some."""


def write_database(path: Path, fill: Callable[[duckdb.DuckDBPyConnection], None]) -> None:
    """Write a DuckDB file and flush it to the disk.

    Parameters
    ----------
    path : pathlib.Path
        A file that does not exist.
    fill : callable
        Fills the empty database of the connection that it gets.

    Raises
    ------
    DatasetError
        If the database cannot be written.
    """
    try:
        with connect(spill=path.with_name(f"{path.name}.tmp")) as connection:
            attach(connection, path, "generation", f"STORAGE_VERSION '{STORAGE_VERSION}'")
            connection.execute("USE generation")
            fill(connection)
            connection.execute("CHECKPOINT generation")
            connection.execute("USE memory")
            connection.execute("DETACH generation")
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0].replace(str(path), path.name)
        raise DatasetError(
            f"the new generation could not be written, and nothing was changed ({reason})"
        ) from error
    flush_file(path)


def attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str, option: str) -> None:
    """Attach a DuckDB file to a connection; the path cannot be bound as a value.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        To what.
    path : pathlib.Path
        The file.
    name : str
        Name of the attached database.
    option : str
        An option of ATTACH, such as ``READ_ONLY``.
    """
    literal = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{literal}' AS {name} ({option})")


def replace_text(path: Path, text: str, begins: str = UNFINISHED) -> None:
    """Replace a small text file in one step.

    Parameters
    ----------
    path : pathlib.Path
        The file, there or not.
    text : str
        What it holds from now on.
    begins : str
        How the name of the file begins that is written first; one that begins as `UNFINISHED` is
        safe only under the folder's lock.
    """
    unfinished = path.with_name(f"{begins}{path.name}")
    try:
        unfinished.write_text(text, encoding="utf-8")
        flush_file(unfinished)
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def flush_file(path: Path) -> None:
    """Have the system write a file to the disk."""
    _flush(path, os.O_RDWR)


def flush_folder(folder: Path) -> None:
    """Have the system write the names in a folder to the disk."""
    if sys.platform != "win32":  # where a folder cannot be opened
        _flush(folder, os.O_RDONLY)


def remove_unfinished(folder: Path) -> None:
    """Remove what a stopped writer left behind."""
    for path in folder.glob(f"{UNFINISHED}*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Explain what the file system refuses (full, read-only, in use) as an error of the dataset.

    Parameters
    ----------
    name : str
        What is being written.

    Yields
    ------
    None
        While it is being written.

    Raises
    ------
    DatasetError
        If the file system refuses.
    """
    try:
        yield
    except OSError as error:
        raise DatasetError(
            f"{name} could not be written, and nothing was changed ({error.strerror or error})"
        ) from error


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold a folder's lock; the system lets go of it when the process ends in any way.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of a dataset.

    Yields
    ------
    None
        While the lock is held.

    Raises
    ------
    DatasetBusyError
        If another process holds it.
    """
    with explained(folder.name):
        lock = (folder / ".lock").open("a+b")
    with lock:
        if not try_lock(lock):
            raise DatasetBusyError(
                f"another process is writing {folder.name}; try again when it has ended"
            )
        yield


def _flush(path: Path, mode: int) -> None:
    descriptor = os.open(path, mode)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
