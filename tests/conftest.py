"""Datasets that many tests read: made once a session by the demo scripts and the real importer."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.oracle.counting import Oracle
from tests.oracle.records import read_records
from vertebroplasty.engine.dataset import Dataset, open_dataset
from vertebroplasty.importing.load import import_folder
from vertebroplasty.preaggregate import TALLY_SQL

DEMO = Path(__file__).parents[1] / "data" / "demo"


def source_folder(script: str, folder: Path) -> Path:
    """Let a demo script write its CSV files."""
    subprocess.run([sys.executable, str(DEMO / script), str(folder)], check=True)
    return folder


def imported(folder: Path, root: Path) -> Dataset:
    """Import a source folder as the program does, and open it."""
    _, generation = import_folder(folder, root, tally_sql=TALLY_SQL)
    return open_dataset(generation)


@pytest.fixture(scope="session")
def dataset_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the datasets; each test process has its own, so nothing needs a lock."""
    return tmp_path_factory.mktemp("datasets")


@pytest.fixture(scope="session")
def registry_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The CSV files of ``registry-demo``."""
    return source_folder("registry_demo.py", tmp_path_factory.mktemp("sources") / "registry-demo")


@pytest.fixture(scope="session")
def srinagar_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The CSV files of ``srinagar-2007``."""
    return source_folder("srinagar_2007.py", tmp_path_factory.mktemp("sources") / "srinagar-2007")


@pytest.fixture(scope="session")
def registry(registry_folder: Path, dataset_root: Path) -> Dataset:
    """``registry-demo``, open."""
    return imported(registry_folder, dataset_root)


@pytest.fixture(scope="session")
def srinagar(srinagar_folder: Path, dataset_root: Path) -> Dataset:
    """``srinagar-2007``, open."""
    return imported(srinagar_folder, dataset_root)


@pytest.fixture(scope="session")
def oracle(registry_folder: Path) -> Oracle:
    """The plain pandas oracle on the CSV files of ``registry-demo``."""
    return Oracle(read_records(registry_folder))
