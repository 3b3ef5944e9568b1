"""What a check of a source folder found, for people to read and mend."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from vertebroplasty.importing.escaping import escaped

LONGEST_VALUE = 60
"""Characters of an offending value that are shown."""


class Severity(StrEnum):
    """Errors refuse a folder; warnings are stored with the data."""

    ERROR = "error"
    WARNING = "warning"


def shown(value: str) -> str:
    """Return a value as it may be printed: control characters escaped, cut when long."""
    cut = value[:LONGEST_VALUE] + ("\N{HORIZONTAL ELLIPSIS}" if len(value) > LONGEST_VALUE else "")
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in cut
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or unusual, at one place.

    Attributes
    ----------
    file : str
        Name of the file in the source folder.
    line : int
        Line in the file, counted from 1 (the header); 0 concerns the file as a whole.
    column : str
        Column of the data dictionary, or ``file``, ``header``, ``columns`` where none applies.
    value : str
        What stands there; the empty text for an empty cell.
    allowed : str
        What would do: completes "must be".
    rule : str
        Code of the rule.
    severity : Severity
        Whether it refuses the folder.
    sheet : str
        Name of the workbook's sheet; empty where there is none.
    """

    file: str
    line: int
    column: str
    value: str
    allowed: str
    rule: str
    severity: Severity = Severity.ERROR
    sheet: str = ""

    def __str__(self) -> str:
        """Such as ``procedure.csv line 19, age = 999: must be a whole number from 18 to 110``."""
        place = f"{shown(self.file)} [{shown(self.sheet)}]" if self.sheet else shown(self.file)
        place += f" line {self.line}" if self.line else ""
        value = f"= {shown(self.value)}" if self.value else "is empty"
        verb = "must be" if self.severity is Severity.ERROR else "usually"
        return f"{place}, {shown(self.column)} {value}: {verb} {self.allowed}"


@dataclass(frozen=True, slots=True)
class FileCount:
    """The rows of one source file, accounted for: in = stored + reported, always.

    Attributes
    ----------
    file, sha256 : str
        Name, and hash of the bytes that were read.
    rows_in : int
        Lines after the header that are not blank.
    rows_stored : int
        Rows that are (or, for a check alone, would be) stored. A refused folder stores none.
    rows_reported : int
        Rows that the report gives back instead. Of a refused folder that is every row.
    rows_with_errors : int
        Those of the reported rows at which at least one error is named; the others are sound and
        withheld only because the folder was refused.
    """

    file: str
    sha256: str
    rows_in: int
    rows_stored: int
    rows_reported: int
    rows_with_errors: int


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule was broken."""

    rule: str
    severity: Severity
    n: int


@dataclass(frozen=True)
class Report:
    """Everything that a check of a source folder found.

    Attributes
    ----------
    files : tuple of FileCount
        One a file of the data dictionary that the folder holds.
    problems : tuple of Problem
        Errors before warnings, each by file and line; the first 10,000 of them.
    rule_counts : tuple of RuleCount
        Every problem, counted: nothing is cut off here.
    not_checked : tuple of str
        Sentences about checks that could not be made.
    """

    files: tuple[FileCount, ...]
    problems: tuple[Problem, ...]
    rule_counts: tuple[RuleCount, ...]
    not_checked: tuple[str, ...] = ()

    @property
    def n_errors(self) -> int:
        """Number of errors."""
        return self._count(Severity.ERROR)

    @property
    def n_warnings(self) -> int:
        """Number of warnings."""
        return self._count(Severity.WARNING)

    @property
    def ok(self) -> bool:
        """Whether the folder may be imported."""
        return self.n_errors == 0

    def _count(self, severity: Severity) -> int:
        return sum(count.n for count in self.rule_counts if count.severity is severity)

    def text(self, limit: int = 50) -> str:
        """Return the report in lines of plain text, with at most `limit` problems spelt out."""
        return "\n".join(self._lines(limit))

    def _lines(self, limit: int) -> Iterator[str]:
        for problem in self.problems[:limit]:
            yield f"{problem.severity}: {problem}"
        unprinted = self.n_errors + self.n_warnings - min(limit, len(self.problems))
        if unprinted:
            yield f"... and {unprinted:,} more; by rule, all of them:"
            yield from (f"  {count.rule}: {count.n:,}" for count in self.rule_counts)
        yield from self.not_checked
        yield from map(self._account, self.files)
        verdict = "accepted" if self.ok else "refused, nothing was stored"
        yield f"{self.n_errors:,} errors, {self.n_warnings:,} warnings: {verdict}"

    @staticmethod
    def _account(count: FileCount) -> str:
        named = f" ({count.rows_with_errors:,} with errors)" if count.rows_reported else ""
        return (
            f"{count.file}: {count.rows_in:,} rows in = {count.rows_stored:,} stored"
            f" + {count.rows_reported:,} reported{named}"
        )

    def csv(self) -> str:
        """Return the problems as CSV text, one a row."""
        text = io.StringIO()
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(("severity", "file", "sheet", "line", "column", "value", "allowed", "rule"))
        for problem in self.problems:
            names = (problem.file, problem.sheet, problem.line, problem.column, problem.value)
            cells = [escaped(shown(str(name))) for name in names]
            rows.writerow((problem.severity, *cells, problem.allowed, problem.rule))
        return text.getvalue()
