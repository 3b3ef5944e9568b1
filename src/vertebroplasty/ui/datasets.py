"""Which dataset is on screen: chosen in the sidebar, opened once for all sessions."""

from html import escape
from typing import NoReturn

import streamlit as st

from vertebroplasty.engine.dataset import Dataset, open_dataset
from vertebroplasty.errors import DatasetError, DatasetMissingError
from vertebroplasty.importing.generations import (
    Generation,
    current_generation,
    dataset_names,
    default_root,
)

FIRST_DATASET = "srinagar-2007"
DATASET_KEY = "dataset"
OPEN_GENERATIONS = 8


def choose_dataset() -> Dataset:
    """Show the list of datasets and return the chosen one, open.

    Returns
    -------
    Dataset
        The current generation of the chosen dataset. Where there is none, or it cannot be read, the
        reason and the way back are shown and the run ends.
    """
    try:
        names = _names()
        name = st.sidebar.selectbox("Dataset", names, key=DATASET_KEY, bind="query-params")
        return _open(current_generation(default_root(), name))
    except DatasetError as error:
        _explain(error)


def dataset_problem(values: list[str]) -> str:
    """Return a sentence about a dataset named in a URL that does not exist; empty if it does."""
    known = dataset_names(default_root())
    if not values or values[-1] in known:
        return ""
    return f"dataset={values[-1][:40]}: {', '.join(known)} would do"


def _names() -> list[str]:
    names = dataset_names(default_root())
    if not names:
        raise DatasetMissingError(
            "There is no dataset yet. Build the two demonstration datasets with:"
            " python -m vertebroplasty demo"
        )
    return sorted(names, key=lambda name: (name != FIRST_DATASET, name))


@st.cache_resource(max_entries=OPEN_GENERATIONS, show_spinner=False)
def _open(generation: Generation) -> Dataset:
    return open_dataset(generation)


def _explain(error: DatasetError) -> NoReturn:
    st.title("This dataset cannot be shown")
    st.html(f"<p class='vo-problem' role='alert'>{escape(str(error))}</p>")
    st.caption(
        "Nothing was changed. List what there is with: python -m vertebroplasty list \N{MIDDLE DOT}"
        " go back to an earlier generation with: python -m vertebroplasty use DATASET NUMBER"
    )
    st.stop()
