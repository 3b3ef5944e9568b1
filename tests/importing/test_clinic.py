"""The clinic's own sheets become what the same clinic is in the data dictionary's format."""

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.importing.clinic.mappings import ENGLISH, GERMAN, REDCAP
from tests.importing.clinic.sheets import english, english_csv, german, redcap
from tests.importing.clinic.truth import Case, cases, treated_once, write_twin
from tests.importing.disks import small_disk
from vertebroplasty.errors import DatasetError
from vertebroplasty.importing.content import content_hash
from vertebroplasty.importing.generations import current_generation, generations
from vertebroplasty.importing.job import ImportJob
from vertebroplasty.importing.load import import_folder
from vertebroplasty.importing.mapping.model import Mapping, Target
from vertebroplasty.preaggregate import TALLY_SQL


@pytest.fixture(scope="module")
def clinic() -> list[Case]:
    return cases()


def hash_of_folder(folder: Path) -> str:
    _, generation = import_folder(folder, folder.parent / "twins", tally_sql=TALLY_SQL)
    with duckdb.connect(generation.path, read_only=True) as connection:
        return content_hash(connection)


def checked(path: Path, mapping: Mapping, root: Path) -> ImportJob:
    with path.open("rb") as file:
        job = ImportJob.inspect([(path.name, file)], root)
    assert job.wait(120)
    job.prepare(mapping, TALLY_SQL)
    assert job.wait(120)
    return job


@pytest.mark.parametrize(("write", "ending"), [(english, "xlsx"), (english_csv, "csv")])
def test_english_sheet_in_millimetres(
    write: Callable[[list[Case], Path], Path], ending: str, clinic: list[Case], tmp_path: Path
) -> None:
    """Authority: the dictionary-format twin, written from the same rows."""
    twin = write_twin(clinic, tmp_path / "clinic", "VAS 0-100", sites=False, relief=False)
    job = checked(write(clinic, tmp_path / f"sheet.{ending}"), ENGLISH, tmp_path / "root")
    assert job.state.phase == "ready", job.state
    assert job.prepared is not None
    assert job.prepared.content_hash == hash_of_folder(twin)
    assert [(f.rows_in, f.rows_stored) for f in job.prepared.report.files] == [(200, 200)]
    job.cancel()


def test_german_sheet_with_decimal_commas(clinic: list[Case], tmp_path: Path) -> None:
    """Authority: the dictionary-format twin."""
    twin = write_twin(clinic, tmp_path / "klinik", "VAS 0-10", sites=False, relief=True)
    job = checked(german(clinic, tmp_path / "klinik.xlsx"), GERMAN, tmp_path / "root")
    assert job.prepared is not None, job.state
    assert job.prepared.content_hash == hash_of_folder(twin)
    job.cancel()


def test_longitudinal_redcap_export(clinic: list[Case], tmp_path: Path) -> None:
    """Twelve quirks (see `redcap`); rows of events without data are reported, none is lost."""
    once = treated_once(clinic)
    twin = write_twin(once, tmp_path / "redcap", "VAS 0-10", sites=True, relief=True)
    job = checked(redcap(once, tmp_path / "export.csv"), REDCAP, tmp_path / "root")
    assert job.prepared is not None, job.state
    assert job.prepared.content_hash == hash_of_folder(twin)
    (file,) = job.prepared.report.files
    assert file.rows_in == file.rows_stored + file.rows_reported
    # Every phone call, and every event without pain or relief.
    calls = len(once)
    empty = sum(
        time not in case.pain and (time != "24 h" or not case.relief)
        for case in once
        for time in ("24 h", "1 month", "12 months")
    )
    assert file.rows_reported == calls + empty
    job.cancel()


def test_rows_with_a_mapping_warning_are_flagged(clinic: list[Case], tmp_path: Path) -> None:
    """One cement value for several levels: left out, warned about, and counted as flagged."""
    several = [case for case in clinic if len(case.levels) > 1][:5]
    path = english_csv(several, tmp_path / "sheet.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    cement = lines[3].split(",")[6]
    path.write_text("\n".join([*lines[:3], lines[3].replace(cement, "4.5"), *lines[4:]]) + "\n")
    job = checked(path, ENGLISH, tmp_path / "root")
    assert job.prepared is not None, job.state
    assert "mapping.shared_number" in {count.rule for count in job.prepared.report.rule_counts}
    made = job.publish()
    with duckdb.connect(made.path, read_only=True) as connection:
        flagged = connection.execute("SELECT procedure_id FROM flagged_procedure").fetchall()
        warned = connection.execute("SELECT DISTINCT file FROM import_warning").fetchall()
    assert (several[0].procedure,) in flagged
    assert warned == [("sheet.csv",)]


def test_a_job_that_is_cancelled_leaves_nothing(clinic: list[Case], tmp_path: Path) -> None:
    """At every stage: looking, checking, ready."""
    root = tmp_path / "root"
    path = english(clinic, tmp_path / "sheet.xlsx")
    for stage in ("inspecting", "checking", "ready"):
        with path.open("rb") as file:
            job = ImportJob.inspect([(path.name, file)], root)
        if stage != "inspecting":
            job.wait()
            job.prepare(ENGLISH, TALLY_SQL)
        if stage == "ready":
            job.wait()
        job.cancel()
        job.cancel()
        assert job.state.phase == "cancelled"
        assert list(root.iterdir()) == []


def test_a_dataset_that_changed_meanwhile_is_not_overwritten(
    clinic: list[Case], tmp_path: Path
) -> None:
    """Two people check; the second to load is told to check again, and nothing is lost."""
    path = english_csv(clinic, tmp_path / "sheet.csv")
    first, second = (checked(path, ENGLISH, tmp_path / "root") for _ in range(2))
    made = first.publish()
    with pytest.raises(DatasetError, match="changed meanwhile"):
        second.publish()
    second.cancel()
    assert current_generation(tmp_path / "root", "clinic") == made
    assert generations(tmp_path / "root", "clinic") == (made,)


def test_a_date_of_birth_is_kept_nowhere(clinic: list[Case], tmp_path: Path) -> None:
    """Not in a warning, not in the file: looked for among its bytes."""
    path = english_csv(clinic[:20], tmp_path / "sheet.csv")
    text = path.read_text(encoding="utf-8").replace("Age (yrs)", "Born")
    ages = [f",{case.age},{case.date.isoformat()}," for case in clinic[:20]]
    for place, age in enumerate(ages):
        text = text.replace(age, f",1985-03-{place + 10},{clinic[place].date.isoformat()},", 1)
    path.write_text(text, encoding="utf-8")
    sheet = ENGLISH.sheets[0]
    columns = {**sheet.columns, "Born": (Target("procedure.birth_date"),)}
    del columns["Age (yrs)"]
    mapping = replace(ENGLISH, sheets=(replace(sheet, columns=columns),))
    job = checked(path, mapping, tmp_path / "root")
    assert job.prepared is not None, job.state
    counts = {count.rule: count.n for count in job.prepared.report.rule_counts}
    assert counts["procedure.age.usual"] == 20
    made = job.publish()
    assert b"1985-03" not in made.path.read_bytes()
    assert "1985-03" not in job.prepared.report.text(100)


def test_an_import_on_a_full_or_read_only_disk_leaves_what_is_served(
    clinic: list[Case], tmp_path: Path
) -> None:
    """The whole way, with the worker on that disk; when there is room again it goes through."""
    path = english_csv(clinic, tmp_path / "sheet.csv")
    with small_disk(tmp_path / "disk", 24) as disk:
        root = disk / "root"
        made = checked(path, ENGLISH, root).publish()
        before = sorted(file for file in root.rglob("*"))
        filling = disk / "filling"
        filling.write_bytes(bytes(disk_free(disk) - (2 << 20)))
        job = checked(path, ENGLISH, root)
        assert job.state.phase == "failed"
        assert "nothing was changed" in job.state.message
        job.cancel()
        filling.unlink()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(DatasetError, match="Read-only file system"):
            ImportJob.inspect([("sheet.csv", io.BytesIO(b"a,b"))], root)
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        assert sorted(file for file in root.rglob("*")) == before
        assert current_generation(root, "clinic") == made
        assert checked(path, ENGLISH, root).publish().number == 2


def disk_free(folder: Path) -> int:
    return shutil.disk_usage(folder).free
