"""A figure's numbers as a Python script that makes them again from the dataset's file."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any, TextIO

from vertebroplasty.engine.dataset import Dataset, open_file
from vertebroplasty.report.sources import Source
from vertebroplasty.report.table_csv import csv_rows
from vertebroplasty.report.tables import Table

_LINE = 88
"""Characters to which a call stays on one line."""


def script(source: Source, dataset: Dataset, about: Sequence[str]) -> str:
    """Return a script that prints a figure's table as CSV.

    Parameters
    ----------
    source : Source
        What it calls.
    dataset : Dataset
        The generation that it asks for, by its content.
    about : sequence of str
        What the figure is: a line of comment each.

    Returns
    -------
    str
        Python source; it runs where this package is installed, with the file's path as argument.
    """
    file = f"generation-{dataset.number:06d}.duckdb"
    needed: list[Any] = [source.function, open_file, print_table, *_classes(source.arguments)]
    lines = [
        *(f"# {' '.join(fact.split())}" for fact in about),
        "#",
        f"# Run it where vertebroplasty is installed: python SCRIPT.py PATH/TO/{file}",
        "",
        "import sys",
        "",
        *_imports(needed),
        "",
        f'CONTENT = "{dataset.meta.content_hash}"',
        "",
        f'path = sys.argv[1] if len(sys.argv) > 1 else "{file}"',
        "dataset = open_file(path, content_hash=CONTENT)",
        f"table = {_call(source)}",
        "print_table(table)",
    ]
    return "\n".join(lines) + "\n"


def print_table(table: Table, to: TextIO | None = None) -> None:
    """Write a table as CSV in UTF-8, on the standard output unless told otherwise."""
    out = to or sys.stdout
    if hasattr(out, "reconfigure"):
        out.reconfigure(encoding="utf-8", newline="")
    out.write(csv_rows(table))


def written(value: Any) -> str:
    """Return a plain value as the Python expression that makes it; a default is left out.

    Parameters
    ----------
    value : Any
        A number, text, None, a member of an enumeration, one of our frozen classes, or a tuple
        of these.

    Returns
    -------
    str
        One line.
    """
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if _is_record(value):
        given = ", ".join(f"{name}={written(part)}" for name, part in _given(value))
        return f"{type(value).__name__}({given})"
    if isinstance(value, tuple):
        parts = ", ".join(map(written, value))
        return f"({parts},)" if len(value) == 1 else f"({parts})"
    return repr(value)


def _imports(needed: Iterable[Any]) -> list[str]:
    """Return a line for each module, with all that is needed of it."""
    by_module: dict[str, set[str]] = {}
    for one in needed:
        by_module.setdefault(_home(one), set()).add(one.__name__)
    return [
        f"from {module} import {', '.join(sorted(names))}"
        for module, names in sorted(by_module.items())
    ]


def _home(one: Any) -> str:
    """Return the package that offers something made in one of its modules, else the module."""
    module = str(one.__module__)
    package = module.rpartition(".")[0]
    offered = getattr(sys.modules.get(package), one.__name__, None)
    return package if offered is one else module


def _call(source: Source) -> str:
    arguments = ["dataset", *map(written, source.arguments)]
    name = source.function.__name__
    line = f"{name}({', '.join(arguments)})"
    if len(line) <= _LINE:
        return line
    return f"{name}(\n" + "".join(f"    {argument},\n" for argument in arguments) + ")"


def _is_record(value: Any) -> bool:
    return (is_dataclass(value) and not isinstance(value, type)) or hasattr(value, "_fields")


def _given(value: Any) -> list[tuple[str, Any]]:
    """Return the fields of a record that are not at their default."""
    if not is_dataclass(value):
        return list(value._asdict().items())
    found = [(field, getattr(value, field.name)) for field in fields(value)]
    return [
        (field.name, part)
        for field, part in found
        if field.default is MISSING or part != field.default
    ]


def _classes(value: Any) -> Iterator[type]:
    """Yield the classes that an expression names."""
    if isinstance(value, Enum):
        yield type(value)
    elif _is_record(value):
        yield type(value)
        for _, part in _given(value):
            yield from _classes(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _classes(part)
