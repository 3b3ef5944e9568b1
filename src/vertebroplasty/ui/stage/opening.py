"""Before the stage opens: what to present, and by which keys."""

from collections.abc import Callable

import streamlit as st

from vertebroplasty.ui.stage.component import Slide, start
from vertebroplasty.ui.stage.story import case_conference, of_report
from vertebroplasty.ui.tables import show_table
from vertebroplasty.ui.taking import basket

STORY_KEY = "story"
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
    st.button("Start", on_click=start, disabled=nothing)
    if nothing:
        st.caption("Your report is empty: press **Add to report** below a chart.")
    return (lambda: of_report(report)) if chosen == REPORT and not nothing else case_conference


def explain_keys() -> None:
    """Say by which keys a presentation is driven."""
    show_table("Keys of a presentation", (), KEYS)
