"""Malformed and hostile files, and mutations, through the Import page of a real server.

Each ends in a refusal that says why or in a preview; the server answers its health check within a
second throughout, does not grow, keeps no file, and serves the same generation byte for byte.
"""

import hashlib
import random
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.screen import Screen
from tests.browser.server import Server, serving
from tests.importing.hostile import hostile_files
from tests.soak.mutations import SEED, bases, mutated
from tests.soak.sizes import FULL, size

HEALTH_SECONDS = 1.0
GROWTH_MB = 200
MUTATIONS = size(3, 60)
NAMED = size(3, 1_000)
TURNED_AWAY_MS = 8_000
"""When the page has not taken a file by then, it said why: too large, or of no such kind."""

ENDINGS = (".xlsx", ".csv", ".tsv", ".txt")


class Health(threading.Thread):
    """Asks a server for its health five times a second, and remembers the longest answer."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self._address = address
        self.done = threading.Event()
        self.answers: list[float] = []

    def run(self) -> None:
        while not self.done.wait(0.2):
            start = time.monotonic()
            with urllib.request.urlopen(f"{self._address}/_stcore/health", timeout=30) as answer:
                assert answer.status == 200
            self.answers.append(time.monotonic() - start)


class File(NamedTuple):
    name: str
    content: bytes


def files(folder: Path) -> Iterator[File]:
    """Yield the named classes that a person can choose on the page, then mutations."""
    named = [
        File(f"{number}-{Path(name).name[-60:]}", content)
        for number, (_, name, content, _) in enumerate(hostile_files())
        if name.lower().endswith(ENDINGS)
    ]
    yield from named if FULL else random.Random(SEED).sample(named, NAMED)
    whole = [base for base in bases(folder) if base.mapping]
    for number in range(MUTATIONS):
        base = whole[number % len(whole)]
        yield File(base.name, mutated(base, random.Random(SEED + number)))


def memory_mb(server: Server) -> int:
    """Return the memory of the process that listens, without the workers that it starts."""
    port = int(server.address.rpartition(":")[2])
    (pid,) = {
        c.pid
        for c in psutil.net_connections("tcp")
        if c.laddr.port == port and c.status == "LISTEN"
    }
    return psutil.Process(pid).memory_info().rss >> 20


def end_of(screen: Screen, file: File) -> str:
    """Have a file looked at, and return what the page says in the end; then start again."""
    page, main = screen.page, screen.main
    page.locator("input[type=file]").set_input_files(
        {"name": file.name, "mimeType": "application/octet-stream", "buffer": file.content}
    )
    look = page.get_by_role("button", name="Look at these files")
    try:
        expect(look).to_be_enabled(timeout=TURNED_AWAY_MS)
    except AssertionError:
        screen.open("/import")
        return "turned away"
    look.click()
    page.get_by_text("Preview of the files").or_(main.get_by_role("alert")).first.wait_for(
        timeout=60_000
    )
    screen.settle()
    wrong = main.get_by_text("Not read, or not as it should be").or_(main.get_by_role("alert"))
    said = "refused" if wrong.count() else "looked at"
    way_out = page.get_by_role("button", name="Cancel this import").or_(
        page.get_by_role("button", name="Start again")
    )
    if way_out.count():
        way_out.click()
        look.wait_for(timeout=60_000)
    else:
        screen.open("/import")
    return said


@pytest.mark.browser
def test_hostile_uploads(served_root: Path, open_page: OpenPage, tmp_path: Path) -> None:
    """With ``make soak`` every class that can be chosen, and 60 mutations."""
    before = contents(served_root)
    with serving(served_root, tmp_path) as server:
        screen = open_page("/import", address=server.address)
        end_of(screen, File("warm.csv", b"id,age\n1,70\n"))
        memory = [memory_mb(server)]
        health = Health(server.address)
        health.start()
        ends: Counter[str] = Counter()
        for file in files(tmp_path / "bases"):
            ends[end_of(screen, file)] += 1
            memory.append(memory_mb(server))
        health.done.set()
        health.join()
        left = [p.name for p in served_root.rglob("*") if p.name.startswith(".import-")]
    print(
        f"\n{sum(ends.values())} uploads: {dict(ends)}; health at most {max(health.answers):.2f} s"
        f" in {len(health.answers)} answers; server {memory[0]} MB at first, {max(memory)} at most"
    )
    assert max(health.answers) < HEALTH_SECONDS
    assert max(memory) - memory[0] < GROWTH_MB
    assert left == []
    assert contents(served_root) == before
    assert ends["refused"] > 0
    assert ends["looked at"] > 0


def contents(root: Path) -> dict[str, str]:
    """Return the hash of every file of the datasets."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
