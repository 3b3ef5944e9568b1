"""The one table of rules that the rows of a source folder must keep.

A rule is a condition in SQL, true for a row that breaks it, over the staged file called ``this``:
every cell as text, an empty one as NULL, with ``line`` and, where the file names a vertebral level,
``level_name`` (the level as our vocabulary spells it, NULL when it is none). Rules about several
rows or files stand in ``cross_checks``; the rules here follow from the data dictionary alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from vertebroplasty.importing.dictionary import SOURCE_FILES, Column, Kind, SourceFile
from vertebroplasty.importing.report import Severity
from vertebroplasty.vocabulary import PainScale

EARLIEST_USUAL_YEAR = 1980
"""Catches 1900-01-01, 1970-01-01 and other codes for a missing date; has no clinical meaning."""

EXAMPLE = "example-delete-me"
"""Identifier of the example row in the template workbook; no row of a dataset may have it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule about the rows of one file.

    Attributes
    ----------
    code : str
        Unique name.
    file : str
        Name of the source file, without ``.csv``.
    column : str
        Column that is reported, with its value.
    severity : Severity
        Whether breaking it refuses the folder.
    condition : str
        SQL, true for a row that breaks the rule.
    allowed : str
        What would do: completes "must be" (error) or "usually" (warning).
    needs : tuple of str
        Other files that the condition reads.
    """

    code: str
    file: str
    column: str
    severity: Severity
    condition: str
    allowed: str
    needs: tuple[str, ...] = ()


def quoted(terms: tuple[str, ...]) -> str:
    """Return some of our own terms as a list of SQL literals."""
    return ", ".join("'" + str(term).replace("'", "''") + "'" for term in terms)


def _whole(column: Column) -> tuple[str, str]:
    low, high = column.bounds
    keeps = (
        f"regexp_full_match({column.name}, '-?[0-9]{{1,6}}')"
        f" AND TRY_CAST({column.name} AS INTEGER) BETWEEN {low:g} AND {high:g}"
    )
    return keeps, f"a whole number from {low:g} to {high:g}"


def _decimal(column: Column) -> tuple[str, str]:
    low, high = column.bounds
    keeps = (
        f"regexp_full_match({column.name}, '-?[0-9]{{1,6}}(\\.[0-9])?')"
        f" AND TRY_CAST({column.name} AS DECIMAL(9, 1)) BETWEEN {low:g} AND {high:g}"
    )
    return keeps, f"a number from {low:g} to {high:g} with at most one decimal"


def _text(column: Column) -> tuple[str, str]:
    keeps = (
        f"length({column.name}) <= 100"
        f" AND NOT regexp_matches({column.name}, '^[\\s\\x{{00A0}}]|[\\s\\x{{00A0}}]$')"
    )
    return keeps, "at most 100 characters, without a blank at either end"


def _term(column: Column) -> tuple[str, str]:
    return f"{column.name} IN ({quoted(column.terms)})", f"one of {', '.join(column.terms)}"


def _level(_column: Column) -> tuple[str, str]:
    return "level_name IS NOT NULL", "a vertebral level: C1-C7, T1-T12, L1-L5 or S1"


def _date(column: Column) -> tuple[str, str]:
    name = column.name
    keeps = (
        f"regexp_full_match({name}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')"
        f" AND TRY_CAST({name} AS DATE) <= getvariable('today')"
    )
    return keeps, "a calendar date as YYYY-MM-DD, not later than today"


def _pain(column: Column) -> tuple[str, str]:
    # A scale that is missing or no term is reported by rules of its own.
    keeps = (
        f"coalesce(pain_scale NOT IN ({quoted(tuple(PainScale))}), true)"
        f" OR vas_tenths(pain_scale, {column.name}) IS NOT NULL"
    )
    return keeps, (
        "a number of its pain_scale: 0 to 10 with at most one decimal on VAS 0-10, a whole number"
        " from 0 to 100 on VAS 0-100, a whole number from 0 to 10 on NRS 0-10"
    )


_KEEPS = {
    Kind.TEXT: _text,
    Kind.TERM: _term,
    Kind.LEVEL: _level,
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.PAIN: _pain,
}


def _broken(name: str, keeps: str) -> str:
    return f"{name} IS NOT NULL AND NOT coalesce({keeps}, false)"


def _column_rules(source: SourceFile, column: Column) -> Iterator[Rule]:
    name, file = column.name, source.name
    code = f"{file}.{name}"
    if column.required:
        missing = f"{name} IS NULL"
        yield Rule(f"{code}.required", file, name, Severity.ERROR, missing, "filled in")
    if name == f"{file}_id":
        allowed = "another one: delete the template's example row on every sheet"
        yield Rule(f"{code}.example", file, name, Severity.ERROR, f"{name} = '{EXAMPLE}'", allowed)
    keeps, allowed = _KEEPS[column.kind](column)
    broken = _broken(name, keeps)
    yield Rule(f"{code}.{column.kind}", file, name, Severity.ERROR, broken, allowed)
    if column.usual:
        low, high = column.usual
        unusual = (
            f"coalesce({keeps}, false)"
            f" AND TRY_CAST({name} AS DECIMAL(9, 1)) NOT BETWEEN {low:g} AND {high:g}"
        )
        allowed = f"from {low:g} to {high:g}"
        yield Rule(f"{code}.usual", file, name, Severity.WARNING, unusual, allowed)
    if column.kind is Kind.DATE:
        early = f"year(TRY_CAST({name} AS DATE)) < {EARLIEST_USUAL_YEAR}"
        allowed = f"in {EARLIEST_USUAL_YEAR} or later"
        yield Rule(f"{code}.usual", file, name, Severity.WARNING, early, allowed)


COLUMN_RULES = tuple(
    rule
    for source in SOURCE_FILES
    for column in source.columns
    for rule in _column_rules(source, column)
)
