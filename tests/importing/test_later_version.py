"""Where a later version of the program serves a dataset, this one leaves it alone."""

from pathlib import Path

import duckdb
import pytest

from tests.folders import write_folder
from tests.importing.clinic.mappings import ENGLISH
from tests.importing.clinic.sheets import english_csv
from tests.importing.clinic.truth import cases
from vertebroplasty.errors import DatasetTooNewError
from vertebroplasty.importing.demo import SCRIPTS, ensure_demo
from vertebroplasty.importing.generations import current_generation
from vertebroplasty.importing.job import ImportJob
from vertebroplasty.importing.load import import_folder
from vertebroplasty.importing.publishing import new_generation
from vertebroplasty.importing.schema_version import SCHEMA_VERSION
from vertebroplasty.preaggregate import TALLY_SQL

LATER = str(int(SCHEMA_VERSION) + 1)
SENTENCE = (
    f"clinic is served by a later version of this program (schema version {LATER}, here"
    f" {SCHEMA_VERSION}), and nothing was changed. Update this program, or import under another"
    " name"
)


def of_a_later_version(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TABLE meta AS SELECT 'schema_version' AS key, ? AS value", [LATER])


def state(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder in which a later version serves ``clinic`` and the demo datasets."""
    for name in ("clinic", *SCRIPTS):
        new_generation(tmp_path / "root", name, of_a_later_version)
    return tmp_path / "root"


def test_a_folder_is_not_imported_over_it(root: Path, tmp_path: Path) -> None:
    """Under another name it is."""
    folder, before = write_folder(tmp_path / "x"), state(root)
    with pytest.raises(DatasetTooNewError) as refusal:
        import_folder(folder, root, name="clinic")
    assert (str(refusal.value), state(root)) == (SENTENCE, before)
    import_folder(folder, root, name="another")
    assert current_generation(root, "another").number == 1


def test_files_are_not_imported_over_it(root: Path, tmp_path: Path) -> None:
    """The person is told when the files were checked."""
    sheet, before = english_csv(cases(20), tmp_path / "sheet.csv"), state(root)
    with sheet.open("rb") as file:
        job = ImportJob.inspect([(sheet.name, file)], root)
    job.wait()
    job.prepare(ENGLISH, TALLY_SQL)
    job.wait()
    assert (job.state.phase, job.state.message) == ("failed", SENTENCE)
    job.cancel()
    assert state(root) == before


def test_the_demo_datasets_are_not_made_anew(root: Path) -> None:
    """Else each of two versions would take them from the other at every start."""
    before = state(root)
    assert ensure_demo(root, TALLY_SQL) == ()
    assert state(root) == before
