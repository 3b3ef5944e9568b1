"""The form that takes a snapshot, and what is frozen when it is pressed."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from vertebroplasty.cohort import to_params
from vertebroplasty.disclosure import saved_cohorts_changeable
from vertebroplasty.importing.generations import default_root
from vertebroplasty.report.saved_cohorts import LONGEST_DESCRIPTION, LONGEST_NAME
from vertebroplasty.report.snapshots import described, keep
from vertebroplasty.ui import counted
from vertebroplasty.ui.choices import SNAPSHOT
from vertebroplasty.ui.datasets import DATASET_KEY
from vertebroplasty.ui.saved.changing import attempt
from vertebroplasty.ui.stage.story import conference_exhibits
from vertebroplasty.ui.taking import link_to
from vertebroplasty.ui.view import View

NAME_KEY, NOTE_KEY = "snapshot_name", "snapshot_note"
READ_ONLY = (
    "This dashboard is shared, and nobody signs in: snapshots can be opened here, but not taken or"
    " deleted. Names and notes are seen by all readers."
)
_ASKED_KEY = "snapshot to take"
_WHAT = (
    "A snapshot keeps the cohort of the sidebar as it is counted now: filters, the figures of"
    " Overview and of the case conference, generation, content hash, versions and time. It stays as"
    " it is whatever is imported later, and says then what changed. Whoever opens this dashboard"
    " reads it and can delete it: no name of a patient belongs here."
)


def take_form() -> None:
    """Show the form; in a shared view, why there is none."""
    if not saved_cohorts_changeable():
        st.html(f"<p class='vo vo-note'>{READ_ONLY}</p>")
        return
    with st.form("take_snapshot"):
        st.header("Take a snapshot", anchor=False)
        left, right = st.columns([2, 3], gap="medium")
        left.text_input("Name (may be empty)", key=NAME_KEY, max_chars=LONGEST_NAME)
        right.text_input("Note (may be empty)", key=NOTE_KEY, max_chars=LONGEST_DESCRIPTION)
        st.caption(_WHAT)
        st.form_submit_button("Take a snapshot", key="take_snapshot_button", on_click=_ask)


def take_if_asked(view: View) -> None:
    """Take a snapshot of what is on screen and open it, if the form asked for it."""
    if not (st.session_state.get(_ASKED_KEY) and saved_cohorts_changeable()):
        return
    if attempt(partial(_take, view)):
        st.session_state.update({NAME_KEY: "", NOTE_KEY: ""})
    del st.session_state[_ASKED_KEY]


def _take(view: View) -> str:
    """Keep what is on screen, and have it opened; return the sentence that says so."""
    params = {DATASET_KEY: view.dataset.name, **to_params(view.cohort)}
    snapshot = described(
        counted.snapshot_today(view.dataset, view.cohort),
        taken_at=datetime.now(UTC).isoformat(timespec="seconds"),
        link=link_to("", params),
        name=st.session_state.get(NAME_KEY, ""),
        note=st.session_state.get(NOTE_KEY, ""),
    )
    kept = keep(default_root(), snapshot, conference_exhibits())
    st.session_state[SNAPSHOT.key] = kept.number
    return f"Snapshot {kept.number} was taken."


def _ask() -> None:
    st.session_state[_ASKED_KEY] = True
