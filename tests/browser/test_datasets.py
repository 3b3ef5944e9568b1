"""Datasets: switching between them, and files that cannot be served explained on screen."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.browser.conftest import OpenPage
from tests.browser.expected import overview_values
from tests.browser.screen import Screen
from tests.browser.server import Server, serving
from vertebroplasty.cli import main
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.vocabulary import VertebralLevel

pytestmark = pytest.mark.browser

FIRST = "generation-000001.duckdb"
CANNOT = "This dataset cannot be shown"


def test_a_dataset_switch_keeps_the_filters(
    open_page: OpenPage, registry: Dataset, srinagar: Dataset
) -> None:
    """The reconstruction opens first; the registry then shows the same cohort's own numbers."""
    screen = open_page("/?level=T12")
    cohort = Cohort(levels=(VertebralLevel.T12,))
    for dataset, warning in (
        (srinagar, "Reconstruction from published summary figures, not patient data"),
        (registry, "Synthetic data, not patients"),
        (srinagar, "Reconstruction from published summary figures, not patient data"),
    ):
        screen.choose_dataset(dataset.name)
        screen.eventually(lambda: screen.parts("value"), overview_values(dataset, cohort))
        assert screen.main.locator(".vo-nature").inner_text() == warning
        assert screen.cohort() == cohort.describe()
        named = [("dataset", dataset.name)] if dataset is registry else []
        screen.eventually(screen.params, [*named, ("level", "T12")])


def changed_by(path: Path, sql: str) -> None:
    with duckdb.connect(path) as connection:
        connection.execute(sql)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


BROKEN = {
    "no-database": (lambda path: path.write_bytes(b"no database"), "cannot be opened as a DuckDB"),
    "cut-short": (truncate, "generation-000001.duckdb"),
    "without-meta": (
        lambda path: changed_by(path, "DELETE FROM meta"),
        "its table meta cannot be used",
    ),
    "table-lost": (
        lambda path: changed_by(path, "DROP TABLE procedure_tally"),
        "did not answer a query",
    ),
    "file-gone": (
        lambda path: path.rename(path.with_name("generation-000002.duckdb")),
        "generation-000001.duckdb is missing",
    ),
    "from-later": (
        lambda path: changed_by(path, "UPDATE meta SET value = 99 WHERE key = 'schema_version'"),
        "has schema version 99; this program reads up to",
    ),
}


@pytest.fixture(scope="module")
def broken_root(served_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both demo datasets, and copies that are broken in one way each."""
    root = tmp_path_factory.mktemp("broken")
    shutil.copytree(served_root, root, dirs_exist_ok=True)
    for name, (damage, _) in BROKEN.items():
        shutil.copytree(root / "srinagar-2007", root / name)
        damage(root / name / FIRST)
    return root


@pytest.fixture(scope="module")
def broken(broken_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of sound and broken datasets."""
    with serving(broken_root, tmp_path_factory.mktemp("broken-server")) as started:
        yield started


def assert_explained(screen: Screen, reason: str) -> None:
    (problem,) = screen.problems()
    assert reason in problem
    assert screen.title() == CANNOT
    assert "vertebroplasty use" in screen.main.inner_text()
    assert "Traceback" not in screen.main.inner_text()
    assert screen.main.get_by_test_id("stException").count() == 0


def test_what_cannot_be_served_is_explained(open_page: OpenPage, broken: Server) -> None:
    """Damaged, missing or newer: the reason, the commands that help, and a sound one to choose."""
    for name, (_, reason) in BROKEN.items():
        screen = open_page(f"/pain?dataset={name}", address=broken.address)
        assert_explained(screen, reason)
        screen.choose_dataset("srinagar-2007")
        screen.eventually(screen.title, "Pain")
        assert screen.parts("value")[:2] == ["8.91", "2.02"]
        assert screen.problems() == []


def test_an_earlier_generation_is_the_way_back(
    open_page: OpenPage, broken: Server, broken_root: Path
) -> None:
    """The command that the screen names mends it, without a new server."""
    folder = broken_root / "mended"
    shutil.copytree(broken_root / "srinagar-2007", folder)
    (folder / "generation-000002.duckdb").write_bytes(b"damaged")
    (folder / "current").write_text("generation-000002.duckdb\n")
    screen = open_page("/?dataset=mended", address=broken.address)
    assert_explained(screen, "generation-000002.duckdb cannot be opened")
    assert main(["--data", str(broken_root), "use", "mended", "1"]) == 0
    screen.page.reload()
    screen.eventually(screen.title, "Overview")
    assert screen.parts("value")[2] == "8.91 \u2192 2.02"


def test_no_dataset_at_all_is_explained(
    open_page: OpenPage, served_root: Path, tmp_path: Path
) -> None:
    """An empty folder names the command that fills it; once filled, a reload shows the first."""
    root = tmp_path / "empty"
    root.mkdir()
    with serving(root, tmp_path, with_demo=False) as empty:
        screen = open_page("/leaks?level=T12", address=empty.address)
        assert screen.title() == CANNOT
        (problem,) = screen.problems()
        assert problem.endswith("python -m vertebroplasty demo")
        shutil.copytree(served_root, root, dirs_exist_ok=True)
        screen.page.reload()
        screen.eventually(screen.title, "Leaks")
        assert screen.cohort() == "All patients, treated at T12"
