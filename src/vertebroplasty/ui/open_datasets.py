"""Generations that are open: each once for all sessions, and no more of them than a few."""

from pathlib import Path
from threading import Lock

from vertebroplasty.engine.dataset import Dataset, open_dataset
from vertebroplasty.importing.generations import Generation
from vertebroplasty.ui.remembered import forget_answers

OPEN_DATASETS = 8
"""The least recently used beyond these is let go."""
_SERVED = 0

_open_now: dict[tuple[Path, int], Dataset] = {}
"""By folder, and number where it is a frozen one."""
_opening = Lock()


def open_served(generation: Generation) -> Dataset:
    """Return the generation that is served, open; the one that was before it is let go.

    Runs that look at that one keep it until they end. So a server that is never restarted has no
    more files open than datasets, however often these are imported anew.
    """
    return _open(generation, _SERVED)


def open_frozen(generation: Generation) -> Dataset:
    """Return an earlier generation, open beside the one that is served."""
    return _open(generation, generation.number)


def _open(generation: Generation, place: int) -> Dataset:
    key = (generation.path.parent, place)
    with _opening:
        dataset = _open_now.pop(key, None)
        if dataset is None or dataset.number != generation.number:
            dataset = open_dataset(generation)
            forget_answers()
        _open_now[key] = dataset
        if len(_open_now) > OPEN_DATASETS:
            del _open_now[next(iter(_open_now))]
        return dataset
