"""``registry-demo`` with gaps where it has none, and with names that are awkward in SQL."""

import random
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from tests.conftest import imported
from tests.oracle.counting import Oracle
from tests.oracle.records import read_records
from vertebroplasty.engine.dataset import Dataset

AWKWARD = {
    "operator-1": "O'Brien; DROP TABLE procedure; --",
    "operator-2": '"?" OR 1=1',
    "operator-3": "Dr. Müller {0} %s",
    "site-A": "NULL",
}
BLANKS = {
    "procedure": {
        "age": 0.1,
        "procedure_date": 0.2,
        "operator": 0.1,
        "site": 0.2,
        "etiology": 0.1,
        "guidance": 0.1,
    },
    "treated_level": {"viscosity": 0.2},
}
"""Share of the cells that are blanked, by file and column."""
BARE = {
    "procedure": dict.fromkeys(BLANKS["procedure"], 1.0),
    "treated_level": {"viscosity": 1.0},
}


class Gappy(NamedTuple):
    """A dataset and the oracle on the files that it was made of."""

    dataset: Dataset
    oracle: Oracle


def gappy_registry(
    registry_folder: Path, folder: Path, root: Path, blanks: Mapping[str, Mapping[str, float]]
) -> Gappy:
    """Copy the files of ``registry-demo``, blank a share of some columns, import them."""
    draw = random.Random(1)
    shutil.copytree(registry_folder, folder)
    for name, shares in blanks.items():
        rows = pd.read_csv(folder / f"{name}.csv", dtype=object, keep_default_na=False)
        for column, share in shares.items():
            kept = [draw.random() >= share for _ in range(len(rows))]
            rows[column] = rows[column].replace(AWKWARD).where(kept, "")
        rows.to_csv(folder / f"{name}.csv", index=False)
    return Gappy(imported(folder, root), Oracle(read_records(folder)))
