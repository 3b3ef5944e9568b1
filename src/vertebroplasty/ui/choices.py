"""What a page lets its reader choose beside the cohort; a link carries it under its key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from vertebroplasty.measures import (
    ACCEPTABLE_24H,
    ACCEPTABLE_LAST,
    AMBULATION_IMPROVED,
    IMPROVEMENT_LAST,
    LEAK_LEVEL,
    LEAK_PROCEDURE,
    MEASURES,
    RELIEF_24H,
    RESPONDER_30_24H,
    RESPONDER_30_LAST,
    RESPONDER_50_24H,
    RESPONDER_50_LAST,
    SYMPTOMATIC_LEAK_LEVEL,
    VAS_BASELINE,
    VAS_CHANGE_24H,
    VAS_CHANGE_LAST,
    VAS_LAST,
)
from vertebroplasty.measures.base import Kind
from vertebroplasty.query.pain import AT_24H, AT_LAST
from vertebroplasty.report.literature_match import OUTCOMES
from vertebroplasty.statistics.thresholds import Cut
from vertebroplasty.ui.analysis_choices import ANALYSIS_CHOICES, ANALYSIS_KEYS, SEVERAL
from vertebroplasty.ui.spine.choice import SPINE_KEY, SPINE_MEASURES
from vertebroplasty.vocabulary import Grain

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

LITERATURE_KEY = "literature"
LITERATURE = {outcome.label: outcome for outcome in OUTCOMES}

THRESHOLD_KEY = "threshold_of"
THRESHOLDS = {cut.value: cut for cut in Cut}

INTERVAL_KEY = "interval_of"
INTERVAL_OF = (
    *(RESPONDER_30_LAST, RESPONDER_50_LAST, ACCEPTABLE_LAST, IMPROVEMENT_LAST, RELIEF_24H),
    *(LEAK_LEVEL, LEAK_PROCEDURE, SYMPTOMATIC_LEAK_LEVEL),
    *(VAS_BASELINE, VAS_LAST, VAS_CHANGE_24H, VAS_CHANGE_LAST),
)

OUTCOME_KEY = "outcome"
OUTCOMES_OF_PROCEDURES = tuple(
    sorted(
        (m for m in MEASURES if m.kind is Kind.PROPORTION and m.grain is Grain.PROCEDURE),
        key=lambda measure: not measure.key.endswith("leak_procedure"),
    )
)
"""Yes/no outcomes of procedures, leaks first."""

CHANGE_KEY = "change_over_time"
CHANGES = (VAS_CHANGE_LAST, VAS_CHANGE_24H)

UNITS_KEY = "units"
UNITS = {"Operators": "operator", "Sites": "site"}

CHOICES: dict[str, tuple[str, ...]] = {
    **ANALYSIS_CHOICES,
    SPINE_KEY: tuple(measure.label for measure in SPINE_MEASURES),
    OUTCOME_KEY: tuple(measure.label for measure in OUTCOMES_OF_PROCEDURES),
    CHANGE_KEY: tuple(measure.label for measure in CHANGES),
    UNITS_KEY: tuple(UNITS),
    LITERATURE_KEY: tuple(LITERATURE),
    THRESHOLD_KEY: tuple(THRESHOLDS),
    INTERVAL_KEY: tuple(measure.label for measure in INTERVAL_OF),
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


THRESHOLD_NUMBERS = {
    Cut.PERCENT: Number(
        "fall_percent", "Fall that you count as relief, %", 0, 100, 1, "Of VAS before."
    ),
    Cut.POINTS: Number("fall_points", "Fall that you count as relief, points", 0, 10, 0.1),
    Cut.STATE: Number("acceptable_vas", "VAS that you call acceptable, at most", 0, 10, 0.1),
}

MONITORING_NUMBERS = (
    Number("cusum_p0", "Acceptable rate p0, %", 0.1, 99.9, 0.1, "The rate while all is well."),
    Number("cusum_p1", "Rate to detect p1, %", 0.1, 99.9, 0.1, "Worse than p0."),
    Number(
        "cusum_run_length",
        "Procedures per false alarm",
        50,
        100_000,
        50,
        "On average, while the rate is p0. Fewer: sooner signals, more of them false.",
    ),
)
FUNNEL_THRESHOLD = Number(
    "funnel_threshold",
    "Reference rate, %",
    0.1,
    99.9,
    0.1,
    "Without one, units are compared with the rate of all procedures shown.",
)

SCREEN = Number("screen", "Screen of the presentation", 1, 999, 1)
SNAPSHOT = Number("snapshot", "Number of the snapshot", 1, 999_999_999, 1)
_OTHERS = (FUNNEL_THRESHOLD, SCREEN, SNAPSHOT)
NUMBERS: dict[str, Number] = {
    number.key: number for number in (*THRESHOLD_NUMBERS.values(), *MONITORING_NUMBERS, *_OTHERS)
}
"""Every number of every page, by key."""

UNIT_KEY = "unit"
PAGE_KEYS: tuple[str, ...] = (UNIT_KEY, *ANALYSIS_KEYS)
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
    several = [
        f"{key}={value[:40]}: {', '.join(options)} would do"
        for key, options in SEVERAL.items()
        for value in params.get(key, ())
        if value and value not in options
    ]
    numbers = [
        f"{key}={_shown(params[key])}: a number from {number.low:g} to {number.high:g} would do"
        for key, number in NUMBERS.items()
        if key in params and not _is_number(params[key], number)
    ]
    return (*options, *several, *numbers)


def page_parameters() -> frozenset[str]:
    """Return the names of the URL parameters that belong to pages, not to the cohort."""
    return frozenset((*CHOICES, *SEVERAL, *NUMBERS, *PAGE_KEYS))


def _is_number(values: Sequence[str], number: Number) -> bool:
    try:
        (value,) = (float(text) for text in values)
    except ValueError:
        return False
    return number.low <= value <= number.high


def _shown(values: Sequence[str]) -> str:
    return ", ".join(values)[:40]
