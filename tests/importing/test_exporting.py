"""Exports: an import of one has the same content; none of its cells runs."""

import csv
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.folders import changed, write_folder
from tests.importing.exported import NASTY_IDS, hash_of, loaded, nasty_folder
from tests.importing.formulas import ALL_FORMULAS, NUMBERS, running_cells, runs
from vertebroplasty.errors import DatasetError
from vertebroplasty.importing.checking import check_folder
from vertebroplasty.importing.dictionary import FILE_NAMES
from vertebroplasty.importing.exporting import export_folder, export_zip
from vertebroplasty.importing.generations import Generation
from vertebroplasty.importing.job import ImportJob
from vertebroplasty.importing.mapping.guess import guess
from vertebroplasty.importing.report import Problem, Report
from vertebroplasty.report.workbook import export_workbook


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def assert_round_trip(source: Path, tmp_path: Path) -> Path:
    """Import, export, import: the same content, and the same export again."""
    first = loaded(source, tmp_path / "first")
    export_folder(first, tmp_path / "export")
    second = loaded(tmp_path / "export", tmp_path / "second")
    assert second.dataset == first.dataset
    assert hash_of(second) == hash_of(first)
    export_folder(second, tmp_path / "again")
    tables = {
        name: text for name, text in bytes_of(tmp_path / "export").items() if name != "README.txt"
    }
    assert tables.items() <= bytes_of(tmp_path / "again").items()
    return tmp_path / "export"


@pytest.mark.parametrize("demo", ["registry_folder", "srinagar_folder"])
def test_the_import_of_a_demo_s_export_is_the_demo(
    demo: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    assert_round_trip(request.getfixturevalue(demo), tmp_path)


def test_every_table_and_column_comes_back(tmp_path: Path) -> None:
    folder = assert_round_trip(write_folder(tmp_path / "x"), tmp_path)
    assert sorted(bytes_of(folder)) == sorted([*FILE_NAMES, "dataset.toml", "README.txt"])


def test_nasty_texts_come_back(tmp_path: Path) -> None:
    """Quotes, commas, formulas, apostrophes, umlauts, 100 characters, every pain scale."""
    folder = assert_round_trip(nasty_folder(tmp_path / "x"), tmp_path)
    with (folder / "visit.csv").open(encoding="utf-8", newline="") as file:
        visits = list(csv.DictReader(file, strict=True))
    assert {(row["pain_scale"], row["pain_raw"], row["vas"]) for row in visits} == {
        *(("VAS 0-10", "7.0", "7.0"), ("VAS 0-100", "75", "7.5"), ("NRS 0-10", "7", "7.0")),
        ("VAS 0-10", "10.0", "10.0"),
    }
    assert not (folder / "leak.csv").exists()


def test_ids_are_stored_as_they_are_meant(tmp_path: Path) -> None:
    """The apostrophe of an export is not part of the identifier, nor counted among its 100."""
    first = loaded(nasty_folder(tmp_path / "x"), tmp_path / "root")
    export_folder(first, tmp_path / "export")
    with (tmp_path / "export" / "patient.csv").open(encoding="utf-8", newline="") as file:
        written = [row["patient_id"] for row in csv.DictReader(file)]
    assert "'=1+1" in written
    assert "''=1+1" in written
    assert "-2.5" in written
    assert len(written) == len(NASTY_IDS)


def test_one_identifier_written_in_two_ways_is_one(tmp_path: Path) -> None:
    """Keys are compared as they are meant: "'=A" in one file is "=A" in another, and a repeat."""
    folder = write_folder(
        tmp_path / "x",
        patient=changed("patient", 2, patient_id="'=P1"),
        procedure=changed("procedure", 2, patient_id="=P1"),
        new_fracture=None,
    )
    assert check_folder(folder).ok
    twice = changed("patient", 2, patient_id="'=P2")
    twice[1]["patient_id"] = "=P2"
    codes = {p.rule for p in check_folder(write_folder(folder, patient=twice)).problems}
    assert "patient.patient_id.unique" in codes


def test_no_cell_of_an_export_runs(tmp_path: Path) -> None:
    """The set of formulas.py as identifiers, operators and types; numbers are untouched."""
    ids = (*dict.fromkeys(ALL_FORMULAS), *NUMBERS)
    folder = assert_round_trip(nasty_folder(tmp_path / "x", ids), tmp_path)
    for name in FILE_NAMES:
        if (folder / name).exists():
            text = (folder / name).read_text(encoding="utf-8")
            assert running_cells(text, ",") == [], name
            for delimiter in ";\t|":
                # As a spreadsheet of another country splits it, quotes or not.
                cells = [cell for line in text.splitlines() for cell in line.split(delimiter)]
                known = (*NUMBERS, '"-1,5"')
                assert not [c for c in cells if runs(c) and not c.startswith(known)], name
    with (folder / "patient.csv").open(encoding="utf-8", newline="") as file:
        assert {row["patient_id"] for row in csv.DictReader(file)} >= set(NUMBERS)


def test_no_cell_of_a_check_report_runs() -> None:
    problems = tuple(Problem(text, 1, text, text, "x", "a.b.c") for text in ALL_FORMULAS)
    assert running_cells(Report((), problems, ()).csv(), ",") == []
    number = Report((), (Problem("a", 1, "b", "-2.5", "x", "a.b.c"),), ()).csv()
    assert ",-2.5," in number


def test_facts_come_back_and_the_warning_is_told(tmp_path: Path) -> None:
    title, note = 'title = "A \\"title\\" = 1 \\\\"', 'note = "ü,\\n\\u007f"'
    about = f'name = "small"\n{title}\nnature = "synthetic"\n{note}\n'
    generation = loaded(write_folder(tmp_path / "x", dataset=about), tmp_path / "root")
    export_folder(generation, tmp_path / "export")
    assert check_folder(tmp_path / "export").text().endswith("accepted")
    readme = (tmp_path / "export" / "README.txt").read_text(encoding="utf-8")
    assert "Synthetic data, not patients" in readme
    assert f"Content hash {hash_of(generation)}" in readme
    assert "Dataset small, generation 1" in readme
    assert (tmp_path / "export" / "dataset.toml").read_text(encoding="utf-8") == about


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    folder = tmp_path_factory.mktemp("small")
    return loaded(write_folder(folder / "x"), folder / "root")


def test_an_archive_holds_the_folder_and_is_the_same_every_time(
    small: Generation, tmp_path: Path
) -> None:
    export_folder(small, tmp_path / "small")
    for name in ("one.zip", "two.zip"):
        export_zip(small, tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        packed = {name.removeprefix("small/"): archive.read(name) for name in archive.namelist()}
    assert packed == bytes_of(tmp_path / "small")


def test_what_is_there_is_not_written_over(small: Generation, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(DatasetError, match="mine is there and not empty"):
        export_folder(small, tmp_path / "mine")
    assert bytes_of(tmp_path / "mine") == {"thesis.txt": b"years of work"}


def test_an_export_that_fails_leaves_nothing(small: Generation, tmp_path: Path) -> None:
    """A folder stands where the archive should be; and a generation that is damaged."""
    (tmp_path / "there.zip").mkdir()
    with pytest.raises(DatasetError, match=r"there.zip could not be exported"):
        export_zip(small, tmp_path / "there.zip")
    damaged = tmp_path / "generation-000001.duckdb"
    damaged.write_bytes(small.path.read_bytes()[:8192])
    with pytest.raises(DatasetError, match="x could not be exported"):
        export_folder(Generation("small", 1, damaged), tmp_path / "x")
    assert sorted(names(tmp_path)) == ["generation-000001.duckdb", "there.zip"]


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.mark.parametrize("folder", ["srinagar_folder", "registry_folder"])
def test_the_workbook_comes_back_through_the_guess(
    folder: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Our own workbook needs no mapping by hand: the guess reads it to the same content."""
    generation = loaded(request.getfixturevalue(folder), tmp_path / "root")
    book = tmp_path / "book.xlsx"
    export_workbook(generation, book)
    with book.open("rb") as file:
        job = ImportJob.inspect([(book.name, file)], tmp_path / "again")
    assert job.wait(120)
    assert job.inspection is not None, job.state
    mapping = guess(job.inspection.sheets, "again").mapping
    job.prepare(replace(mapping, nature="synthetic", note="Made up."), ())
    assert job.wait(120)
    assert job.prepared is not None, job.state
    assert job.prepared.content_hash == hash_of(generation), job.prepared.report.text()
    job.cancel()
