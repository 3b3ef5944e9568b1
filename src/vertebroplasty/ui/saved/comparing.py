"""From a saved cohort to the page Compare."""

import streamlit as st

from vertebroplasty.cohort import Cohort, to_params
from vertebroplasty.ui.analysis_choices import AGAINST, AGAINST_KEY, SECOND
from vertebroplasty.ui.filter_state import set_widgets
from vertebroplasty.ui.navigation import COMPARE, SECTIONS

_ASKED_KEY = "cohorts to compare"


def ask_to_compare(a: Cohort, b: Cohort) -> None:
    """Set the sidebar to a cohort and the filters of Compare to another one (a callback)."""
    set_widgets(a)
    set_widgets(b, SECOND)
    st.session_state[AGAINST_KEY] = AGAINST[1]
    st.session_state[_ASKED_KEY] = b


def compare_if_asked() -> None:
    """Turn to the page Compare, if a callback asked for it."""
    if asked := st.session_state.pop(_ASKED_KEY, None):
        (page,) = (e for entries in SECTIONS.values() for e in entries if e.address == COMPARE)
        # The sidebar writes its own part of the address; what Compare shows first is not there yet.
        link = {f"{SECOND}{key}": values for key, values in to_params(asked).items()}
        st.switch_page(page.path, query_params={AGAINST_KEY: AGAINST[1], **link})
