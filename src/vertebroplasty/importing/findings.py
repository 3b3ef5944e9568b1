"""The findings of a check: a table beside the staged texts, and the report that is made of it."""

from collections.abc import Iterable
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


def create_findings(staging: duckdb.DuckDBPyConnection) -> None:
    """Make the empty table of findings."""
    staging.execute(
        "CREATE TABLE finding (severity VARCHAR, file VARCHAR, sheet VARCHAR DEFAULT '', line BIGINT,"
        " column_name VARCHAR, value VARCHAR, allowed VARCHAR, rule VARCHAR)"
    )


def add_problems(staging: duckdb.DuckDBPyConnection, problems: Iterable[Problem]) -> None:
    """Add problems to the findings."""
    cells = [
        (p.severity, p.file, p.sheet, p.line, p.column, p.value[: LONGEST_VALUE + 1])
        + (p.allowed, p.rule)
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
    files: tuple[StagedFile, ...],
    not_checked: tuple[str, ...],
) -> Report:
    """Return the report of a folder whose findings are complete.

    Parameters
    ----------
    staging : duckdb.DuckDBPyConnection
        Where the findings are.
    files : tuple of StagedFile
        The files that were read.
    not_checked : tuple of str
        Sentences about checks that could not be made.

    Returns
    -------
    Report
        Problems and counts.
    """
    found = staging.execute(
        "SELECT file, line, column_name, coalesce(value, ''), allowed, rule, severity, sheet"
        " FROM finding ORDER BY severity, list_position(?::VARCHAR[], file), file, sheet, line, rule,"
        " column_name"
        f" LIMIT {_PROBLEMS_KEPT}",
        [[FILE_NAME, *FILE_NAMES]],
    ).fetchall()
    counts = staging.execute(
        "SELECT rule, severity, count(*) FROM finding GROUP BY ALL ORDER BY severity, rule"
    ).fetchall()
    rule_counts = tuple(RuleCount(rule, Severity(severity), n) for rule, severity, n in counts)
    refused = any(count.severity is Severity.ERROR for count in rule_counts)
    return Report(
        tuple(_count(staging, file, refused) for file in files),
        tuple(
            Problem(file, line, column, value, allowed, rule, Severity(severity), sheet)
            for file, line, column, value, allowed, rule, severity, sheet in found
        ),
        rule_counts,
        not_checked,
    )


def _count(staging: duckdb.DuckDBPyConnection, file: StagedFile, refused: bool) -> FileCount:
    name, rows_in = file.source.file_name, file.rows_in
    (with_errors,) = staging.execute(
        "SELECT count(DISTINCT line) FROM finding"
        " WHERE file = ? AND line > 1 AND severity = 'error'",
        [name],
    ).fetchall()[0]
    stored = 0 if refused else rows_in
    return FileCount(name, file.sha256, rows_in, stored, rows_in - stored, with_errors)
