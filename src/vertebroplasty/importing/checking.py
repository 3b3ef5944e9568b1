"""Check a source folder: read every file strictly, stage it, run every rule, report everything."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from vertebroplasty.importing.cross_checks import RULES
from vertebroplasty.importing.dictionary import FILE_NAMES, SOURCE_FILES
from vertebroplasty.importing.findings import (
    StagedFile,
    add_findings_of,
    add_problems,
    report_of,
)
from vertebroplasty.importing.provenance import FILE_NAME, Provenance, read_provenance
from vertebroplasty.importing.report import Problem, Report
from vertebroplasty.importing.rules import Rule
from vertebroplasty.importing.staging import create_tables, stage_file

Progress = Callable[[str, float], None]
"""Told what is being done and which part of it is done, from 0 to 1."""

SQL_FOLDER = Path(__file__).resolve().parents[1] / "sql"


@dataclass(frozen=True, slots=True)
class CheckedFolder:
    """A source folder that was checked and staged.

    Attributes
    ----------
    report : Report
        What was found.
    provenance : Provenance
        What the folder says of itself.
    source_hash : str
        SHA-256 of the sorted file names and the hashes of their contents.
    """

    report: Report
    provenance: Provenance
    source_hash: str


def no_progress(_what: str, _part: float) -> None:
    """Tell nobody."""


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


def stage_folder(folder: Path, staged: Path, name: str | None, progress: Progress) -> CheckedFolder:
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
    CheckedFolder
        The report, and what the load needs besides the texts.
    """
    with duckdb.connect(staged) as staging:
        staging.execute("SET python_enable_replacements = false")
        staging.execute("SET autoinstall_known_extensions = false")
        create_tables(staging)
        provenance, problems = read_provenance(folder, name)
        add_problems(staging, [*problems, *_folder_problems(folder)])
        files = _stage_files(staging, folder, progress)
        add_problems(staging, map(_no_rows, filter(_lacks_rows, files)))
        not_checked = _run_rules(staging, files, progress)
        report = report_of(staging, files, not_checked)
    return CheckedFolder(report, provenance, _source_hash(folder, files))


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


def _run_rules(
    staging: duckdb.DuckDBPyConnection, files: tuple[StagedFile, ...], progress: Progress
) -> tuple[str, ...]:
    """Run the rules that can be run; return a sentence for each pair of files left out."""
    staging.execute((SQL_FOLDER / "pain.sql").read_text(encoding="utf-8"))
    today = datetime.now().astimezone().date()
    staging.execute("SET VARIABLE today = ?", [today])
    headers = {file.source.name: file.header for file in files}
    unsound = _unsound(files)
    not_checked: dict[str, None] = {}
    for number, rule in enumerate(RULES, 1):
        missing = [f"{name}.csv" for name in rule.needs if name in unsound]
        if missing and headers.get(rule.file):
            whole = f"{' and '.join(missing)} could not be read whole"
            not_checked[f"not checked: {rule.file}.csv against other files, as {whole}"] = None
        elif not missing and not _is_header_matter(rule, headers.get(rule.file, ())):
            add_findings_of(staging, rule)
        progress("checking", number / len(RULES))
    return tuple(not_checked)


def _unsound(files: tuple[StagedFile, ...]) -> set[str]:
    """Names of the files in which a key may be missing because it could not be read."""
    there = {file.source.name for file in files}
    absent = {source.name for source in SOURCE_FILES if source.required} - there
    return absent | {file.source.name for file in files if not file.sound}


def _is_header_matter(rule: Rule, header: tuple[str, ...]) -> bool:
    """Whether a required column is missing as a whole: its header is reported, not every row."""
    return rule.code.endswith(".required") and rule.column not in header


def _source_hash(folder: Path, files: tuple[StagedFile, ...]) -> str:
    hashes = {file.source.file_name: file.sha256 for file in files}
    about = folder / FILE_NAME
    if about.is_file():
        hashes[FILE_NAME] = hashlib.sha256(about.read_bytes()).hexdigest()
    lines = "".join(f"{name} {hashes[name]}\n" for name in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()
