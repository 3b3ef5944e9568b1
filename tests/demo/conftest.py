"""The demonstration scripts, run as a user runs them, and their modules by path."""

import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.demo.folders import DEMO, Tables, read_folder, run_script

sys.path.insert(0, str(DEMO))


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
    from registry import registry  # noqa: PLC0415 - found through the path that is set above
    from registry_demo import as_text  # noqa: PLC0415

    chunks = [
        {name: as_text(columns) for name, columns in tables.items()}
        for tables in registry(20_000, 7, chunk=6_000)
    ]
    return {
        name: pd.concat([chunk[name] for chunk in chunks], ignore_index=True).replace("", None)
        for name in chunks[0]
    }
