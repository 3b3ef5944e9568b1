"""From files to a finished generation that nobody reads yet, and what it would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from vertebroplasty.errors import DatasetError
from vertebroplasty.importing.changes import Changes, changes_between
from vertebroplasty.importing.checking import CheckedSource, stage_folder
from vertebroplasty.importing.connections import connect
from vertebroplasty.importing.generations import current_generation
from vertebroplasty.importing.load import fill_generation
from vertebroplasty.importing.mapped import stage_uploads
from vertebroplasty.importing.mapping.model import Mapping
from vertebroplasty.importing.progress import Progress
from vertebroplasty.importing.publishing import current_number
from vertebroplasty.importing.report import Report
from vertebroplasty.importing.schema_version import refuse_newer
from vertebroplasty.importing.sources.preview import Upload
from vertebroplasty.importing.storage import attach, write_database

STAGED = "staging.duckdb"
FINISHED = "finished.duckdb"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of some files.

    Attributes
    ----------
    report : Report
        What the check found; where it holds errors, nothing else was done.
    name : str
        Name of the dataset.
    expected : int
        Number of the generation that it was compared with; 0: there is none.
    content_hash : str
        Of the new generation; empty when there is none.
    changes : Changes, optional
        What it would change.
    """

    report: Report
    name: str
    expected: int = 0
    content_hash: str = ""
    changes: Changes | None = None


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an import works, and where its result would go.

    Attributes
    ----------
    workspace : pathlib.Path
        Folder for what is not finished.
    root : pathlib.Path
        Folder of the datasets.
    tally_sql : tuple of str
        Statements that make the tallies from the grain views.
    """

    workspace: Path
    root: Path
    tally_sql: tuple[str, ...]


def prepare_folder(folder: Path, name: str | None, to: Destination, progress: Progress) -> Prepared:
    """Prepare a folder in the data dictionary's format.

    Parameters
    ----------
    folder : pathlib.Path
        The folder.
    name : str, optional
        Name of the dataset, if it is not to be the folder's own.
    to : Destination
        Where to work.
    progress : callable
        Told how far the work is.

    Returns
    -------
    Prepared
        The report and, without errors, the rest.
    """
    checked = stage_folder(folder, to.workspace / STAGED, name, progress)
    return _prepare(checked, to, progress)


def prepare_uploads(
    uploads: Sequence[Upload], mapping: Mapping, to: Destination, progress: Progress
) -> Prepared:
    """Prepare somebody's own files.

    Parameters
    ----------
    uploads : sequence of Upload
        The files.
    mapping : Mapping
        How they become the tables of the data dictionary.
    to : Destination
        Where to work.
    progress : callable
        Told how far the work is.

    Returns
    -------
    Prepared
        The report and, without errors, the rest.
    """
    checked = stage_uploads(uploads, mapping, to.workspace / STAGED, progress)
    return _prepare(checked, to, progress)


def _prepare(checked: CheckedSource, to: Destination, progress: Progress) -> Prepared:
    name = checked.provenance.name
    if not checked.report.ok:
        return Prepared(checked.report, name)
    refuse_newer(to.root, name)
    staged, finished = to.workspace / STAGED, to.workspace / FINISHED
    fill = partial(
        fill_generation, checked=checked, staged=staged, tally_sql=to.tally_sql, progress=progress
    )
    write_database(finished, fill)
    staged.unlink()
    progress("comparing", 0)
    expected = current_number(to.root, name)
    changes = _changes(to.root, name, finished)
    return Prepared(checked.report, name, expected, _content_hash(finished), changes)


def _changes(root: Path, name: str, finished: Path) -> Changes:
    """Compare with what is served; what cannot be read is mended by importing, so with nothing."""
    try:
        return changes_between(current_generation(root, name).path, finished)
    except DatasetError:
        return changes_between(None, finished)


def _content_hash(finished: Path) -> str:
    with connect() as connection:
        attach(connection, finished, "finished", "READ_ONLY")
        found = "SELECT value FROM finished.meta WHERE key = 'content_hash'"
        return str(connection.execute(found).fetchall()[0][0])
