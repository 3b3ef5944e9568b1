"""The demo datasets: made by their committed scripts, through the same importer as any other."""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from vertebroplasty.errors import DatasetBusyError, DatasetError
from vertebroplasty.importing.generations import Generation
from vertebroplasty.importing.load import import_folder
from vertebroplasty.importing.progress import Progress, no_progress
from vertebroplasty.importing.schema_version import SCHEMA_VERSION, served_schema

SCRIPTS = {"srinagar-2007": "srinagar_2007.py", "registry-demo": "registry_demo.py"}
"""The script of each demo dataset, in the project's ``data/demo``; the first one opens first."""

_LOOK_EVERY_SECONDS = 0.5
_SCRIPT_FOLDER = Path(__file__).resolve().parents[3] / "data" / "demo"


def ensure_demo(
    root: Path, tally_sql: tuple[str, ...], progress: Progress = no_progress
) -> tuple[Generation, ...]:
    """Make the demo datasets that cannot be served yet.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    tally_sql : tuple of str
        Statements that make the tallies from the grain views.
    progress : callable
        Told how far the work is.

    Returns
    -------
    tuple of Generation
        Those that were made.

    Raises
    ------
    DatasetError
        If a script fails.
    """
    made = (_made(name, root, tally_sql, progress) for name in SCRIPTS)
    return tuple(generation for generation in made if generation)


def _made(
    name: str, root: Path, tally_sql: tuple[str, ...], progress: Progress
) -> Generation | None:
    """Make a demo dataset, unless it is there or another process is just making it."""
    while not _is_served(root, name):
        try:
            return _make(name, root, tally_sql, progress)
        except DatasetBusyError:
            time.sleep(_LOOK_EVERY_SECONDS)
    return None


def _is_served(root: Path, name: str) -> bool:
    """Whether a generation is there that this version of the program made, or a later one."""
    return served_schema(root, name) >= int(SCHEMA_VERSION)


def _make(name: str, root: Path, tally_sql: tuple[str, ...], progress: Progress) -> Generation:
    script = SCRIPTS[name]
    progress(f"making {name}", 0)
    with TemporaryDirectory(prefix="vertebroplasty-demo-") as workspace:
        folder = Path(workspace) / name
        run = subprocess.run(  # noqa: S603 - our own script, by this Python
            [sys.executable, str(_SCRIPT_FOLDER / script), str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            reason = (run.stderr.strip().splitlines() or ["no message"])[-1]
            raise DatasetError(f"data/demo/{script} failed ({reason})")
        _, generation = import_folder(
            folder, root, name=name, tally_sql=tally_sql, progress=progress
        )
    return generation
