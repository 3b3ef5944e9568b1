"""A server that is stopped under load is gone within seconds, and leaves nothing behind.

While sessions filter without a pause and an import is being looked at, checked or loaded, the
launcher is told to end (SIGTERM), its group is interrupted (Ctrl-C), or the launcher is killed.
Authority: the files that were there before the import; the content hash of the whole import; the
system's own list of processes.
"""

import random
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import WINDOW
from tests.browser.screen import Screen
from tests.importing.clinic.mappings import ENGLISH
from tests.importing.clinic.sheets import english_csv
from tests.importing.clinic.truth import cases
from tests.soak.load_of_readers import Readers, takes_nothing
from tests.soak.sizes import FULL, size
from tests.soak.stopping import LONGEST_SECONDS, Places, launched
from vertebroplasty.importing.generations import Generation, generations
from vertebroplasty.importing.job import ImportJob
from vertebroplasty.importing.mapping.text import to_yaml
from vertebroplasty.importing.workspace import remove_abandoned
from vertebroplasty.preaggregate import TALLY_SQL

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to send"),
]

READERS = size(3, 8)
ROWS = size(2_000, 12_000)
MOMENTS = ("looking", "checking", "loading")
STOPS = [*["term"] * 20, *["interrupt", "kill"] * 4] if FULL else ["term", "kill"]
ASLEEP_EVERY = size(100, 4)
"""One of so many stops meets a connection that takes nothing any more."""

PATIENCE_MS = 120_000


class Upload(NamedTuple):
    """What a person imports, and the content hash that comes of it."""

    sheet: Path
    mapping: Path
    content_hash: str


@pytest.fixture
def places(served_root: Path, tmp_path: Path) -> Places:
    """The demo datasets are there, so that nothing has to be made."""
    made = Places(tmp_path / "root", tmp_path / "scratch", tmp_path / "home")
    shutil.copytree(served_root, made.root)
    made.scratch.mkdir()
    made.home.mkdir()
    return made


@pytest.fixture
def upload(places: Places, tmp_path: Path) -> Upload:
    """A clinic's sheet, which was imported once already."""
    sheet = english_csv(cases(ROWS), tmp_path / "clinic.csv")
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(to_yaml(ENGLISH), encoding="utf-8")
    with sheet.open("rb") as opened:
        job = ImportJob.inspect([(sheet.name, opened)], places.root)
    job.wait()
    job.prepare(ENGLISH, TALLY_SQL)
    job.wait()
    assert job.prepared is not None, job.state
    job.publish()
    return Upload(sheet, mapping, job.prepared.content_hash)


def go_to(moment: str, screen: Screen, upload: Upload) -> None:
    """Import as far as a step, and start that one."""
    page = screen.page
    page.locator("input[type=file]").set_input_files([upload.sheet, upload.mapping])
    for step, button in zip(MOMENTS, ("Look at", "Check the files", "Load as"), strict=True):
        page.get_by_role("button", name=button).click(timeout=PATIENCE_MS)
        if step == moment:
            return


def test_a_server_that_is_stopped_leaves_nothing_behind(
    places: Places, upload: Upload, browser: Browser, tmp_path: Path
) -> None:
    """With ``make soak`` 20 SIGTERM, 4 Ctrl-C and 4 kill -9; one in four meets a sleeper."""
    draw = random.Random(20261127)
    for number, how in enumerate(STOPS):
        before, numbers = places.files(), set(generations(places.root, "clinic"))
        moment = MOMENTS[number % len(MOMENTS)]
        with ExitStack() as stack:
            running = stack.enter_context(launched(places, tmp_path / "log"))
            page = stack.enter_context(browser.new_context(viewport=WINDOW)).new_page()
            readers = Readers(running.port, READERS)
            asleep = number % ASLEEP_EVERY == ASLEEP_EVERY - 1
            if asleep:
                stack.enter_context(takes_nothing(running.port))
            screen = Screen(page, f"http://127.0.0.1:{running.port}").open("/import")
            go_to(moment, screen, upload)
            if moment != "loading":
                wait_for_worker(places)
            time.sleep(draw.random() * 0.5)
            family = len(places.processes())
            seconds = running.stop(how)
            gone = seconds_until_gone(places, seconds)
        readers.join()
        print(
            f"\n{number + 1:2} {how:9} {moment:8} {'a sleeper' if asleep else '':9}"
            f" {family} processes, {readers.answers} answers: launcher gone after {seconds:.2f} s,"
            f" all after {gone:.2f} s, exit code {running.launcher.returncode}",
            end="",
        )
        assert gone < LONGEST_SECONDS
        assert running.launcher.returncode == {"term": 0, "interrupt": 0, "kill": -9}[how]
        assert places.held() == []
        if how == "kill":  # an import that was killed leaves its folder, which the next one removes
            remove_abandoned(places.root)
        assert places.files() ^ before <= set(new_files(places, numbers))
        assert places.served_hash("clinic") == upload.content_hash


def wait_for_worker(places: Places) -> None:
    """Wait until a third process stands beside launcher and server."""
    begun = time.monotonic()
    while len(places.processes()) < 3:
        assert time.monotonic() - begun < PATIENCE_MS / 1000


def seconds_until_gone(places: Places, already: float) -> float:
    """Wait for the last process; return the seconds since the stop."""
    begun = time.monotonic()
    while places.processes() and time.monotonic() - begun < LONGEST_SECONDS:
        time.sleep(0.05)
    return already + time.monotonic() - begun


def new_files(places: Places, before: set[Generation]) -> Iterator[Path]:
    """Yield the files of whole generations that came since."""
    for generation in generations(places.root, "clinic"):
        if generation not in before:
            yield generation.path
