"""Tables whose rows several rows tell of: one row a key, the first filled cell, no conflict."""

from collections.abc import Sequence

import duckdb

from vertebroplasty.importing.mapping.findings_of_mapping import CONFLICT
from vertebroplasty.importing.mapping.records_of_rows import columns_of
from vertebroplasty.importing.places import sheet_of, source_line
from vertebroplasty.importing.report import LONGEST_VALUE

KEYS = {
    "patient": ("patient_id",),
    "procedure": ("procedure_id",),
    "treated_level": ("procedure_id", "level"),
    "visit": ("procedure_id", "timepoint"),
}
"""What makes two rows tell of the same thing; rows of the other tables are told apart by all."""


def told_of(table: str) -> str:
    """Return the name of the table of what is merged into a table."""
    return f"told_of_{table}"


def merge(staging: duckdb.DuckDBPyConnection, table: str, selects: Sequence[str]) -> None:
    """Merge what some rows tell of a table's rows into the table.

    Parameters
    ----------
    staging : duckdb.DuckDBPyConnection
        Where the tables are; the table holds its own rows already.
    table : str
        A table of the dictionary.
    selects : sequence of str
        What is told, each with all columns of the table.
    """
    told = " UNION ALL ".join(selects)
    keys = KEYS.get(table, ("patient_id" if table == "new_fracture" else "procedure_id",))
    filled = " AND ".join(f"{key} IS NOT NULL" for key in keys)
    staging.execute(
        f"CREATE OR REPLACE TEMP TABLE {told_of(table)} AS FROM ({told}) WHERE {filled}"
    )
    if table in KEYS:
        _merge_by_key(staging, table, KEYS[table])
    else:
        _add_what_is_new(staging, table)


def _add_what_is_new(staging: duckdb.DuckDBPyConnection, table: str) -> None:
    """Add the rows that say more than a row that is there."""
    columns = columns_of(table)
    key, *others = columns
    same = " AND ".join(f"(new.{name} IS NULL OR new.{name} = old.{name})" for name in others)
    staging.execute(
        f"INSERT INTO {table} BY NAME SELECT * FROM (SELECT min(line) AS line, {', '.join(columns)}"
        f" FROM {told_of(table)} GROUP BY ALL) AS new"
        f" WHERE NOT EXISTS (FROM {table} AS old WHERE old.{key} = new.{key} AND {same})"
    )


def _merge_by_key(staging: duckdb.DuckDBPyConnection, table: str, keys: tuple[str, ...]) -> None:
    told, key = told_of(table), ", ".join(keys)
    others = [name for name in columns_of(table) if name not in keys]
    staging.execute(
        f"INSERT INTO {table} BY NAME FROM {told} SEMI JOIN (SELECT min(line) AS line FROM {told}"
        f" ANTI JOIN {table} USING ({key}) GROUP BY {key}) AS first USING (line)"
    )
    differs = " OR ".join(
        f"(again.{name} IS NOT NULL AND again.{name} IS DISTINCT FROM held.{name})"
        for name in others
    )
    staging.execute(
        f"CREATE OR REPLACE TEMP TABLE differing AS SELECT DISTINCT {key}"
        f" FROM (FROM {told} ANTI JOIN {table} USING (line)) AS again"
        f" JOIN {table} AS held USING ({key}) WHERE {differs}"
    )
    if staging.execute("SELECT count(*) FROM differing").fetchall()[0][0]:
        _settle(staging, table, keys, [name for name in others if name != "level_name"])


def _settle(
    staging: duckdb.DuckDBPyConnection, table: str, keys: tuple[str, ...], columns: list[str]
) -> None:
    """Report what contradicts the first row that is filled in, and fill in what is empty."""
    key, told = ", ".join(keys), told_of(table)
    heard = ", ".join(
        f"arg_min({name}, line) AS {name}, min(line) FILTER ({name} IS NOT NULL) AS {name}_line"
        for name in columns
    )
    staging.execute(
        f"CREATE OR REPLACE TEMP TABLE heard AS SELECT {key}, {heard} FROM {told}"
        f" SEMI JOIN differing USING ({key}) GROUP BY ALL"
    )
    staging.execute(
        f"CREATE OR REPLACE TEMP TABLE held AS FROM {table} SEMI JOIN differing USING ({key})"
        f" QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY line) = 1"
    )
    for name in columns:
        _report(staging, table, key, name)
        staging.execute(
            f"INSERT INTO filled_in SELECT '{table}.csv', '{name}', empty.line, heard.{name}_line"
            f" FROM {table} AS empty JOIN heard USING ({key})"
            f" WHERE empty.{name} IS NULL AND heard.{name} IS NOT NULL"
        )
    filled = ", ".join(f"{name} = coalesce({table}.{name}, heard.{name})" for name in columns)
    same = " AND ".join(f"{table}.{name} = heard.{name}" for name in keys)
    staging.execute(f"UPDATE {table} SET {filled} FROM heard WHERE {same}")


def _report(staging: duckdb.DuckDBPyConnection, table: str, key: str, name: str) -> None:
    """Report the rows that contradict the first one; it is named with what it says."""
    first = f"coalesce(held.{name}, heard.{name})"
    place = f"CASE WHEN held.{name} IS NULL THEN heard.{name}_line ELSE held.line END"
    inert = f"regexp_replace(left({first}, {LONGEST_VALUE}), '[^\\pL\\pN\\pP\\pS ]', '?', 'g')"
    staging.execute(
        f"""INSERT INTO finding SELECT $severity, $file, '', line, $name,
            left({name}, {LONGEST_VALUE + 1}),
            concat($same, ' (line ', {source_line("first_line")},
                CASE WHEN {sheet_of("first_line")} <> {sheet_of("line")} THEN ' of ' || label END,
                ' says ', first, ')'), $code
        FROM (SELECT again.line, again.{name}, {inert} AS first, {place} AS first_line
            FROM {told_of(table)} AS again JOIN heard USING ({key}) JOIN held USING ({key})
            WHERE again.{name} <> {first})
        JOIN sheet_label ON number = {sheet_of("first_line")}""",
        {
            "severity": CONFLICT.severity,
            "file": f"{table}.csv",
            "name": name,
            "same": f"the same on every row of this {_NOUNS[table]}",
            "code": CONFLICT.code,
        },
    )


_NOUNS = {
    "patient": "patient",
    "procedure": "procedure",
    "treated_level": "level",
    "visit": "visit",
}
