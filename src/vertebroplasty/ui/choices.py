"""What a page lets its reader choose beside the cohort; a link carries it under its key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from vertebroplasty.measures import (
    ACCEPTABLE_24H,
    ACCEPTABLE_LAST,
    AMBULATION_IMPROVED,
    IMPROVEMENT_LAST,
    RELIEF_24H,
    RESPONDER_30_24H,
    RESPONDER_30_LAST,
    RESPONDER_50_24H,
    RESPONDER_50_LAST,
)
from vertebroplasty.query.pain import AT_24H, AT_LAST

HORIZON_KEY = "horizon"
HORIZONS = {"Last follow-up": AT_LAST, "24 hours": AT_24H}

RELIEF_KEY = "relief_definition"
RELIEF_AT_24H = (RELIEF_24H, RESPONDER_30_24H, RESPONDER_50_24H, ACCEPTABLE_24H)
RELIEF_AT_LAST = (
    IMPROVEMENT_LAST,
    RESPONDER_30_LAST,
    RESPONDER_50_LAST,
    ACCEPTABLE_LAST,
    AMBULATION_IMPROVED,
)

CHOICES: dict[str, tuple[str, ...]] = {
    HORIZON_KEY: tuple(HORIZONS),
    RELIEF_KEY: tuple(measure.label for measure in (*RELIEF_AT_24H, *RELIEF_AT_LAST)),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a reader may declare; unset unless declared.

    Attributes
    ----------
    key : str
        URL parameter.
    label, help : str
        What is asked, and what it is for.
    low, high : float
        Bounds, both included.
    step : float
        Of the field's arrows; a whole number makes the field one of whole numbers.
    """

    key: str
    label: str
    low: float
    high: float
    step: float
    help: str = ""


NUMBERS: dict[str, Number] = {}
"""Every number of every page, by key."""

PAGE_KEYS: tuple[str, ...] = ()
"""Parameters that a page reads and checks by itself."""


def ask_number(number: Number) -> float | None:
    """Show a field for a number, empty at first; its value is kept in the URL.

    Parameters
    ----------
    number : Number
        One of `NUMBERS`.

    Returns
    -------
    float or None
        None while nothing is declared.
    """
    whole = float(number.step).is_integer()
    kind = int if whole else float
    return st.number_input(
        number.label,
        kind(number.low),
        kind(number.high),
        value=None,
        step=kind(number.step),
        format=None if whole else "%g",
        key=number.key,
        help=number.help or None,
        placeholder="not set",
        bind="query-params",
    )


def choice_problems(params: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return a sentence for each choice of a URL that is none of its options."""
    options = [
        f"{key}={_shown(params[key])}: {', '.join(options)} would do"
        for key, options in CHOICES.items()
        if key in params and not (len(params[key]) == 1 and params[key][0] in options)
    ]
    numbers = [
        f"{key}={_shown(params[key])}: a number from {number.low:g} to {number.high:g} would do"
        for key, number in NUMBERS.items()
        if key in params and not _is_number(params[key], number)
    ]
    return (*options, *numbers)


def page_parameters() -> frozenset[str]:
    """Return the names of the URL parameters that belong to pages, not to the cohort."""
    return frozenset((*CHOICES, *NUMBERS, *PAGE_KEYS))


def _is_number(values: Sequence[str], number: Number) -> bool:
    try:
        (value,) = (float(text) for text in values)
    except ValueError:
        return False
    return number.low <= value <= number.high


def _shown(values: Sequence[str]) -> str:
    return ", ".join(values)[:40]
