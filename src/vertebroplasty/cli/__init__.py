"""The command line: ``python -m vertebroplasty COMMAND``.

Exit codes: 0 done, 1 refused or failed, 2 the command was not understood, 130 stopped by the user.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from vertebroplasty.cli import generations, imports
from vertebroplasty.cli.terminal import progress, shows_progress
from vertebroplasty.errors import DatasetError, VertebroplastyError
from vertebroplasty.importing.demo import ensure_demo
from vertebroplasty.importing.generations import dataset_names, default_root
from vertebroplasty.importing.workspace import remove_abandoned
from vertebroplasty.preaggregate import TALLY_SQL
from vertebroplasty.serving import serve

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
        print(f"\n{error}" if shows_progress() else error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped; nothing was changed", file=sys.stderr)
        return INTERRUPTED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m vertebroplasty", description=__doc__)
    parser.add_argument("--data", type=Path, default=default_root(), help="folder of the datasets")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    imports.add_commands(commands)
    generations.add_commands(commands)
    demo = commands.add_parser("demo", help="make the demo datasets that are missing")
    demo.set_defaults(run=_demo)
    server = commands.add_parser("serve", help="make missing demo datasets and open the dashboard")
    server.add_argument("--port", type=int, default=8501, help="port on this computer (8501)")
    server.add_argument("options", nargs="*", help="after --, options of streamlit run")
    server.set_defaults(run=_serve)
    return parser


def _demo(command: argparse.Namespace) -> int:
    for generation in ensure_demo(command.data, TALLY_SQL, progress):
        print(f"{generation.dataset}: generation {generation.number} was made")
    return 0


def _demo_or_what_is_there(command: argparse.Namespace) -> None:
    """Make missing demo datasets; where that is not possible, other datasets are enough."""
    try:
        _demo(command)
    except DatasetError as error:
        said = f"{error}; the folder of the datasets is {command.data.resolve()}"
        if not dataset_names(command.data):
            raise DatasetError(f"{said}, and --data FOLDER would name another") from error
        print(f"{said}; the datasets that are there are served", file=sys.stderr)


def _serve(command: argparse.Namespace) -> int:
    remove_abandoned(command.data)
    _demo_or_what_is_there(command)
    try:
        return serve(command.port, command.options, command.data)
    finally:
        # A server that did not end in time had none left for its imports.
        remove_abandoned(command.data)
