"""A delimited text file as a table.

What is not UTF-8 is written anew in UTF-8 first. A tidy file then goes to DuckDB (`bulk`), any
other through the exact reading (`reading`), which names what is wrong with its lines. A row is a
line; a line without any text in its cells is blank.
"""

import codecs
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from vertebroplasty.importing.reading import LONGEST_LINE, Block, blocks, read_block
from vertebroplasty.importing.report import Problem
from vertebroplasty.importing.sources.bulk import Scan, scan, take
from vertebroplasty.importing.sources.limits import ROWS
from vertebroplasty.importing.sources.refusal import FileRefusedError
from vertebroplasty.importing.sources.sheet import Dialect
from vertebroplasty.importing.sources.tables import (
    Staged,
    Target,
    add_rows,
    create_table,
    remove_blank,
)

_BLOCK = 1 << 19
_MARKER = "vertebroplasty.undecodable"


@dataclass(frozen=True, slots=True)
class TextTable:
    """A text file.

    Attributes
    ----------
    file : str
        Its name.
    path : pathlib.Path
        Its text in UTF-8.
    dialect : Dialect
        How it is written.
    advance : callable
        Told how many bytes were read.
    """

    file: str
    path: Path
    dialect: Dialect
    advance: Callable[[int], None]

    @property
    def name(self) -> str:
        """Name of the sheet: there is none."""
        return ""

    def head(self, lines: int) -> list[list[str]]:
        """Return the cells of the first lines; none for a line that cannot be read."""
        with self.path.open("rb") as file:
            first = file.read(LONGEST_LINE).removeprefix(codecs.BOM_UTF8).split(b"\n")
        return [self._cells(line.removesuffix(b"\r")) for line in islice(first, lines)]

    def _cells(self, line: bytes) -> list[str]:
        delimiter = self.dialect.delimiter
        width = _width(line, delimiter)
        rows = read_block(self.file, ("",) * width, 1, line, delimiter).rows if line else []
        return rows[0] if rows else []

    def stage(self, to: Target) -> Staged:
        """Read the rows below a header into a new table."""
        columns = to.headings.columns
        scanned = scan(self.path, self.dialect.delimiter, to.header_line, self.advance)
        if scanned.lines > ROWS:
            raise FileRefusedError("file.rows", f"{scanned.lines:,} lines", f"at most {ROWS:,}")
        if take(to.staging, to.table, columns, scanned):
            return Staged(remove_blank(to.staging, to.table, columns), sound=True)
        create_table(to.staging, to.table, columns)
        to.staging.begin()
        staged = self._stage_exactly(to, scanned)
        to.staging.commit()
        return staged

    def _stage_exactly(self, to: Target, scanned: Scan) -> Staged:
        rows_in, sound, first_line = 0, True, to.header_line + 1
        names = tuple(name or f"column {n}" for n, name in enumerate(to.headings.cells, 1))
        with scanned.path.open("rb") as file:
            for _ in range(to.header_line):
                file.readline(LONGEST_LINE)
            for content in blocks(file):
                block = read_block(self.file, names, first_line, content, self.dialect.delimiter)
                rows_in += self._add(to, block)
                sound = sound and not block.problems
                first_line += content.count(b"\n")
        return Staged(rows_in, sound)

    def _add(self, to: Target, block: Block) -> int:
        """Stage what could be read, report the rest; return how many rows there are in all."""
        filled = [(n, row) for n, row in zip(block.lines, block.rows, strict=True) if any(row)]
        add_rows(to.staging, to.table, [n for n, _ in filled], [row for _, row in filled])
        to.report(self._in_encoding(block.problems))
        return len(filled) + len(block.problems)

    def _in_encoding(self, problems: Iterable[Problem]) -> Iterable[Problem]:
        allowed = f"text in {self.dialect.encoding}"
        for problem in problems:
            is_encoding = problem.rule == "row.encoding"
            yield replace(problem, allowed=allowed) if is_encoding else problem


def _width(line: bytes, delimiter: str) -> int:
    """Return how many cells a line has; quotes hide delimiters."""
    return b"".join(line.split(b'"')[::2]).count(delimiter.encode()) + 1


def in_utf8(path: Path, encoding: str, workspace: Path) -> Path:
    """Return a text file in UTF-8: itself, or a copy.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    encoding : str
        How it is written.
    workspace : pathlib.Path
        Where a copy goes.

    Returns
    -------
    pathlib.Path
        The text. Bytes that the encoding does not know stay as no UTF-8 has them: the line that
        holds them is reported.
    """
    if encoding == "utf-8":
        return path
    copy = workspace / "text.csv"
    decoder = codecs.getincrementaldecoder(encoding)(_MARKER)
    with path.open("rb") as source, copy.open("wb") as target:
        while piece := source.read(_BLOCK):
            target.write(decoder.decode(piece).encode("utf-8", "surrogateescape"))
        target.write(decoder.decode(b"", True).encode("utf-8", "surrogateescape"))
    return copy


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Stand a lone surrogate for undecodable bytes; written again, it is no UTF-8."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


codecs.register_error(_MARKER, _mark)
