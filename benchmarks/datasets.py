"""The datasets that are measured: made by the demo scripts once, then used again."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from vertebroplasty.engine.dataset import Dataset, open_dataset
from vertebroplasty.errors import DatasetMissingError, DatasetTooOldError
from vertebroplasty.importing.demo import ensure_demo
from vertebroplasty.importing.generations import Generation, current_generation
from vertebroplasty.preaggregate import TALLY_SQL, has_tallies

PROJECT = Path(__file__).parents[1]
ROOT = PROJECT / "data" / "benchmarks"
"""Beside the datasets of the app, which does not list it; git ignores it."""

STUDY = "srinagar-2007"
STUDY_SIZE = 30


class Measured(NamedTuple):
    """A dataset, its size and what it took to make it."""

    procedures: int
    generation: Generation
    dataset: Dataset
    build_seconds: float | None

    def describe(self) -> str:
        """Return where the dataset comes from, in words."""
        megabytes = self.generation.path.stat().st_size / 1e6
        if self.build_seconds is None:
            made = "was there"
        else:
            made = f"built in {self.build_seconds:,.0f} s"
        tallies = (f"{self._rows(table):,} {table}" for table in ("procedure_tally", "level_tally"))
        return f"{self.dataset.name}: {made}, {megabytes:,.0f} MB, rows: {', '.join(tallies)}"

    def _rows(self, table: str) -> int:
        ((count,),) = self.dataset.engine.rows(f"SELECT count(*) FROM {table}")
        return count or 0


def measured(procedures: int) -> Measured:
    """Open the dataset of a size; make it when it is missing or its tallies are out of date."""
    start = time.perf_counter()
    name = STUDY if procedures == STUDY_SIZE else f"registry-{procedures}"
    try:
        generation, built = current_generation(ROOT, name), False
    except DatasetMissingError:
        generation, built = _make(name, procedures), True
    dataset = _opened(generation)
    if not dataset:
        shutil.rmtree(generation.path.parent)
        return measured(procedures)
    return Measured(procedures, generation, dataset, time.perf_counter() - start if built else None)


def _opened(generation: Generation) -> Dataset | None:
    """Open a generation, if this version of the program has made it."""
    try:
        dataset = open_dataset(generation)
    except DatasetTooOldError:
        return None
    if has_tallies(dataset):
        return dataset
    dataset.engine.close()
    return None


def _make(name: str, procedures: int) -> Generation:
    if name == STUDY:
        ensure_demo(ROOT, TALLY_SQL)
    else:
        script = PROJECT / "data" / "demo" / "bulk.py"
        command = [sys.executable, str(script), str(procedures), "--root", str(ROOT)]
        subprocess.run([*command, "--name", name], check=True, stdout=subprocess.DEVNULL)
    return current_generation(ROOT, name)
