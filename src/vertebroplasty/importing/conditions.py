"""Conditions that several rules share: keys, references, places in a vocabulary."""

from vertebroplasty.importing.report import Severity
from vertebroplasty.importing.rules import Rule, quoted

PROCEDURE_KNOWN = "one of the procedure_id of procedure.csv"
PATIENT_KNOWN = "one of the patient_id of patient.csv"


def error(code: str, condition: str, allowed: str, *needs: str) -> Rule:
    """Return a rule whose code is file, column and what is asked, joined by dots."""
    file, column, _ = code.split(".")
    return Rule(code, file, column, Severity.ERROR, condition, allowed, needs)


def warning(code: str, condition: str, allowed: str, *needs: str) -> Rule:
    """Return a rule that is only warned about; see `error`."""
    file, column, _ = code.split(".")
    return Rule(code, file, column, Severity.WARNING, condition, allowed, needs)


def repeats(file: str, *key: str) -> str:
    """Return the condition of rows whose key stood on an earlier line already."""
    same = " AND ".join(f"first.{column} = this.{column}" for column in key)
    return f"EXISTS (FROM {file} AS first WHERE {same} AND first.line < this.line)"


def unknown(column: str, file: str) -> str:
    """Return the condition of rows whose key does not stand in the file that defines it."""
    return f"this.{column} IS NOT NULL AND this.{column} NOT IN ({keys(column, file)})"


def keys(column: str, file: str) -> str:
    """Return the SELECT of the keys of a file."""
    return f"SELECT {column} FROM {file} WHERE {column} IS NOT NULL"


def place(term: str, terms: tuple[str, ...]) -> str:
    """Return the SQL of a term's place in its vocabulary, from 1; NULL when it has none."""
    return f"list_position([{quoted(terms)}], {term})"
