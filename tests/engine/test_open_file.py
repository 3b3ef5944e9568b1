"""A generation's file, opened by path for a script: the expected content, or a refusal."""

import shutil
from pathlib import Path

import pytest

from vertebroplasty.engine.dataset import open_dataset, open_file
from vertebroplasty.errors import DatasetDamagedError, DatasetError, DatasetMissingError
from vertebroplasty.importing.generations import Generation


@pytest.fixture
def content(small_generation: Generation) -> str:
    """The content hash that the file states."""
    dataset = open_dataset(small_generation)
    dataset.engine.close()
    return dataset.meta.content_hash


def test_a_file_is_known_by_its_content_wherever_it_lies(
    small_generation: Generation, content: str, tmp_path: Path
) -> None:
    moved = shutil.copyfile(small_generation.path, tmp_path / "generation-000007.duckdb")
    dataset = open_file(str(moved), content_hash=content)
    assert (dataset.name, dataset.number) == (small_generation.dataset, 7)
    assert dataset.engine.rows("SELECT count(*) FROM procedure") == [(2,)]
    dataset.engine.close()


def test_a_file_of_another_name_has_no_number(
    small_generation: Generation, content: str, tmp_path: Path
) -> None:
    renamed = shutil.copyfile(small_generation.path, tmp_path / "mine.db")
    dataset = open_file(renamed, content_hash=content)
    assert dataset.number == 0
    dataset.engine.close()


def test_another_content_is_refused_with_both_hashes(
    small_generation: Generation, content: str
) -> None:
    with pytest.raises(DatasetError, match=f"expected {'0' * 64}, found {content}"):
        open_file(small_generation.path, content_hash="0" * 64)


def test_no_file_and_no_dataset_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetMissingError, match="there is no such file"):
        open_file(tmp_path / "none.duckdb", content_hash="")
    (tmp_path / "text.duckdb").write_text("no database")
    with pytest.raises(DatasetDamagedError):
        open_file(tmp_path / "text.duckdb", content_hash="")
