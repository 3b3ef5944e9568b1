"""Measure an import of one wide CSV file beside DuckDB reading the same file, in turn.

Run as ``python -m benchmarks.importing [--sizes 250000,1000000] [--rounds 3]``. The import is the
app's own: a job in a worker process that copies, checks, loads and publishes. Memory is the peak of
the resident set of the process that does the work.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import NamedTuple

import psutil

from benchmarks.datasets import ROOT
from benchmarks.timing import print_target
from benchmarks.wide_csv import MAPPING, holds_the_same, wide_csv
from vertebroplasty.importing.job import ImportJob, JobState
from vertebroplasty.preaggregate import TALLY_SQL

AT_MOST_TIMES = 8
_LOOK_SECONDS = 0.01
_BARE = """
import sys, time, duckdb
connection = duckdb.connect(sys.argv[2])
connection.execute("SET enable_progress_bar = false")
start = time.perf_counter()
connection.execute("CREATE TABLE bare AS FROM read_csv($path)", {"path": sys.argv[1]})
connection.close()
print(time.perf_counter() - start)
"""


class Progress(NamedTuple):
    """How a progress bar would have moved: distinct states, and the longest stillness."""

    updates: int
    longest_gap: float


class Round(NamedTuple):
    """Seconds and peak megabytes of both ways to read a file once."""

    bare: float
    bare_megabytes: float
    inspected: float
    imported: float
    megabytes: float
    progress: Progress


def main() -> None:
    """Measure what the command line asks for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__)
    parser.add_argument("--sizes", default="250000,1000000", help="procedures")
    parser.add_argument("--rounds", type=int, default=3, help="how often both are measured in turn")
    given = parser.parse_args()
    for size in given.sizes.split(","):
        _print_size(int(size), given.rounds)


def _print_size(procedures: int, rounds: int) -> None:
    path = wide_csv(procedures)
    print(f"\n{procedures:,} procedures, {path.stat().st_size / 1e6:,.0f} MB of CSV")
    print("round   bare s   MB   inspect s   import s   MB   times   updates   longest gap s")
    measured = []
    for number in range(1, rounds + 1):
        one = _measure(procedures, path)
        measured.append(one)
        print(
            f"{number:5}{one.bare:9.2f}{one.bare_megabytes:5.0f}{one.inspected:12.2f}"
            f"{one.imported:11.2f}{one.megabytes:5.0f}{one.imported / one.bare:8.1f}"
            f"{one.progress.updates:10}{one.progress.longest_gap:16.2f}"
        )
    times = statistics.median(one.imported / one.bare for one in measured)
    print_target("import beside bare read_csv, times", times, at_most=AT_MOST_TIMES)


def _measure(procedures: int, path: Path) -> Round:
    with TemporaryDirectory(dir=ROOT) as folder:
        bare = _bare(path, Path(folder) / "bare.duckdb")
        return Round(*bare, *_imported(procedures, path, Path(folder)))


def _bare(path: Path, database: Path) -> tuple[float, float]:
    command = [sys.executable, "-c", _BARE, str(path), str(database)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process,
        _peak(os.getpid()) as peak,
    ):
        told, _ = process.communicate()
    return float(told), peak[0]


def _imported(procedures: int, path: Path, root: Path) -> tuple[float, float, float, Progress]:
    start = time.perf_counter()
    with path.open("rb") as file:
        job = ImportJob.inspect([(path.name, file)], root)
    job.wait()
    inspected = time.perf_counter()
    with _peak(os.getpid()) as peak:
        job.prepare(MAPPING, TALLY_SQL)
        progress = _follow(job)
        if job.state.phase != "ready":
            report = job.prepared.report.text() if job.prepared else job.state.message
            raise SystemExit(f"the import was refused: {report}")
        made = job.publish()
    seconds = time.perf_counter() - inspected
    if not holds_the_same(procedures, made.path):
        raise SystemExit("the import does not hold what the file was made of")
    return inspected - start, seconds, peak[0], progress


def _follow(job: ImportJob) -> Progress:
    """Look at a job as a page does, until it ends."""
    states: set[JobState] = set()
    last = start = time.perf_counter()
    gap = 0.0
    while not job.wait(_LOOK_SECONDS):
        if job.state not in states:
            states.add(job.state)
            now = time.perf_counter()
            gap, last = max(gap, now - last), now
    return Progress(len(states), max(gap, time.perf_counter() - max(last, start)))


@contextmanager
def _peak(parent: int) -> Iterator[list[float]]:
    """Yield a list of one number: the largest resident set, in megabytes, of any child process."""
    peak, ended = [0.0], Event()

    def look() -> None:
        while not ended.wait(_LOOK_SECONDS):
            for child in psutil.Process(parent).children(recursive=True):
                try:
                    peak[0] = max(peak[0], child.memory_info().rss / 1e6)
                except psutil.NoSuchProcess:
                    continue

    thread = Thread(target=look)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()


if __name__ == "__main__":
    main()
