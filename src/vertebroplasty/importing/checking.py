"""Check a source folder: read every file strictly, stage it, run every rule, report everything."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from vertebroplasty.importing.connections import connect
from vertebroplasty.importing.dictionary import FILE_NAMES, SOURCE_FILES
from vertebroplasty.importing.findings import (
    SourceCount,
    StagedFile,
    add_problems,
    report_of,
)
from vertebroplasty.importing.flagging import flag_procedures
from vertebroplasty.importing.progress import Progress, no_progress
from vertebroplasty.importing.provenance import FILE_NAME, Provenance, read_provenance
from vertebroplasty.importing.report import Problem, Report
from vertebroplasty.importing.rule_run import run_rules
from vertebroplasty.importing.staging import create_tables, stage_file


@dataclass(frozen=True, slots=True)
class CheckedSource:
    """A source folder, or somebody's mapped files, checked and staged.

    Attributes
    ----------
    report : Report
        What was found.
    provenance : Provenance
        What the folder says of itself.
    source_hash : str
        SHA-256 of the sorted file names and the hashes of their contents.
    mapping : str
        Text of the mapping; empty for the dictionary's own files.
    """

    report: Report
    provenance: Provenance
    source_hash: str
    mapping: str = ""


def check_folder(folder: Path, name: str | None = None, progress: Progress = no_progress) -> Report:
    """Check a source folder without storing anything.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of CSV files in the data dictionary's format.
    name : str, optional
        Name of the dataset, if it is not to be the folder's own.
    progress : callable
        Told how far the check is.

    Returns
    -------
    Report
        Every problem.
    """
    with TemporaryDirectory(prefix="vertebroplasty-") as workspace:
        return stage_folder(folder, Path(workspace) / "staging.duckdb", name, progress).report


def stage_folder(folder: Path, staged: Path, name: str | None, progress: Progress) -> CheckedSource:
    """Check a source folder and keep its staged texts.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of CSV files in the data dictionary's format.
    staged : pathlib.Path
        DuckDB file to write the texts and findings to.
    name : str, optional
        Name of the dataset, if it is not to be the folder's own.
    progress : callable
        Told how far the check is.

    Returns
    -------
    CheckedSource
        The report, and what the load needs besides the texts.
    """
    with open_staging(staged) as staging:
        provenance, problems = read_provenance(folder, name)
        add_problems(staging, [*problems, *_folder_problems(folder)])
        files = _stage_files(staging, folder, progress)
        add_problems(staging, map(_no_rows, filter(_lacks_rows, files)))
        not_checked = run_rules(staging, files, progress)
        flag_procedures(staging)
        counts = [SourceCount.of(file) for file in files]
        report = report_of(staging, counts, not_checked)
    return CheckedSource(report, provenance, _source_hash(folder, files))


def open_staging(staged: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection to a new staging database with the dictionary's empty tables."""
    staging = connect(staged)
    create_tables(staging)
    return staging


def _folder_problems(folder: Path) -> Iterator[Problem]:
    if not folder.is_dir():
        yield _of_file(folder.name, "missing", "a folder of CSV files", "folder")
        return
    for path in sorted(folder.iterdir()):
        is_table = path.suffix.lower() == ".csv" and not path.name.startswith(".")
        if is_table and path.name not in FILE_NAMES:
            yield _of_file(path.name, "unknown", f"one of {', '.join(FILE_NAMES)}", "unknown")
    for source in SOURCE_FILES:
        if source.required and not (folder / source.file_name).is_file():
            yield _of_file(source.file_name, "missing", "in the folder", "missing")


def _of_file(file: str, value: str, allowed: str, rule: str) -> Problem:
    return Problem(file, 0, "file", value, allowed, f"file.{rule}")


def _lacks_rows(file: StagedFile) -> bool:
    return file.source.required and bool(file.header) and not file.rows_in


def _no_rows(file: StagedFile) -> Problem:
    return _of_file(file.source.file_name, "no rows", "a header and at least one row", "rows")


def _stage_files(
    staging: duckdb.DuckDBPyConnection, folder: Path, progress: Progress
) -> tuple[StagedFile, ...]:
    paths = [(source, folder / source.file_name) for source in SOURCE_FILES]
    there = [(source, path) for source, path in paths if path.is_file()]
    total, done = sum(path.stat().st_size for _, path in there) or 1, 0
    files = []
    for source, path in there:

        def advance(n_bytes: int, name: str = source.file_name) -> None:
            nonlocal done
            done += n_bytes
            progress(f"reading {name}", min(done / total, 1))

        # One transaction a file: a commit for every block would take as long as the reading.
        staging.begin()
        files.append(stage_file(staging, source, path, advance))
        staging.commit()
    return tuple(files)


def _source_hash(folder: Path, files: tuple[StagedFile, ...]) -> str:
    hashes = {file.source.file_name: file.sha256 for file in files}
    about = folder / FILE_NAME
    if about.is_file():
        hashes[FILE_NAME] = hashlib.sha256(about.read_bytes()).hexdigest()
    return hash_of_hashes(hashes)


def hash_of_hashes(hashes: Mapping[str, str]) -> str:
    """Return the SHA-256 of some names and the hashes of what stands under them, sorted."""
    lines = "".join(f"{name} {hashes[name]}\n" for name in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()
