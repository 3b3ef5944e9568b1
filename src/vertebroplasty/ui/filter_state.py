"""Filter widgets as a cohort and back. A widget's key is its URL parameter, behind a prefix."""

from collections.abc import Mapping, Sequence

import streamlit as st

from vertebroplasty.cohort import (
    MONTH_MAX,
    MONTH_MIN,
    UNKNOWN_AGE,
    Cohort,
    from_params,
    month_of,
    month_text,
)
from vertebroplasty.cohort.terms import OPERATOR, SITE, TERM_ATTRIBUTES, UNRECORDED
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.groups import names
from vertebroplasty.vocabulary import AGE_MAX, AGE_MIN, Sex, VertebralLevel

AGE_KEY = "age"
FROM_KEY, UNTIL_KEY = "from", "until"
LEVEL_KEY = "level"
TICKS = (UNKNOWN_AGE, *(sex.value for sex in Sex))
"""Filters that are one tick each."""
WIDGETS = (
    *(AGE_KEY, LEVEL_KEY, FROM_KEY, UNTIL_KEY, *TICKS),
    *(attribute.key for attribute in TERM_ATTRIBUTES),
)
"""Every filter: its widget's key and its parameter in a link."""


def cohort_of_widgets(prefix: str = "") -> Cohort:
    """Return the cohort that a set of widgets describes, open where a widget was never shown."""
    state = {name: st.session_state.get(f"{prefix}{name}") for name in WIDGETS}
    age_min, age_max = sorted(state[AGE_KEY] or (AGE_MIN, AGE_MAX))
    first = month_of(state[FROM_KEY] or "") or MONTH_MIN
    last = month_of(state[UNTIL_KEY] or "") or MONTH_MAX
    return Cohort(
        age_min,
        age_max,
        include_unknown_age=bool(state[UNKNOWN_AGE]),
        sexes=tuple(sex for sex in Sex if state[sex.value]),
        levels=tuple(VertebralLevel(name) for name in state[LEVEL_KEY] or ()),
        month_min=min(first, last),
        month_max=max(first, last),
        **{a.field: tuple(state[a.key] or ()) for a in TERM_ATTRIBUTES},
        complement=False,
    )


def set_widgets(cohort: Cohort, prefix: str = "") -> None:
    """Set a set of widgets to a cohort, before they are shown in this run."""
    values: dict[str, object] = {flag: flag in cohort.sexes for flag in TICKS}
    values[LEVEL_KEY] = [level.value for level in cohort.levels]
    values |= {AGE_KEY: (cohort.age_min, cohort.age_max), UNKNOWN_AGE: cohort.include_unknown_age}
    open_first, open_last = cohort.month_min == MONTH_MIN, cohort.month_max == MONTH_MAX
    values[FROM_KEY] = None if open_first else month_text(cohort.month_min)
    values[UNTIL_KEY] = None if open_last else month_text(cohort.month_max)
    values |= {a.key: list(getattr(cohort, a.field)) for a in TERM_ATTRIBUTES}
    st.session_state.update({f"{prefix}{key}": value for key, value in values.items()})


def cohort_of_link(
    dataset: Dataset, params: Mapping[str, Sequence[str]]
) -> tuple[Cohort, tuple[str, ...]]:
    """Read a cohort from a link, without operators and sites that the dataset has not.

    Parameters
    ----------
    dataset : Dataset
        Whose names a link may use.
    params : mapping of str to sequence of str
        Parameter name, without a prefix, to its values.

    Returns
    -------
    cohort : Cohort
        What could be understood.
    dropped : tuple of str
        A sentence for each parameter that could not.
    """
    known, problems = dict(params), []
    for attribute in (OPERATOR, SITE):
        offered = (*names(dataset, attribute.key), UNRECORDED)
        given = known.get(attribute.key, ())
        known[attribute.key] = tuple(name for name in given if name in offered)
        problems += [
            f"{attribute.key}={name[:40]} is not in {dataset.name}"
            for name in given
            if name not in offered
        ]
    cohort, dropped = from_params(known)
    return cohort, (*problems, *dropped)
