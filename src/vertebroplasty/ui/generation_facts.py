"""What a generation says of itself, read once although it is not the one on screen."""

from functools import lru_cache
from typing import NamedTuple

from vertebroplasty.engine.dataset import Dataset, open_dataset
from vertebroplasty.errors import DatasetError
from vertebroplasty.importing.generations import Generation
from vertebroplasty.query.provenance import facts
from vertebroplasty.ui.frozen import kept_generation

_READ = 32


class GenerationFacts(NamedTuple):
    """What is said of a generation; ``problem`` where its file cannot be read."""

    made_at: str = ""
    patients: str = ""
    procedures: str = ""
    levels: str = ""
    content_hash: str = ""
    problem: str = ""


@lru_cache(_READ)
def facts_of(generation: Generation) -> GenerationFacts:
    """Read what a generation says of itself; a number is never given twice."""
    try:
        said = _read(open_dataset(generation))
    except DatasetError as error:
        return GenerationFacts(problem=str(error))
    keys = ("made_at", "patients", "procedures", "levels", "content_hash")
    return GenerationFacts(*(said.get(key, "") for key in keys))


def holds(dataset: str, number: int, content_hash: str) -> bool:
    """Whether a generation is kept with this content; elsewhere a number means other data."""
    kept = kept_generation(dataset, number)
    return kept is not None and facts_of(kept).content_hash == content_hash


def _read(dataset: Dataset) -> dict[str, str]:
    try:
        return facts(dataset)
    finally:
        dataset.engine.close()
