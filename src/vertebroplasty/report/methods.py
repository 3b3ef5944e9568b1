"""What ran, in words: the facts of an export, and the sentence for a methods section."""

import platform
import re
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import zip_longest

from vertebroplasty import formatting
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.counts import cohort_size
from vertebroplasty.report.sources import Run, Source
from vertebroplasty.report.tables import Table

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LIBRARIES = {"DuckDB": "duckdb", "SciPy": "scipy", "NumPy": "numpy"}


def versions() -> tuple[str, ...]:
    """Return this program, Python and the libraries that count and estimate, with versions."""
    libraries = (_with_version(name, package) for name, package in _LIBRARIES.items())
    program = _with_version("vertebroplasty", "vertebroplasty")
    return (program, f"Python {platform.python_version()}", *libraries)


def facts(dataset: Dataset, source: Source, title: str) -> tuple[str, ...]:
    """Return what a figure is: title, each cohort with its size, dataset, content and versions.

    Parameters
    ----------
    dataset : Dataset
        Where it was counted.
    source : Source
        What was counted.
    title : str
        The figure's.

    Returns
    -------
    tuple of str
        A line each.
    """
    return (
        title,
        *cohort_lines(dataset, source),
        f"Dataset {dataset.describe()}",
        f"Content hash {dataset.meta.content_hash}",
        f"Made with {', '.join(versions())}",
    )


def cohort_lines(dataset: Dataset, source: Source) -> tuple[str, ...]:
    """Return each cohort of a source in a sentence, with its size."""
    return tuple(
        f"Cohort: {cohort.describe()}; "
        + ", ".join(
            formatting.units(count, noun)
            for noun, count in cohort_size(dataset, cohort)._asdict().items()
        )
        for cohort in source.cohorts
    )


def methods_text(dataset: Dataset, source: Source, run: Run) -> str:
    """Return the sentences for a methods section, made of what ran.

    Parameters
    ----------
    dataset : Dataset
        Where it was counted.
    source : Source
        What was counted.
    run : Run
        What it gave.

    Returns
    -------
    str
        Cohorts, methods, versions, and the dataset with its hashes.
    """
    named = methods_of(run.table)
    count, meta = len(run.queries), dataset.meta
    sentences = [
        *cohort_lines(dataset, source),
        f"Methods: {'; '.join(named)}" if named else "Counts and shares only, nothing was tested",
        f"Counted by {count} SQL {'query' if count == 1 else 'queries'} and computed with"
        f" {', '.join(versions())}",
        f"Dataset {dataset.name}, generation {dataset.number}, content SHA-256"
        f" {meta.content_hash}, sources SHA-256 {meta.source_hash}",
        meta.nature.warning,
    ]
    return " ".join(f"{sentence.rstrip('.')}." for sentence in sentences if sentence)


def methods_of(table: Table) -> tuple[str, ...]:
    """Return the different methods of a table's method columns, in their order.

    Methods that differ in their numbers only, such as degrees of freedom, are one: a number that
    varies is printed as a range.
    """
    places = [
        place
        for place, name in enumerate(table.columns)
        if name == "Method" or name.endswith(" method")
    ]
    alike: dict[tuple[str, ...], list[list[str]]] = {}
    for text in (row[place] for row in table.rows for place in places):
        if isinstance(text, str) and text:
            words = tuple(_NUMBER.split(text))
            alike.setdefault(words, []).append(_NUMBER.findall(text))
    return tuple(_merged(words, numbers) for words, numbers in alike.items())


def _merged(words: Sequence[str], numbers: Sequence[Sequence[str]]) -> str:
    """Return a method with its numbers between its words; of those that vary, the range."""
    ranges = [_range(column) for column in zip(*numbers, strict=True)]
    return "".join(word + number for word, number in zip_longest(words, ranges, fillvalue=""))


def _range(numbers: Sequence[str]) -> str:
    first, last = min(numbers, key=float), max(numbers, key=float)
    return first if first == last else f"{first} to {last}"


def _with_version(name: str, package: str) -> str:
    try:
        return f"{name} {version(package)}"
    except PackageNotFoundError:
        return f"{name} (version not known)"
