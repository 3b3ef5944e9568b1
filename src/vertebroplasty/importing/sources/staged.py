"""Stage one table, and tell what is wrong with its header, rows and cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from vertebroplasty.importing.mapping.model import SheetMapping
from vertebroplasty.importing.report import Problem, Severity
from vertebroplasty.importing.sources.limits import COLUMNS
from vertebroplasty.importing.sources.refusal import FileRefusedError
from vertebroplasty.importing.sources.sheet import Sheet
from vertebroplasty.importing.sources.tables import Table, Target
from vertebroplasty.importing.sources.uploads import OpenUpload


def stage_table(
    file: OpenUpload, table: Table, to: Target, parts: Sequence[SheetMapping] | None = None
) -> Sheet:
    """Stage a table.

    Parameters
    ----------
    file : OpenUpload
        The file that holds it.
    table : Table
        The table.
    to : Target
        Where its rows go.
    parts : sequence of SheetMapping, optional
        What reads it: cells of other columns are nobody's problem. None: it is looked at, all are.

    Returns
    -------
    Sheet
        What was staged.

    Raises
    ------
    FileRefusedError
        If it has too many columns or rows.
    """
    width = len(to.headings.cells)
    if width > COLUMNS:
        allowed = f"at most {COLUMNS:,} columns"
        raise FileRefusedError("file.columns", f"{width:,} columns", allowed)
    if not to.headings.names:
        raise FileRefusedError("file.empty", "no headings", "a file with a header and rows")
    read = None if parts is None else frozenset(name for part in parts for name in read_by(part))
    place = (file.upload.name, to.header_line, table.name)
    to.report(_header_problems(place, to, parts, read))

    def report(problems: Iterable[Problem]) -> None:
        """Report those that concern a column that is read."""
        to.report([p for p in problems if read is None or _matters(p, read)])

    staged = table.stage(replace(to, report=report))
    to.report(_unnamed(place, to))
    names = to.headings.names
    about = (file.upload.name, table.name, file.sha256, names)
    return Sheet(to.number, *about, staged.rows_in, staged.sound)


def read_by(part: SheetMapping) -> tuple[str, ...]:
    """Return the headings that a part of a mapping reads."""
    return tuple(dict.fromkeys([*part.columns, *part.only]))


def _matters(problem: Problem, read: frozenset[str]) -> bool:
    return not problem.rule.startswith("cell.") or problem.column in read


def _header_problems(
    place: tuple[str, int, str],
    to: Target,
    parts: Sequence[SheetMapping] | None,
    read: frozenset[str] | None,
) -> Iterator[Problem]:
    file, line, sheet = place
    for value, allowed, rule, severity in to.headings.problems(read or ()):
        yield Problem(file, line, "header", value, allowed, rule, severity, sheet)
    known = (read or frozenset()).union(*(part.ignored for part in parts or ()))
    for name in to.headings.names if parts else ():
        if name not in known:
            allowed = "mapped, or ignored on purpose; the column is not read"
            told = ("header", name, allowed, "column.unknown", Severity.WARNING)
            yield Problem(file, line, *told, sheet)


def _unnamed(place: tuple[str, int, str], to: Target) -> Iterator[Problem]:
    """Yield a warning for every column that holds something under no heading."""
    file, line, sheet = place
    for cell, column in zip(to.headings.cells, to.headings.columns, strict=True):
        if cell:
            continue
        found = to.staging.execute(f"SELECT count({column}) FROM {to.table}").fetchall()[0][0]
        if found:
            value = f"column {column[1:]}, {found:,} cells filled"
            allowed = "under a heading; without one it is not read"
            told = ("header", value, allowed, "header.empty", Severity.WARNING)
            yield Problem(file, line, *told, sheet)
