"""Which dataset is on screen: chosen in the sidebar, opened once for all sessions."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from threading import Lock

import streamlit as st

from vertebroplasty.engine.dataset import Dataset, open_dataset
from vertebroplasty.errors import DatasetError, DatasetMissingError
from vertebroplasty.importing.generations import (
    Generation,
    current_generation,
    dataset_names,
    default_root,
)
from vertebroplasty.ui.provenance import when
from vertebroplasty.ui.remembered import forget_answers

FIRST_DATASET = "srinagar-2007"
DATASET_KEY = "dataset"
PROBLEMS_KEY = "dataset problems"
SEEN_KEY = "generation seen"
OPEN_DATASETS = 8
"""The least recently used beyond these is let go."""

_open_now: dict[Path, Dataset] = {}
_opening = Lock()


def choose_dataset() -> Dataset:
    """Show the list of datasets and return the chosen one, open.

    Returns
    -------
    Dataset
        The current generation of the chosen dataset.

    Raises
    ------
    DatasetError
        Where there is none, or it cannot be read; see `damage_explained`.
    """
    names = _names()
    _remember_problems(names)
    name = st.sidebar.selectbox("Dataset", names, key=DATASET_KEY, bind="query-params")
    return _open(current_generation(default_root(), name))


def change_told(dataset: Dataset) -> str:
    """Return, once, as markup, that another generation is shown than before; else nothing.

    Parameters
    ----------
    dataset : Dataset
        What is shown now.
    """
    name, number = st.session_state.get(SEEN_KEY, (dataset.name, dataset.number))
    st.session_state[SEEN_KEY] = (dataset.name, dataset.number)
    if name != dataset.name or number == dataset.number:
        return ""
    text = (
        f"The data changed: generation {dataset.number} of {dataset.meta.title}, imported"
        f" {when(dataset.meta.made_at)}, is shown now (before: {number})."
    )
    return f"<p class='vo-done' role='status'>{escape(text)}</p>"


@contextmanager
def damage_explained() -> Iterator[None]:
    """Show why a dataset cannot be counted and the way back, also when only a query finds out."""
    try:
        yield
    except DatasetError as error:
        _explain(error)


def dataset_problems() -> tuple[str, ...]:
    """Return a sentence about the dataset that the session's link named, if there is none such."""
    problems: tuple[str, ...] = st.session_state.get(PROBLEMS_KEY, ())
    return problems


def _remember_problems(names: list[str]) -> None:
    """Look at the link before the widget does, which drops what it does not know."""
    if DATASET_KEY in st.session_state:
        return
    st.session_state[PROBLEMS_KEY] = tuple(
        f"{DATASET_KEY}={value[:40]}: {', '.join(names)} would do"
        for value in st.query_params.get_all(DATASET_KEY)
        if value not in names
    )


def _names() -> list[str]:
    names = dataset_names(default_root())
    if not names:
        raise DatasetMissingError(
            "There is no dataset yet. Build the two demonstration datasets with:"
            " python -m vertebroplasty demo"
        )
    return sorted(names, key=lambda name: (name != FIRST_DATASET, name))


def _open(generation: Generation) -> Dataset:
    """Return a generation, open; the one of the same dataset that was open before is let go.

    Runs that look at that one keep it until they end. So a server that is never restarted has no
    more files open than datasets, however often these are imported anew.
    """
    folder = generation.path.parent
    with _opening:
        dataset = _open_now.pop(folder, None)
        if dataset is None or dataset.number != generation.number:
            dataset = open_dataset(generation)
            forget_answers()
        _open_now[folder] = dataset
        if len(_open_now) > OPEN_DATASETS:
            del _open_now[next(iter(_open_now))]
        return dataset


def _explain(error: DatasetError) -> None:
    st.title("This dataset cannot be shown", anchor=False)
    st.html(f"<p class='vo-problem' role='alert'>{escape(str(error))}</p>")
    st.caption(
        "Nothing was changed. List what there is with: python -m vertebroplasty list \N{MIDDLE DOT}"
        " go back to an earlier generation with: python -m vertebroplasty use DATASET NUMBER"
    )
