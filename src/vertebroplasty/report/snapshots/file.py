"""A snapshot as a file of its own beside the generations, and checked when it is read.

It holds two texts of JSON, results and figures, and the SHA-256 of both.
"""

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import msgspec

from vertebroplasty.errors import SnapshotError
from vertebroplasty.importing.generations import dataset_folder
from vertebroplasty.report.exhibits import Exhibit
from vertebroplasty.report.snapshots.model import Snapshot

FORMAT = 1
FILE_NAME = re.compile(r"snapshot-(\d{6,9})\.json")
MOST_BYTES = 2_000_000
"""Of a file; one with every figure has a tenth of that."""

_REMEMBERED = 100


class _Kept(msgspec.Struct, frozen=True):
    """The file: format, digest, and what the digest is of."""

    format: int
    sha256: str
    snapshot: msgspec.Raw
    exhibits: msgspec.Raw


def numbers(root: Path, dataset: str) -> tuple[int, ...]:
    """Return the numbers of the snapshots of a dataset, the newest first, sound or not."""
    folder = dataset_folder(root, dataset)
    names = (path.name for path in (folder.iterdir() if folder.is_dir() else ()))
    found = (int(match[1]) for name in names if (match := FILE_NAME.fullmatch(name)))
    return tuple(sorted(found, reverse=True))


def read(root: Path, dataset: str, number: int) -> Snapshot:
    """Return a snapshot.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    dataset : str
        Name of the dataset.
    number : int
        Which snapshot.

    Returns
    -------
    Snapshot
        As it was taken.

    Raises
    ------
    SnapshotError
        If there is none of that number, or its file is not what was written.
    """
    path = path_of(root, dataset, number)
    try:
        stamp = path.stat()
        found = _read(path, stamp.st_mtime_ns, stamp.st_size)
    except FileNotFoundError as error:
        raise none_such(root, dataset, number) from error
    except (OSError, msgspec.DecodeError, SnapshotError) as error:
        raise _unreadable(path, error) from error
    if found.number != number:
        raise _unreadable(path, f"it holds snapshot {found.number}")
    return msgspec.structs.replace(found, dataset=dataset)


def exhibits_of(root: Path, dataset: str, number: int) -> tuple[Exhibit, ...]:
    """Return the figures of a snapshot as they were; parameters and errors as for `read`."""
    path = path_of(root, dataset, number)
    read(root, dataset, number)
    try:
        return msgspec.json.decode(_checked(path).exhibits, type=tuple[Exhibit, ...])
    except (OSError, msgspec.DecodeError, SnapshotError) as error:
        raise _unreadable(path, error) from error


def path_of(root: Path, dataset: str, number: int) -> Path:
    """Return where the file of a snapshot is, there or not."""
    return dataset_folder(root, dataset) / f"snapshot-{number:06}.json"


def text_of(snapshot: Snapshot, exhibits: tuple[Exhibit, ...]) -> str:
    """Return what the file of a snapshot holds; refuse one that is too large."""
    parts = msgspec.Raw(msgspec.json.encode(snapshot)), msgspec.Raw(msgspec.json.encode(exhibits))
    content = msgspec.json.encode(_Kept(FORMAT, _digest(*parts), *parts))
    if len(content) > MOST_BYTES:
        raise SnapshotError(
            f"The snapshot would have {len(content):,} bytes; at most {MOST_BYTES:,} would do"
        )
    return content.decode()


def _digest(snapshot: msgspec.Raw, exhibits: msgspec.Raw) -> str:
    return sha256(b"\n".join((bytes(snapshot), bytes(exhibits)))).hexdigest()


@lru_cache(_REMEMBERED)
def _read(path: Path, _changed: int, _size: int) -> Snapshot:
    """Read a file once for as long as it is the same."""
    return msgspec.json.decode(_checked(path).snapshot, type=Snapshot)


def _checked(path: Path) -> _Kept:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise SnapshotError(f"it has more than {MOST_BYTES:,} bytes")
    kept = msgspec.json.decode(content, type=_Kept)
    if kept.format > FORMAT:
        raise SnapshotError(f"it has format {kept.format}, a later one than {FORMAT}")
    if kept.sha256 != _digest(kept.snapshot, kept.exhibits):
        raise SnapshotError("what it holds is not what was written")
    return kept


def none_such(root: Path, dataset: str, number: int) -> SnapshotError:
    """Return the error that there is no snapshot of that number."""
    there = ", ".join(map(str, numbers(root, dataset)))
    return SnapshotError(
        f"{dataset} has no snapshot {number}: it was deleted, or never taken;"
        f" {there or 'a new one'} would do"
    )


def _unreadable(path: Path, reason: object) -> SnapshotError:
    said = (isinstance(reason, OSError) and reason.strerror) or reason
    return SnapshotError(
        f"{path.parent.name}/{path.name} cannot be read, and is left as it is: {said}. The file as"
        " it was written would do, from a copy of the folder"
    )
