"""How much a session has looked at: what a reader of a p value should know."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from vertebroplasty.cohort import Cohort
from vertebroplasty.formatting import units

LOOKS_KEY = "looks"
MOST = 10_000
"""Looks remembered; beyond them the count stands still and says so."""

Look = tuple[str, Cohort, str]


def note_looks(dataset_name: str, cohort: Cohort, outcomes: Iterable[str]) -> None:
    """Remember that this session looked at outcomes of a cohort.

    Parameters
    ----------
    dataset_name : str
        Where the cohort is.
    cohort : Cohort
        Who was looked at.
    outcomes : iterable of str
        Measure keys.
    """
    looks = _looks()
    if len(looks) < MOST:
        looks.update((dataset_name, cohort, outcome) for outcome in outcomes)


def looks_caption() -> None:
    """Say beside p values how many cohorts and outcomes this session has looked at."""
    looks = _looks()
    cohorts = units(len({(name, cohort) for name, cohort, _ in looks}), "different cohorts")
    outcomes = units(len({outcome for *_, outcome in looks}), "outcomes")
    most = "more than " if len(looks) >= MOST else ""
    st.html(
        f"<p class='vo vo-detail'>Looked at in this session: {most}{escape(cohorts)} and"
        f" {escape(outcomes)}. The more one looks at, the more small p values come by chance"
        " alone: with nothing to find, one in twenty tests gives p below .05.</p>"
    )


def _looks() -> set[Look]:
    looks: set[Look] = st.session_state.setdefault(LOOKS_KEY, set())
    return looks
