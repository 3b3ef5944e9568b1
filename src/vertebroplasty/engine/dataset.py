"""A dataset as it is served: one numbered generation of a DuckDB file, with what is known of it."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from vertebroplasty.engine.base import Engine
from vertebroplasty.engine.duckdb_engine import DuckDBEngine, way_back
from vertebroplasty.errors import (
    DatasetDamagedError,
    DatasetError,
    DatasetMissingError,
    DatasetTooNewError,
    DatasetTooOldError,
)
from vertebroplasty.importing.generations import Generation
from vertebroplasty.importing.schema_version import SCHEMA_VERSION
from vertebroplasty.vocabulary import Nature


@dataclass(frozen=True, slots=True)
class Meta:
    """What a generation says of itself.

    Attributes
    ----------
    title, note : str
        Name for people, and where the data come from.
    nature : Nature
        Clinical, synthetic or reconstruction.
    made_at : str
        UTC time of the import, ISO 8601.
    source_hash, tally_hash : str
        SHA-256 of the source files, and of the statements that made the tallies.
    content_hash : str
        SHA-256 of what is recorded: the same for the same rows, whatever file they came from.
    """

    title: str
    nature: Nature
    note: str
    made_at: str
    source_hash: str
    tally_hash: str
    content_hash: str


@dataclass(frozen=True)
class Dataset:
    """One generation, open for counting.

    Attributes
    ----------
    name : str
        Dataset name, such as ``srinagar-2007``.
    number : int
        Generation.
    meta : Meta
        What the file says of itself.
    engine : Engine
        Answers queries.
    """

    name: str
    number: int
    meta: Meta
    engine: Engine = field(compare=False, repr=False)

    def describe(self) -> str:
        """Return name, generation, source hash and nature in one line, for exports."""
        warning = f"; {self.meta.nature.warning}" if self.meta.nature.warning else ""
        return (
            f"{self.name}, generation {self.number}, sources {self.meta.source_hash[:12]}{warning}"
        )


def open_dataset(generation: Generation) -> Dataset:
    """Open a generation read-only.

    Parameters
    ----------
    generation : Generation
        Which file.

    Returns
    -------
    Dataset
        Ready to be counted.

    Raises
    ------
    DatasetDamagedError
        If the file cannot be read as one of our datasets.
    DatasetTooNewError, DatasetTooOldError
        If another version of this program wrote it, whose tables differ.
    """
    engine = DuckDBEngine(generation.path)
    try:
        meta = _read_meta(generation.path.name, engine)
    except (KeyError, ValueError) as error:
        engine.close()
        raise DatasetDamagedError(
            f"{generation.path.name}: its table meta cannot be used ({error});"
            f" {way_back(generation.path)}"
        ) from error
    except DatasetError:
        engine.close()
        raise
    return Dataset(generation.dataset, generation.number, meta, engine)


def open_file(path: str | Path, *, content_hash: str) -> Dataset:
    """Open the file of a generation wherever it lies, if it holds what is expected.

    Parameters
    ----------
    path : str or pathlib.Path
        A DuckDB file of ours, under any name.
    content_hash : str
        That of the expected content.

    Returns
    -------
    Dataset
        Ready to be counted.

    Raises
    ------
    DatasetMissingError
        If there is no such file.
    DatasetError
        If the file holds another content, or cannot be served.
    """
    file = Path(path)
    if not file.is_file():
        raise DatasetMissingError(
            f"{file}: there is no such file; the path of a generation's .duckdb file would do"
        )
    number = re.search(r"(\d+)\.duckdb$", file.name)
    dataset = open_dataset(Generation(file.parent.name, int(number[1]) if number else 0, file))
    found = dataset.meta.content_hash
    if found != content_hash:
        dataset.engine.close()
        raise DatasetError(
            f"{file.name} holds another content: expected {content_hash}, found {found}. The file"
            " of the generation with the expected content would do"
        )
    ((name,),) = dataset.engine.texts("SELECT value FROM meta WHERE key = 'dataset'")
    return replace(dataset, name=name)


def _read_meta(file_name: str, engine: DuckDBEngine) -> Meta:
    facts = {key: value for key, value in engine.texts("SELECT key, value FROM meta")}  # noqa: C416
    if int(facts["schema_version"]) > int(SCHEMA_VERSION):
        raise DatasetTooNewError(
            f"{file_name} has schema version {facts['schema_version']}; this program reads up to"
            f" {SCHEMA_VERSION}. Update the program, or go back with: python -m vertebroplasty use"
            f" {facts['dataset']} NUMBER"
        )
    if int(facts["schema_version"]) < int(SCHEMA_VERSION):
        raise DatasetTooOldError(
            f"{file_name} was made by an earlier version of this program (schema version"
            f" {facts['schema_version']}, now {SCHEMA_VERSION}); import its source again"
        )
    engine.check_size()
    engine.rows("SELECT 1 FROM procedure, treated_level LIMIT 0")
    return Meta(
        title=facts["title"],
        nature=Nature(facts["nature"]),
        note=facts["note"],
        made_at=facts["made_at"],
        source_hash=facts["source_hash"],
        tally_hash=facts["tally_hash"],
        content_hash=facts["content_hash"],
    )
