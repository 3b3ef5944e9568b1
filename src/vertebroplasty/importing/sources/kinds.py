"""What kind of file somebody gave us: by its content and its ending, which must agree."""

import os
import re
import stat
from enum import StrEnum
from pathlib import Path

from vertebroplasty.importing.sources.limits import NAME_LENGTH, UPLOAD_BYTES, WORKBOOK_BYTES
from vertebroplasty.importing.sources.preview import Upload
from vertebroplasty.importing.sources.refusal import FileRefusedError

_WOULD_DO = "a .csv, .tsv or .txt file, or an Excel workbook saved as .xlsx"
_TEXT_ENDINGS = (".csv", ".tsv", ".txt")
_WORKBOOK_ENDING = ".xlsx"

_ENDINGS = {
    ".xls": "an old Excel workbook; saved as .xlsx",
    ".xlsb": "a binary Excel workbook; saved as .xlsx",
    ".xlsm": "a workbook with macros; saved as .xlsx, which holds none",
    ".ods": "an OpenDocument sheet; saved as .xlsx or .csv",
    ".sav": "an SPSS file; exported as .csv",
    ".dta": "a Stata file; exported as .csv",
    ".zip": "a packed folder; unpacked, each file by itself",
}

_SIGNATURES = (
    (0, b"PAR1", "a Parquet file; exported as .csv"),
    (8, b"DUCK", "a DuckDB database; exported as .csv"),
    (0, b"SQLite format 3", "an SQLite database; exported as .csv"),
    (0, b"\x1f\x8b", "a gzip file; unpacked"),
    (0, b"BZh", "a bzip2 file; unpacked"),
    (0, b"7z\xbc\xaf", "a 7-Zip file; unpacked"),
    (0, b"\xfd7zXZ", "an xz file; unpacked"),
    (0, b"Rar!", "a RAR file; unpacked"),
    (0, b"%PDF", "a PDF file"),
    (0, b"\x89PNG", "a picture"),
    (0, b"\xff\xd8\xff", "a picture"),
    (0, b"GIF8", "a picture"),
    (0, b"{\\rtf", "a word processor's file"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90", "a program"),
)
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MARKUP = re.compile(
    rb"\s*<(\?xml|!doctype|!--|html|head|body|table|meta|style|div)\b", re.IGNORECASE
)
_HEAD_BYTES = 512


class FileKind(StrEnum):
    """How a file is read."""

    TEXT = "text"
    WORKBOOK = "workbook"


def kind_of(upload: Upload) -> FileKind:
    """Return how a file is read.

    Parameters
    ----------
    upload : Upload
        The file.

    Returns
    -------
    FileKind
        Text or workbook.

    Raises
    ------
    FileRefusedError
        If it is neither, not a plain file, empty, too large, or has an impossible name.
    """
    _check_name(upload.name)
    size = _size_of(upload.path)
    ending = os.path.splitext(upload.name)[1].lower()  # noqa: PTH122 - a name, never a path
    with upload.path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    kind = _kind_of_content(head, ending)
    limit = WORKBOOK_BYTES if kind is FileKind.WORKBOOK else UPLOAD_BYTES
    if size > limit:
        allowed = f"at most {limit:,} bytes"
        raise FileRefusedError("file.size", f"{size:,} bytes", allowed)
    return kind


def _check_name(name: str) -> None:
    strange = any(ord(character) < 32 or character in "/\\\x7f" for character in name)
    if strange or not name.strip(". ") or len(name) > NAME_LENGTH:
        allowed = (
            f"a name of at most {NAME_LENGTH} characters without folders or control characters"
        )
        raise FileRefusedError("file.name", name or "no name", allowed)


def _size_of(path: Path) -> int:
    """Return the size of a plain file; anything else is refused before it is opened."""
    try:
        found = path.lstat()
    except (OSError, ValueError):
        raise FileRefusedError("file.missing", "missing", "a file that can be read") from None
    if not stat.S_ISREG(found.st_mode):
        raise FileRefusedError(
            "file.kind", "a folder, link or device", f"a plain file: {_WOULD_DO}"
        )
    if not found.st_size:
        raise FileRefusedError("file.empty", "0 bytes", "a file with a header and rows")
    return found.st_size


def _kind_of_content(head: bytes, ending: str) -> FileKind:
    for place, signature, what in _SIGNATURES:
        if head[place:].startswith(signature):
            raise _wrong_kind(what)
    if head.startswith(_OLE2):
        raise _wrong_kind(
            "a workbook protected by a password; saved without one"
            if ending == _WORKBOOK_ENDING
            else "an old Office file; saved as .xlsx"
        )
    if ending in _ENDINGS:
        raise _wrong_kind(_ENDINGS[ending])
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise _wrong_kind("a web page or XML file; opened in Excel and saved as .xlsx")
    return _kind_of_ending(head.startswith(_ZIP), ending)


def _kind_of_ending(is_zip: bool, ending: str) -> FileKind:
    if ending == _WORKBOOK_ENDING and is_zip:
        return FileKind.WORKBOOK
    if ending == _WORKBOOK_ENDING:
        raise _wrong_kind("not a workbook, in spite of its ending")
    if is_zip:
        raise _wrong_kind("a packed file; unpacked, or named .xlsx if it is a workbook")
    if ending not in _TEXT_ENDINGS:
        raise _wrong_kind(f"a file ending in {ending}" if ending else "a file without an ending")
    return FileKind.TEXT


def _wrong_kind(what: str) -> FileRefusedError:
    found, _, remedy = what.partition("; ")
    return FileRefusedError(
        "file.kind", found, f"{_WOULD_DO}{remedy and f'; {remedy} it would do'}"
    )
