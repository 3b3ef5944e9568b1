"""A folder for one import: beside the datasets, so that a finished file can be renamed into one.

It is removed when the import ends. After a kill or a power cut nobody holds its lock, and the next
import removes it. The lock is a file beside the folder, held before the folder exists.
"""

import shutil
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from vertebroplasty.errors import DatasetError
from vertebroplasty.importing.locking import try_lock

_PREFIX = ".import-"
_LOCK = ".lock"


class Workspace:
    """A locked folder that is removed with everything in it.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets; made when missing.

    Raises
    ------
    DatasetError
        If nothing can be written there.
    """

    def __init__(self, root: Path) -> None:
        try:
            root.mkdir(parents=True, exist_ok=True)
            remove_abandoned(root)
            self.folder = root / f"{_PREFIX}{token_hex(8)}"
            self._lock_path = self.folder.with_name(f"{self.folder.name}{_LOCK}")
            self._lock: BinaryIO = self._lock_path.open("xb")
            try_lock(self._lock)
            self.folder.mkdir()
        except OSError as error:
            raise DatasetError(
                f"nothing can be written to the folder of the datasets ({error.strerror})"
            ) from error

    def remove(self) -> None:
        """Remove the folder; it may be gone already."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.close()
        self._lock_path.unlink(missing_ok=True)


def remove_abandoned(root: Path) -> None:
    """Remove the workspaces of imports whose process is gone."""
    for folder in root.glob(f"{_PREFIX}*"):
        lock = folder.with_name(f"{folder.name}{_LOCK}")
        if folder.is_dir() and _nobody_holds(lock):
            shutil.rmtree(folder, ignore_errors=True)
            lock.unlink(missing_ok=True)


def _nobody_holds(lock: Path) -> bool:
    try:
        with lock.open("r+b") as file:
            return try_lock(file)
    except FileNotFoundError:
        return True
