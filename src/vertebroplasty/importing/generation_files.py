"""The files of one dataset's folder: its generations, the pointer, and the highest number given.

Whoever changes something here holds the folder's lock (`storage.only_writer`).
"""

import os
import re
from contextlib import suppress
from pathlib import Path

from vertebroplasty.errors import DatasetError
from vertebroplasty.importing.storage import flush_file, flush_folder, replace_text

FILE_NAME = re.compile(r"generation-(\d{6,9})\.duckdb")
POINTER = "current"
KEEP_GENERATIONS = 12
"""Generations that are kept, if ``VERTEBROPLASTY_KEEP`` says no other number."""

_HIGHEST = ".highest"
"""Written before a generation is deleted: links and caches know generations by number, so
a number is never given twice."""


def generation_paths(folder: Path) -> dict[int, Path]:
    """Return the files of the generations by number, in their order."""
    found = {
        int(match[1]): path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if (match := FILE_NAME.fullmatch(path.name))
    }
    return dict(sorted(found.items()))


def pointed_to(folder: Path) -> str:
    """Return what the pointer says; the empty text when there is none."""
    pointer = folder / POINTER
    if not pointer.exists():
        return ""
    return pointer.read_text(encoding="utf-8", errors="replace").strip()


def point_to(path: Path) -> None:
    """Serve a generation from now on."""
    replace_text(path.with_name(POINTER), f"{path.name}\n")


def next_number(folder: Path) -> int:
    """Return the number of the next generation: one that was never given before."""
    match = FILE_NAME.fullmatch(pointed_to(folder))
    highest = folder / _HIGHEST
    noted = highest.read_text(encoding="ascii", errors="replace") if highest.exists() else ""
    given = [int(match[1]) if match else 0, int(noted) if noted.strip().isdecimal() else 0]
    return max(*given, *generation_paths(folder)) + 1


def adopt(folder: Path, finished: Path) -> tuple[int, Path]:
    """Make a finished file the next generation and serve it, or leave everything as it is.

    Parameters
    ----------
    folder : pathlib.Path
        The dataset's.
    finished : pathlib.Path
        A closed file in the same file system; it is gone afterwards, whatever happens.

    Returns
    -------
    int
        Number of the new generation.
    pathlib.Path
        Its file.
    """
    kept = _kept()
    number = next_number(folder)
    path = folder / f"generation-{number:06d}.duckdb"
    try:
        flush_file(finished)
        finished.rename(path)
        flush_folder(folder)
        point_to(path)
    except BaseException:
        _take_back(finished, path)
        raise
    # From here on it is served, and nothing that fails can change that.
    with suppress(OSError):
        flush_folder(folder)
        _prune(folder, kept)
    return number, path


def remove_generation(path: Path) -> None:
    """Remove a generation's file; its number is not given again."""
    replace_text(path.with_name(_HIGHEST), f"{next_number(path.parent) - 1}\n")
    flush_folder(path.parent)
    path.unlink()
    flush_folder(path.parent)


def _take_back(finished: Path, path: Path) -> None:
    with suppress(OSError):
        finished.unlink(missing_ok=True)
    # An interruption may come when the pointer has just been replaced: then it is served.
    with suppress(OSError):
        if pointed_to(path.parent) != path.name:
            path.unlink(missing_ok=True)


def _prune(folder: Path, kept: int) -> None:
    """Remove all but the last generations; one that another program holds open may stay."""
    for path in list(generation_paths(folder).values())[:-kept]:
        with suppress(OSError):
            path.unlink()


def _kept() -> int:
    given = os.environ.get("VERTEBROPLASTY_KEEP", str(KEEP_GENERATIONS))
    if not given.isdecimal() or int(given) < 1:
        raise DatasetError(
            f"VERTEBROPLASTY_KEEP is {given!r}; a whole number from 1 would do:"
            " how many generations of a dataset are kept"
        )
    return int(given)
