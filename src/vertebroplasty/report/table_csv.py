"""A table as a CSV file that says what it is, and runs nothing in a spreadsheet."""

import csv
import hashlib
import io
import re
import unicodedata

from vertebroplasty.importing.escaping import escaped, escaped_within
from vertebroplasty.report.tables import Cell, Table

FILE_NAME_LENGTH = 80
EXTENSION = ".csv"


def to_csv(table: Table, *, title: str, cohort: str, size: str, dataset: str, warning: str) -> str:
    """Return a table as CSV (RFC 4180) below lines that say what it is.

    Parameters
    ----------
    table : Table
        Numbers are written as numbers, text in quotes, undefined cells empty.
    title, cohort, size, dataset : str
        The figure, whom it covers, how many, and of which generation: a line beginning with
        ``# `` each.
    warning : str
        That the data are synthetic or reconstructed; empty for patients.

    Returns
    -------
    str
        Lines end with CR LF.
    """
    facts = (title, cohort, size, dataset, warning)
    return "".join(f"# {_guarded_line(line)}\r\n" for line in facts if line) + csv_rows(table)


def csv_rows(table: Table) -> str:
    """Return headings and rows as CSV, nothing above them."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows([_guarded(cell) for cell in row] for row in (table.columns, *table.rows))
    return written.getvalue()


def _guarded(cell: Cell) -> Cell:
    """Return a cell of which a spreadsheet makes no formula; numbers stay numbers."""
    return escaped(cell) if isinstance(cell, str) else cell


def _guarded_line(text: str) -> str:
    """Return a line that stays one, none of whose parts a spreadsheet takes for a formula."""
    return escaped_within(" ".join(text.split()))


def file_name(cohort_sentence: str, title: str, dataset: str, extension: str = EXTENSION) -> str:
    """Return a file name of plain letters, digits and hyphens.

    Parameters
    ----------
    cohort_sentence, title, dataset : str
        Whom the table covers, which figure it belongs to, and where the data come from.
    extension : str
        With its dot.

    Returns
    -------
    str
        At most 80 characters; a name that had to be cut ends in a digest of the whole, so that two
        cohorts never share one.
    """
    parts = [slug for text in (dataset, title, cohort_sentence) if (slug := _slug(text))]
    name = "_".join(parts) or "table"
    if len(name) + len(extension) > FILE_NAME_LENGTH:
        digest = hashlib.sha256(name.encode()).hexdigest()[:8]
        name = f"{name[: FILE_NAME_LENGTH - len(extension) - 9].rstrip('-_')}-{digest}"
    return name + extension


def _slug(text: str) -> str:
    """Return lower-case ASCII letters and digits, anything between them as one hyphen."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
