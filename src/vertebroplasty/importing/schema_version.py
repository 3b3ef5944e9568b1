"""The version of a generation's tables; what a later one serves is not written over."""

from pathlib import Path

import duckdb

from vertebroplasty.errors import DatasetError, DatasetTooNewError
from vertebroplasty.importing.connections import connect
from vertebroplasty.importing.generations import current_generation
from vertebroplasty.importing.storage import attach

SCHEMA_VERSION = "3"
"""Raised whenever an older program could misread a file."""


def served_schema(root: Path, name: str) -> int:
    """Return the schema version of what is served.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    name : str
        Name of the dataset.

    Returns
    -------
    int
        0 where nothing is served, or the file does not say.
    """
    known = "SELECT value FROM served.meta WHERE key = 'schema_version'"
    try:
        path = current_generation(root, name).path
        with connect() as connection:
            attach(connection, path, "served", "READ_ONLY")
            ((version,),) = connection.execute(known).fetchall()
            return int(version)
    except (DatasetError, duckdb.Error, ValueError):
        return 0


def refuse_newer(root: Path, name: str) -> None:
    """Refuse to write a dataset that a later version of this program serves.

    Its readers could not see what this program would put in the place of what they see now.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    name : str
        Name of the dataset.

    Raises
    ------
    DatasetTooNewError
        If the generation that is served has a later schema version.
    """
    served = served_schema(root, name)
    if served > int(SCHEMA_VERSION):
        raise DatasetTooNewError(
            f"{name} is served by a later version of this program (schema version {served}, here"
            f" {SCHEMA_VERSION}), and nothing was changed. Update this program, or import under"
            " another name"
        )
