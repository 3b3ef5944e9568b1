"""A clinic's own workbook, from the file to Overview, as a person does it in a browser.

Authority: the content hash of the dictionary-format twin, and of the command line with the mapping
that the person saved.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from tests.browser.conftest import OpenPage
from tests.browser.server import Server, serving
from tests.browser.wizard import Wizard
from tests.importing.clinic.sheets import english, german
from tests.importing.clinic.truth import NOTE, Case, cases, write_twin
from tests.soak.sizes import FULL
from vertebroplasty.importing.content import content_hash
from vertebroplasty.importing.generations import current_generation
from vertebroplasty.importing.load import import_folder
from vertebroplasty.preaggregate import TALLY_SQL

pytestmark = pytest.mark.browser

ENGLISH_ANSWERS = {
    "What are the rows?": "Synthetic data, not patients",
    "How was leakage looked for": "fluoroscopy",
}
GERMAN_ANSWERS = {**ENGLISH_ANSWERS, "Is 'Schmerz gebessert 1. Tag' the field": "yes"}


@pytest.fixture(scope="module")
def own_root(served_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Datasets that these tests may change."""
    root = tmp_path_factory.mktemp("own") / "root"
    shutil.copytree(served_root, root)
    return root


@pytest.fixture(scope="module")
def own_server(own_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(own_root, tmp_path_factory.mktemp("own server")) as started:
        yield started


def hash_of(root: Path, name: str) -> str:
    path = current_generation(root, name).path
    with duckdb.connect(path, read_only=True) as connection:
        return content_hash(connection)


class Workbook(NamedTuple):
    """A clinic's workbook, and what its owner answers."""

    name: str
    write: Callable[[list[Case], Path], Path]
    scale: str
    answers: dict[str, str]


WORKBOOKS = [
    Workbook("clinic", english, "VAS 0-100", ENGLISH_ANSWERS),
    Workbook("klinik", german, "VAS 0-10", GERMAN_ANSWERS),
]


@pytest.mark.parametrize("workbook", WORKBOOKS if FULL else WORKBOOKS[1:], ids=lambda one: one.name)
def test_a_workbook_becomes_a_dataset(
    workbook: Workbook, own_root: Path, own_server: Server, open_page: OpenPage, tmp_path: Path
) -> None:
    """200 rows; every step is photographed (SCREENSHOTS names a folder to keep the pictures)."""
    name, write, scale, answers = workbook
    clinic = cases()
    twin = write_twin(clinic, tmp_path / name, scale, sites=False, relief=name == "klinik")
    import_folder(twin, tmp_path / "twins", tally_sql=TALLY_SQL)
    sheet = write(clinic, tmp_path / f"{name}.xlsx")
    shots = Path(os.environ.get("SCREENSHOTS", tmp_path)) / name

    screen = open_page("/import", address=own_server.address)
    wizard = Wizard(screen, shots)
    wizard.choose(sheet)
    for question, option in answers.items():
        wizard.answer(question, option)
    wizard.write("Name", name)
    wizard.write("Where the data come from", NOTE)
    saved = wizard.saved_mapping()
    wizard.check()
    wizard.load()

    size = f"{len(clinic)} procedures"
    assert size in screen.main.inner_text()
    assert ("dataset", name) in screen.params()
    assert hash_of(own_root, name) == hash_of(tmp_path / "twins", name)

    command = [sys.executable, "-m", "vertebroplasty", "--data", str(tmp_path / "again")]
    run = subprocess.run(
        [*command, "import", str(sheet), "--mapping", str(saved)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": "src"},
        cwd=Path(__file__).parents[2],
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search("200 rows in = 200 stored", run.stdout)
    assert hash_of(tmp_path / "again", name) == hash_of(own_root, name)
