"""Find out how a text file is written, from its bytes; shown to a person, who may say otherwise."""

import codecs
import csv
from collections import Counter
from pathlib import Path

from vertebroplasty.importing.sources.refusal import FileRefusedError
from vertebroplasty.importing.sources.sheet import DELIMITERS, Dialect

_BLOCK = 1 << 20
_SAMPLE_BYTES = 1 << 18
_SAMPLE_LINES = 200
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def dialect_of(path: Path) -> Dialect:
    """Return how a text file seems to be written.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    Dialect
        UTF-16 with its byte order mark, UTF-8 where every byte is, else Windows-1252; of the
        delimiters the one that cuts most lines into equally many cells.

    Raises
    ------
    FileRefusedError
        If it is no text, or its lines end in carriage returns alone.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE_BYTES)
    if sample.startswith(_UTF_32):
        raise FileRefusedError("file.encoding", "UTF-32", "text in UTF-8")
    if sample.startswith(_UTF_16):
        return Dialect("utf-16", _delimiter_of(sample.decode("utf-16", "replace")))
    if b"\0" in sample:
        allowed = "text in UTF-8; UTF-16 with a byte order mark would do"
        raise FileRefusedError("file.encoding", "NUL bytes", allowed)
    if b"\r" in sample and b"\n" not in sample:
        allowed = "lines that end in a line feed; saved as CSV UTF-8 it would do"
        raise FileRefusedError("file.line_ends", "carriage returns only", allowed)
    encoding = "utf-8" if _is_utf8(path) else "cp1252"
    return Dialect(encoding, _delimiter_of(sample.decode(encoding, "replace")))


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while piece := file.read(_BLOCK):
                decoder.decode(piece)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter_of(text: str) -> str:
    lines = [line for line in text.split("\n")[:_SAMPLE_LINES] if line.strip()]
    return max(DELIMITERS, key=lambda delimiter: _agreement(lines, delimiter))


def _agreement(lines: list[str], delimiter: str) -> tuple[int, int]:
    """Return how many lines have the commonest number of cells, if two or more, and that number."""
    widths = Counter[int]()
    for line in lines:
        try:
            widths[len(next(csv.reader([line], delimiter=delimiter)))] += 1
        except csv.Error:
            continue
    several = [(n, width) for width, n in widths.items() if width > 1]
    return max(several, default=(0, 0))
