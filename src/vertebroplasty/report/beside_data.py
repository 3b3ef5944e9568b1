"""What readers keep beside the generations of a dataset: changed by one at a time, written whole.

The lock is not that of the generations, so that no import has to end first.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vertebroplasty.errors import DatasetBusyError
from vertebroplasty.importing.locking import try_lock

BEGINS = ".new."
"""How unfinished files are named; not as those of an import, which the next import removes."""

_LOCK = ".cohorts.lock"
_PATIENCE_SECONDS = 10.0
_LOOK_EVERY_SECONDS = 0.01


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of what readers keep; wait for another writer, who takes milliseconds.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of a dataset.

    Yields
    ------
    None
        While the lock is held.

    Raises
    ------
    DatasetBusyError
        If another process holds it for long.
    """
    with (folder / _LOCK).open("a+b") as lock:
        give_up = time.monotonic() + _PATIENCE_SECONDS
        while not try_lock(lock):
            if time.monotonic() > give_up:
                raise DatasetBusyError(
                    f"another process keeps the cohorts and snapshots of {folder.name}; try again"
                    " later"
                )
            time.sleep(_LOOK_EVERY_SECONDS)
        yield
