"""The content hash: the same for the same rows, another for any other."""

from pathlib import Path

import duckdb
import pytest

from tests.folders import VALID, changed, write_folder
from tests.importing.exported import hash_of, loaded
from vertebroplasty.importing.content import content_hash

# Computed once from the folder of tests/folders.py; a new value would make every stored hash stale.
VALID_HASH = "fac9eaa7da1344f215d28fb73d453cdddfb513c80423e3bb02bf9494bbba4c1b"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("plain")
    return hash_of(loaded(write_folder(folder / "x"), folder / "root"))


def test_the_hash_is_the_same_for_ever(plain: str) -> None:
    """It stands in files and exports: no version of ours or of DuckDB may change it."""
    assert plain == VALID_HASH


def test_order_spelling_and_provenance_make_no_difference(plain: str, tmp_path: Path) -> None:
    """Rows backwards, d7 for Th 7, 3.0 for 3, vas left out: the same facts."""
    turned = {name: list(reversed(rows)) for name, rows in VALID.items()}
    turned["treated_level"][0] = turned["treated_level"][0] | {"level": "d7"}
    turned["visit"] = [row | {"vas": ""} for row in turned["visit"]]
    turned["visit"][3] = turned["visit"][3] | {"pain_raw": "3.0"}
    about = 'name = "other"\ntitle = "Other"\nnature = "clinical"\n'
    folder = write_folder(tmp_path / "x", **turned, dataset=about)
    assert VALID["visit"][1]["pain_raw"] == "3"
    assert hash_of(loaded(folder, tmp_path / "root")) == plain


@pytest.mark.parametrize(
    ("file", "cells"),
    [
        ("patient", {"bmd_t_score": "-2.4"}),
        ("patient", {"bmd_t_score": ""}),
        ("procedure", {"operator": "north", "site": "O1"}),
        ("procedure", {"operator": "O1|5:north", "site": ""}),
        ("procedure", {"procedure_date": "2021-03-05"}),
        ("treated_level", {"cement_ml": "4.6"}),
        ("leak", {"symptomatic": "yes"}),
        ("leak", {"symptomatic": ""}),
        ("visit", {"odi": "61.4"}),
        ("complication", {"type": "Infection"}),
        ("new_fracture", {"day": "201"}),
    ],
)
def test_any_other_cell_gives_another_hash(
    file: str, cells: dict[str, str], plain: str, tmp_path: Path
) -> None:
    folder = write_folder(tmp_path / "x", **{file: changed(file, 2, **cells)})
    assert hash_of(loaded(folder, tmp_path / "root")) != plain


def hash_after(*statements: str) -> str:
    """The hash of one table of two texts after some statements; the other tables are empty."""
    names = [
        "patient",
        "procedure",
        "treated_level",
        "leak",
        "visit",
        "complication",
        "new_fracture",
    ]
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA record")
        for name in names:
            connection.execute(f"CREATE TABLE record.{name} (a VARCHAR, b VARCHAR)")
        for statement in statements:
            connection.execute(statement)
        return content_hash(connection)


def test_equal_multisets_only() -> None:
    """A row twice is not the row never (as by XOR) nor once; NULL is not the empty text."""
    row = "INSERT INTO record.leak VALUES ('x', 'y')"
    other = "INSERT INTO record.leak VALUES ('y', 'x')"
    elsewhere = "INSERT INTO record.visit VALUES ('x', 'y')"
    hashes = [
        hash_after(),
        hash_after(row),
        hash_after(row, row),
        hash_after(other),
        hash_after(row, other),
        hash_after(row, row, other, other),
        hash_after(elsewhere),
        hash_after("INSERT INTO record.leak VALUES ('', NULL)"),
        hash_after("INSERT INTO record.leak VALUES (NULL, '')"),
        hash_after("INSERT INTO record.leak VALUES (NULL, NULL)"),
        hash_after("INSERT INTO record.leak VALUES ('1:x|1:y', '')"),
        hash_after("INSERT INTO record.leak VALUES ('x|1:y', NULL)"),
        hash_after("ALTER TABLE record.leak RENAME a TO c"),
    ]
    assert len(set(hashes)) == len(hashes)
    assert hash_after(row, other) == hash_after(other, row)
    moved = ("DROP a", "ADD a VARCHAR")
    columns_moved = [f"ALTER TABLE record.leak {step}" for step in moved]
    refilled = "UPDATE record.leak SET a = 'x'"
    assert hash_after(row, *columns_moved, refilled) == hash_after(row)


def test_an_attached_database_is_hashed_where_it_is_used(tmp_path: Path, plain: str) -> None:
    generation = loaded(write_folder(tmp_path / "x"), tmp_path / "root")
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{generation.path}' AS other (READ_ONLY)")
        connection.execute("USE other")
        assert content_hash(connection) == plain
