"""A server that is never restarted keeps one file open for each dataset that it shows."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.conftest import imported
from tests.folders import write_folder
from tests.pages.screen import open_app, pages_html, turn_to
from vertebroplasty.importing.generations import current_generation
from vertebroplasty.ui.open_datasets import OPEN_DATASETS

NAME = "imported-anew"
PAGES = ("Overview", "Cohort", "Literature", "Operators and sites", "Uncertainty", "Over time")
"""Each keeps answers of its own."""


@pytest.fixture
def folder(dataset_root: Path, tmp_path: Path) -> Iterator[Path]:
    """The source of a dataset that has one generation."""
    about = f'name = "{NAME}"\ntitle = "Anew"\nnature = "synthetic"\nnote = "Tests."\n'
    source = write_folder(tmp_path / "source", dataset=about)
    imported(source, dataset_root)
    yield source
    shutil.rmtree(dataset_root / NAME)


def open_generations(root: Path) -> list[Path]:
    """The files of the dataset that this process has open, as the system tells it."""
    there = {Path(file.path) for file in psutil.Process().open_files()}
    return sorted(file for file in there if file.parent == root / NAME and file.suffix == ".duckdb")


def test_an_earlier_generation_is_let_go(folder: Path, dataset_root: Path) -> None:
    """Authority: the system's list of open files, against the pointer to what is served."""
    app = open_app(NAME)
    for _ in range(3):
        imported(folder, dataset_root)
        for page in PAGES:
            turn_to(app, page)
            assert not app.exception
    assert open_generations(dataset_root) == [current_generation(dataset_root, NAME).path]


def test_frozen_generations_are_open_within_the_same_bound(
    folder: Path, dataset_root: Path
) -> None:
    """One more than may be open, looked at in turn; the first is counted anew in the end."""
    for _ in range(OPEN_DATASETS):
        imported(folder, dataset_root)
    for number in [*range(1, OPEN_DATASETS + 2), 1]:
        app = open_app(NAME, frozen=str(number))
        assert not app.exception
        assert f"Generation {number} of {OPEN_DATASETS + 1}, frozen" in pages_html(app)
        assert len(open_generations(dataset_root)) <= OPEN_DATASETS
