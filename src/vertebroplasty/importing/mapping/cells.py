"""The cells of a part: a table of its rows in which every text is the data dictionary's.

What the clinic's own texts stand for (codes, texts for "not known", terms in any case, ticks) is
looked up in a table: no text of a user becomes SQL.
"""

from collections.abc import Iterator, Sequence

import duckdb

from vertebroplasty.importing.dictionary import Kind
from vertebroplasty.importing.mapping.parts import COLUMNS, Cell, Part
from vertebroplasty.importing.rules import quoted
from vertebroplasty.vocabulary import LeakAssessment

TICKED = ("1", "yes", "true", "x", "checked")
UNTICKED = ("0", "no", "false", "", "unchecked")

NUMBERS = (Kind.WHOLE, Kind.DECIMAL, Kind.PAIN)

_TIME = "( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?"
_TWO, _FOUR = "([0-9]{1,2})", "([0-9]{4})"
_DATES = {
    "YMD": (f"{_FOUR}[./-]{_TWO}[./-]{_TWO}{_TIME}", "['y', 'm', 'd']"),
    "DMY": (f"{_TWO}[./-]{_TWO}[./-]{_FOUR}{_TIME}", "['d', 'm', 'y']"),
    "MDY": (f"{_TWO}[./-]{_TWO}[./-]{_FOUR}{_TIME}", "['m', 'd', 'y']"),
}

_CODE, _MISSING, _TERM = range(3)
_Entry = tuple[int, int, str, str, int]


def create_meanings(staging: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> None:
    """Make the tables of what texts stand for: by cell, of constants and ticks, of `only`."""
    staging.execute("CREATE OR REPLACE TABLE meaning (part INT, cell INT, entries MAP(TEXT, TEXT))")
    staging.execute("CREATE OR REPLACE TABLE constant (part INT, cell INT, value TEXT)")
    staging.execute("CREATE OR REPLACE TABLE kept (part INT, heading INT, text TEXT)")
    _insert(
        staging,
        # A code of the column goes before a text for "not known", and that before a term.
        """INSERT INTO meaning SELECT part, cell, map_from_entries(list((text, term) ORDER BY text))
        FROM (SELECT part, cell, without_blanks(lower(text)) AS text, arg_min(term, place) AS term
            FROM (SELECT {}) AS entry(part, cell, text, term, place) GROUP BY ALL) GROUP BY ALL""",
        [entry for part in parts for cell in part.cells for entry in _entries(part, cell)],
    )
    _set_variables(staging, parts)
    _add_fixed(staging, parts)


def _add_fixed(staging: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> None:
    """Add the texts of constants and ticked boxes, and those that `only` keeps."""
    _insert(
        staging,
        "INSERT INTO constant SELECT {}",
        [(p.number, c.number, fixed) for p in parts for c in p.cells if (fixed := _fixed(p, c))],
    )
    _insert(
        staging,
        """INSERT INTO kept SELECT part, heading, without_blanks(lower(text))
        FROM (SELECT {}) AS entry(part, heading, text)""",
        [
            (part.number, place, text)
            for part in parts
            for place, texts in enumerate(part.mapping.only.values())
            for text in texts
        ],
    )


def _set_variables(staging: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> None:
    """Hold what texts stand for as constants: half the time of reading the table a column."""
    for part in parts:
        for cell in part.cells:
            here = f"part = {part.number} AND cell = {cell.number}"
            staging.execute(
                f"SET VARIABLE {_variable(part, cell)} = (SELECT entries FROM meaning WHERE {here})"
            )


def _insert(
    staging: duckdb.DuckDBPyConnection, statement: str, rows: Sequence[tuple[object, ...]]
) -> None:
    if rows:
        listed = ", ".join("unnest(?)" for _ in rows[0])
        columns = [list(column) for column in zip(*rows, strict=True)]
        staging.execute(statement.format(listed), columns)


def _variable(part: Part, cell: Cell) -> str:
    return f"meaning_{part.number}_{cell.number}"


def _entries(part: Part, cell: Cell) -> Iterator[_Entry]:
    """What the texts under a heading stand for; the empty text for "not known"."""
    if not cell.heading:
        return
    for text, term in part.mapping.codes.get(cell.heading, {}).items():
        yield part.number, cell.number, text, _spelt(cell, term), _CODE
    for text in part.mapping.missing:
        yield part.number, cell.number, text, "", _MISSING
    if not cell.target.term:
        for term in COLUMNS[cell.target.field].terms:
            yield part.number, cell.number, term, term, _TERM


def _fixed(part: Part, cell: Cell) -> str:
    """Return the text that a constant, or a ticked box, puts into its field."""
    text = cell.target.term if cell.heading else part.mapping.constants[cell.target]
    return _spelt(cell, text)


def _spelt(cell: Cell, text: str) -> str:
    """Return a text as the vocabulary of its field spells it, when it is a term of it."""
    spelling = {term.lower(): str(term) for term in COLUMNS[cell.target.field].terms}
    return spelling.get(text.strip().lower(), text.strip())


def create_rows(staging: duckdb.DuckDBPyConnection, part: Part) -> None:
    """Make the table of a part's rows: line, keys, and for each cell its value and its text."""
    columns = [column for cell in part.cells for column in _columns(part, cell)]
    staging.execute(
        f"CREATE OR REPLACE TEMP TABLE {part.table} AS SELECT *, {_patient_id(part)} AS patient_id,"
        f" {_procedure_id(part)} AS procedure_id FROM (SELECT {', '.join(['line', *columns])}"
        f" FROM {part.sheet.table}{_where(part)})"
    )


def _where(part: Part) -> str:
    kept = [
        f"lower(coalesce({trimmed(part, heading)}, '')) IN"
        f" (SELECT text FROM kept WHERE part = {part.number} AND heading = {place})"
        for place, heading in enumerate(part.mapping.only)
    ]
    return f" WHERE {' AND '.join(kept)}" if kept else ""


def _columns(part: Part, cell: Cell) -> Iterator[str]:
    fixed = f"(SELECT value FROM constant WHERE part = {part.number} AND cell = {cell.number})"
    text = trimmed(part, cell.heading) if cell.heading else "NULL::TEXT"
    if not cell.heading:
        yield f"{fixed} AS {cell.value}"
    elif cell.target.term:
        text = written(part, cell, text)
        yield f"CASE WHEN lower({text}) IN ({quoted(TICKED)}) THEN {fixed} END AS {cell.value}"
    else:
        yield f"{written(part, cell, text)} AS {cell.value}"
    if cell.target.term or cell.target.table in ("treated_level", "leak"):
        yield f"{text} AS {cell.text}"


def trimmed(part: Part, heading: str) -> str:
    """Return the SQL of a cell's text without blanks around it; NULL when nothing is left."""
    return f"nullif(without_blanks({part.sheet.column(heading)}), '')"


def written(part: Part, cell: Cell, text: str) -> str:
    """Return the SQL of a clinic's text as the data dictionary writes it."""
    return f"nullif(coalesce({stands_for(part, cell, text)}, {_form(part, cell, text)}), '')"


def stands_for(part: Part, cell: Cell, text: str) -> str:
    """Return the SQL of what a text stands for; NULL when it stands for itself."""
    if not any(_entries(part, cell)):
        return "NULL::TEXT"
    return f"getvariable('{_variable(part, cell)}')[lower(coalesce({text}, ''))]"


def _form(part: Part, cell: Cell, text: str) -> str:
    kind = COLUMNS[cell.target.field].kind
    if cell.target.term:
        return text
    if kind in NUMBERS:
        return f"number_with_{'comma' if part.mapping.decimal == ',' else 'point'}({text})"
    if kind is Kind.DATE:
        pattern, groups = _DATES[part.mapping.dates]
        return f"iso_day({text}, '{pattern}', {groups})"
    return text


def value(part: Part, field: str, timepoint: str = "") -> str:
    """Return the SQL of a field over the part's rows; several ticks give a text that is no term."""
    cells = part.all_of(field, timepoint)
    if field == "treated_level.leak_assessment":
        # It is defined as the most sensitive way in which leakage was looked for.
        ways = [str(way) for way in LeakAssessment]
        ranked = sorted(
            cells, key=lambda c: ways.index(c.target.term) if c.target.term in ways else -1
        )
        cells, joined = tuple(reversed(ranked)), "coalesce({})"
    else:
        joined = "nullif(concat_ws(' + ', {}), '')"
    if len(cells) > 1:
        return joined.format(", ".join(cell.value for cell in cells))
    return cells[0].value if cells else "NULL::TEXT"


def _patient_id(part: Part) -> str:
    # One part of a key that is not filled in leaves the key empty: a rule reports it.
    return " || '-' || ".join(cell.value for cell in part.all_of("patient_id")) or "NULL::TEXT"


def _procedure_id(part: Part) -> str:
    own = " || '-' || ".join(cell.value for cell in part.all_of("procedure_id"))
    date = part.cell("procedure.procedure_date")
    if own or not date:
        return own or _patient_id(part)
    dated = f"{_patient_id(part)} || ' ' || {date.value}"
    # Where a row is a procedure, no other row need find it by its date.
    return f"coalesce({dated}, {_patient_id(part)})" if part.rows == "procedure" else dated
