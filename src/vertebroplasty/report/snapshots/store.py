"""Snapshots are kept and deleted, by one at a time; a number is never given twice.

It is noted before the file is written, whoever is stopped then or deletes it later.
"""

import re
from pathlib import Path

import msgspec

from vertebroplasty.errors import DatasetMissingError, SnapshotError
from vertebroplasty.importing.generations import dataset_folder
from vertebroplasty.importing.storage import explained, flush_folder, replace_text
from vertebroplasty.report.beside_data import BEGINS, alone
from vertebroplasty.report.exhibits import Exhibit
from vertebroplasty.report.snapshots.file import none_such, numbers, path_of, text_of
from vertebroplasty.report.snapshots.model import Snapshot

HIGHEST = ".snapshots.highest"
"""The file of the highest number given."""
MOST_SNAPSHOTS = 50
"""Of a dataset."""

_NUMBER = re.compile(r"[0-9]{1,9}")


def keep(root: Path, snapshot: Snapshot, exhibits: tuple[Exhibit, ...]) -> Snapshot:
    """Keep a snapshot under the next number.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    snapshot : Snapshot
        What is kept; its own number is not looked at.
    exhibits : tuple of Exhibit
        Its figures.

    Returns
    -------
    Snapshot
        With its number.

    Raises
    ------
    SnapshotError
        If there are too many, it is too large, or which numbers were given is not known.
    DatasetError
        If there is no such dataset, or it cannot be written.
    """
    folder = dataset_folder(root, snapshot.dataset)
    if not folder.is_dir():
        raise DatasetMissingError(f"there is no dataset {snapshot.dataset!r} to take a snapshot of")
    with explained(f"the snapshot of {snapshot.dataset}"), alone(folder):
        there = numbers(root, snapshot.dataset)
        if len(there) >= MOST_SNAPSHOTS:
            raise SnapshotError(
                f"{snapshot.dataset} has {len(there)} snapshots; at most {MOST_SNAPSHOTS} would do:"
                " delete one first"
            )
        for left_behind in folder.glob(f"{BEGINS}snapshot-*"):
            left_behind.unlink()
        number = max(_highest(folder), *there, 0) + 1
        numbered = msgspec.structs.replace(snapshot, number=number)
        text = text_of(numbered, exhibits)
        replace_text(folder / HIGHEST, f"{number}\n", BEGINS)
        replace_text(path_of(root, snapshot.dataset, number), text, BEGINS)
        flush_folder(folder)
    return numbered


def delete(root: Path, dataset: str, number: int) -> None:
    """Delete a snapshot for good; its number is not given again.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    dataset : str
        Name of the dataset.
    number : int
        Which snapshot, sound or not.

    Raises
    ------
    SnapshotError
        If there is none of that number, or which numbers were given is not known.
    """
    path = path_of(root, dataset, number)
    if not path.is_file():
        raise none_such(root, dataset, number)
    with explained(path.name), alone(path.parent):
        highest = max(_highest(path.parent), *numbers(root, dataset), number)
        replace_text(path.parent / HIGHEST, f"{highest}\n", BEGINS)
        path.unlink(missing_ok=True)
        flush_folder(path.parent)


def _highest(folder: Path) -> int:
    try:
        noted = (folder / HIGHEST).read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return 0
    if not _NUMBER.fullmatch(noted):
        raise SnapshotError(
            f"{folder.name}/{HIGHEST} holds no number, and is left as it is: which numbers were"
            " given is not known. The highest number ever given would do"
        )
    return int(noted)
