"""The command line: ``python -m vertebroplasty import|check|list|use|demo|serve``.

Exit codes: 0 done, 1 refused or failed, 2 the command was not understood, 130 stopped by the user.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from vertebroplasty.errors import DatasetError, VertebroplastyError
from vertebroplasty.importing.checking import check_folder
from vertebroplasty.importing.demo import ensure_demo
from vertebroplasty.importing.generations import (
    current_generation,
    dataset_names,
    default_root,
    generations,
    use_generation,
)
from vertebroplasty.importing.load import FolderRefusedError, import_folder
from vertebroplasty.importing.report import Report
from vertebroplasty.preaggregate import TALLY_SQL
from vertebroplasty.serving import serve

_BAR_WIDTH = 30
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words of the command; those of the process when not given.

    Returns
    -------
    int
        Exit code.
    """
    command = _parser().parse_args(arguments)
    try:
        code: int = command.run(command)
    except (VertebroplastyError, OSError) as error:
        print(f"\n{error}" if _shows_progress() else error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped; nothing was changed", file=sys.stderr)
        return INTERRUPTED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m vertebroplasty", description=__doc__)
    parser.add_argument("--data", type=Path, default=default_root(), help="folder of the datasets")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="check a folder of CSV files, store nothing")
    check.set_defaults(run=_check)
    store = commands.add_parser("import", help="check a folder of CSV files and store it")
    store.set_defaults(run=_import)
    for command in (check, store):
        command.add_argument("folder", type=Path, help="folder in the data dictionary's format")
        command.add_argument("--name", help="name of the dataset")
        command.add_argument("--csv", action="store_true", help="print the problems as CSV")
    _add_serving(commands)
    return parser


def _add_serving(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    listed = commands.add_parser("list", help="list datasets and their generations")
    listed.set_defaults(run=_list)
    use = commands.add_parser("use", help="serve another generation of a dataset")
    use.add_argument("name", help="name of the dataset")
    use.add_argument("number", type=int, help="number of the generation")
    use.set_defaults(run=_use)
    demo = commands.add_parser("demo", help="make the demo datasets that are missing")
    demo.set_defaults(run=_demo)
    server = commands.add_parser("serve", help="make missing demo datasets and open the dashboard")
    server.add_argument("--port", type=int, default=8501, help="port on this computer (8501)")
    server.add_argument("options", nargs="*", help="after --, options of streamlit run")
    server.set_defaults(run=_serve)


def _check(command: argparse.Namespace) -> int:
    report = check_folder(command.folder, command.name, _progress)
    _print_report(report, command)
    return 0 if report.ok else 1


def _import(command: argparse.Namespace) -> int:
    try:
        report, generation = import_folder(
            command.folder,
            command.data,
            name=command.name,
            tally_sql=TALLY_SQL,
            progress=_progress,
        )
    except FolderRefusedError as refusal:
        _print_report(refusal.report, command)
        return 1
    _print_report(report, command)
    print(f"{generation.dataset}: generation {generation.number} is served now", file=sys.stderr)
    return 0


def _print_report(report: Report, command: argparse.Namespace) -> None:
    print(report.csv() if command.csv else report.text(), end="" if command.csv else "\n")


def _list(command: argparse.Namespace) -> int:
    names = dataset_names(command.data)
    for name in names:
        numbers = ", ".join(
            str(generation.number) for generation in generations(command.data, name)
        )
        print(f"{name}: generations {numbers}; {_served(command.data, name)}")
    if not names:
        print("no dataset yet; make the demo datasets with: python -m vertebroplasty demo")
    return 0


def _served(root: Path, name: str) -> str:
    try:
        return f"{current_generation(root, name).number} is served"
    except DatasetError as error:
        return f"none is served: {error}"


def _use(command: argparse.Namespace) -> int:
    generation = use_generation(command.data, command.name, command.number)
    print(f"{generation.dataset}: generation {generation.number} is served now")
    return 0


def _demo(command: argparse.Namespace) -> int:
    for generation in ensure_demo(command.data, TALLY_SQL, _progress):
        print(f"{generation.dataset}: generation {generation.number} was made")
    return 0


def _serve(command: argparse.Namespace) -> int:
    _demo(command)
    return serve(command.port, command.options)


def _shows_progress() -> bool:
    return sys.stderr.isatty()


def _progress(what: str, part: float) -> None:
    """Draw a bar on the terminal; where there is none, say nothing."""
    if not _shows_progress():
        return
    done = round(part * _BAR_WIDTH)
    bar = "#" * done + "." * (_BAR_WIDTH - done)
    print(f"\r[{bar}] {part:4.0%} {what:<28}", end="", file=sys.stderr, flush=True)
    if part >= 1:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
