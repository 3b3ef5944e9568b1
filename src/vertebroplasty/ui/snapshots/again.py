"""A snapshot's cohort counted by today's version in the generation of that time."""

from functools import lru_cache

from vertebroplasty.engine.dataset import open_dataset
from vertebroplasty.errors import DatasetError
from vertebroplasty.importing.generations import Generation, default_root, generation_of
from vertebroplasty.report.snapshots import Snapshot, as_counted
from vertebroplasty.ui.filter_state import cohort_of_link

_REMEMBERED = 32


def counted_again(then: Snapshot) -> Snapshot | None:
    """Return the cohort counted in its own generation; None where that is not kept or readable."""
    try:
        generation = generation_of(default_root(), then.dataset, then.generation)
        again = _counted(generation, then.filters)
    except DatasetError:
        return None
    return again if again and again.content_hash == then.content_hash else None


@lru_cache(_REMEMBERED)
def _counted(
    generation: Generation, filters: tuple[tuple[str, tuple[str, ...]], ...]
) -> Snapshot | None:
    """Count once: a number of a generation is never given twice."""
    dataset = open_dataset(generation)
    try:
        cohort, problems = cohort_of_link(dataset, dict(filters))
        return None if problems else as_counted(dataset, cohort)
    finally:
        dataset.engine.close()
