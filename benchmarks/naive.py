"""The same numbers as one would first write them: six queries over the rows, in double precision.

Two flat tables, made beforehand and not timed: procedures with sex and VAS as DOUBLE, and their
levels; identifiers and terms are the texts of the records. Averages and standard deviations by the
database, a semi-join where levels are filtered, a join where results are by level. Nothing is made
slow on purpose: both tables are in memory, and visits need no join.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.answers import Numbers
from benchmarks.naive_statistics import effective_n, score, share
from vertebroplasty.cohort import Cohort
from vertebroplasty.vocabulary import Sex, VertebralLevel

FLAT_TABLES = """
CREATE TABLE procedures AS
SELECT
    procedure_id,
    record.patient_id,
    grain.age,
    patient.sex::VARCHAR AS sex,
    vas_baseline / 10.0::DOUBLE AS vas_baseline,
    vas_last / 10.0::DOUBLE AS vas_last,
    relief_24h::DOUBLE AS relief_24h,
    improved_last::DOUBLE AS improved_last,
    leak::DOUBLE AS leak
FROM generation.procedure AS grain
JOIN generation.record.procedure AS record USING (procedure_id)
JOIN generation.record.patient AS patient USING (patient_id);
CREATE TABLE levels AS
SELECT procedure_id, record.level::VARCHAR AS level, grain.leak::DOUBLE AS level_leak
FROM generation.record.treated_level AS record
JOIN generation.procedure AS treated USING (procedure_id)
JOIN generation.treated_level AS grain
    ON grain.procedure_no = treated.procedure_no AND grain.level = enum_code(record.level) + 1;
"""

SCORES = {
    "vas_baseline": "vas_baseline",
    "vas_last": "vas_last",
    "vas_change_last": "vas_last - vas_baseline",
}
SHARES = {
    "relief_24h": "relief_24h",
    "improvement_last": "improved_last",
    "leak_procedure": "leak",
}


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a database that holds the flat tables of a generation."""
    connection = duckdb.connect()
    connection.execute(f"ATTACH '{path}' AS generation (READ_ONLY)")
    connection.execute(FLAT_TABLES)
    return connection


def refresh(connection: duckdb.DuckDBPyConnection, cohort: Cohort) -> Numbers:
    """Give every number that Overview and its sidebar show for a cohort."""
    everywhere = cohort.ignoring("levels")
    return {
        **_size(connection, cohort),
        **_options(connection, cohort, everywhere),
        **_cards(connection, cohort),
        **_leak_card(connection, cohort),
        **_change_by_level(connection, everywhere),
        **_leak_by_level(connection, everywhere),
    }


def _size(connection: duckdb.DuckDBPyConnection, cohort: Cohort) -> Numbers:
    sql = f"""
    SELECT count(DISTINCT patient_id), count(DISTINCT procedure_id), count(*)
    FROM procedures JOIN levels USING (procedure_id)
    WHERE {_patients(cohort)} AND {_at_levels(cohort)}"""
    return dict(zip(("patients", "procedures", "levels"), _row(connection, sql), strict=True))


def _options(connection: duckdb.DuckDBPyConnection, cohort: Cohort, everywhere: Cohort) -> Numbers:
    sql = f"""
    SELECT 'sex', sex, count(*) FROM procedures
    WHERE {_patients(cohort.ignoring("sexes"))} AND {_treated_at(cohort)} GROUP BY sex
    UNION ALL
    SELECT 'level', level, count(DISTINCT procedure_id)
    FROM procedures JOIN levels USING (procedure_id)
    WHERE {_patients(everywhere)} GROUP BY level"""
    rows = connection.execute(sql).fetchall()
    codes = {"sex": Sex, "level": VertebralLevel}
    return {f"option {key} {codes[key](term).code}": count for key, term, count in rows}


def _cards(connection: duckdb.DuckDBPyConnection, cohort: Cohort) -> Numbers:
    scores = [f"count({x}), avg({x}), stddev_samp({x})" for x in SCORES.values()]
    shares = [f"count({x}), avg({x})" for x in SHARES.values()]
    sql = f"""
    SELECT count(*), {", ".join(scores + shares)} FROM procedures
    WHERE {_patients(cohort)} AND {_treated_at(cohort)}"""
    units, *values = _row(connection, sql)
    cells = iter(values)
    numbers: Numbers = {}
    for name in SCORES:
        numbers |= score(name, units, next(cells), next(cells), next(cells))
    for name in SHARES:
        numbers |= share(name, units, next(cells), next(cells))
    return numbers


def _leak_card(connection: duckdb.DuckDBPyConnection, cohort: Cohort) -> Numbers:
    sql = f"""
    WITH clusters AS (
        SELECT count(*) AS levels, count(level_leak) AS known, sum(level_leak) AS leaks
        FROM procedures JOIN levels USING (procedure_id)
        WHERE {_patients(cohort)} AND {_at_levels(cohort)}
        GROUP BY procedure_id
    ),
    rate AS (SELECT sum(leaks) / sum(known) AS estimate FROM clusters)
    SELECT
        sum(levels), sum(known), any_value(estimate), count(*) FILTER (known > 0),
        sum((leaks - estimate * known) ** 2) FILTER (known > 0)
    FROM clusters, rate"""
    units, n, estimate, clusters, residual = _row(connection, sql)
    effective = effective_n(n or 0, estimate, clusters, residual)
    return share("leak_level", units or 0, n or 0, estimate, effective)


def _change_by_level(connection: duckdb.DuckDBPyConnection, cohort: Cohort) -> Numbers:
    change = SCORES["vas_change_last"]
    sql = f"""
    SELECT level, count(*), count({change}), avg({change}), stddev_samp({change})
    FROM procedures JOIN levels USING (procedure_id)
    WHERE {_patients(cohort)} GROUP BY level"""
    numbers: Numbers = {}
    for level, *cells in connection.execute(sql).fetchall():
        numbers |= score(f"vas_change_last at {VertebralLevel(level).code}", *cells)
    return numbers


def _leak_by_level(connection: duckdb.DuckDBPyConnection, cohort: Cohort) -> Numbers:
    sql = f"""
    SELECT level, count(*), count(level_leak), avg(level_leak)
    FROM procedures JOIN levels USING (procedure_id)
    WHERE {_patients(cohort)} GROUP BY level"""
    numbers: Numbers = {}
    for level, *cells in connection.execute(sql).fetchall():
        numbers |= share(f"leak_level at {VertebralLevel(level).code}", *cells)
    return numbers


def _patients(cohort: Cohort) -> str:
    conditions = ["TRUE"]
    if cohort.has_age_range:
        unknown = " OR age IS NULL" if cohort.include_unknown_age else ""
        conditions.append(f"(age BETWEEN {cohort.age_min} AND {cohort.age_max}{unknown})")
    if cohort.sexes:
        conditions.append(f"sex IN ({_texts(cohort.sexes)})")
    return " AND ".join(conditions)


def _at_levels(cohort: Cohort) -> str:
    return f"level IN ({_texts(cohort.levels)})" if cohort.levels else "TRUE"


def _treated_at(cohort: Cohort) -> str:
    if not cohort.levels:
        return "TRUE"
    return f"procedure_id IN (SELECT procedure_id FROM levels WHERE {_at_levels(cohort)})"


def _texts(terms: Iterable[str]) -> str:
    return ", ".join(f"'{term}'" for term in terms)


def _row(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    return connection.execute(sql).fetchall()[0]
