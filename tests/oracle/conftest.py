"""A registry with gaps, and the oracle on its files."""

from pathlib import Path

import pytest

from tests.conftest import imported
from tests.oracle.counting import Oracle
from tests.oracle.gaps import Gappy, with_blanks
from tests.oracle.records import read_records

BLANKS = {
    "procedure": {
        "age": 0.1,
        "procedure_date": 0.2,
        "operator": 0.1,
        "site": 0.2,
        "etiology": 0.1,
        "guidance": 0.1,
    },
    "treated_level": {"viscosity": 0.2, "leak_assessment": 0.0},
}


@pytest.fixture(scope="session")
def gappy(
    registry_folder: Path, dataset_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Gappy:
    """``registry-demo`` with more gaps, under its own name and with awkward names."""
    folder = tmp_path_factory.mktemp("gappy") / "registry-gappy"
    with_blanks(registry_folder, folder, BLANKS)
    return Gappy(imported(folder, dataset_root / "gappy"), Oracle(read_records(folder)))
