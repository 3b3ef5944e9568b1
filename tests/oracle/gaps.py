"""``registry-demo`` with gaps where it has none, and with names that are awkward in SQL."""

import random
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from tests.oracle.counting import Oracle
from vertebroplasty.engine.dataset import Dataset

AWKWARD = {
    "operator-1": "O'Brien; DROP TABLE procedure; --",
    "operator-2": '"?" OR 1=1',
    "operator-3": "Dr. Müller {0} %s",
    "site-A": "NULL",
}


class Gappy(NamedTuple):
    """A dataset and the oracle on the files that it was made of."""

    dataset: Dataset
    oracle: Oracle


def with_blanks(folder: Path, target: Path, blanks: Mapping[str, Mapping[str, float]]) -> Path:
    """Copy a source folder, a share of the cells of some columns blanked, by file and column."""
    draw = random.Random(1)
    shutil.copytree(folder, target)
    for name, shares in blanks.items():
        rows = pd.read_csv(target / f"{name}.csv", dtype=object, keep_default_na=False)
        for column, share in shares.items():
            kept = [draw.random() >= share for _ in range(len(rows))]
            rows[column] = rows[column].replace(AWKWARD).where(kept, "")
        rows.to_csv(target / f"{name}.csv", index=False)
    return target
