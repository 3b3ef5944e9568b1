"""What the app asks of a worker process, and what the worker answers, as JSON.

JSON and not pickle: the worker has read files that nobody vouches for.
"""

import os
from pathlib import Path

import msgspec

from vertebroplasty.importing.preparing import Prepared
from vertebroplasty.importing.sources.preview import Inspection, Upload

REQUEST = "request.json"


class Limits(msgspec.Struct, frozen=True):
    """What a worker may use.

    Attributes
    ----------
    megabytes : int
        Address space of the whole process, where the system can limit it. The database in it works
        on the disk beyond `connections.MEMORY_LIMIT`.
    seconds : int
        Until it is stopped.
    """

    megabytes: int = 6_000
    seconds: int = 1_800

    @classmethod
    def of_environment(cls) -> "Limits":
        """Return the limits that the operator chose, or the usual ones."""
        usual = cls()
        return cls(
            int(os.environ.get("VERTEBROPLASTY_IMPORT_MB", usual.megabytes)),
            int(os.environ.get("VERTEBROPLASTY_IMPORT_SECONDS", usual.seconds)),
        )


class Request(msgspec.Struct, frozen=True):
    """What is to be done.

    Attributes
    ----------
    uploads : tuple of Upload
        Files; their names are only shown.
    root : pathlib.Path
        Folder of the datasets.
    limits : Limits
        What may be used.
    mapping : str
        Text of the mapping; empty to look at the files only.
    tally_sql : tuple of str
        Statements that make the tallies from the grain views.
    """

    uploads: tuple[Upload, ...]
    root: Path
    limits: Limits
    mapping: str = ""
    tally_sql: tuple[str, ...] = ()


class Step(msgspec.Struct, frozen=True, tag=True):
    """How far the work is: a line of the worker's standard output."""

    what: str
    part: float


class Answer(msgspec.Struct, frozen=True, tag=True):
    """What came of it, the last line of the standard output: one of the three.

    Attributes
    ----------
    inspection : Inspection, optional
        What the files hold.
    prepared : Prepared, optional
        What became of them.
    refusal : str
        Why nothing came of it.
    """

    inspection: Inspection | None = None
    prepared: Prepared | None = None
    refusal: str = ""


def encoded(message: Request | Step | Answer) -> bytes:
    """Return a message as JSON."""
    return msgspec.json.encode(message, enc_hook=str)


def read_request(text: bytes) -> Request:
    """Read a request; `msgspec.DecodeError` if it is none."""
    return msgspec.json.decode(text, type=Request, dec_hook=_path)


def read_line(text: bytes) -> Step | Answer:
    """Read a line of a worker's; `msgspec.DecodeError` if it is none."""
    return msgspec.json.decode(text, type=Step | Answer)


def _path(_kind: type, text: str) -> Path:
    return Path(text)
