"""Which generation the address asks for: the one that a link was made on, or one that is frozen.

The address alone holds it, so that a reload, the browser's back button and a copied address agree.
"""

import re

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
_KEYS = (FROZEN_KEY, GENERATION_KEY)
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def freeze(number: int) -> None:
    """Show a generation as it was from now on, on every page of this session (a callback)."""
    st.query_params[FROZEN_KEY] = str(number)
    st.query_params.pop(GENERATION_KEY, None)


def thaw() -> None:
    """Show today's data from now on (a callback); also when another dataset is chosen."""
    for key in _KEYS:
        st.query_params.pop(key, None)


def frozen_generation(name: str) -> Generation | None:
    """Return the generation of a dataset that the address freezes; None where it is not kept."""
    number = _asked(FROZEN_KEY)
    return kept_generation(name, number) if number else None


def generation_of_link(name: str) -> int | None:
    """Return the number that a link names, frozen and gone or only noted; None without one.

    Parameters
    ----------
    name : str
        The dataset.
    """
    numbers = (_asked(key) for key in _KEYS)
    return next((number for number in numbers if number and number <= _highest(name)), None)


def kept_generation(name: str, number: int) -> Generation | None:
    """Return a generation of a dataset by its number; None where it is not kept."""
    there = generations(default_root(), name)
    return next((one for one in there if one.number == number), None)


def is_frozen(number: int) -> bool:
    """Whether a generation is on screen because the address freezes it."""
    return _asked(FROZEN_KEY) == number


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
    unknown = [key for key in given if (_asked(key) or 0) not in range(1, _highest(name) + 1)]
    frozen = frozen_generation(name)
    shown = frozen.number if frozen else served
    said = [key for key in given if key == GENERATION_KEY and _asked(key) == shown]
    for key in (*unknown, *said):
        del st.query_params[key]
    return tuple(
        f"{key}={', '.join(given[key])[:40]}: a whole number from 1 to {_highest(name)} would do"
        for key in unknown
    )


def _asked(key: str) -> int | None:
    given = st.query_params.get_all(key)
    return int(given[0]) if len(given) == 1 and _NUMBER.fullmatch(given[0]) else None


def _highest(name: str) -> int:
    """Return the highest number that a generation of a dataset ever had."""
    return next_number(dataset_folder(default_root(), name)) - 1
