"""Opening a generation: a file that cannot be served is refused with the way out."""

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from vertebroplasty.engine.dataset import open_dataset
from vertebroplasty.errors import DatasetDamagedError, DatasetError, DatasetTooNewError
from vertebroplasty.importing.generations import (
    Generation,
    current_generation,
    use_generation,
)
from vertebroplasty.importing.schema_version import SCHEMA_VERSION
from vertebroplasty.vocabulary import Nature


@pytest.fixture
def copy(small_generation: Generation, tmp_path: Path) -> Generation:
    """A generation that a test may damage, beside the pointer to it."""
    folder = tmp_path / small_generation.dataset
    shutil.copytree(small_generation.path.parent, folder)
    return replace(small_generation, path=folder / small_generation.path.name)


def test_it_says_what_it_is(copy: Generation) -> None:
    """As ``dataset.toml`` of the source folder has it."""
    dataset = open_dataset(copy)
    assert (dataset.name, dataset.number) == ("small", 1)
    assert dataset.meta.title == "A small dataset"
    assert dataset.meta.nature is Nature.SYNTHETIC
    assert dataset.meta.note == "Made up for tests; no patients."
    assert "Synthetic data, not patients" in dataset.describe()
    dataset.engine.close()


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def lose_the_last_byte(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def keep_only_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096])


def fill_at_random(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def spoil_after_the_header(path: Path) -> None:
    header, rest = path.read_bytes()[:12_288], path.stat().st_size - 12_288
    path.write_bytes(header + random.Random(2).randbytes(rest))


def change(sql: str) -> Callable[[Path], None]:
    def changed(path: Path) -> None:
        with duckdb.connect(path) as connection:
            connection.execute(sql)

    return changed


def without(key: str) -> Callable[[Path], None]:
    return change(f"DELETE FROM meta WHERE key = '{key}'")


def with_fact(key: str, value: str) -> Callable[[Path], None]:
    return change(f"UPDATE meta SET value = '{value}' WHERE key = '{key}'")


def another_database(path: Path) -> None:
    path.unlink()
    change("CREATE TABLE t AS SELECT 1")(path)


DAMAGES = {
    "gone": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "cut in half": truncate,
    "short of one byte": lose_the_last_byte,
    "only its header": keep_only_the_header,
    "random bytes": fill_at_random,
    "random bytes after the header": spoil_after_the_header,
    "a text file": lambda path: path.write_text("patient_id,sex\n"),
    "another DuckDB database": another_database,
    "without its views": change("DROP TABLE procedure"),
    "without the levels": change("DROP TABLE treated_level"),
    "without meta": change("DROP TABLE meta"),
    "empty meta": change("DELETE FROM meta"),
    "meta without the schema version": without("schema_version"),
    "meta without a title": without("title"),
    "meta without the hash of its tallies": without("tally_hash"),
    "a schema version that is no number": with_fact("schema_version", "one"),
    "a nature that is none": with_fact("nature", "imagined"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_refused_with_the_way_out(
    copy: Generation, damage: Callable[[Path], object]
) -> None:
    damage(copy.path)
    with pytest.raises(DatasetDamagedError) as refusal:
        open_dataset(copy)
    message = str(refusal.value)
    assert copy.path.name in message
    assert "python -m vertebroplasty use small NUMBER" in message
    assert "\n" not in message


def test_a_newer_schema_is_refused_with_the_way_out(copy: Generation) -> None:
    newer = str(int(SCHEMA_VERSION) + 1)
    with_fact("schema_version", newer)(copy.path)
    with pytest.raises(DatasetTooNewError) as refusal:
        open_dataset(copy)
    for words in (f"schema version {newer}", "Update the program", "use small NUMBER"):
        assert words in str(refusal.value)


@pytest.mark.parametrize("key", ["schema_version", "title"])
def test_a_refused_file_is_let_go(copy: Generation, key: str) -> None:
    """A refused file can be repaired at once: writing to it would fail while it is open."""
    with_fact("schema_version", "99")(copy.path) if key == "schema_version" else without(key)(
        copy.path
    )
    with pytest.raises(DatasetError):
        open_dataset(copy)
    change("SELECT 1")(copy.path)


def test_a_pointer_to_a_generation_that_is_gone_is_explained(copy: Generation) -> None:
    root = copy.path.parents[1]
    pointer = copy.path.with_name("current")
    pointer.write_text("generation-000007.duckdb\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"generation-000007.*use small NUMBER.*1"):
        current_generation(root, "small")
    use_generation(root, "small", 1)
    dataset = open_dataset(current_generation(root, "small"))
    assert dataset.number == 1
    dataset.engine.close()


def test_datasets_are_equal_by_name_and_number(copy: Generation) -> None:
    """The cache key of every figure: the same name and generation mean the same answers."""
    one, other = open_dataset(copy), open_dataset(copy)
    assert one == other
    assert hash(one) == hash(other)
    assert replace(one, number=2) != one
    one.engine.close()
    other.engine.close()
