"""The engine answers counting queries and nothing else: what is hardened is tried, not assumed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from vertebroplasty.engine.dataset import Dataset, open_dataset
from vertebroplasty.engine.duckdb_engine import DuckDBEngine
from vertebroplasty.errors import DatasetDamagedError
from vertebroplasty.importing.generations import Generation


@pytest.fixture
def small(small_generation: Generation) -> Iterator[Dataset]:
    """A dataset of two procedures, open."""
    dataset = open_dataset(small_generation)
    yield dataset
    dataset.engine.close()


@pytest.fixture
def small_file(small_generation: Generation) -> Path:
    """Its file."""
    return small_generation.path


def test_it_binds_values(small: Dataset) -> None:
    """The fixture's own rows: ages 78 and 66."""
    sql = "SELECT count(*) FROM procedure WHERE age BETWEEN ? AND ?"
    assert small.engine.rows(sql, (70, 80)) == [(1,)]
    assert small.engine.rows(sql, [18, 110]) == [(2,)]
    assert small.engine.rows("SELECT age FROM procedure WHERE age > 100") == []


FORBIDDEN = {
    "read a file": "SELECT count(*) FROM read_csv('{other}')",
    "read a file by its name": "SELECT count(*) FROM '{other}'",
    "read a file as text": "SELECT content FROM read_text('{other}')",
    "list files": "SELECT count(*) FROM glob('{folder}/*')",
    "attach a database": "ATTACH '{folder}/new.duckdb' AS other",
    "attach one in memory and write to it": "ATTACH ':memory:' AS m; CREATE TABLE m.t AS SELECT 1",
    "write a file": "COPY (SELECT 1) TO '{folder}/out.csv'",
    "export": "EXPORT DATABASE '{folder}/out'",
    "insert": "INSERT INTO meta VALUES ('title', 'other')",
    "update": "UPDATE meta SET value = 'other'",
    "delete": "DELETE FROM procedure",
    "create": "CREATE TABLE t AS SELECT 1",
    "drop": "DROP TABLE procedure",
    "install an extension": "INSTALL httpfs",
    "load an extension": "LOAD httpfs",
    "allow files again": "SET enable_external_access = true",
    "unlock": "SET lock_configuration = false",
    "allow Python variables": "SET python_enable_replacements = true",
    "change a setting": "SET threads = 1",
}


@pytest.mark.parametrize("sql", FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_query_cannot(small: Dataset, small_file: Path, tmp_path: Path, sql: str) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a\n1\n")
    there, before = sorted(tmp_path.rglob("*")), small_file.read_bytes()
    with pytest.raises(DatasetDamagedError):
        small.engine.rows(sql.format(other=other, folder=tmp_path))
    assert sorted(tmp_path.rglob("*")) == there
    assert small_file.read_bytes() == before
    assert small.engine.rows("SELECT count(*) FROM procedure") == [(2,)]


def test_read_only_alone_would_not_do(small_file: Path, tmp_path: Path) -> None:
    """Else the test above could not fail: plain read-only DuckDB reads files, attaches, writes."""
    other = tmp_path / "other.csv"
    other.write_text("a\n1\n")
    copy = shutil.copy(small_file, tmp_path / "copy.duckdb")
    with duckdb.connect(copy, read_only=True) as connection:
        assert connection.execute(f"SELECT a FROM read_csv('{other}')").fetchall() == [(1,)]
        connection.execute(f"ATTACH '{tmp_path}/new.duckdb' AS other (READ_WRITE)")
        connection.execute(f"COPY (SELECT 1) TO '{tmp_path}/out.csv'")
        connection.execute("SET threads = 1")


def test_values_of_the_calling_program_are_out_of_reach(small: Dataset) -> None:
    sql = "SELECT value FROM duckdb_settings() WHERE name = 'python_enable_replacements'"
    assert small.engine.texts(sql) == [("false",)]


def test_a_file_can_be_opened_twice_at_once(small: Dataset, small_file: Path) -> None:
    """Two sessions, or a page that lists datasets while another shows one."""
    again = open_dataset(Generation(small.name, small.number, small_file))
    assert again == small
    again.engine.close()
    assert small.engine.rows("SELECT count(*) FROM procedure") == [(2,)]


def open_files() -> set[Path]:
    return {path.resolve() for path in Path("/proc/self/fd").iterdir() if path.exists()}


@pytest.mark.skipif(
    not Path("/proc/self/fd").exists(), reason="open files are listed on Linux only"
)
def test_closing_lets_go_of_the_file(small: Dataset, small_file: Path) -> None:
    assert small_file in open_files()
    small.engine.close()
    assert small_file not in open_files()
    with duckdb.connect(small_file) as writer:
        writer.execute("CREATE TABLE t AS SELECT 1")


def test_a_closed_engine_says_so(small: Dataset) -> None:
    small.engine.close()
    with pytest.raises(DatasetDamagedError, match="did not answer"):
        small.engine.rows("SELECT 1")


def test_a_path_that_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetDamagedError, match="cannot be opened"):
        DuckDBEngine(tmp_path)
