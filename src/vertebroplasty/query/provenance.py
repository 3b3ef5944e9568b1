"""Where a generation comes from: what its file says of its sources and of how they were read."""

from typing import NamedTuple

from vertebroplasty.engine.dataset import Dataset


class Source(NamedTuple):
    """A file that was imported, and what became of its rows: in = stored + reported."""

    file: str
    sha256: str
    rows_in: int
    rows_stored: int
    rows_reported: int


def facts(dataset: Dataset) -> dict[str, str]:
    """Return everything that a generation says of itself, by name.

    Parameters
    ----------
    dataset : Dataset
        Which.

    Returns
    -------
    dict of str to str
        Such as ``content_hash`` or ``mapping``; what its program did not know is absent or empty.
    """
    rows = dataset.engine.texts("SELECT key, value FROM meta")
    return {key: value for key, value in rows}  # noqa: C416 - a row is a tuple of any length


def sources(dataset: Dataset) -> tuple[Source, ...]:
    """Return the files that a generation was made of, in the order of their import."""
    rows = dataset.engine.texts(
        "SELECT file, sha256, CAST(rows_in AS VARCHAR), CAST(rows_stored AS VARCHAR),"
        " CAST(rows_reported AS VARCHAR) FROM import_log"
    )
    return tuple(Source(file, sha256, *map(int, counts)) for file, sha256, *counts in rows)
