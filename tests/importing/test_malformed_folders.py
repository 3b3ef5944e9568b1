"""Sixty-odd malformed folders: each refused with its place named, the dataset untouched."""

import hashlib
from pathlib import Path

import pytest

from tests.folders import write_folder
from tests.importing.malformed import MALFORMED, Malformed
from vertebroplasty.importing.generations import Generation, current_generation
from vertebroplasty.importing.load import FolderRefusedError, import_folder
from vertebroplasty.importing.report import Report, Severity


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """A dataset with one good generation."""
    base = tmp_path_factory.mktemp("served")
    _, generation = import_folder(write_folder(base / "good"), base / "root", name="small")
    return generation


def fingerprint(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def refused(malformed: Malformed, tmp_path: Path, root: Path) -> Report:
    folder = write_folder(tmp_path / "source", **malformed.spoilt)
    with pytest.raises(FolderRefusedError) as refusal:
        import_folder(folder, root, name="small")
    return refusal.value.report


@pytest.mark.parametrize("malformed", MALFORMED, ids=lambda malformed: malformed.name)
def test_malformed_folder_is_refused_with_its_place(
    malformed: Malformed, served: Generation, tmp_path: Path
) -> None:
    """The file, line, column, value and allowed text stand in the table, written by hand."""
    before = fingerprint(served.path.parent)
    root = served.path.parents[1]

    report = refused(malformed, tmp_path, root)

    errors = [p for p in report.problems if p.severity is Severity.ERROR]
    place = (malformed.file, malformed.line, malformed.column)
    found = [p for p in errors if (p.file, p.line, p.column) == place]
    assert any(
        p.value.startswith(malformed.value)
        and (malformed.value or not p.value)
        and malformed.allowed in p.allowed
        for p in found
    ), report.text()
    assert report.n_errors == malformed.errors, report.text()
    assert fingerprint(served.path.parent) == before
    assert current_generation(root, "small") == served
    assert [path.name for path in root.iterdir()] == ["small"]
    assert_rows_are_accounted_for(report, tmp_path / "source")


def assert_rows_are_accounted_for(report: Report, folder: Path) -> None:
    """Oracle: each file's lines after the header that are not blank, counted from its bytes."""
    for count in report.files:
        lines = (folder / count.file).read_bytes().split(b"\n")[1:]
        assert count.rows_in == sum(bool(line.strip(b"\r")) for line in lines)
        assert count.rows_in == count.rows_stored + count.rows_reported
        assert count.rows_stored == 0
        assert count.rows_with_errors <= count.rows_reported


def test_there_are_at_least_sixty() -> None:
    """Issue 2, "must show" 8."""
    assert len({malformed.name for malformed in MALFORMED}) == len(MALFORMED) >= 60
