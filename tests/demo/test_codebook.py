"""The codebook says what the code does."""

import re

import codebook
import csv_folder as folder
import pytest

from tests.demo.folders import Tables

TEXT = codebook.CODEBOOK.read_text(encoding="utf-8")


def test_prints_the_true_parameters_of_the_registry() -> None:
    """Run ``python data/demo/codebook.py`` when this fails."""
    assert "`LEAK_LOG_ODDS`" in codebook.truth_table()
    assert codebook.with_truth_table(TEXT) == TEXT


def test_every_parameter_has_a_meaning() -> None:
    assert not [line for line in codebook.truth_table().splitlines() if line.endswith("|  |")]


@pytest.mark.parametrize("table", folder.COLUMNS)
def test_lists_the_columns_of_every_table_in_order(table: str) -> None:
    """The columns that the folders are written with."""
    section = TEXT.split(f"\n### {table}: ")[1].split("\n#")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == folder.COLUMNS[table]


@pytest.mark.parametrize("fixture", ["srinagar", "registry_demo"])
def test_folders_have_the_columns_of_the_codebook(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    tables: Tables = request.getfixturevalue(fixture)
    assert {name: tuple(rows.columns) for name, rows in tables.items()} == folder.COLUMNS


def test_every_field_of_the_reconstruction_has_a_standing(srinagar: Tables) -> None:
    """Published, assumed or empty; a column that is filled is not called empty, and the reverse."""
    section = TEXT.split("\n## `srinagar-2007`")[1].split("\n## ")[0]
    for table in ("patient", "procedure", "treated_level"):
        for column in srinagar[table].columns.drop(["patient_id", "procedure_id"], errors="ignore"):
            rows = [
                row for row in section.splitlines() if row.startswith("|") and f"`{column}`" in row
            ]
            assert rows, column
            assert srinagar[table][column].isna().all() == ("| empty |" in rows[0]), column
