"""Open the package of a workbook without trusting it.

A workbook is a zip of XML parts. Its parts are unpacked here, within bounds, parsed once by expat
and packed anew (without compression, XML only) into a file of ours: what the parser of cells reads
is what was checked, whatever the original says of its sizes or hides behind a second directory.
"""

import errno
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, BinaryIO, NoReturn
from xml.parsers import expat

from vertebroplasty.importing.sources.limits import (
    DIRECTORY_BYTES,
    PACKAGE_ENTRIES,
    SMALL_PART_BYTES,
    UNPACKED_BYTES,
    UNPACKED_RATIO,
)
from vertebroplasty.importing.sources.refusal import FileRefusedError

_CHUNK = 1 << 18
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_END_64 = b"PK\x06\x07"
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_INTACT = "an intact workbook; opened in Excel and saved as .xlsx again it would do"

ParserOf = Callable[[str], expat.XMLParserType]
"""Gives the parser for the part of a name."""


def repack(path: Path, target: Path, parser_of: ParserOf, advance: Callable[[int], None]) -> None:
    """Write the XML parts of a package into a new one, each parsed on the way.

    Parameters
    ----------
    path : pathlib.Path
        The package.
    target : pathlib.Path
        The new one.
    parser_of : callable
        Gives a fresh parser for a part.
    advance : callable
        Told how many unpacked bytes were read.

    Raises
    ------
    FileRefusedError
        If it is damaged, encrypted, holds macros or a document type, or unpacks beyond the limits.
    """
    try:
        with path.open("rb") as file:
            _check_directory(file)
            with zipfile.ZipFile(file) as package, zipfile.ZipFile(target, "w") as new:
                total = 0
                for part in _parts(package):
                    total += _copy(package, part, new, parser_of(part.filename), total, advance)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OverflowError):
        raise FileRefusedError("file.zip", "damaged", _INTACT) from None
    except OSError as error:
        # A place before the file's beginning; anything else (a full disk) is not the package's.
        if error.errno != errno.EINVAL:
            raise
        raise FileRefusedError("file.zip", "damaged", _INTACT) from None


def plain_parser() -> expat.XMLParserType:
    """Return a parser that refuses a document type, and so every entity of one."""
    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> NoReturn:
    allowed = "a workbook whose parts declare no document type or entities, as Excel writes it"
    raise FileRefusedError("file.xml", "a document type declaration", allowed)


def _check_directory(file: BinaryIO) -> None:
    """Refuse a directory that could not be read whole; sizes of its entries are checked later."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _LONGEST_COMMENT - _END_SIZE - 20))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + _END_SIZE:
        raise FileRefusedError("file.zip", "cut off", _INTACT)
    if _END_64 in tail[max(0, place - 20) : place]:
        raise FileRefusedError("file.zip", "a ZIP64 package", _INTACT)
    entries = int.from_bytes(tail[place + 10 : place + 12], "little")
    length = int.from_bytes(tail[place + 12 : place + 16], "little")
    if entries > PACKAGE_ENTRIES or length > DIRECTORY_BYTES:
        allowed = f"at most {PACKAGE_ENTRIES:,} parts in a workbook"
        raise FileRefusedError("file.zip", f"{entries:,} parts", allowed)
    file.seek(0)


def _parts(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the XML parts of a package whose directory makes sense."""
    entries = package.infolist()
    names = {entry.filename.lower() for entry in entries}
    _check_kind(names)
    if len(names) < len(entries):
        raise FileRefusedError("file.zip", "a part that stands there twice", _INTACT)
    if len(entries) > PACKAGE_ENTRIES:
        raise FileRefusedError("file.zip", f"{len(entries):,} parts", _INTACT)
    parts = [entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels"))]
    # Shared texts first: cells refer to them.
    parts.sort(key=lambda part: not part.filename.lower().endswith("sharedstrings.xml"))
    if any(entry.flag_bits & _ENCRYPTED for entry in parts):
        raise FileRefusedError("file.zip", "encrypted parts", "a workbook without a password")
    if any(entry.compress_type not in _METHODS for entry in parts):
        raise FileRefusedError("file.zip", "packed in an unknown way", _INTACT)
    for entry in parts:
        _check_size(entry.file_size, entry.compress_size)
    _check_size(sum(entry.file_size for entry in parts), UNPACKED_BYTES)
    return parts


def _check_kind(names: set[str]) -> None:
    if any(name.endswith("vbaproject.bin") for name in names):
        allowed = "a workbook without macros; saved as .xlsx it would do"
        raise FileRefusedError("file.macros", "a workbook with macros", allowed)
    if "xl/workbook.bin" in names:
        allowed = "an Excel workbook; saved as .xlsx it would do"
        raise FileRefusedError("file.kind", "a binary Excel workbook", allowed)
    if "xl/workbook.xml" not in names:
        allowed = "an Excel workbook saved as .xlsx"
        raise FileRefusedError("file.kind", "a packed file that is no Excel workbook", allowed)


def _check_size(unpacked: int, packed: int) -> None:
    is_bomb = unpacked > SMALL_PART_BYTES and unpacked > UNPACKED_RATIO * packed
    if is_bomb or unpacked > UNPACKED_BYTES:
        value = f"{unpacked:,} bytes or more once unpacked"
        allowed = f"at most {UNPACKED_BYTES:,} bytes, and {UNPACKED_RATIO} times the packed size"
        raise FileRefusedError("file.bomb", value, allowed)


def _copy(
    package: zipfile.ZipFile,
    part: zipfile.ZipInfo,
    new: zipfile.ZipFile,
    parser: expat.XMLParserType,
    before: int,
    advance: Callable[[int], None],
) -> int:
    """Copy and parse one part; return its size, which counts as it is read, not as declared."""
    size = 0
    try:
        with package.open(part) as source, new.open(part.filename, "w") as target:
            for chunk in _chunks(source):
                size += len(chunk)
                _check_size(size, part.compress_size)
                _check_size(before + size, UNPACKED_BYTES)
                target.write(chunk)
                parser.Parse(chunk)
                advance(len(chunk))
            parser.Parse(b"", True)
    except expat.ExpatError:
        raise FileRefusedError("file.xml", f"damaged XML in {part.filename}", _INTACT) from None
    return size


def _chunks(file: IO[bytes]) -> Iterator[bytes]:

    while chunk := file.read(_CHUNK):
        yield chunk
