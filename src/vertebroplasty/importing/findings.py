"""The findings of a check: a table beside the staged texts, and the report that is made of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import duckdb

from vertebroplasty.importing.dictionary import FILE_NAMES, SourceFile
from vertebroplasty.importing.provenance import FILE_NAME
from vertebroplasty.importing.report import (
    LONGEST_VALUE,
    FileCount,
    Problem,
    Report,
    RuleCount,
    Severity,
)
from vertebroplasty.importing.rules import Rule

_PROBLEMS_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class StagedFile:
    """What became of one source file.

    Attributes
    ----------
    source : SourceFile
        Which file.
    header : tuple of str
        Names of the columns as they stand there; none when they could not be read.
    sha256 : str
        Hash of the bytes that were read.
    rows_in : int
        Lines after the header that are not blank.
    sound : bool
        Whether every one of them is staged, with every column that must be there.
    """

    source: SourceFile
    header: tuple[str, ...]
    sha256: str
    rows_in: int
    sound: bool


@dataclass(frozen=True, slots=True)
class SourceCount:
    """How many rows a file or sheet holds, and how many of them can be stored.

    Attributes
    ----------
    file, sheet : str
        As findings name them; ``sheet`` is empty where there is none.
    label : str
        Name for people and the import log.
    sha256 : str
        Hash of the bytes that were read.
    rows_in : int
        Rows after the header that are not blank.
    rows_used : int
        Those that something of the dataset is made of.
    """

    file: str
    sheet: str
    label: str
    sha256: str
    rows_in: int
    rows_used: int

    @classmethod
    def of(cls, file: StagedFile) -> "SourceCount":
        """Return the count of one of the dictionary's own files: every row is used."""
        name = file.source.file_name
        return cls(name, "", name, file.sha256, file.rows_in, file.rows_in)


def create_findings(staging: duckdb.DuckDBPyConnection) -> None:
    """Make the empty table of findings."""
    staging.execute(
        "CREATE TABLE finding (severity VARCHAR, file VARCHAR, sheet VARCHAR DEFAULT '',"
        " line BIGINT, column_name VARCHAR, value VARCHAR, allowed VARCHAR, rule VARCHAR)"
    )


def add_problems(staging: duckdb.DuckDBPyConnection, problems: Iterable[Problem]) -> None:
    """Add problems to the findings."""
    cells = [
        (
            *(p.severity, p.file, p.sheet, p.line, p.column),
            p.value[: LONGEST_VALUE + 1],
            p.allowed,
            p.rule,
        )
        for p in problems
    ]
    if cells:
        columns = "severity, file, sheet, line, column_name, value, allowed, rule"
        listed = ", ".join("unnest(?)" for _ in cells[0])
        staging.execute(
            f"INSERT INTO finding ({columns}) SELECT {listed}",
            [list(column) for column in zip(*cells, strict=True)],
        )


def add_findings_of(staging: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    """Add the rows that break a rule to the findings."""
    staging.execute(
        "INSERT INTO finding"
        f" SELECT $severity, $file, '', this.line, $column, left(this.{rule.column},"
        f" {LONGEST_VALUE + 1}), $allowed, $code FROM {rule.file} AS this WHERE {rule.condition}",
        {
            "severity": rule.severity,
            "file": f"{rule.file}.csv",
            "column": rule.column,
            "allowed": rule.allowed,
            "code": rule.code,
        },
    )


def report_of(
    staging: duckdb.DuckDBPyConnection,
    sources: Sequence[SourceCount],
    not_checked: tuple[str, ...] = (),
) -> Report:
    """Return the report of a source whose findings are complete.

    Parameters
    ----------
    staging : duckdb.DuckDBPyConnection
        Where the findings are.
    sources : sequence of SourceCount
        The files or sheets that were read, in the order of the report.
    not_checked : tuple of str
        Sentences about checks that could not be made.

    Returns
    -------
    Report
        Problems and counts.
    """
    order = [FILE_NAME, *FILE_NAMES, *(source.file for source in sources)]
    found = staging.execute(
        "SELECT file, line, column_name, coalesce(value, ''), allowed, rule, severity, sheet"
        " FROM finding ORDER BY severity, list_position(?::VARCHAR[], file), file, sheet, line,"
        f" rule, column_name LIMIT {_PROBLEMS_KEPT}",
        [order],
    ).fetchall()
    counts = staging.execute(
        "SELECT rule, severity, count(*) FROM finding GROUP BY ALL ORDER BY severity, rule"
    ).fetchall()
    rule_counts = tuple(RuleCount(rule, Severity(severity), n) for rule, severity, n in counts)
    refused = any(count.severity is Severity.ERROR for count in rule_counts)
    return Report(
        tuple(_count(staging, source, refused) for source in sources),
        tuple(
            Problem(file, line, column, value, allowed, rule, Severity(severity), sheet)
            for file, line, column, value, allowed, rule, severity, sheet in found
        ),
        rule_counts,
        not_checked,
    )


def _count(staging: duckdb.DuckDBPyConnection, source: SourceCount, refused: bool) -> FileCount:
    (with_errors,) = staging.execute(
        "SELECT count(DISTINCT line) FROM finding"
        " WHERE file = ? AND sheet = ? AND line > 1 AND severity = 'error'",
        [source.file, source.sheet],
    ).fetchall()[0]
    stored = 0 if refused else source.rows_used
    reported = source.rows_in - stored
    return FileCount(source.label, source.sha256, source.rows_in, stored, reported, with_errors)
