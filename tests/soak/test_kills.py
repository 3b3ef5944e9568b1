"""kill -9 at random moments of an import, in every phase of it: the old generation or the new one.

Authority: the content hashes of the two whole imports; nothing else may ever be served. A browser's
session asks the running server after every kill.
"""

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import duckdb
import pytest

from benchmarks.visitor import texts, visiting
from tests.browser.server import serving
from tests.importing.clinic.mappings import ENGLISH
from tests.importing.clinic.sheets import english_csv
from tests.importing.clinic.truth import cases
from tests.soak.sizes import size
from vertebroplasty.importing.content import content_hash
from vertebroplasty.importing.generations import current_generation
from vertebroplasty.importing.job import ImportJob
from vertebroplasty.importing.mapping.text import to_yaml
from vertebroplasty.importing.workspace import remove_abandoned
from vertebroplasty.preaggregate import TALLY_SQL

PHASES = ("copying", "reading", "checking", "storing", "counting", "comparing", "publishing")
EACH = size(1, 15)
ROWS = size(400, 12_000)


class Clinic(NamedTuple):
    """Two states of a dataset, and how they are imported."""

    root: Path
    mapping: Path
    files: tuple[Path, Path]
    hashes: tuple[str, str]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    """Last month's file is served; this month's has one row more."""
    base = tmp_path_factory.mktemp("kills")
    rows = cases(ROWS)
    files = (english_csv(rows[:-1], base / "old.csv"), english_csv(rows, base / "new.csv"))
    mapping = base / "mapping.yaml"
    mapping.write_text(to_yaml(ENGLISH), encoding="utf-8")
    hashes = [_import(file, base / "root") for file in reversed(files)]
    return Clinic(base / "root", mapping, files, (hashes[1], hashes[0]))


def _import(file: Path, root: Path) -> str:
    with file.open("rb") as opened:
        job = ImportJob.inspect([(file.name, opened)], root)
    job.wait()
    job.prepare(ENGLISH, TALLY_SQL)
    job.wait()
    assert job.prepared is not None, job.state
    job.publish()
    return job.prepared.content_hash


def served_hash(root: Path) -> str:
    """Return the hash of the served file's content, computed anew by opening it."""
    path = current_generation(root, "clinic").path
    with duckdb.connect(path, read_only=True) as connection:
        ((noted,),) = connection.execute(
            "SELECT value FROM meta WHERE key = 'content_hash'"
        ).fetchall()
        assert content_hash(connection) == noted
        return noted


def killed_in(phase: str, clinic: Clinic, draw: random.Random) -> str:
    """Start an import, kill it somewhere in a phase; return the last step that it told."""
    words = [sys.executable, "-m", "tests.soak.one_import"]
    new = draw.choice(clinic.files)
    process = subprocess.Popen(
        [*words, str(new), str(clinic.mapping), str(clinic.root)],
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        cwd=Path(__file__).parents[2],
    )
    last = ""
    for line in _lines(process):
        last = line
        if line.startswith(phase):
            time.sleep(draw.random() * _LONGEST.get(phase, 0.05))
            break
    process.kill()
    process.wait()
    return last


_LONGEST = {"publishing": 0.012, "checking": 0.3, "counting": 0.3, "storing": 0.2, "reading": 0.3}


def _lines(process: "subprocess.Popen[str]") -> Iterator[str]:
    assert process.stdout is not None
    for line in process.stdout:
        yield line.partition(" ")[2].strip()


def test_a_killed_import_leaves_the_old_generation_or_the_new(
    clinic: Clinic, tmp_path: Path
) -> None:
    """At least ten kills in each phase with ``make soak``; the app answers after each."""
    draw = random.Random(20261122)
    seen: Counter[str] = Counter()
    served: Counter[str] = Counter()
    with serving(clinic.root, tmp_path, with_demo=False) as server:
        port = urlsplit(server.address).port
        assert port
        for _ in range(EACH):
            for phase in PHASES:
                last = killed_in(phase, clinic, draw)
                assert last.startswith(phase)
                seen[phase] += 1
                now = served_hash(clinic.root)
                assert now in clinic.hashes
                served["old" if now == clinic.hashes[0] else "new"] += 1
                with visiting(port, "dataset=clinic") as visitor:
                    assert "procedures" in texts(visitor.rerun())
    remove_abandoned(clinic.root)
    left = [path.name for path in clinic.root.rglob("*") if "generation-" not in path.name]
    print(f"\nkills by phase: {dict(seen)}; served afterwards: {dict(served)}; left over: {left}")
    assert min(seen.values()) >= EACH
    assert set(left) == {"clinic", ".lock", "current"}
