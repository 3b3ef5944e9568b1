"""The two tables that a peer holds in memory: procedures, and the levels that were treated.

Read once from the served file. A missing value is empty; what a filter asks of a level row is
joined beforehand, and the levels of a procedure are also a mask of bits.
"""

import os

import duckdb

from benchmarks.datasets import ROOT
from vertebroplasty.importing.generations import current_generation

DATASET_VARIABLE = "PEER_DATASET"

PROCEDURES = """
SELECT age, sex, level_mask, leak_known_mask, leak_mask, vas_baseline, vas_last,
    vas_last - vas_baseline AS vas_change_last, relief_24h, improved_last AS improvement_last,
    leak AS leak_procedure
FROM procedure"""

LEVELS = """
SELECT procedure.age, procedure.sex, treated_level.level, treated_level.leak AS leak_level,
    procedure.vas_last - procedure.vas_baseline AS vas_change_last
FROM treated_level JOIN procedure USING (procedure_no)"""


def read(table: str) -> duckdb.DuckDBPyRelation:
    """Return a table of the dataset that this process serves, to be fetched as any frame."""
    path = current_generation(ROOT, os.environ[DATASET_VARIABLE]).path
    return duckdb.connect(str(path), read_only=True).sql(table)
