"""The codebook says what the code does."""

import re
from pathlib import Path

import codebook
import csv_folder as folder
import duckdb
import pytest

from tests.demo.folders import Tables
from tests.folders import write_folder
from vertebroplasty.importing.load import import_folder
from vertebroplasty.importing.mapping.model import EXTRA_FIELDS, FIELDS, KEYS
from vertebroplasty.importing.progress import script
from vertebroplasty.importing.rule_list import rule_list

TEXT = codebook.CODEBOOK.read_text(encoding="utf-8")


def test_prints_the_true_parameters_and_every_rule() -> None:
    """Run ``python data/demo/codebook.py`` when this fails."""
    assert "`LEAK_LOG_ODDS`" in codebook.truth_table()
    assert codebook.with_tables(TEXT) == TEXT


def test_the_section_of_rules_holds_each_code_as_often_as_the_code_lists_it() -> None:
    """The rules are those of `rule_list`, which its own test compares with the sources."""
    section = TEXT.split("\n## Rules of the check\n")[1].split("\n## ")[0]
    printed = re.findall(r"^\| `([\w.]+)` \| (error|warning) \|", section, re.MULTILINE)
    assert printed == [(rule.code, rule.severity) for rule in rule_list()]


def test_every_row_of_a_generated_table_has_its_cells() -> None:
    """Markdown: a bar inside a cell is escaped; four cells have five other bars."""
    for row in codebook.rule_table().splitlines():
        assert len(re.findall(r"(?<!\\)\|", row)) == 5, row


@pytest.mark.parametrize("field", [field for field in FIELDS if field not in KEYS])
def test_says_what_a_mapping_may_fill(field: str) -> None:
    """`mapping.model.FIELDS`: a column of the dictionary, or a field with a row of its own."""
    table, _, column = field.partition(".")
    extra = TEXT.split("\n## What a mapping may fill\n")[1].split("\n## ")[0]
    if field in EXTRA_FIELDS:
        assert f"| `{field}` |" in extra
    else:
        assert f"| `{column}` |" in TEXT.split(f"\n### {table}: ")[1].split("\n#")[0]


@pytest.mark.parametrize("table", ["import_log", "import_warning", "import_flag"])
def test_names_the_columns_of_what_an_import_keeps(table: str) -> None:
    """sql/tables.sql."""
    body = script("tables.sql").split(f"CREATE TABLE {table} (")[1].split(");")[0]
    columns = re.findall(r"(\w+) (?:VARCHAR|BIGINT|INTEGER)", body)
    (row,) = [line for line in TEXT.splitlines() if line.startswith(f"| `{table}` |")]
    assert re.findall(r"`(\w+)`", row)[1 : len(columns) + 1] == columns


def test_names_every_key_of_meta(tmp_path: Path) -> None:
    """The keys that an imported generation has."""
    _, generation = import_folder(write_folder(tmp_path / "small"), tmp_path / "data")
    with duckdb.connect(generation.path, read_only=True) as connection:
        keys = {key for (key,) in connection.execute("SELECT key FROM meta").fetchall()}
    section = TEXT.split("\n## What else a generation keeps\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `meta` \| ((?:`\w+`(?:, )?)+) \|", section, re.MULTILINE)
    assert {key for row in rows for key in re.findall(r"`(\w+)`", row)} == keys


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
