"""Run the demonstration scripts and read the folders that they write."""

import subprocess
import sys
from pathlib import Path

import pandas as pd

DEMO = Path(__file__).parents[2] / "data" / "demo"

Tables = dict[str, pd.DataFrame]


def run_script(script: str, folder: Path) -> Path:
    """Write a dataset folder with one of the scripts."""
    subprocess.run([sys.executable, str(DEMO / script), str(folder)], check=True)
    return folder


def read_folder(folder: Path) -> Tables:
    """Read every CSV as text, as pandas reads it; an empty cell is missing."""
    return {path.stem: pd.read_csv(path, dtype=str) for path in folder.glob("*.csv")}
