"""The filter panel: widgets in, `Cohort` out; the same on every page.

Each widget's key is its URL parameter, so that a copied link opens the same view; `Cohort` reads
and writes the same names.
"""

import streamlit as st

from vertebroplasty.breakdown import LEVEL, SEX
from vertebroplasty.cohort import UNKNOWN_AGE, Cohort, to_params
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.formatting import whole
from vertebroplasty.ui.boxes import opened_box
from vertebroplasty.ui.choices import choice_problems, page_parameters
from vertebroplasty.ui.counted import age_histogram, procedures_by
from vertebroplasty.ui.datasets import DATASET_KEY, dataset_problems
from vertebroplasty.ui.filter_state import AGE_KEY, cohort_of_link, cohort_of_widgets, set_widgets
from vertebroplasty.ui.frozen import FROZEN_KEY, GENERATION_KEY
from vertebroplasty.ui.history import History
from vertebroplasty.ui.level_list import level_list
from vertebroplasty.ui.more_filters import treatment_filters
from vertebroplasty.ui.spine.picture import level_picture
from vertebroplasty.vocabulary import AGE_MAX, AGE_MIN, Sex

HISTORY_KEY = "cohort history"
DROPPED_KEY = "dropped parameters"
RESTART_KEY = "cohort to restart with"


def choose_cohort(dataset: Dataset) -> Cohort:
    """Show the filters and return the cohort they describe.

    Parameters
    ----------
    dataset : Dataset
        Whose options and counts are shown.

    Returns
    -------
    Cohort
        As the widgets stand, also when a link brought their values.
    """
    arriving = _restart()
    expected = _read_link(dataset) if arriving else cohort_of_widgets()
    with st.sidebar:
        _buttons(expected)
        _age_filter(dataset, expected)
        _sex_filter(dataset, expected)
        _level_filter(dataset, expected)
        if box := opened_box("More filters", "treatment", used=not expected.is_tallied):
            with box:
                treatment_filters(dataset)
    cohort = cohort_of_widgets()
    if cohort != expected:  # a widget makes what it can of an age such as 85 to 60 in a link
        st.session_state[RESTART_KEY] = expected if arriving else cohort
        st.rerun()
    _set_history(_history().noting(cohort))
    return cohort


def clear_all() -> None:
    """Set every filter to open (a widget callback)."""
    set_widgets(Cohort())


def dropped_parameters() -> tuple[str, ...]:
    """Return a sentence for each URL parameter that was not understood, until a filter changes."""
    return () if _history().has_begun else st.session_state.get(DROPPED_KEY, ())


def _restart() -> bool:
    """Set the widgets as the run before asked for; return whether this is a session's first run."""
    if RESTART_KEY in st.session_state:
        set_widgets(st.session_state.pop(RESTART_KEY))
    return AGE_KEY not in st.session_state


def _read_link(dataset: Dataset) -> Cohort:
    """Return what the URL says before any widget has read it, and take out what says nothing."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    problems = (*dataset_problems(), *choice_problems(params))
    elsewhere = {DATASET_KEY, GENERATION_KEY, FROZEN_KEY, *page_parameters()}
    cohort, dropped = cohort_of_link(
        dataset, {name: values for name, values in params.items() if name not in elsewhere}
    )
    if cohort.complement:
        problems = (*problems, "except=true: the Compare page sets a cohort against all others")
        cohort = cohort.others()
    st.session_state[DROPPED_KEY] = (*problems, *dropped)
    for name in params.keys() - elsewhere - to_params(cohort).keys():
        del st.query_params[name]
    return cohort


def _history() -> History:
    history: History = st.session_state.get(HISTORY_KEY, History())
    return history


def _set_history(history: History) -> None:
    st.session_state[HISTORY_KEY] = history


def _step(steps: int) -> None:
    """Go through the history (a widget callback), also from a change whose run was overtaken."""
    history = _history().noting(cohort_of_widgets()).moved(steps)
    _set_history(history)
    set_widgets(history.current)


def _buttons(cohort: Cohort) -> None:
    history = _history().noting(cohort)
    with st.container(horizontal=True):
        st.button("Clear all", on_click=clear_all, key="clear_all")
        for label, steps, there in (("Undo", -1, history.earlier), ("Redo", 1, history.later)):
            st.button(
                label,
                on_click=_step,
                args=(steps,),
                disabled=not there,
                width="stretch",
                key=f"{label.lower()}_filter",
            )


def _age_filter(dataset: Dataset, cohort: Cohort) -> None:
    st.slider(
        "Age at procedure, years",
        AGE_MIN,
        AGE_MAX,
        (AGE_MIN, AGE_MAX),
        key=AGE_KEY,
        bind="query-params",
        help="Both ends are included.",
    )
    unknown = age_histogram(dataset, Cohort()).n_missing
    if unknown or cohort.include_unknown_age:
        st.checkbox(
            f"Also those of unknown age ({whole(unknown)})",
            key=UNKNOWN_AGE,
            bind="query-params",
            disabled=not cohort.has_age_range,
            help="Without an age range everybody is included.",
        )


def _sex_filter(dataset: Dataset, cohort: Cohort) -> None:
    counts = procedures_by(dataset, cohort, SEX)
    everyone = procedures_by(dataset, Cohort(), SEX)
    offered = [
        (sex, group.label.capitalize())
        for sex, group in zip(Sex, SEX.groups, strict=True)
        if sex.code in everyone or sex in cohort.sexes
    ]
    # A box whose label changes is drawn anew with every filter; one line of counts is not.
    among = (f"<span>{label} {whole(counts.get(sex.code, 0))}</span>" for sex, label in offered)
    _heading("Sex", "none ticked means all", " \N{MIDDLE DOT} ".join(among))
    for sex, label in offered:
        st.checkbox(label, key=sex.value, bind="query-params")


def _level_filter(dataset: Dataset, cohort: Cohort) -> None:
    offered = {*procedures_by(dataset, Cohort(), LEVEL), *(level.code for level in cohort.levels)}
    _heading("Vertebral level", "none chosen means all")
    level_picture(dataset, cohort)
    level_list(offered)


def _heading(text: str, note: str, counts: str = "") -> None:
    line = f"<br><span class='vo-counts'>{counts}</span>" if counts else ""
    st.html(f"<div class='vo-filter'><b>{text}</b> <span>{note}</span>{line}</div>")
