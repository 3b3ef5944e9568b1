"""The file is opened anew every so often, and nobody who asks notices."""

import ctypes
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from vertebroplasty.engine import duckdb_engine
from vertebroplasty.engine.duckdb_engine import DuckDBEngine
from vertebroplasty.importing.generations import Generation

JOIN = (
    "SELECT count(*) FROM range(3000) AS a(n)"
    " WHERE n % ? IN (SELECT m % ? FROM range(3000) AS b(m))"
)
THREADS, QUESTIONS = 8, 25


class InUse(ctypes.Structure):
    """What glibc says of its heaps (mallinfo2, malloc.h): sizes in bytes."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "used", "free", "keepcost"),
        )
    )


def in_use() -> int:
    """Return the bytes that are allocated, wherever they lie and whoever asked for them."""
    ask = ctypes.CDLL(None).mallinfo2
    ask.restype = InUse
    return int(ask().used)


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="glibc 2.33 counts")
def test_what_queries_leave_behind_is_bounded(
    small_generation: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A join leaves 4 kB: 1,000 of them 4 MB, unless the file is opened anew meanwhile."""
    monkeypatch.setattr(duckdb_engine, "OPENED_ANEW_AFTER", 100)
    engine = DuckDBEngine(small_generation.path)
    for _ in range(101):
        engine.rows(JOIN, (2999, 2999))
    before = in_use()
    for _ in range(1000):
        engine.rows(JOIN, (2999, 2999))
    assert in_use() - before < 1e6
    engine.close()


def test_each_thread_gets_its_own_answer_meanwhile(
    small_generation: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each asks for a number of its own, in a query that reads the file: two procedures."""
    monkeypatch.setattr(duckdb_engine, "OPENED_ANEW_AFTER", 3)
    engine = DuckDBEngine(small_generation.path)

    def ask(number: int) -> bool:
        sql = "SELECT count(*), max(age * 0 + ?) FROM procedure"
        return engine.rows(sql, (number,)) == [(2, number)]

    with ThreadPoolExecutor(THREADS) as threads:
        assert all(threads.map(ask, range(THREADS * QUESTIONS)))
    engine.close()


def test_a_pruned_file_stays_readable(
    small_generation: Generation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fixture's two procedures are there as long as somebody has them open."""
    monkeypatch.setattr(duckdb_engine, "OPENED_ANEW_AFTER", 2)
    path = Path(shutil.copy(small_generation.path, tmp_path / "pruned.duckdb"))
    engine = DuckDBEngine(path)
    engine.rows("SELECT count(*) FROM procedure")
    path.unlink()
    assert {engine.rows("SELECT count(*) FROM procedure")[0] for _ in range(6)} == {(2,)}
    engine.close()
