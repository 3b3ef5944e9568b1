"""Read uploaded files: to look at them, or into the staging database as a mapping asks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from vertebroplasty.importing.connections import connect
from vertebroplasty.importing.findings import add_problems
from vertebroplasty.importing.mapping.model import Mapping
from vertebroplasty.importing.progress import Progress
from vertebroplasty.importing.report import Problem
from vertebroplasty.importing.sources.columns import column_previews, sample_of
from vertebroplasty.importing.sources.dialects import dialect_of
from vertebroplasty.importing.sources.headings import Headings, header_place
from vertebroplasty.importing.sources.matching import Matching, Way
from vertebroplasty.importing.sources.preview import Inspection, SheetPreview, Upload
from vertebroplasty.importing.sources.sheet import Dialect, Sheet
from vertebroplasty.importing.sources.staged import stage_table
from vertebroplasty.importing.sources.tables import Table, Target
from vertebroplasty.importing.sources.uploads import (
    OpenUpload,
    acceptable,
    opened,
    reporting,
    size_of,
)

_HEAD_LINES = 20
"""Lines among which headings are looked for."""

_SHOWN_PROBLEMS = 1_000


def inspect(uploads: Sequence[Upload], progress: Progress) -> Inspection:
    """Look at files: what sheets, headings and values they hold, and what cannot be read.

    Parameters
    ----------
    uploads : sequence of Upload
        The files.
    progress : callable
        Told how far the reading is.

    Returns
    -------
    Inspection
        Every sheet that could be read, and the problems of all.
    """
    found = _Found()
    with TemporaryDirectory() as spill, connect(spill=Path(spill)) as staging:
        for number, upload in enumerate(acceptable(uploads, found.report)):
            progress(f"reading {upload.name}", number / len(uploads))
            with (
                reporting(upload, found.report),
                opened(upload, staging, lambda _: None) as file,
            ):
                _inspect_file(staging, file, found)
    progress("reading", 1)
    return Inspection(tuple(found.sheets), tuple(found.problems))


@dataclass
class _Found:
    sheets: list[SheetPreview] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, problems: Iterable[Problem]) -> None:
        room = _SHOWN_PROBLEMS - len(self.problems)
        self.problems.extend(problem for problem, _ in zip(problems, range(room), strict=False))


def _inspect_file(staging: duckdb.DuckDBPyConnection, file: OpenUpload, found: _Found) -> None:
    found.report(file.left_out)
    if file.worksheets is None:
        dialect = dialect_of(file.upload.path)
        _inspect_table(staging, file, file.text(dialect), dialect, found)
    for sheet in file.worksheets or ():
        _inspect_table(staging, file, sheet, Dialect(), found)


def _inspect_table(
    staging: duckdb.DuckDBPyConnection,
    file: OpenUpload,
    table: Table,
    dialect: Dialect,
    found: _Found,
) -> None:
    head = table.head(_HEAD_LINES)
    line = header_place(head) + 1
    headings = Headings.of(head[line - 1] if head else ())
    sheet = stage_table(file, table, Target(staging, 1, headings, line, found.report))
    columns, sample = column_previews(staging, sheet), sample_of(staging, sheet)
    staging.execute(f"DROP TABLE {sheet.table}")
    found.sheets.append(
        SheetPreview(sheet.file, sheet.name, dialect, line, sheet.rows_in, columns, sample)
    )


def read_sheets(
    staging: duckdb.DuckDBPyConnection,
    uploads: Sequence[Upload],
    mapping: Mapping,
    progress: Progress,
) -> tuple[Sheet, ...]:
    """Read every sheet that a part of a mapping reads; what is wrong goes to the findings.

    Parameters
    ----------
    staging : duckdb.DuckDBPyConnection
        Where the sheets and the findings go.
    uploads : sequence of Upload
        The files.
    mapping : Mapping
        What is to be read.
    progress : callable
        Told how far the reading is.

    Returns
    -------
    tuple of Sheet
        In the order of the files and their sheets; a file that is read in two ways (another header
        line or dialect) gives two.
    """
    report = partial(add_problems, staging)
    matching, sheets = Matching(mapping), list[Sheet]()
    sizes = [size_of(upload) for upload in uploads]
    for number, upload in enumerate(acceptable(uploads, report)):
        advance = _Advance(progress, upload.name, sum(sizes[:number]), sum(sizes) or 1)
        with reporting(upload, report), opened(upload, staging, advance) as file:
            report(file.left_out)
            for way, table in _tables(file, matching):
                cells = table.head(way.header_line)[way.header_line - 1 :]
                headings = Headings.of(cells[0] if cells else ())
                parts = matching.parts(way, upload.name, table.name, headings.names)
                if parts:
                    to = Target(staging, len(sheets) + 1, headings, way.header_line, report)
                    sheets.append(stage_table(file, table, to, parts))
            report(matching.unread(upload.name, file.worksheets))
    report(matching.missing())
    progress("reading", 1)
    return tuple(sheets)


def _tables(file: OpenUpload, matching: Matching) -> Iterator[tuple[Way, Table]]:
    """Yield every table of a file in every way in which a part of the mapping reads it."""
    ways = matching.ways
    if file.worksheets is not None:
        lines = dict.fromkeys(way.header_line for way in ways)
        yield from ((Way(None, line), sheet) for line in lines for sheet in file.worksheets)
        return
    for way in ways:
        if way.dialect:
            yield way, file.text(way.dialect)


@dataclass
class _Advance:
    """Tells the progress of all files together."""

    progress: Progress
    name: str
    done: int
    total: int

    def __call__(self, n_bytes: int) -> None:
        # What a workbook unpacks to is more than its size: the bar may wait, never go back.
        self.done += n_bytes
        self.progress(f"reading {self.name}", min(self.done / self.total, 1))
