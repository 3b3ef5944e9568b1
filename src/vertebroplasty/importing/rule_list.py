"""Every rule of an import in one list, for people: the codebook prints it.

The rules about rows stand in `cross_checks.RULES`, those of a mapping in `MAPPING_RULES`: they are
listed as they are. What can be wrong with a file before its rows are read is found in many places;
it is put into words here, and a test compares the codes with those in the sources.
"""

from dataclasses import dataclass

from vertebroplasty.importing.cross_checks import RULES
from vertebroplasty.importing.dictionary import FILE_NAMES
from vertebroplasty.importing.mapping.findings_of_mapping import MAPPING_RULES
from vertebroplasty.importing.provenance import FILE_NAME, NATURES
from vertebroplasty.importing.report import Severity
from vertebroplasty.importing.rules import COLUMN_RULES, Rule
from vertebroplasty.importing.sources.limits import (
    CELL_CHARACTERS,
    CELLS,
    COLUMNS,
    HEADING_LENGTH,
    NAME_LENGTH,
    PACKAGE_ENTRIES,
    ROWS,
    SHEET_CHARACTERS,
    UNPACKED_BYTES,
    UNPACKED_RATIO,
    UPLOAD_BYTES,
    UPLOADS,
    WORKBOOK_BYTES,
)


@dataclass(frozen=True, slots=True)
class ListedRule:
    """A rule as people read it.

    Attributes
    ----------
    code : str
        As the report names it. A code that may be an error or a warning is listed twice.
    severity : Severity
        Whether breaking it refuses the import.
    where : str
        What it is about.
    allowed : str
        What would do: completes "must be" (error) or "usually" (warning).
    """

    code: str
    severity: Severity
    where: str
    allowed: str


def _error(code: str, where: str, allowed: str) -> ListedRule:
    return ListedRule(code, Severity.ERROR, where, allowed)


def _warning(code: str, where: str, allowed: str) -> ListedRule:
    return ListedRule(code, Severity.WARNING, where, allowed)


_FOLDER, _OWN = "the dictionary's own folder", "somebody's own file"
_BOOK, _TEXT = "an .xlsx workbook", "a text file"
_LINE, _CELL = "every line of a text file", "every cell of a workbook that is read"
_ABOUT = f"{FILE_NAME} of a folder"

_OF_FILES = (
    _error("file.folder", _FOLDER, "a folder of CSV files"),
    _error("file.unknown", f"a .csv in {_FOLDER}", f"one of {', '.join(FILE_NAMES)}"),
    _error("file.missing", f"a table of {_FOLDER}; {_OWN}", "there, where it must be; readable"),
    _error("file.rows", f"a table of {_FOLDER}", "a header and at least one row, where required"),
    _error("file.rows", _TEXT, f"at most {ROWS:,} lines"),
    _error("file.number", "the files of one import", f"at most {UPLOADS}"),
    _error(
        "file.name",
        _OWN,
        f"a name of at most {NAME_LENGTH} characters without folders or control characters,"
        " that no other file of the import has",
    ),
    _error(
        "file.kind",
        _OWN,
        "a plain .csv, .tsv or .txt file, or an Excel workbook saved as .xlsx; content and ending"
        " agree",
    ),
    _error(
        "file.size",
        _OWN,
        f"at most {UPLOAD_BYTES:,} bytes of text, or {WORKBOOK_BYTES:,} of a workbook",
    ),
    _error("file.empty", _OWN, "a file with a header and rows, on a sheet that is not hidden"),
    _error(
        "file.encoding",
        _TEXT,
        "text in a declared encoding; UTF-16 has its mark, UTF-32 is not read",
    ),
    _error("file.line_ends", _TEXT, "lines that end in a line feed, alone or after a return"),
    _error(
        "file.zip",
        _BOOK,
        f"an intact package of at most {PACKAGE_ENTRIES:,} parts, each once, without a password",
    ),
    _error(
        "file.bomb",
        _BOOK,
        f"at most {UNPACKED_BYTES:,} bytes unpacked, and {UNPACKED_RATIO} times the packed size",
    ),
    _error("file.xml", _BOOK, "intact XML without a document type or entities"),
    _error("file.macros", _BOOK, "a workbook without macros"),
    _error(
        "file.cells",
        _BOOK,
        f"at most {CELLS:,} cells in the rectangle of a sheet and in all, and"
        f" {SHEET_CHARACTERS:,} characters in a sheet",
    ),
    _error("file.columns", _OWN, f"at most {COLUMNS:,} columns"),
)

_OF_HEADERS = (
    _error("header.missing", f"a table of {_FOLDER}", "a header row"),
    _error("header.comma", f"a table of {_FOLDER}", "column names separated by commas"),
    _error("header.unknown", f"a table of {_FOLDER}", "column names of the dictionary"),
    _error("header.incomplete", f"a table of {_FOLDER}", "a header with every required column"),
    _error("header.repeated", "every heading that is read", "a name that stands there once"),
    _warning("header.repeated", "every heading that is not read", "a name that stands there once"),
    _error("header.length", f"every heading of {_OWN}", f"at most {HEADING_LENGTH:,} characters"),
    _warning(
        "header.empty", f"every filled column of {_OWN}", "under a heading; else it is not read"
    ),
    _warning(
        "column.unknown", f"every heading of {_OWN}", "mapped, or ignored on purpose; else not read"
    ),
    _error("sheet.missing", "every part of a mapping", "found in some sheet, by all its headings"),
    _error("sheet.unmatched", _OWN, "a file with the columns that the mapping reads"),
    _warning("sheet.unmatched", "every sheet", "one with the columns that the mapping reads"),
    _warning("sheet.hidden", "every sheet", "a sheet that can be seen; a hidden one is not read"),
)

_OF_ROWS = (
    _error("row.columns", _LINE, "as many cells as the header has"),
    _error("row.encoding", _LINE, "text in the declared encoding"),
    _error("row.control", _LINE, "text without control characters or a lone carriage return"),
    _error("row.quote", _LINE, "double quotes that close on their line; at most 131,072 a cell"),
    _error("cell.error", _CELL, "a value instead of an error such as #DIV/0!"),
    _error("cell.formula", _CELL, "a value; a formula has one once Excel has saved it"),
    _error("cell.control", _CELL, "text without control characters"),
    _error("cell.length", _CELL, f"at most {CELL_CHARACTERS:,} characters"),
    _error("cell.number", _CELL, "a finite number of at most 15 digits; a longer one as text"),
)

_OF_DATASET = (
    _warning("dataset.missing", _ABOUT, "there, and says whether the data are clinical"),
    _error("dataset.unreadable", _ABOUT, "TOML in UTF-8"),
    _error("dataset.key", _ABOUT, "one of the keys name, title, nature, note"),
    _error("dataset.text", _ABOUT, "text in quotes"),
    _error("dataset.name", _ABOUT, "lower-case letters, digits and single hyphens, at most 64"),
    _error("dataset.nature", _ABOUT, f"one of {', '.join(NATURES)}"),
    _error("dataset.note", _ABOUT, "a sentence on where data that are not clinical come from"),
)

_MAPPED = {
    "mapping.tick": "every cell of a tick box",
    "mapping.shared_number": "every number of a row of several levels",
    "mapping.leak": "every cell of treated_level.leak",
    "mapping.leak_level": "every row of several levels that tells of a leak",
    "mapping.leak_contradicted": "every cell of treated_level.leak",
    "mapping.conflict": "rows that tell of one patient, procedure, level or visit",
    "mapping.date": "every date of birth or of a visit",
    "mapping.undated": "every date of birth or of a visit",
    "row.unused": "every row of a mapped sheet",
}
"""What each rule of a mapping is about."""


def rule_list() -> tuple[ListedRule, ...]:
    """Return every rule: of files, headers, rows and cells, of a mapping, of the dictionary."""
    mapped = (ListedRule(r.code, r.severity, _MAPPED[r.code], r.allowed) for r in MAPPING_RULES)
    return (*_OF_FILES, *_OF_HEADERS, *_OF_ROWS, *_OF_DATASET, *mapped, *map(_of_table, RULES))


def _of_table(rule: Rule) -> ListedRule:
    cell = f"{rule.file}.{rule.column}"
    where = (
        f"every cell of {cell}"
        if rule in COLUMN_RULES
        else f"every row of {rule.file}, its {rule.column}"
    )
    return ListedRule(rule.code, rule.severity, where, rule.allowed)
