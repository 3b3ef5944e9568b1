"""Registries with gaps: some cells of every attribute are missing, or all."""

from pathlib import Path

import pytest

from tests.oracle.gaps import BARE, BLANKS, gappy_registry
from vertebroplasty.engine.dataset import Dataset


@pytest.fixture(scope="session")
def gappy(
    registry_folder: Path, dataset_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Dataset:
    """``registry-demo`` with unknown ages, dates, operators, sites, etiologies, viscosities."""
    folder = tmp_path_factory.mktemp("some-gaps") / "registry"
    return gappy_registry(registry_folder, folder, dataset_root / "gappy", BLANKS).dataset


@pytest.fixture(scope="session")
def bare(
    registry_folder: Path, dataset_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Dataset:
    """``registry-demo`` without any of these."""
    folder = tmp_path_factory.mktemp("all-gaps") / "registry"
    return gappy_registry(registry_folder, folder, dataset_root / "bare", BARE).dataset
