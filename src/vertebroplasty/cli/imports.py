"""The commands ``map``, ``check`` and ``import``.

One folder is in the data dictionary's format; files are somebody's own, and need a mapping.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from vertebroplasty.cli.terminal import change_lines, clear, progress
from vertebroplasty.errors import ImportStoppedError, MappingError
from vertebroplasty.importing.changes import Changes
from vertebroplasty.importing.checking import check_folder
from vertebroplasty.importing.generations import Generation
from vertebroplasty.importing.job import ImportJob
from vertebroplasty.importing.load import FolderRefusedError, import_folder
from vertebroplasty.importing.mapping.guess import guess
from vertebroplasty.importing.mapping.model import Mapping
from vertebroplasty.importing.mapping.text import from_yaml, to_yaml
from vertebroplasty.importing.report import Report
from vertebroplasty.preaggregate import TALLY_SQL

_LOOK_EVERY_SECONDS = 0.2


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this module to the parser's."""
    mapped = commands.add_parser("map", help="propose a mapping of your own files, to be confirmed")
    mapped.add_argument("files", type=Path, nargs="+", help="CSV or Excel files")
    mapped.add_argument("--name", default="my-registry", help="name of the dataset")
    mapped.set_defaults(run=_map)
    check = commands.add_parser("check", help="check a folder or files, store nothing")
    check.set_defaults(run=_check)
    store = commands.add_parser("import", help="check a folder or files and store them")
    store.set_defaults(run=_import)
    for command in (check, store):
        command.add_argument(
            "files",
            type=Path,
            nargs="+",
            help="one folder in the data dictionary's format, or files",
        )
        command.add_argument("--mapping", type=Path, help="how to read files of your own (YAML)")
        command.add_argument("--name", help="name of the dataset")
        command.add_argument("--csv", action="store_true", help="print the problems as CSV")


def _map(command: argparse.Namespace) -> int:
    job = _inspected(command.files, command.data)
    job.cancel()
    if job.inspection is None or not job.inspection.sheets:
        raise ImportStoppedError(
            "\n".join(map(str, job.inspection.problems if job.inspection else ()))
        )
    proposed = guess(job.inspection.sheets, command.name)
    print(to_yaml(proposed.mapping), end="")
    for problem in job.inspection.problems:
        print(problem, file=sys.stderr)
    for question in proposed.questions:
        print(f"to be answered: {question.text}", file=sys.stderr)
    return 0


def _check(command: argparse.Namespace) -> int:
    if _is_folder(command):
        report = check_folder(command.files[0], command.name, progress)
        _print_report(report, command)
        return 0 if report.ok else 1
    return _of_files(command, lambda _job: None)


def _import(command: argparse.Namespace) -> int:
    if not _is_folder(command):
        return _of_files(command, lambda job: _say_served(job.publish()))
    try:
        report, generation = import_folder(
            command.files[0],
            command.data,
            name=command.name,
            tally_sql=TALLY_SQL,
            progress=progress,
        )
    except FolderRefusedError as refusal:
        _print_report(refusal.report, command)
        return 1
    _print_report(report, command)
    _say_served(generation)
    return 0


def _of_files(command: argparse.Namespace, when_ready: Callable[[ImportJob], None]) -> int:
    """Check files with their mapping, say what would change, and go on when they are sound."""
    mapping = _mapping(command)
    job = _inspected(command.files, command.data)
    try:
        job.prepare(mapping, TALLY_SQL)
        _watch(job)
        if job.prepared is None:
            raise ImportStoppedError(job.state.message)
        _print_report(job.prepared.report, command)
        if job.prepared.changes is None:
            return 1
        _say_changes(job.prepared.changes)
        when_ready(job)
    finally:
        job.cancel()
    return 0


def _inspected(files: Sequence[Path], root: Path) -> ImportJob:
    with ExitStack() as opened:
        uploads = [(path.name, opened.enter_context(path.open("rb"))) for path in files]
        job = ImportJob.inspect(uploads, root)
    _watch(job)
    if job.state.phase == "failed":
        job.cancel()
        raise ImportStoppedError(job.state.message)
    return job


def _watch(job: ImportJob) -> None:
    while not job.wait(_LOOK_EVERY_SECONDS):
        progress(job.state.what, job.state.part)
    clear()


def _mapping(command: argparse.Namespace) -> Mapping:
    if command.mapping is None:
        raise MappingError(
            "files of your own need --mapping; propose one with: python -m vertebroplasty map"
            " FILE... > mapping.yaml, then read and correct it"
        )
    mapping = from_yaml(command.mapping.read_text(encoding="utf-8"))
    return replace(mapping, name=command.name) if command.name else mapping


def _is_folder(command: argparse.Namespace) -> bool:
    return len(command.files) == 1 and not command.files[0].is_file()


def _print_report(report: Report, command: argparse.Namespace) -> None:
    print(report.csv() if command.csv else report.text(), end="" if command.csv else "\n")


def _say_changes(changes: Changes) -> None:
    for line in change_lines(changes):
        print(line, file=sys.stderr)


def _say_served(generation: Generation) -> None:
    print(f"{generation.dataset}: generation {generation.number} is served now", file=sys.stderr)
