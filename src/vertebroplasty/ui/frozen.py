"""Which generation the address asks for: the one that a link was made on, or one that is frozen.

Fields of Streamlit's own hold both, out of sight and not made before they are needed: they alone
keep the address in step with filters, pages and the browser's back button.
"""

import re
from collections.abc import Sequence

import streamlit as st

from vertebroplasty.importing.generation_files import next_number
from vertebroplasty.importing.generations import (
    Generation,
    dataset_folder,
    default_root,
    generations,
)

GENERATION_KEY = "generation"
"""The generation that a link was made on; today's data are shown all the same."""
FROZEN_KEY = "frozen"
"""The generation that is shown whatever is served, in this session only."""
HIDDEN = "vo_hidden_generation"
_KEYS = (FROZEN_KEY, GENERATION_KEY)
_MOST = 999_999_999
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def ask_generations() -> None:
    """Make the fields that are needed, before anything asks which generation is shown."""
    for key in _KEYS:
        if key in st.session_state or key in st.query_params:
            with st.sidebar.container(key=f"{HIDDEN}_{key}"):
                st.number_input(key, 1, _MOST, value=None, step=1, key=key, bind="query-params")


def freeze(number: int) -> None:
    """Show a generation as it was from now on, on every page of this session (a callback)."""
    thaw()
    if FROZEN_KEY not in st.session_state:  # the field, once it is there, writes what follows
        st.query_params[FROZEN_KEY] = str(number)
    st.session_state[FROZEN_KEY] = number


def thaw() -> None:
    """Show today's data from now on (a callback); also when another dataset is chosen."""
    st.session_state.update({key: None for key in _KEYS if key in st.session_state})


def frozen_generation(name: str) -> Generation | None:
    """Return the generation of a dataset that the address freezes; None where it is not kept."""
    number = st.session_state.get(FROZEN_KEY)
    return kept_generation(name, number) if number else None


def generation_of_link() -> int | None:
    """Return the number that a link names, as frozen or as what it was made on, if any."""
    return next((number for key in _KEYS if (number := st.session_state.get(key))), None)


def kept_generation(name: str, number: int) -> Generation | None:
    """Return a generation of a dataset by its number; None where it is not kept."""
    there = generations(default_root(), name)
    return next((one for one in there if one.number == number), None)


def is_frozen(number: int) -> bool:
    """Whether a generation is on screen because the address freezes it."""
    return bool(st.session_state.get(FROZEN_KEY) == number)


def frozen_words(name: str, number: int) -> str:
    """Return what is said of a dataset's generation if it is frozen, else nothing."""
    return f"Generation {number} of {_highest(name)}, frozen" if is_frozen(number) else ""


def read_address(name: str, served: int) -> tuple[str, ...]:
    """Look at a link once, at the beginning of a session, and take out of it what says nothing.

    Parameters
    ----------
    name : str
        The dataset that is shown.
    served : int
        Number of its generation that is served.

    Returns
    -------
    tuple of str
        A sentence for each number that no generation of the dataset ever had.
    """
    given = {key: st.query_params.get_all(key) for key in _KEYS if key in st.query_params}
    numbers = {key: number for key, values in given.items() if (number := _number(name, values))}
    frozen = kept_generation(name, numbers.get(FROZEN_KEY, 0))
    if numbers.get(GENERATION_KEY) == (frozen.number if frozen else served):
        del st.query_params[GENERATION_KEY]
    unknown = given.keys() - numbers.keys()
    for key in unknown:
        del st.query_params[key]
    return tuple(
        f"{key}={', '.join(given[key])[:40]}: a whole number from 1 to {_highest(name)} would do"
        for key in sorted(unknown)
    )


def _number(name: str, values: Sequence[str]) -> int | None:
    """Return the number that a parameter gives, if a generation of the dataset ever had it."""
    (value, *more) = values
    if more or not _NUMBER.fullmatch(value) or int(value) > _highest(name):
        return None
    return int(value)


def _highest(name: str) -> int:
    """Return the highest number that a generation of a dataset ever had."""
    return next_number(dataset_folder(default_root(), name)) - 1
