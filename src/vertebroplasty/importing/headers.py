"""The header row of a file in the data dictionary's format."""

import codecs
from collections.abc import Iterator

from vertebroplasty.importing.dictionary import SourceFile
from vertebroplasty.importing.reading import Place, read_line
from vertebroplasty.importing.report import Problem


def read_header(source: SourceFile, line: bytes) -> tuple[tuple[str, ...], list[Problem]]:
    """Read the header row of a file.

    Parameters
    ----------
    source : SourceFile
        What the file should hold.
    line : bytes
        Its first line.

    Returns
    -------
    tuple of str
        The names that stand there; none when the line cannot be read.
    list of Problem
        What is wrong with them.
    """
    line = line.removeprefix(codecs.BOM_UTF8).rstrip(b"\r\n")
    if not line.strip():
        names = ", ".join(source.column_names)
        return (), [_of_header(source, "", f"a header row with columns among {names}", "missing")]
    if b"," not in line and any(mark in line for mark in (b";", b"|", b"\t")):
        text = line.decode("utf-8", "backslashreplace")
        return (), [_of_header(source, text, "column names separated by commas", "comma")]
    cells, problem = read_line(Place(source.file_name, ("header",), 1), line)
    if problem:
        return (), [problem]
    return tuple(cells), list(_header_problems(source, tuple(cells)))


def _header_problems(source: SourceFile, names: tuple[str, ...]) -> Iterator[Problem]:
    known = source.column_names
    for place, name in enumerate(names):
        if name in names[:place]:
            yield _of_header(source, name, "a name that stands there once", "repeated")
        elif name not in known:
            yield _of_header(source, name, f"one of {', '.join(known)}", "unknown")
    for column in source.columns:
        if column.required and column.name not in names:
            allowed = f"a header row with the column {column.name}"
            yield _of_header(source, ",".join(names), allowed, "incomplete")


def _of_header(source: SourceFile, value: str, allowed: str, rule: str) -> Problem:
    return Problem(source.file_name, 1, "header", value, allowed, f"header.{rule}")
