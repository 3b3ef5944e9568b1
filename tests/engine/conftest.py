"""A small dataset, imported once for all tests of the engine."""

import pytest

from tests.folders import write_folder
from vertebroplasty.importing.generations import Generation
from vertebroplasty.importing.load import import_folder
from vertebroplasty.preaggregate import TALLY_SQL


@pytest.fixture(scope="session")
def small_generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Two procedures of two patients; nobody may write to it."""
    folder = write_folder(tmp_path_factory.mktemp("small-source"))
    _, generation = import_folder(folder, tmp_path_factory.mktemp("small"), tally_sql=TALLY_SQL)
    return generation
