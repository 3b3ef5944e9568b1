"""Fill a new generation with the synthetic registry at any size, for benchmarks.

The rows go straight into the record tables, chunk by chunk and so in bounded memory. They are drawn
like those of ``registry-demo`` but with fewer visits per procedure: baseline, 24 h and 12 months.

Run as ``python data/demo/bulk.py PROCEDURES [--root ROOT] [--name NAME]``.
"""

import argparse
import hashlib
import sys
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd
import registry_truth as truth
from registry import CHUNK, registry
from registry_draws import CIRSE_VERSION, MISSING, TERMS, Columns

from vertebroplasty.importing.generations import default_root
from vertebroplasty.importing.load import build_views, record_tables
from vertebroplasty.importing.publishing import new_generation
from vertebroplasty.preaggregate import TALLY_SQL

MEMORY_LIMIT = "8GB"
TIMEPOINTS = ("baseline", "24 h", "12 months")
DERIVED = {
    "patient_no": {"patient_id": "printf('PA%08d', patient_no)"},
    "procedure_no": {"procedure_id": "printf('PR%08d', procedure_no)"},
    "leak_site": {"site": "leak_site"},
    "odi": {"odi_tenths": f"nullif(odi, {MISSING}) * 10"},
    "vas_tenths": {
        "vas_tenths": f"nullif(vas_tenths, {MISSING})",
        "pain_raw": f"nullif(vas_tenths, {MISSING}) "
        "/ CASE WHEN pain_scale = 'VAS 0-100' THEN 1.0 ELSE 10.0 END",
    },
    "cirse_grade": {"cirse_grade": "cirse_grade", "cirse_version": f"'{CIRSE_VERSION}'"},
}
"""Columns that are stored under another name or in another unit than they are drawn in."""


def insert(con: duckdb.DuckDBPyConnection, table: str, columns: Columns) -> None:
    """Add the rows of one chunk to a record table.

    Parameters
    ----------
    con : DuckDBPyConnection
        A connection to a database in which ``tables.sql`` has been run.
    table : str
        Name of a table of the schema ``record``.
    columns : dict of ndarray
        Columns as ``registry`` makes them.
    """
    rows = pd.DataFrame(
        {
            name: pd.Categorical.from_codes(values, TERMS[name]) if name in TERMS else values
            for name, values in columns.items()
        }
    )
    stored = {}
    for name, values in columns.items():
        number = f"nullif({name}, {MISSING})" if values.dtype.kind == "i" else name
        stored |= DERIVED.get(name, {name: name if name in TERMS else number})
    con.register("chunk_rows", rows)
    con.execute(
        f"INSERT INTO record.{table} ({', '.join(stored)}) "
        f"SELECT {', '.join(stored.values())} FROM chunk_rows"
    )
    con.unregister("chunk_rows")


def fill_records(
    con: duckdb.DuckDBPyConnection,
    procedures: int,
    seed: int = truth.SEED,
    chunk: int = CHUNK,
) -> None:
    """Fill the record tables with a registry, telling standard error how far it is.

    Parameters
    ----------
    con : DuckDBPyConnection
        A connection to a database whose record tables are empty.
    procedures, seed, chunk : int
        Size and seed of the registry, and of its independent parts.
    """
    parts = registry(procedures, seed, chunk, TIMEPOINTS)
    for number, tables in enumerate(parts, start=1):
        for table, columns in tables.items():
            insert(con, table, columns)
        _tell("drawn", min(number * chunk, procedures) / procedures)


def _tell(what: str, part: float) -> None:
    print(f"\r{what} {part:4.0%}", end="\n" if part == 1 else "", file=sys.stderr, flush=True)


def fill(con: duckdb.DuckDBPyConnection, name: str, procedures: int, chunk: int = CHUNK) -> None:
    """Fill an empty database: record tables, grain views, tallies, meta."""
    con.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
    con.execute("SET enable_progress_bar = false")  # ours says how far the whole is
    record_tables(con)
    fill_records(con, procedures, chunk=chunk)
    parameters = f"{truth.SEED} {procedures} {chunk} {TIMEPOINTS}"
    meta = {
        "dataset": name,
        "title": f"Synthetic registry of {procedures:,} procedures",
        "nature": "synthetic",
        "note": (
            "Synthetic registry for benchmarks, drawn at random with the parameters printed in "
            "data/CODEBOOK.md; no such patient, operator or site exists. Visits at baseline, 24 h "
            "and 12 months only."
        ),
        "source_hash": hashlib.sha256(parameters.encode()).hexdigest(),
    }
    build_views(con, TALLY_SQL, meta, _tell)


def main(arguments: list[str] | None = None) -> None:
    """Write a generation of the size that the command line asks for."""
    parser = argparse.ArgumentParser(description="A synthetic registry of any size.")
    parser.add_argument("procedures", type=int, help="how many procedures")
    parser.add_argument("--root", type=Path, default=default_root(), help="folder of the datasets")
    parser.add_argument("--name", help="name of the dataset (default: registry-PROCEDURES)")
    given = parser.parse_args(arguments)
    if given.procedures < 1:
        parser.error(f"{given.procedures} procedures make no registry; 1 or more would do")
    name = given.name or f"registry-{given.procedures}"
    generation = new_generation(
        given.root, name, partial(fill, name=name, procedures=given.procedures)
    )
    print(generation.path)


if __name__ == "__main__":
    main()
