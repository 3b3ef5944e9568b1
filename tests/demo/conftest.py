"""The demonstration scripts, run as a user runs them, and their modules by path."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

DEMO = Path(__file__).parents[2] / "data" / "demo"
sys.path.insert(0, str(DEMO))

Tables = dict[str, pd.DataFrame]


def run_script(script: str, folder: Path) -> Path:
    """Write a dataset folder with one of the scripts."""
    subprocess.run([sys.executable, str(DEMO / script), str(folder)], check=True)
    return folder


def read_folder(folder: Path) -> Tables:
    """Read every CSV as text, as pandas reads it; an empty cell is missing."""
    return {path.stem: pd.read_csv(path, dtype=str) for path in folder.glob("*.csv")}


@pytest.fixture(scope="session")
def srinagar_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_script("srinagar_2007.py", tmp_path_factory.mktemp("srinagar"))


@pytest.fixture(scope="session")
def registry_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_script("registry_demo.py", tmp_path_factory.mktemp("registry"))


@pytest.fixture(scope="session")
def srinagar(srinagar_folder: Path) -> Tables:
    return read_folder(srinagar_folder)


@pytest.fixture(scope="session")
def registry_demo(registry_folder: Path) -> Tables:
    return read_folder(registry_folder)


@pytest.fixture(scope="session")
def large_registry() -> Tables:
    """Twenty thousand procedures in several chunks, as text; an empty cell is missing."""
    import registry_demo as script
    from registry import registry

    chunks = [
        {name: script.as_text(columns) for name, columns in tables.items()}
        for tables in registry(20_000, 7, chunk=6_000)
    ]
    return {
        name: pd.concat([chunk[name] for chunk in chunks], ignore_index=True).replace("", None)
        for name in chunks[0]
    }
