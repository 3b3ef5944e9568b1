"""Publishing: whole or not there, never on top of a change, never a number twice."""

import subprocess
import sys
import textwrap
from pathlib import Path

import duckdb
import pytest

from tests.importing.disks import small_disk
from vertebroplasty.errors import DatasetError, DatasetMissingError
from vertebroplasty.importing.generations import (
    current_generation,
    generations,
    use_generation,
)
from vertebroplasty.importing.publishing import (
    current_number,
    delete_generation,
    new_generation,
    publish,
)
from vertebroplasty.importing.storage import only_writer, write_database


def one_row(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TABLE x AS SELECT 1 AS one")


def finished_file(folder: Path, value: int = 1) -> Path:
    path = folder / "finished.duckdb"
    write_database(path, lambda c: c.execute(f"CREATE TABLE x AS SELECT {value} AS one") and None)
    return path


def published(root: Path, times: int = 1) -> None:
    for value in range(times):
        publish(root, "small", finished_file(root, value), current_number(root, "small"))


def state(root: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    files = (path for path in root.rglob("*") if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def numbers(root: Path) -> list[int]:
    return [generation.number for generation in generations(root, "small")]


def test_a_finished_file_becomes_the_generation_that_is_served(tmp_path: Path) -> None:
    finished = finished_file(tmp_path, 7)
    whole = finished.read_bytes()
    generation = publish(tmp_path, "small", finished, 0)
    assert (generation.number, generation) == (1, current_generation(tmp_path, "small"))
    assert generation.path.read_bytes() == whole
    assert sorted(state(tmp_path)) == ["small/current", "small/generation-000001.duckdb"]


@pytest.mark.parametrize(("there", "expected", "told"), [(1, 0, "generation 1"), (0, 3, "no gen")])
def test_a_dataset_that_changed_meanwhile_is_left_alone(
    there: int, expected: int, told: str, tmp_path: Path
) -> None:
    """What was compared with another state is not what somebody agreed to."""
    published(tmp_path, there)
    finished = finished_file(tmp_path)
    before = state(tmp_path)
    with pytest.raises(DatasetError, match=f"small changed meanwhile: {told}.*check them again"):
        publish(tmp_path, "small", finished, expected)
    assert state(tmp_path) == before


def test_a_dataset_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    published(tmp_path)
    finished = finished_file(tmp_path)
    before = state(tmp_path)
    with only_writer(tmp_path / "small"):
        with pytest.raises(DatasetError, match="another process is writing small"):
            publish(tmp_path, "small", finished, 1)
        with pytest.raises(DatasetError, match="another process is writing small"):
            delete_generation(tmp_path, "small", 1)
    assert state(tmp_path) == before


def test_when_the_pointer_cannot_be_written_nothing_is_left(tmp_path: Path) -> None:
    """A folder stands where the new pointer would be written: the last step fails."""
    published(tmp_path)
    (tmp_path / "small" / "unfinished.current").mkdir()
    before = state(tmp_path)
    with pytest.raises(DatasetError, match="small could not be written, and nothing was changed"):
        publish(tmp_path, "small", finished_file(tmp_path), 1)
    assert state(tmp_path) == before
    assert current_number(tmp_path, "small") == 1


def test_only_the_last_generations_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twelve, if the environment says no other number."""
    published(tmp_path, 14)
    assert numbers(tmp_path) == list(range(3, 15))
    monkeypatch.setenv("VERTEBROPLASTY_KEEP", "2")
    published(tmp_path)
    assert numbers(tmp_path) == [14, 15]
    new_generation(tmp_path, "small", one_row)
    assert numbers(tmp_path) == [15, 16]
    monkeypatch.setenv("VERTEBROPLASTY_KEEP", "1")
    published(tmp_path)
    assert (numbers(tmp_path), current_number(tmp_path, "small")) == ([17], 17)


@pytest.mark.parametrize("keep", ["0", "-1", "many", ""])
def test_a_number_to_keep_that_is_none_is_told(
    keep: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VERTEBROPLASTY_KEEP", keep)
    with pytest.raises(DatasetError, match=r"VERTEBROPLASTY_KEEP is .* from 1 would do"):
        publish(tmp_path, "small", finished_file(tmp_path), 0)
    assert numbers(tmp_path) == []


def test_a_deleted_number_is_never_given_again(tmp_path: Path) -> None:
    """A link or a cache that names generation 3 must not show other data one day."""
    published(tmp_path, 3)
    use_generation(tmp_path, "small", 1)
    for number in (3, 2):
        delete_generation(tmp_path, "small", number)
    assert numbers(tmp_path) == [1]
    published(tmp_path)
    assert numbers(tmp_path) == [1, 4]


def test_the_number_of_a_served_file_that_went_missing_is_not_given_again(tmp_path: Path) -> None:
    published(tmp_path, 2)
    (tmp_path / "small" / "generation-000002.duckdb").unlink()
    assert current_number(tmp_path, "small") == 0
    published(tmp_path)
    assert numbers(tmp_path) == [1, 3]


def test_what_is_served_or_not_there_is_not_deleted(tmp_path: Path) -> None:
    published(tmp_path, 2)
    before = state(tmp_path)
    with pytest.raises(DatasetError, match="generation 2 of small is the one that is served"):
        delete_generation(tmp_path, "small", 2)
    with pytest.raises(DatasetMissingError, match="small has no generation 5; it has 1, 2"):
        delete_generation(tmp_path, "small", 5)
    assert state(tmp_path) == before


def test_a_reader_keeps_what_it_reads_when_it_is_deleted(tmp_path: Path) -> None:
    published(tmp_path, 2)
    path = generations(tmp_path, "small")[0].path
    with duckdb.connect(path, read_only=True) as reader:
        if sys.platform == "win32":
            with pytest.raises(DatasetError, match="still open in a program"):
                delete_generation(tmp_path, "small", 1)
        else:
            delete_generation(tmp_path, "small", 1)
        assert reader.execute("FROM x").fetchall() == [(0,)]


_AT_A_LIMIT = """
    import resource, sys
    from pathlib import Path
    from vertebroplasty.importing.publishing import publish

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    publish(Path(sys.argv[1]), "small", Path(sys.argv[2]), 1)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size")
def test_when_no_byte_can_be_written_nothing_is_left(tmp_path: Path) -> None:
    """RLIMIT_FSIZE of 0: the pointer cannot be written, as on a full disk."""
    published(tmp_path)
    before = state(tmp_path)
    command = [sys.executable, "-c", textwrap.dedent(_AT_A_LIMIT), str(tmp_path)]
    run = subprocess.run(
        [*command, str(finished_file(tmp_path))],
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "DatasetError: small could not be written, and nothing was changed" in run.stderr
    assert state(tmp_path) == before


def test_a_full_disk_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as root:
        published(root)
        before, finished = state(root), finished_file(root)
        filling = root / "filling"
        with pytest.raises(OSError, match="No space left"):
            filling.write_bytes(bytes(2 << 20))
        with pytest.raises(DatasetError, match=r"nothing was changed .*(?i:no space left)"):
            new_generation(root, "small", one_row)
        with pytest.raises(DatasetError, match=r"nothing was changed .*No space left"):
            publish(root, "small", finished, 1)
        filling.unlink()
        assert state(root) == before


def test_a_read_only_disk_is_told(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as root:
        published(root, 2)
        finished = finished_file(root)
        before = state(root)
        subprocess.run(["mount", "-o", "remount,ro", str(root)], check=True)
        told = pytest.raises(DatasetError, match=r"(?i)read-only file system")
        with told:
            publish(root, "small", finished, 2)
        with told:
            new_generation(root, "small", one_row)
        with told:
            new_generation(root, "other", one_row)
        with told:
            delete_generation(root, "small", 1)
        with told:
            use_generation(root, "small", 1)
        assert (state(root), current_number(root, "small")) == (before, 2)
