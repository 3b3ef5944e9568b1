"""The form that saves the cohort on screen under a name."""

import streamlit as st

from vertebroplasty.disclosure import saved_cohorts_changeable
from vertebroplasty.importing.generations import default_root
from vertebroplasty.report.saved_cohorts import (
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    SavedCohort,
    add,
)
from vertebroplasty.ui.frozen import is_frozen
from vertebroplasty.ui.said import say
from vertebroplasty.ui.saved.changing import SAID_KEY, attempt
from vertebroplasty.ui.view import View

NAME_KEY, TEXT_KEY, KIND_KEY = "saved_name", "saved_text", "saved_kind"
DYNAMIC, STATIC = "Dynamic", "Static"
_KINDS = (
    "Dynamic: the filters, counted anew in every generation. Static: also keeps the generation that"
    " is shown and its counts, and says later what changed."
)
SEEN_BY_ALL = (
    "Whoever opens this dashboard reads, changes and deletes what is saved here: no name of a"
    " patient belongs here."
)
READ_ONLY = (
    "This dashboard is shared, and nobody signs in: saved cohorts can be used, compared and taken"
    " along here, but not saved, changed or deleted. Those who run it do that on a dashboard that"
    " is not shared. Names and descriptions are seen by all readers."
)


def save_form(view: View) -> None:
    """Show the form for the cohort of the sidebar; in a shared view, why there is none."""
    if not saved_cohorts_changeable():
        st.html(f"<p class='vo vo-note'>{READ_ONLY}</p>")
        say(SAID_KEY)
        return
    say(SAID_KEY)
    with st.form("save_cohort"):
        st.header("Save this cohort", anchor=False)
        left, right = st.columns([2, 3], gap="medium")
        left.text_input("Name", key=NAME_KEY, max_chars=LONGEST_NAME)
        right.text_input("Description (may be empty)", key=TEXT_KEY, max_chars=LONGEST_DESCRIPTION)
        st.segmented_control(
            "Kind", (DYNAMIC, STATIC), default=DYNAMIC, required=True, key=KIND_KEY
        )
        st.caption(f"{_KINDS}{_frozen(view)} {SEEN_BY_ALL}")
        st.form_submit_button("Save", key="save_cohort_button", on_click=_save, args=(view,))


def _frozen(view: View) -> str:
    number = view.dataset.number
    return f" Generation {number} is shown: it is not the data of today." * is_frozen(number)


def _save(view: View) -> None:
    name, text = st.session_state[NAME_KEY], st.session_state[TEXT_KEY]
    make = SavedCohort.frozen_of if st.session_state[KIND_KEY] == STATIC else SavedCohort.of

    def change() -> str:
        saved = make(name, view.dataset, view.cohort, text)
        add(default_root(), saved)
        return f"{saved.name} was saved."

    if attempt(change):
        st.session_state.update({NAME_KEY: "", TEXT_KEY: ""})
