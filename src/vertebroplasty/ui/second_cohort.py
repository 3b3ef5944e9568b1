"""Whom a cohort is compared with: everyone else, a second set of filters, itself before a date."""

from typing import NamedTuple

import streamlit as st

from vertebroplasty.breakdown import LEVEL, SEX
from vertebroplasty.cohort import (
    UNKNOWN_AGE,
    Cohort,
    month_name,
    month_of,
    month_text,
    to_params,
)
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.formatting import whole
from vertebroplasty.query.comparing import later_months, split_at
from vertebroplasty.ui.analysis_choices import AGAINST, AGAINST_KEY, SECOND, SECOND_KEYS, SINCE_KEY
from vertebroplasty.ui.counted import procedures_by
from vertebroplasty.ui.filter_state import AGE_KEY, cohort_of_link, cohort_of_widgets, set_widgets
from vertebroplasty.ui.level_list import level_list
from vertebroplasty.ui.more_filters import treatment_filters
from vertebroplasty.ui.said import problem_html
from vertebroplasty.ui.view import current_view
from vertebroplasty.vocabulary import AGE_MAX, AGE_MIN, Sex

RESTART_KEY = "second cohort to restart with"
DROPPED_KEY = "parameters that Compare dropped"


class Sides(NamedTuple):
    """The two cohorts, or in words why there are none to compare."""

    a: Cohort
    b: Cohort
    problem: str = ""


def choose_sides() -> Sides:
    """Let the reader choose whom the sidebar's cohort is compared with; kept in the URL."""
    view = current_view()
    against = st.segmented_control(
        "Compare with",
        AGAINST,
        default=AGAINST[0],
        required=True,
        key=AGAINST_KEY,
        bind="query-params",
    )
    if against == AGAINST[1]:
        return Sides(view.cohort, _second_cohort(view.dataset))
    if against == AGAINST[2]:
        return _before_and_after(view.dataset, view.cohort)
    return Sides(view.cohort, view.cohort.others())


def _second_cohort(dataset: Dataset) -> Cohort:
    """Show the filters of the second cohort and return what they describe."""
    if RESTART_KEY in st.session_state:
        set_widgets(st.session_state.pop(RESTART_KEY), SECOND)
    arriving = SECOND + AGE_KEY not in st.session_state
    expected = _read_link(dataset) if arriving else cohort_of_widgets(SECOND)
    came, problems = st.session_state.get(DROPPED_KEY, (expected, ()))
    for problem in problems if came == expected else ():
        _ignored(problem)
    with st.expander("Filters of cohort B", expanded=True):
        left, middle, right = st.columns(3, gap="large")
        with left:
            _age_and_sex(dataset, expected)
        with middle:
            _levels(dataset, expected)
        with right:
            treatment_filters(dataset, SECOND)
    cohort = cohort_of_widgets(SECOND)
    if cohort != expected:  # a widget makes what it can of an age such as 85 to 60 in a link
        st.session_state[RESTART_KEY] = expected if arriving else cohort
        st.rerun()
    return cohort


def _read_link(dataset: Dataset) -> Cohort:
    """Return what the URL says of the second cohort, and take out what says nothing."""
    given = {key: st.query_params.get_all(key) for key in st.query_params if key in SECOND_KEYS}
    plain = {key.removeprefix(SECOND): values for key, values in given.items()}
    cohort, dropped = cohort_of_link(dataset, plain)
    st.session_state[DROPPED_KEY] = (cohort, [f"{SECOND}{one}" for one in dropped])
    for key in given.keys() - {f"{SECOND}{name}" for name in to_params(cohort)}:
        del st.query_params[key]
    return cohort


def _age_and_sex(dataset: Dataset, cohort: Cohort) -> None:
    st.slider(
        "Age at procedure, years",
        AGE_MIN,
        AGE_MAX,
        (AGE_MIN, AGE_MAX),
        key=SECOND + AGE_KEY,
        bind="query-params",
    )
    unknown = "Also those of unknown age"
    _tick(UNKNOWN_AGE, unknown, disabled=not cohort.has_age_range)
    counts = procedures_by(dataset, cohort, SEX)
    everyone = procedures_by(dataset, Cohort(), SEX)
    st.caption("Sex; none ticked means all")
    for sex, group in zip(Sex, SEX.groups, strict=True):
        if sex.code in everyone or sex in cohort.sexes:
            _tick(sex.value, _counted(group.label.capitalize(), counts.get(sex.code, 0)))


def _levels(dataset: Dataset, cohort: Cohort) -> None:
    offered = {*procedures_by(dataset, Cohort(), LEVEL), *(level.code for level in cohort.levels)}
    level_list(offered, SECOND, "Vertebral level")


def _counted(label: str, count: int) -> str:
    return f"{label} \N{MIDDLE DOT} {whole(count)}"


def _tick(name: str, label: str, *, disabled: bool = False) -> None:
    st.checkbox(label, key=SECOND + name, bind="query-params", disabled=disabled)


def _before_and_after(dataset: Dataset, cohort: Cohort) -> Sides:
    """Split the cohort at the first day of a month that the reader chooses."""
    months = [month_text(month) for month in later_months(dataset)]
    if not months:
        return Sides(cohort, cohort, "No procedure of this dataset has a date.")
    _check_since(months)
    chosen = st.selectbox(
        "A was treated from this month on, B before it",
        months,
        index=None,
        key=SINCE_KEY,
        placeholder="choose a month",
        bind="query-params",
    )
    since = month_of(chosen or "")
    if since is None:
        return Sides(cohort, cohort, "Choose the month from which on a procedure belongs to A.")
    if not cohort.month_min < since <= cohort.month_max:
        within = f"The sidebar's period has nothing on one side of {month_name(since)}."
        return Sides(cohort, cohort, within)
    return Sides(*split_at(cohort, since))


def _check_since(months: list[str]) -> None:
    """Say which month of a link is none of those offered, before the widget drops it."""
    given = st.query_params.get_all(SINCE_KEY)
    if SINCE_KEY in st.session_state or not given or (len(given) == 1 and given[0] in months):
        return
    shown = ", ".join(given)[:40]
    _ignored(f"{SINCE_KEY}={shown}: a month from {months[0]} to {months[-1]} would do")
    del st.query_params[SINCE_KEY]


def _ignored(problem: str) -> None:
    st.html(problem_html(f"Ignored from the link: {problem}"))
