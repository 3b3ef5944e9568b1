"""Seeded byte mutations of valid files: each is refused clearly or loaded with every row accounted.

Of the dictionary's own files that load, every cell is compared with what a plain reading by Python
finds in them.
"""

import hashlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from tests.soak.mutations import bases
from tests.soak.sizes import size
from vertebroplasty.importing.load import import_folder
from vertebroplasty.preaggregate import TALLY_SQL

MUTATIONS = size(60, 5_000)
PROCESSES = 2
GROWTH_MB = 200


def test_every_mutation_is_refused_or_loaded_whole(tmp_path: Path) -> None:
    """5,000 with ``make soak``; the served generation stays byte for byte what it was."""
    bases(tmp_path / "served")
    _, served = import_folder(
        tmp_path / "served" / "twin", tmp_path / "root", name="clinic", tally_sql=TALLY_SQL
    )
    before = hashlib.sha256(served.path.read_bytes()).hexdigest()
    share = MUTATIONS // PROCESSES
    with ThreadPoolExecutor(PROCESSES) as pool:
        ranges = [(tmp_path / str(n), n * share, (n + 1) * share) for n in range(PROCESSES)]
        told = [line for lines in pool.map(lambda args: list(run(*args)), ranges) for line in lines]
    ends = Counter(str(line["end"]) for line in told)
    wrong = [line for line in told if line.get("wrong")]
    print(f"\n{len(told)} mutations: {dict(ends)}; {len(wrong)} wrong")
    assert wrong == []
    assert len(told) == share * PROCESSES
    assert set(ends) == {"refused", "loaded"}
    assert hashlib.sha256(served.path.read_bytes()).hexdigest() == before


def run(folder: Path, first: int, last: int) -> Iterator[dict[str, object]]:
    """Import some mutations in a process of their own; its memory may not grow with them."""
    words = [sys.executable, "-m", "tests.soak.mutations", str(folder), str(first), str(last)]
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[2]
    )
    sizes = []
    assert process.stdout is not None
    for text in process.stdout:
        line = json.loads(text)
        if "end" in line:
            sizes.append(psutil.Process(process.pid).memory_info().rss >> 20)
            yield line
    assert process.wait() == 0, f"the process ended at one of {first} to {last}: {line}"
    settled = sizes[len(sizes) // 5]
    assert max(sizes) - settled < GROWTH_MB, (settled, max(sizes))
