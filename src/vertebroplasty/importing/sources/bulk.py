"""Tidy text files at the database's own speed.

One scan of the bytes proves that a file is tidy: every byte where the exact reading (`reading`)
expects it, every quote in its place. Then DuckDB's reader, with nothing left to guess, gives the
same cells; if it does not find as many rows as there are lines, or stops, its work is thrown away
and the exact reading takes over, which names what is wrong.
"""

import codecs
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from vertebroplasty.importing.reading import LONGEST_LINE, blocks

_WINDOW = 1 << 16
"""A line break in each window of so many bytes: no line is twice as long, as no cell may be."""

_GLOB = re.compile(r"[*?\[\]{}]")
_END = re.compile(rb"(?<![^\n])(?:\r?\n)+\Z")
"""Blank lines at the end."""

_READ = """read_csv($path, auto_detect = false, header = false, skip = $skip, delim = $delim,
    quote = '"', escape = '"', strict_mode = true, null_padding = false, ignore_errors = false,
    compression = 'none', encoding = 'utf-8', columns = $columns)"""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a look at every byte of a text file found.

    Attributes
    ----------
    path : pathlib.Path
        The file.
    delimiter : str
        What stands between two cells.
    skip : int
        Lines before the first row.
    sha256 : str
        Hash of all its bytes.
    lines : int
        Its lines from the first row on, without blank ones at the end.
    delimiters : int
        How many of them stand in those lines outside quotes.
    tidy : bool
        Whether DuckDB reads it as the exact reading does.
    stamp : tuple of int
        Size and time of its last change when it was looked at.
    """

    path: Path
    delimiter: str
    skip: int
    sha256: str
    lines: int
    delimiters: int
    tidy: bool
    stamp: tuple[int, int]

    @property
    def unchanged(self) -> bool:
        """Whether the file is still the one that was looked at."""
        return self.stamp == _stamp(self.path)


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def scan(path: Path, delimiter: str, skip: int, advance: Callable[[int], None]) -> Scan:
    """Look at every byte of a UTF-8 text file once.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    delimiter : str
        What stands between two cells.
    skip : int
        Lines before the first row; they may be untidy.
    advance : callable
        Told how many bytes were read.

    Returns
    -------
    Scan
        What was found.
    """
    digest, lines, delimiters, ends, block = hashlib.sha256(), 0, 0, set[bool](), b""
    # Characters that DuckDB takes for patterns of names, were they in the path.
    tidy = not _GLOB.search(str(path))
    check, stamp = _Tidiness(delimiter), _stamp(path)
    with path.open("rb") as file:
        for _ in range(skip):
            digest.update(file.readline(LONGEST_LINE))
        for block in blocks(file):
            digest.update(block)
            lines += block.count(b"\n")
            tidy = tidy and check.holds(block)
            delimiters += check.delimiters(block) if tidy else 0
            ends.update([b"\r\n" in block] if b"\n" in block else ())
            advance(len(block))
    blank = _END.search(block)
    lines += (not block.endswith(b"\n") and bool(block)) - (
        blank.group().count(b"\n") if blank else 0
    )
    tidy = tidy and len(ends) <= 1
    return Scan(path, delimiter, skip, digest.hexdigest(), lines, delimiters, tidy, stamp)


class _Tidiness:
    """Whether whole lines hold nothing that two readers could take differently."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter.encode()
        mark = re.escape(self._delimiter)
        self._controls = bytes({*range(32), 127} - {10, 13, *delimiter.encode()})
        # A quote opens at the beginning of a cell, closes at its end, and is doubled between.
        self._quotes = re.compile(
            rb'[^"]*+(?:(?<![^%b\n])"[^"\n]*+(?:""[^"\n]*+)*+"(?![^%b\r\n])[^"]*+)*+' % (mark, mark)
        )

    def holds(self, block: bytes) -> bool:
        return (
            len(block.translate(None, self._controls)) == len(block)
            and self._has_line_ends(block)
            and (block.isascii() or _is_utf8(block))
            and (b'"' not in block or self._quotes.fullmatch(block) is not None)
        )

    def delimiters(self, block: bytes) -> int:
        """Count the delimiters outside quotes."""
        if b'"' in block:
            block = b"".join(block.split(b'"')[::2])
        return block.count(self._delimiter)

    @staticmethod
    def _has_line_ends(block: bytes) -> bool:
        """Whether lines are short enough, and all end in the same way."""
        whole = range(0, len(block) - _WINDOW, _WINDOW)
        if any(block.find(b"\n", start, start + _WINDOW) < 0 for start in whole):
            return False
        returns = block.count(b"\r")
        return not returns or returns == block.count(b"\n") == block.count(b"\r\n")


def _is_utf8(block: bytes) -> bool:
    try:
        codecs.utf_8_decode(block, "strict", True)
    except UnicodeDecodeError:
        return False
    return True


def take(
    staging: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[str],
    scanned: Scan,
) -> bool:
    """Read a tidy file into a new table, in the file's order; leave none if it proves untidy.

    Parameters
    ----------
    staging : duckdb.DuckDBPyConnection
        Where the table is made.
    table : str
        Its name.
    columns : sequence of str
        Names of its columns, all the file's; ``line`` comes before them.
    scanned : Scan
        The file.

    Returns
    -------
    bool
        Whether the table stands, with a row for every line.
    """
    # A line of a single cell may be blank, and blank lines are not numbered.
    # DuckDB passes over an empty cell too many at the end of a line.
    whole = scanned.delimiters == scanned.lines * (len(columns) - 1)
    if not scanned.tidy or not whole or len(columns) < 2:
        return False
    try:
        staging.execute(
            f"CREATE TEMP TABLE {table} AS"
            f" SELECT row_number() OVER () + $skip AS line, * FROM {_READ}",
            _options(columns, scanned),
        )
    except duckdb.Error:
        return False
    (rows,) = staging.execute(f"SELECT count(*) FROM {table}").fetchall()[0]
    if rows != scanned.lines or not scanned.unchanged:
        staging.execute(f"DROP TABLE {table}")
        return False
    return True


def _options(columns: Sequence[str], scanned: Scan) -> dict[str, object]:
    return {
        "path": str(scanned.path.absolute()),
        "skip": scanned.skip,
        "delim": scanned.delimiter,
        "columns": dict.fromkeys(columns, "VARCHAR"),
    }
