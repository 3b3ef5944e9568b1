"""Generations: whole or not there, one writer, and a pointer that explains itself."""

import hashlib
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from vertebroplasty.errors import DatasetDamagedError, DatasetError, DatasetMissingError
from vertebroplasty.importing.generations import (
    Generation,
    current_generation,
    dataset_names,
    generations,
    use_generation,
)
from vertebroplasty.importing.publishing import new_generation

_SLOW_WRITER = """
    import sys, time
    from pathlib import Path
    from vertebroplasty.importing.publishing import new_generation

    def fill(connection):
        connection.execute("CREATE TABLE big AS SELECT range AS x FROM range(3000000)")
        print("midway", flush=True)
        time.sleep(60)

    new_generation(Path(sys.argv[1]), "small", fill)
"""


def one_row(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TABLE x AS SELECT 1 AS one")


def fingerprint(generation: Generation) -> str:
    return hashlib.sha256(generation.path.read_bytes()).hexdigest()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def writer_midway(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has written part of a generation."""
    source = Path(__file__).parents[2] / "src"
    command = [sys.executable, "-c", textwrap.dedent(_SLOW_WRITER), str(root)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(source)}
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "midway\n"
        try:
            yield writer
        finally:
            writer.kill()


def test_generations_are_numbered_and_the_last_is_served(tmp_path: Path) -> None:
    """Design: <root>/<dataset>/generation-000001.duckdb and the pointer file ``current``."""
    first, second = (new_generation(tmp_path, "small", one_row) for _ in range(2))
    assert first.path == tmp_path / "small" / "generation-000001.duckdb"
    assert generations(tmp_path, "small") == (first, second)
    assert current_generation(tmp_path, "small") == second
    assert dataset_names(tmp_path) == ("small",)
    assert names(tmp_path / "small") == [
        *(".lock", "current", "generation-000001.duckdb", "generation-000002.duckdb")
    ]
    assert use_generation(tmp_path, "small", 1) == first
    assert current_generation(tmp_path, "small") == first
    assert new_generation(tmp_path, "small", one_row).number == 3


def test_files_can_be_read_by_older_duckdb(tmp_path: Path) -> None:
    """Bytes 12-20 of a DuckDB file hold its storage version; DuckDB 1.2 reads up to 65."""
    generation = new_generation(tmp_path, "small", one_row)
    assert int.from_bytes(generation.path.read_bytes()[12:20], "little") <= 65


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_failed_writer_leaves_nothing(error: type[BaseException], tmp_path: Path) -> None:
    """The served generation stays byte for byte, whatever stopped the writer."""
    served = new_generation(tmp_path, "small", one_row)
    before, there = fingerprint(served), names(served.path.parent)

    def fail(connection: duckdb.DuckDBPyConnection) -> None:
        one_row(connection)
        raise error

    with pytest.raises(error):
        new_generation(tmp_path, "small", fail)
    assert (fingerprint(served), names(served.path.parent)) == (before, there)
    assert current_generation(tmp_path, "small") == served


def test_a_killed_writer_harms_nothing_and_is_cleaned_up_after(tmp_path: Path) -> None:
    """SIGKILL midway: the served generation is intact, the next writer removes the remains."""
    served = new_generation(tmp_path, "small", one_row)
    before = fingerprint(served)
    with writer_midway(tmp_path) as writer:
        writer.kill()
        writer.wait()
    assert any(name.startswith("unfinished.") for name in names(served.path.parent))
    assert current_generation(tmp_path, "small") == served
    assert fingerprint(served) == before

    again = new_generation(tmp_path, "small", one_row)
    assert again.number == 2
    assert current_generation(tmp_path, "small") == again
    assert not any(name.startswith("unfinished.") for name in names(served.path.parent))
    with duckdb.connect(again.path, read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    assert tables == [("x",)], "what the killed writer had stored must not come back"


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    """One writer of a dataset at a time; another dataset is not held up."""
    served = new_generation(tmp_path, "small", one_row)
    with writer_midway(tmp_path):
        with pytest.raises(DatasetError, match="another process is writing small"):
            new_generation(tmp_path, "small", one_row)
        with pytest.raises(DatasetError, match="another process is writing small"):
            use_generation(tmp_path, "small", 1)
        assert new_generation(tmp_path, "other", one_row).number == 1
        assert current_generation(tmp_path, "small") == served


def test_a_missing_dataset_is_explained(tmp_path: Path) -> None:
    """The way out is an import."""
    with pytest.raises(DatasetMissingError, match="python -m vertebroplasty import"):
        current_generation(tmp_path, "small")
    assert dataset_names(tmp_path / "nowhere") == ()


def test_a_pointer_to_a_missing_file_is_explained(tmp_path: Path) -> None:
    """The way back is another generation."""
    for _ in range(2):
        generation = new_generation(tmp_path, "small", one_row)
    generation.path.unlink()
    with pytest.raises(DatasetMissingError, match=r"000002.duckdb is missing; .* one of 1$"):
        current_generation(tmp_path, "small")
    with pytest.raises(DatasetMissingError, match="no generation 2; it has 1"):
        use_generation(tmp_path, "small", 2)
    use_generation(tmp_path, "small", 1)
    assert current_generation(tmp_path, "small").number == 1


@pytest.mark.parametrize("pointer", [None, b"", b"\xff\xfe", b"../../etc/passwd\n"])
def test_a_damaged_pointer_is_explained(pointer: bytes | None, tmp_path: Path) -> None:
    """It is never followed out of the dataset's folder."""
    path = new_generation(tmp_path, "small", one_row).path.with_name("current")
    path.unlink() if pointer is None else path.write_bytes(pointer)
    with pytest.raises(DatasetDamagedError, match=r"names no generation; .* one of 1$"):
        current_generation(tmp_path, "small")


@pytest.mark.parametrize("name", ["", "..", "a/b", "A", "a b", "-a", "a-", "a\n", "x" * 65])
def test_a_name_that_is_no_dataset_name_is_never_a_path(name: str, tmp_path: Path) -> None:
    """Only lower-case letters, digits and single hyphens reach the file system."""
    with pytest.raises(DatasetMissingError, match="is no dataset name"):
        new_generation(tmp_path, name, one_row)
    assert list(tmp_path.iterdir()) == []
