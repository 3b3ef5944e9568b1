"""Which dataset is on screen: chosen in the sidebar, opened once for all sessions."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import DatasetError, DatasetMissingError
from vertebroplasty.importing.generations import current_generation, dataset_names, default_root
from vertebroplasty.importing.publishing import current_number
from vertebroplasty.ui.frozen import (
    ask_generations,
    frozen_generation,
    is_frozen,
    read_address,
    thaw,
)
from vertebroplasty.ui.generation_told import tell_frozen, tell_of_link
from vertebroplasty.ui.open_datasets import open_frozen, open_served
from vertebroplasty.ui.provenance import when
from vertebroplasty.ui.said import problem_html

FIRST_DATASET = "srinagar-2007"
DATASET_KEY = "dataset"
PROBLEMS_KEY = "dataset problems"
SEEN_KEY = "generation seen"


def choose_dataset() -> Dataset:
    """Show the list of datasets and return the chosen one, open.

    Returns
    -------
    Dataset
        The current generation of the chosen dataset, or the one that the address freezes.

    Raises
    ------
    DatasetError
        Where there is none, or it cannot be read; see `damage_explained`.
    """
    names = _names()
    _remember_problems(names)
    name = st.sidebar.selectbox(
        "Dataset", names, key=DATASET_KEY, bind="query-params", on_change=thaw
    )
    ask_generations()
    return _shown(name)


def served_dataset(name: str) -> Dataset:
    """Return a dataset as it is served today, open, also while another generation is frozen."""
    return open_served(current_generation(default_root(), name))


def change_told(dataset: Dataset) -> str:
    """Return, once, as markup, that another generation is shown than before; else nothing.

    Parameters
    ----------
    dataset : Dataset
        What is shown now.
    """
    if is_frozen(dataset.number):
        return ""
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
    """Return a sentence for each dataset and generation of the session's link that is unknown."""
    problems: tuple[str, ...] = st.session_state.get(PROBLEMS_KEY, ())
    return problems


def _remember_problems(names: list[str]) -> None:
    """Look at the link before the widget does, which drops what it does not know."""
    if DATASET_KEY in st.session_state:
        return
    given = st.query_params.get_all(DATASET_KEY)
    name = given[0] if given and given[0] in names else names[0]
    st.session_state[PROBLEMS_KEY] = (
        *(
            f"{DATASET_KEY}={value[:40]}: {', '.join(names)} would do"
            for value in given
            if value not in names
        ),
        *read_address(name, current_number(default_root(), name)),
    )


def _names() -> list[str]:
    names = dataset_names(default_root())
    if not names:
        raise DatasetMissingError(
            "There is no dataset yet. Build the two demonstration datasets with:"
            " python -m vertebroplasty demo"
        )
    return sorted(names, key=lambda name: (name != FIRST_DATASET, name))


def _shown(name: str) -> Dataset:
    """Return the frozen generation, if the address asks for one, else the one that is served."""
    if frozen := frozen_generation(name):
        tell_frozen(frozen, current_number(default_root(), name))
        return open_frozen(frozen)
    served = current_generation(default_root(), name)
    tell_of_link(served)
    return open_served(served)


def _explain(error: DatasetError) -> None:
    st.title("This dataset cannot be shown", anchor=False)
    st.html(problem_html(str(error)))
    st.caption(
        "Nothing was changed. List what there is with: python -m vertebroplasty list \N{MIDDLE DOT}"
        " go back to an earlier generation with: python -m vertebroplasty use DATASET NUMBER"
    )
