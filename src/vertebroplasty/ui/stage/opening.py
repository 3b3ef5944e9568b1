"""Before the stage opens: what to present, and by which keys."""

from collections.abc import Callable

import streamlit as st

from vertebroplasty.formatting import units
from vertebroplasty.ui.said import say
from vertebroplasty.ui.saved.changing import SAID_KEY, attempt
from vertebroplasty.ui.stage.component import Slide, start
from vertebroplasty.ui.stage.story import case_conference, conference_exhibits, of_report
from vertebroplasty.ui.tables import show_table
from vertebroplasty.ui.taking import basket, put_all

STORY_KEY, TAKE_KEY = "story", "take_conference"
_ASKED_KEY = "case conference to take"
TAKE_HINT = "All six, as they stand now: the page Report makes slides or a document of them."
CONFERENCE, REPORT = "Case conference, six screens", "My report"
KEYS = (
    ("Right, Left, Space, Page Down, Page Up", "next, back"),
    ("1 to 9, Home, End", "jump to a screen; the last one is the appendix of methods"),
    ("C", "to the filters in the sidebar, Esc brings you back; the figures follow at once"),
    ("B", "black screen"),
    ("F", "full screen"),
    ("L", "copy the link to the screen that stands there"),
    ("?", "these keys, while presenting"),
    ("Esc", "leave"),
)


def choose_story() -> Callable[[], list[Slide]]:
    """Let the reader choose what is presented, and open the stage."""
    report = basket()
    chosen = st.segmented_control(
        "What to present",
        [CONFERENCE, REPORT],
        default=CONFERENCE,
        required=True,
        key=STORY_KEY,
        help="My report holds what you added to it on the other pages, as it stood then.",
    )
    nothing = chosen == REPORT and not report.exhibits
    with st.container(horizontal=True):
        st.button("Start", on_click=start, disabled=nothing)
        if chosen == CONFERENCE:
            st.button("Add to report", key=TAKE_KEY, help=TAKE_HINT, on_click=_ask)
    _take_if_asked()
    if nothing:
        st.caption("Your report is empty: press **Add to report** below a chart.")
    return (lambda: of_report(report)) if chosen == REPORT and not nothing else case_conference


def _ask() -> None:
    st.session_state[_ASKED_KEY] = True


def _take_if_asked() -> None:
    """Add the case conference to the report, in the run that has its figures."""
    if not st.session_state.pop(_ASKED_KEY, False):
        return
    attempt(lambda: f"{units(put_all(conference_exhibits()), 'figures')} added to the report.")
    say(SAID_KEY)


def explain_keys() -> None:
    """Say by which keys a presentation is driven."""
    show_table("Keys of a presentation", (), KEYS)
