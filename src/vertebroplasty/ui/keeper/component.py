"""What the browser keeps, as a component: a new session asks it once, a change is handed to it."""

from pathlib import Path

import streamlit as st

from vertebroplasty.errors import BasketError
from vertebroplasty.report.exhibits import MOST_EXHIBITS, Basket, from_file, to_file
from vertebroplasty.ui.taking import BASKET_KEY, UNKEPT_KEY, UNREAD_KEY, Unread, basket, put

UNREAD = "The report that this browser keeps cannot be read: the page Report says why."
_KEY = "keeper"
_HERE = Path(__file__).parent

_mount = st.components.v2.component(
    "vertebroplasty_keeper",
    js=(_HERE / "keeper.js").read_text(encoding="utf-8"),
)


def keep_report() -> None:
    """Have the browser keep the report where it changed, at the end of a run."""
    if st.session_state.get(UNKEPT_KEY):
        with st.sidebar:
            _mount(key=_KEY, data={"keep": to_file(basket()).decode(), "aside": _is_in_the_way()})
        st.session_state[UNKEPT_KEY] = False
    elif UNKEPT_KEY not in st.session_state:
        with st.sidebar:
            _mount(key=_KEY, data={"keep": None}, on_kept_change=_restore)
        st.session_state[UNKEPT_KEY] = False


def _is_in_the_way() -> bool:
    """Whether the browser still keeps what could not be read: only before the first change."""
    unread: Unread | None = st.session_state.get(UNREAD_KEY)
    if unread is None or unread.is_aside:
        return False
    st.session_state[UNREAD_KEY] = unread._replace(is_aside=True)
    return True


def _restore() -> None:
    """Take up what the browser kept (a callback), before what was added meanwhile."""
    text = str(st.session_state[_KEY].get("kept"))
    try:
        kept = from_file(text.encode())
    except BasketError as error:
        st.session_state[UNREAD_KEY] = Unread(text, str(error))
        st.toast(UNREAD, duration="infinite")
        return
    added = basket().exhibits
    if BASKET_KEY in st.session_state:
        put(Basket(title=kept.title, exhibits=(*kept.exhibits, *added)[:MOST_EXHIBITS]))
    else:
        st.session_state[BASKET_KEY] = kept
