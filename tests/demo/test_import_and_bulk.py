"""Both folders pass the importer, and the bulk writer stores what the generator drew."""

from pathlib import Path

import bulk
import duckdb
import numpy as np
import pytest
import registry_truth as truth

from vertebroplasty.importing.load import import_folder
from vertebroplasty.preaggregate import TALLY_SQL


@pytest.mark.parametrize(
    ("folder", "rows"),
    [("srinagar_folder", (30, 54, 90)), ("registry_folder", (1500, None, 12000))],
)
def test_folder_is_imported_without_errors(
    folder: str, rows: tuple[int | None, ...], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    report, generation = import_folder(
        request.getfixturevalue(folder), tmp_path, tally_sql=TALLY_SQL
    )
    assert report.ok
    stored = {file.file: file.rows_stored for file in report.files}
    for file, count in zip(("procedure", "treated_level", "visit"), rows, strict=True):
        assert count is None or stored[f"{file}.csv"] == count
    assert generation.number == 1


def test_reconstruction_is_imported_without_a_warning(
    srinagar_folder: Path, tmp_path: Path
) -> None:
    report, _ = import_folder(srinagar_folder, tmp_path, tally_sql=TALLY_SQL)
    assert report.text().splitlines()[-1] == "0 errors, 0 warnings: accepted"


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    root = tmp_path_factory.mktemp("bulk")
    bulk.main(["3000", "--root", str(root), "--name", "small"])
    return duckdb.connect(str(root / "small" / "generation-000001.duckdb"), read_only=True)


@pytest.fixture(scope="module")
def drawn() -> dict[str, dict[str, np.ndarray]]:
    (tables,) = bulk.registry(3000, truth.SEED, timepoints=bulk.TIMEPOINTS)
    return tables


def test_bulk_stores_every_row_that_was_drawn(stored, drawn) -> None:
    """numpy is the authority for the counts."""
    for table, columns in drawn.items():
        (count,) = stored.execute(f"SELECT count(*) FROM record.{table}").fetchone()
        assert count == len(next(iter(columns.values()))), table


@pytest.mark.parametrize(
    ("table", "name", "stored_as", "factor"),
    [
        ("visit", "vas_tenths", "vas_tenths", 1),
        ("visit", "odi", "odi_tenths", 10),
        ("visit", "rdq", "rdq", 1),
        ("visit", "days_since", "days_since", 1),
        ("treated_level", "cement_tenths", "cement_tenths", 1),
        ("procedure", "age", "age", 1),
        ("patient", "bmd_t_score_tenths", "bmd_t_score_tenths", 1),
        ("patient", "death_day", "death_day", 1),
        ("complication", "cirse_grade", "cirse_grade", 1),
    ],
)
def test_bulk_stores_numbers_as_drawn(stored, drawn, table, name, stored_as, factor) -> None:
    """numpy sums of what was drawn, without the missing."""
    values = drawn[table][name]
    known = values[values != bulk.MISSING].astype(int) * factor
    query = f"SELECT count({stored_as}), sum({stored_as}) FROM record.{table}"
    assert stored.execute(query).fetchone() == (len(known), known.sum())


@pytest.mark.parametrize(
    ("table", "name", "stored_as"),
    [
        ("patient", "sex", "sex"),
        ("treated_level", "level", "level"),
        ("treated_level", "leak_assessment", "leak_assessment"),
        ("leak", "leak_site", "site"),
        ("visit", "status", "status"),
        ("visit", "timepoint", "timepoint"),
        ("visit", "ambulation", "ambulation"),
        ("procedure", "operator", "operator"),
    ],
)
def test_bulk_stores_terms_as_drawn(stored, drawn, table, name, stored_as) -> None:
    """numpy counts by term; a place of -1 is not recorded."""
    places, counts = np.unique(drawn[table][name], return_counts=True)
    wanted = {
        None if place < 0 else bulk.TERMS[name][place]: count
        for place, count in zip(places, counts.tolist(), strict=True)
    }
    query = f"SELECT {stored_as}::VARCHAR, count(*) FROM record.{table} GROUP BY 1"
    assert dict(stored.execute(query).fetchall()) == wanted


def test_bulk_pain_agrees_with_its_scale(stored) -> None:
    """VAS 0-10 and NRS x 10, VAS 0-100 as it is (codebook)."""
    query = """SELECT pain_scale::VARCHAR, max(abs(pain_raw * CASE pain_scale
        WHEN 'VAS 0-100' THEN 1 ELSE 10 END - vas_tenths)), max(pain_raw)
        FROM record.visit WHERE pain_raw IS NOT NULL GROUP BY 1"""
    largest = {scale: rest for scale, *rest in stored.execute(query).fetchall()}
    assert set(largest) == set(truth.PAIN_SCALE)
    assert all(difference < 1e-9 for difference, _ in largest.values())
    assert [largest[s][1] for s in ("VAS 0-10", "VAS 0-100", "NRS 0-10")] == [10, 100, 10]


def test_bulk_says_that_it_is_synthetic(stored) -> None:
    meta = dict(stored.execute("SELECT key, value FROM meta").fetchall())
    assert meta["nature"] == "synthetic"
    assert "no such patient" in meta["note"]
    assert meta["procedures"] == "3000"


def test_bulk_refuses_a_size_below_one(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bulk.main(["0"])
    assert "0 procedures make no registry" in capsys.readouterr().err
