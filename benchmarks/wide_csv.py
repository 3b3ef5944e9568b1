"""A registry as one wide CSV file, a row a procedure, as a national registry might send it."""

from pathlib import Path

import duckdb

from benchmarks.datasets import ROOT, measured
from vertebroplasty.importing.mapping.model import Mapping, SheetMapping, Target

_PATIENT = ("sex", "bmd_t_score", "vital_status", "death_day")
_PROCEDURE = (
    *("age", "procedure_date", "operator", "site", "guidance", "anaesthesia", "etiology"),
    *("symptom_weeks", "postprocedure_ct"),
)
_LEVEL = (
    *("level", "approach", "cement_ml", "viscosity", "genant_grade", "cleft"),
    *("technical_success", "leak_assessment", "leak"),
)
_VISIT = (
    *("pain_raw", "pain_scale", "odi", "rdq", "ambulation", "reported_relief", "days_since"),
    "status",
)
_TIMEPOINTS = {"baseline": "baseline", "24h": "24 h", "12m": "12 months"}

MAPPING = Mapping(
    name="benchmark-import",
    title="A benchmark",
    nature="synthetic",
    note="made by data/demo/bulk.py",
    sheets=(
        SheetMapping(
            rows="procedure",
            missing=("?",),
            columns={
                heading: (Target.parse(target),)
                for heading, target in {
                    "patient_id": "patient_id",
                    "procedure_id": "procedure_id",
                    **{name: f"patient.{name}" for name in _PATIENT},
                    **{name: f"procedure.{name}" for name in _PROCEDURE},
                    **{name: f"treated_level.{name}" for name in _LEVEL},
                    **{
                        f"{name}_{suffix}": f"visit.{name} @ {timepoint}"
                        for suffix, timepoint in _TIMEPOINTS.items()
                        for name in _VISIT
                    },
                }.items()
            },
        ),
    ),
)
"""What the headings of the file mean."""

_OF_LEVEL = {
    "level": "level",
    "cement_ml": "(cement_tenths / 10)::VARCHAR",
    # Leaks of a level that nobody looked for, or in an unknown way, cannot be told in a flat file.
    "leak": "CASE WHEN leak_assessment IS NULL OR leak_assessment = 'not looked for' THEN '?'"
    " WHEN leaked THEN 'yes' ELSE 'no' END",
}
_OF_VISIT = {"pain_raw": "printf('%g', pain_raw)", "odi": "odi_tenths / 10"}

HELD = (
    f"SELECT patient_id, {', '.join(_PATIENT).replace('t_score', 't_score_tenths')} FROM patient",
    "FROM procedure",
    "FROM treated_level",
    "SELECT DISTINCT procedure_id, level FROM leak",
    "SELECT COLUMNS(* EXCLUDE (vas_tenths)) FROM visit"
    f" WHERE timepoint IN ({', '.join(repr(one) for one in _TIMEPOINTS.values())})",
)
"""What of a dataset the file holds: no leak routes or sites, no visits at other timepoints."""


def wide_csv(procedures: int) -> Path:
    """Return a wide CSV file of so many procedures; make it when it is missing."""
    path = ROOT / f"wide-{procedures}.csv"
    if not path.exists():
        unfinished = path.with_suffix(".part")
        with _of_registry(procedures) as connection:
            connection.execute(f"COPY ({_select()}) TO '{unfinished}' (HEADER, DELIMITER ',')")
        unfinished.rename(path)
    return path


def holds_the_same(procedures: int, finished: Path) -> bool:
    """Whether a generation has all that its file held of the registry, and no more of it."""
    with _of_registry(procedures) as connection:
        connection.execute(f"ATTACH '{finished}' AS made (READ_ONLY)")
        return all(_sums(connection, "g", one) == _sums(connection, "made", one) for one in HELD)


def _sums(connection: duckdb.DuckDBPyConnection, database: str, select: str) -> object:
    # The texts of enumerations are compared, for each database has types of its own.
    place = select.replace("FROM ", f"FROM {database}.record.")
    texts = f"SELECT COLUMNS(*)::VARCHAR FROM ({place})"
    return connection.execute(
        f"SELECT count(*), sum(hash(one)::HUGEINT) FROM ({texts}) AS one"
    ).fetchall()


def _of_registry(procedures: int) -> duckdb.DuckDBPyConnection:
    dataset = measured(procedures)
    dataset.dataset.engine.close()
    connection = duckdb.connect()
    connection.execute(f"ATTACH '{dataset.generation.path}' AS g (READ_ONLY)")
    return connection


def _select() -> str:
    visits = "".join(_visit(suffix, timepoint) for suffix, timepoint in _TIMEPOINTS.items())
    columns = ", ".join(
        [
            *("p.patient_id", "p.procedure_id", "sex", "bmd_t_score_tenths / 10 AS bmd_t_score"),
            *("vital_status", "death_day", *(f"p.{name}" for name in _PROCEDURE)),
            *(f"levels.{name}" for name in _LEVEL),
            *(f"{name}_{suffix}" for suffix in _TIMEPOINTS for name in _VISIT),
        ]
    )
    return f"""SELECT {columns} FROM g.record.procedure AS p
        JOIN g.record.patient USING (patient_id)
        JOIN ({_levels()}) AS levels USING (procedure_id) {visits}"""


def _levels() -> str:
    lists = ", ".join(
        f"string_agg(coalesce(({_OF_LEVEL.get(name, name)})::VARCHAR, '?'), '/' ORDER BY level)"
        f" AS {name}"
        for name in _LEVEL
    )
    return f"""SELECT procedure_id, {lists} FROM (
        SELECT treated_level.*, leak.level IS NOT NULL AS leaked FROM g.record.treated_level
        LEFT JOIN (SELECT DISTINCT procedure_id, level FROM g.record.leak) AS leak
        USING (procedure_id, level)) GROUP BY procedure_id"""


def _visit(suffix: str, timepoint: str) -> str:
    columns = ", ".join(f"{_OF_VISIT.get(name, name)} AS {name}_{suffix}" for name in _VISIT)
    return f""" LEFT JOIN (SELECT procedure_id, {columns} FROM g.record.visit
        WHERE timepoint = '{timepoint}') AS at_{suffix} USING (procedure_id)"""
