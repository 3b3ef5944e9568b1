"""Make a generation, publish one if nothing changed meanwhile, delete one that is not served."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from vertebroplasty.errors import DatasetError
from vertebroplasty.importing.generation_files import adopt, remove_generation
from vertebroplasty.importing.generations import (
    Generation,
    current_generation,
    dataset_folder,
    generation_of,
)
from vertebroplasty.importing.schema_version import refuse_newer
from vertebroplasty.importing.storage import (
    UNFINISHED,
    explained,
    only_writer,
    remove_unfinished,
    write_database,
)


def current_number(root: Path, name: str) -> int:
    """Return the number of the generation that is served; 0 when none can be."""
    try:
        return current_generation(root, name).number
    except DatasetError:
        return 0


def publish(root: Path, name: str, finished: Path, expected: int) -> Generation:
    """Make a finished file the next generation and serve it, or leave everything as it is.

    Older generations than the last `KEEP_GENERATIONS` are removed then.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets; made when missing.
    name : str
        Name of the dataset.
    finished : pathlib.Path
        A closed DuckDB file in the same file system. It is gone afterwards, whatever happens, but
        when the dataset is being written or has changed: then it is left alone.
    expected : int
        The `current_number` that the data were compared with.

    Returns
    -------
    Generation
        The new one.

    Raises
    ------
    DatasetError
        If another process is writing this dataset, it has changed since, or it cannot be written.
    """
    folder = dataset_folder(root, name)
    with explained(name):
        folder.mkdir(parents=True, exist_ok=True)
        with only_writer(folder):
            current = current_number(root, name)
            if current != expected:
                raise DatasetError(
                    f"{name} changed meanwhile: {_state(current)}, but the data were compared with"
                    f" {_state(expected)}; check them again"
                )
            number, path = adopt(folder, finished)
    return Generation(name, number, path)


def new_generation(
    root: Path, name: str, fill: Callable[[duckdb.DuckDBPyConnection], None]
) -> Generation:
    """Write the next generation and serve it, or leave everything as it is.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets; made when missing.
    name : str
        Name of the dataset.
    fill : callable
        Fills the empty database of the connection that it gets.

    Returns
    -------
    Generation
        The new one.

    Raises
    ------
    DatasetError
        If another process is writing this dataset, a later version of this program serves it, or it
        cannot be written.
    """
    folder = dataset_folder(root, name)
    with explained(name):
        folder.mkdir(parents=True, exist_ok=True)
        with only_writer(folder):
            refuse_newer(root, name)
            remove_unfinished(folder)
            unfinished = folder / f"{UNFINISHED}duckdb"
            try:
                write_database(unfinished, fill)
            except BaseException:
                remove_unfinished(folder)
                raise
            number, path = adopt(folder, unfinished)
    return Generation(name, number, path)


def delete_generation(root: Path, name: str, number: int) -> None:
    """Delete a generation for good.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    name : str
        Name of the dataset.
    number : int
        Which generation; never the one that is served.

    Raises
    ------
    DatasetMissingError
        If the dataset has no generation of that number.
    DatasetError
        If it is the one that is served, or the file cannot be deleted.
    """
    path = generation_of(root, name, number).path
    with only_writer(path.parent):
        if current_generation(root, name).number == number:
            raise DatasetError(
                f"generation {number} of {name} is the one that is served; serve another one first"
            )
        try:
            remove_generation(path)
        except OSError as error:
            raise DatasetError(
                f"generation {number} of {name} could not be deleted"
                f" ({error.strerror or error}); is it still open in a program?"
            ) from error


def _state(number: int) -> str:
    return f"generation {number} is served" if number else "no generation is served"
