"""The process in which files are parsed: limited, and stopped without harm at any moment.

Run as ``python -m vertebroplasty.importing.worker WORKSPACE``. It reads ``request.json`` there,
tells its standard output how far it is and, in the last line, what came of it. It ends when its
standard input does, so that it never outlives whoever started it.
"""

import os
import sys
import threading
import time
import traceback
from pathlib import Path

import duckdb

from vertebroplasty.errors import VertebroplastyError
from vertebroplasty.importing.mapping.text import from_yaml
from vertebroplasty.importing.preparing import Destination, prepare_uploads
from vertebroplasty.importing.request import (
    REQUEST,
    Answer,
    Limits,
    Request,
    Step,
    encoded,
    read_request,
)
from vertebroplasty.importing.sources.read import inspect

_STEP_SECONDS = 0.1
_STOPPED = 70
_POLITE = 5
"""The dashboard's own process goes first when both want a core."""


def main(workspace: Path) -> None:
    """Carry out the request in a workspace."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    request = read_request((workspace / REQUEST).read_bytes())
    _limit(request.limits)
    _tell(_answer(request, workspace))


def _answer(request: Request, workspace: Path) -> Answer:
    """Carry out a request; whatever stops it is told in words."""
    try:
        return _carry_out(request, workspace)
    except VertebroplastyError as error:
        return Answer(refusal=str(error))
    except (MemoryError, duckdb.OutOfMemoryException):
        return Answer(refusal=_too_large(request.limits))
    except (OSError, duckdb.IOException) as error:
        return Answer(refusal=_not_written(error))
    except Exception as error:  # noqa: BLE001 - whoever waits is told; the rest is in the log
        traceback.print_exc()
        return Answer(refusal=_fault(error))


def _tell(message: Step | Answer) -> None:
    print(encoded(message).decode(), flush=True)  # noqa: T201


def _carry_out(request: Request, workspace: Path) -> Answer:
    progress = _Progress()
    if not request.mapping:
        return Answer(inspection=inspect(request.uploads, progress))
    to = Destination(workspace, request.root, request.tally_sql)
    mapping = from_yaml(request.mapping)
    return Answer(prepared=prepare_uploads(request.uploads, mapping, to, progress))


def _too_large(limits: Limits) -> str:
    return (
        f"the files need more memory than an import may use ({limits.megabytes:,} MB);"
        " nothing was changed. Split them, or raise VERTEBROPLASTY_IMPORT_MB"
    )


def _not_written(error: Exception) -> str:
    reason = str(error).partition("\n")[0]
    return f"the disk of the datasets could not be written, and nothing was changed ({reason})"


def _fault(error: Exception) -> str:
    return (
        f"a fault of the program stopped the import ({type(error).__name__}); nothing was changed."
        " Its log says more"
    )


class _Progress:
    """Tells standard output how far the work is, at most ten times a second."""

    def __init__(self) -> None:
        self._what, self._told = "", 0.0

    def __call__(self, what: str, part: float) -> None:
        now = time.monotonic()
        if what != self._what or now - self._told > _STEP_SECONDS:
            self._what, self._told = what, now
            _tell(Step(what, part))


def _end_with_parent() -> None:
    # Not through sys.stdin: its lock would be held when the interpreter ends.
    while os.read(0, 1):
        pass
    os._exit(_STOPPED)


if sys.platform == "win32":

    def _limit(limits: Limits) -> None:
        """Windows limits no address space; the database's own limit holds."""

else:
    import resource

    def _limit(limits: Limits) -> None:
        size = limits.megabytes << 20
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(_POLITE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    # All is closed and flushed; on the way out DuckDB's binding would report leaks of its own.
    os._exit(0)
