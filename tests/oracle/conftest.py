"""A registry with gaps, and the oracle on its files."""

from pathlib import Path

import pytest

from tests.oracle.gaps import BLANKS, Gappy, gappy_registry


@pytest.fixture(scope="session")
def gappy(
    registry_folder: Path, dataset_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Gappy:
    """``registry-demo`` with more gaps, and with awkward names."""
    folder = tmp_path_factory.mktemp("gappy") / "registry"
    return gappy_registry(registry_folder, folder, dataset_root / "gappy", BLANKS)
