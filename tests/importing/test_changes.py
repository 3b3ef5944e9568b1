"""What a generation changes against another, counted by hand."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.folders import VALID, Content, added, changed, write_folder
from tests.importing.exported import loaded
from vertebroplasty.errors import DatasetDamagedError
from vertebroplasty.importing.changes import ChangedCell, Changes, changes_between


def changes(tmp_path: Path, **overrides: Content) -> Changes:
    """Against the valid folder."""
    old = loaded(write_folder(tmp_path / "x"), tmp_path / "old")
    new = loaded(write_folder(tmp_path / "y", **overrides), tmp_path / "new")
    return changes_between(old.path, new.path)


def counts(found: Changes) -> dict[str, tuple[int, int, int]]:
    """Added, changed and gone, of the tables where anything is."""
    rows = {table.table: (table.added, table.changed, table.gone) for table in found.tables}
    return {name: row for name, row in rows.items() if any(row)}


def test_the_same_rows_in_another_order_are_no_change(tmp_path: Path) -> None:
    found = changes(tmp_path, **{name: rows[::-1] for name, rows in VALID.items()})
    assert found.none
    assert counts(found) == {}


def test_without_a_generation_before_every_row_is_added(tmp_path: Path) -> None:
    """Counts typed from tests/folders.py."""
    new = loaded(write_folder(tmp_path / "x"), tmp_path / "root")
    found = changes_between(None, new.path)
    assert [(t.before, t.now, t.added, t.changed, t.gone) for t in found.tables] == [
        (0, n, n, 0, 0) for n in (2, 2, 3, 1, 5, 1, 1)
    ]
    assert found.headline == {"patients": (0, 2), "procedures": (0, 2), "levels": (0, 3)}


def test_rows_are_added_changed_and_gone_by_their_key(tmp_path: Path) -> None:
    """L1 of A becomes L2; B's level loses nothing; a visit is new, one is other, one is gone."""
    visits = [*VALID["visit"][:2], *VALID["visit"][3:]]
    visits[0] = visits[0] | {"odi": "60", "ambulation": ""}
    visits.append(visits[3] | {"timepoint": "24 months", "days_since": "720"})
    found = changes(tmp_path, treated_level=changed("treated_level", 3, level="L2"), visit=visits)
    assert counts(found) == {"treated_level": (1, 0, 1), "visit": (1, 1, 1)}
    by_name = {table.table: table for table in found.tables}
    assert by_name["visit"].examples == (
        ChangedCell("A, baseline", "odi", "61.5", "60.0"),
        ChangedCell("A, baseline", "ambulation", "walker", ""),
    )
    assert by_name["visit"].gone_keys == ("A, 12 months",)
    assert by_name["treated_level"].gone_keys == ("A, L1",)
    assert (by_name["visit"].before, by_name["visit"].now) == (5, 5)


@pytest.mark.parametrize(
    ("file", "rows", "expected"),
    [
        ("leak", added("leak", 2), (1, 0, 0)),
        ("leak", VALID["leak"] * 3, (2, 0, 0)),
        ("leak", changed("leak", 2, route="S"), (1, 0, 1)),
        ("complication", None, (0, 0, 1)),
        ("new_fracture", changed("new_fracture", 2, day="201"), (1, 0, 1)),
    ],
)
def test_rows_without_a_key_are_counted_as_often_as_they_stand(
    file: str, rows: Content, expected: tuple[int, int, int], tmp_path: Path
) -> None:
    assert counts(changes(tmp_path, **{file: rows})) == {file: expected}


def test_examples_are_few_cut_and_escaped(tmp_path: Path) -> None:
    """Twenty cells and twenty keys, at most 60 characters each and what was cut."""
    many = [VALID["patient"][1] | {"patient_id": f"P{number:03}"} for number in range(60)]
    old = loaded(write_folder(tmp_path / "x", patient=VALID["patient"] + many), tmp_path / "old")
    fewer = [row | {"bmd_t_score": "-1"} for row in many[:30]]
    operator = changed("procedure", 2, operator="<b>" + "z" * 97)
    folder = write_folder(tmp_path / "y", patient=VALID["patient"] + fewer, procedure=operator)
    found = changes_between(old.path, loaded(folder, tmp_path / "new").path)
    patient, procedure = found.tables[:2]
    assert counts(found) == {"patient": (0, 30, 30), "procedure": (0, 1, 0)}
    assert patient.examples[0] == ChangedCell("P000", "bmd_t_score", "", "-1.0")
    assert (len(patient.examples), len(patient.gone_keys)) == (20, 20)
    assert procedure.examples == (ChangedCell("A", "operator", "O1", "<b>" + "z" * 57 + "…"),)


def test_changes_travel_as_json(tmp_path: Path) -> None:
    found = changes(tmp_path, visit=changed("visit", 2, odi="60"))
    facts = json.loads(json.dumps(asdict(found)))
    assert facts["tables"][4]["examples"] == [
        {"key": "A, baseline", "column": "odi", "was": "61.5", "now": "60.0"}
    ]


def test_a_file_that_is_no_generation_is_told(tmp_path: Path) -> None:
    new = loaded(write_folder(tmp_path / "x"), tmp_path / "root")
    (tmp_path / "broken.duckdb").write_bytes(b"no database" * 1000)
    with pytest.raises(DatasetDamagedError, match="cannot be compared"):
        changes_between(tmp_path / "broken.duckdb", new.path)
