"""Which procedures rest on a row that the check warns about."""

from collections.abc import Sequence

import duckdb

from vertebroplasty.importing.places import sheet_of, source_line

_OF_A_PROCEDURE = ("procedure", "treated_level", "leak", "visit", "complication")


def flag_procedures(
    staging: duckdb.DuckDBPyConnection, sheets: Sequence[tuple[int, str, str]] = ()
) -> None:
    """Note the procedures of which a row is warned about, in the table ``flagged``.

    Parameters
    ----------
    staging : duckdb.DuckDBPyConnection
        Where the staged tables and the findings are.
    sheets : sequence of (int, str, str)
        Number, file and name of the sheets, where findings name them instead of our tables.
    """
    staging.execute("CREATE TEMP TABLE named (number BIGINT, file VARCHAR, sheet VARCHAR)")
    if sheets:
        staging.executemany("INSERT INTO named VALUES (?, ?, ?)", [list(row) for row in sheets])
    selects = [*map(_flagged_rows, _OF_A_PROCEDURE), _FLAGGED_PATIENTS]
    if sheets:
        selects += map(_flagged_places, _OF_A_PROCEDURE)
    staging.execute(
        "CREATE TABLE flagged AS SELECT procedure_id, count(DISTINCT rule)::INTEGER AS rules"
        f" FROM ({' UNION ALL '.join(selects)})"
        " WHERE procedure_id IS NOT NULL GROUP BY procedure_id"
    )


def _flagged_rows(table: str) -> str:
    return (
        f"SELECT procedure_id, finding.rule FROM finding JOIN {table} USING (line)"
        f" WHERE finding.file = '{table}.csv' AND finding.severity = 'warning'"
    )


def _flagged_places(table: str) -> str:
    """Return the SELECT of what a table holds of a row of a sheet that is warned about."""
    return (
        f"SELECT procedure_id, finding.rule FROM finding JOIN named USING (file, sheet)"
        f" JOIN {table} ON {sheet_of(f'{table}.line')} = named.number"
        f" AND {source_line(f'{table}.line')} = finding.line WHERE finding.severity = 'warning'"
    )


_FLAGGED_PATIENTS = (
    "SELECT procedure.procedure_id, finding.rule FROM finding JOIN patient USING (line)"
    " JOIN procedure USING (patient_id)"
    " WHERE finding.file = 'patient.csv' AND finding.severity = 'warning'"
)
