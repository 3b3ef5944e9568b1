"""Numbered, immutable generations of a dataset, and the pointer to the one that is served.

``<root>/<dataset>/generation-000001.duckdb``, and ``<root>/<dataset>/current``, a text file that
holds the name of a generation's file. A generation is written under another name and renamed when
it is whole and on the disk; then the pointer is replaced. A reader sees the old generation or the
new one, whenever the writer is stopped.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from vertebroplasty.errors import DatasetDamagedError, DatasetMissingError
from vertebroplasty.importing.generation_files import (
    FILE_NAME,
    POINTER,
    generation_paths,
    point_to,
    pointed_to,
)
from vertebroplasty.importing.storage import (
    explained,
    flush_folder,
    only_writer,
)

DATASET_NAME = re.compile(r"(?=.{1,64}\Z)[a-z0-9]+(-[a-z0-9]+)*")
"""Names of datasets; nothing else ever becomes part of a path."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One immutable state of a dataset.

    Attributes
    ----------
    dataset : str
        Name of the dataset.
    number : int
        Counted from 1.
    path : pathlib.Path
        Its file.
    """

    dataset: str
    number: int
    path: Path


def default_root() -> Path:
    """Return the folder of the datasets: ``VERTEBROPLASTY_DATA``, else the project's ``data``."""
    given = os.environ.get("VERTEBROPLASTY_DATA")
    return Path(given) if given else Path(__file__).resolve().parents[3] / "data"


def dataset_names(root: Path) -> tuple[str, ...]:
    """Return the names of the datasets that have a generation, sorted."""
    folders = root.iterdir() if root.is_dir() else ()
    names = (folder.name for folder in folders if DATASET_NAME.fullmatch(folder.name))
    return tuple(sorted(name for name in names if generations(root, name)))


def generations(root: Path, name: str) -> tuple[Generation, ...]:
    """Return the generations of a dataset, oldest first."""
    paths = generation_paths(dataset_folder(root, name))
    return tuple(Generation(name, number, path) for number, path in paths.items())


def current_generation(root: Path, name: str) -> Generation:
    """Return the generation that is served.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    name : str
        Name of the dataset.

    Returns
    -------
    Generation
        The one that the pointer names.

    Raises
    ------
    DatasetMissingError
        If there is no such dataset, or the file that the pointer names is gone.
    DatasetDamagedError
        If the pointer names no generation.
    """
    # The pointer before the files: what it names is there already, whatever comes after.
    named = pointed_to(dataset_folder(root, name))
    there = generations(root, name)
    for generation in there:
        if generation.path.name == named:
            return generation
    if not there:
        raise DatasetMissingError(
            f"there is no dataset {name!r}; import one with: python -m vertebroplasty import FOLDER"
            f" --name {name}"
        )
    way_back = (
        f"choose another with: python -m vertebroplasty use {name} NUMBER, where NUMBER is"
        + (f" one of {', '.join(str(generation.number) for generation in there)}")
    )
    if not FILE_NAME.fullmatch(named):
        raise DatasetDamagedError(f"{name}: its file {POINTER!r} names no generation; {way_back}")
    raise DatasetMissingError(f"{name}: {named} is missing; {way_back}")


def generation_of(root: Path, name: str, number: int) -> Generation:
    """Return a generation by its number.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    name : str
        Name of the dataset.
    number : int
        Which generation.

    Returns
    -------
    Generation
        The generation.

    Raises
    ------
    DatasetMissingError
        If the dataset has no generation of that number.
    """
    there = generations(root, name)
    for generation in there:
        if generation.number == number:
            return generation
    numbers = ", ".join(str(generation.number) for generation in there)
    raise DatasetMissingError(f"{name} has no generation {number}; it has {numbers or 'none'}")


def use_generation(root: Path, name: str, number: int) -> Generation:
    """Serve another generation from now on.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    name : str
        Name of the dataset.
    number : int
        Which generation.

    Returns
    -------
    Generation
        The one that is served now.

    Raises
    ------
    DatasetMissingError
        If the dataset has no generation of that number.
    """
    generation = generation_of(root, name, number)
    with explained(name), only_writer(generation.path.parent):
        point_to(generation.path)
        flush_folder(generation.path.parent)
    return generation


def dataset_folder(root: Path, name: str) -> Path:
    """Return the folder of a dataset, there or not.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    name : str
        Name of the dataset.

    Returns
    -------
    pathlib.Path
        Its folder.

    Raises
    ------
    DatasetMissingError
        If that is no name of a dataset.
    """
    if not DATASET_NAME.fullmatch(name):
        raise DatasetMissingError(
            f"{name!r} is no dataset name; lower-case letters, digits and single hyphens would do"
        )
    return root / name
