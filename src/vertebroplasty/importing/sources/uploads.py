"""The tables of uploaded files, one file at a time; a file that is refused becomes a problem."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from vertebroplasty.importing.report import Problem
from vertebroplasty.importing.sources.delimited import TextTable, in_utf8
from vertebroplasty.importing.sources.kinds import FileKind, kind_of
from vertebroplasty.importing.sources.limits import UPLOADS
from vertebroplasty.importing.sources.preview import Upload
from vertebroplasty.importing.sources.refusal import FileRefusedError
from vertebroplasty.importing.sources.sheet import Dialect
from vertebroplasty.importing.sources.workbook import worksheets
from vertebroplasty.importing.sources.worksheet import Worksheet

Report = Callable[[Iterable[Problem]], None]


@dataclass(frozen=True, slots=True)
class OpenUpload:
    """A file that may be read.

    Attributes
    ----------
    upload : Upload
        The file.
    sha256 : str
        Hash of its bytes.
    workspace : pathlib.Path
        A folder for copies of it.
    advance : callable
        Told how many bytes were read.
    worksheets : list of Worksheet, optional
        Of a workbook; None: it is a text file.
    left_out : list of Problem
        Sheets of it that are not read.
    """

    upload: Upload
    sha256: str
    workspace: Path
    advance: Callable[[int], None]
    worksheets: list[Worksheet] | None
    left_out: list[Problem]

    def text(self, dialect: Dialect) -> TextTable:
        """Return a text file as a table."""
        path = in_utf8(self.upload.path, dialect.encoding, self.workspace)
        return TextTable(self.upload.name, path, dialect, self.advance)


def acceptable(uploads: Sequence[Upload], report: Report) -> Iterator[Upload]:
    """Yield the uploads whose names tell them apart, no more than are read; report the others."""
    for place, upload in enumerate(uploads):
        if place >= UPLOADS:
            allowed = f"one of at most {UPLOADS} files"
            report([Problem(upload.name, 0, "file", "one too many", allowed, "file.number")])
        elif upload.name in {other.name for other in uploads[:place]}:
            allowed = "a file whose name no other has"
            report([Problem(upload.name, 0, "file", upload.name, allowed, "file.name")])
        else:
            yield upload


@contextmanager
def reporting(upload: Upload, report: Report) -> Iterator[None]:
    """Report a refusal of a file instead of raising it."""
    try:
        yield
    except FileRefusedError as error:
        report([error.problem(upload.name)])


@contextmanager
def opened(
    upload: Upload, staging: duckdb.DuckDBPyConnection, advance: Callable[[int], None]
) -> Iterator[OpenUpload]:
    """Open an upload; copies of it stand beside the staging database while it is open.

    Parameters
    ----------
    upload : Upload
        The file.
    staging : duckdb.DuckDBPyConnection
        The staging database.
    advance : callable
        Told how many bytes were read.

    Yields
    ------
    OpenUpload
        The file.

    Raises
    ------
    FileRefusedError
        If it is not read.
    """
    kind = kind_of(upload)
    with TemporaryDirectory(prefix="upload-", dir=_folder_of(staging)) as name:
        workspace, sheets, left_out = Path(name), None, list[Problem]()
        with upload.path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if kind is FileKind.WORKBOOK:
            sheets, left_out = worksheets(upload, workspace, advance)
        yield OpenUpload(upload, sha256, workspace, advance, sheets, left_out)


def _folder_of(staging: duckdb.DuckDBPyConnection) -> str | None:
    """Return the folder of a database's file; None for one in memory."""
    (path,) = staging.execute(
        "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchall()[0]
    return str(Path(path).parent) if path else None


def size_of(upload: Upload) -> int:
    """Return how many bytes a file has; none when it is not there."""
    try:
        return upload.path.lstat().st_size
    except (OSError, ValueError):
        return 0
