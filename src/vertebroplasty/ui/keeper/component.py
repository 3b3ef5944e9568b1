"""What the browser keeps, as a component: a new session asks it once, a change is handed to it."""

from pathlib import Path

import streamlit as st

from vertebroplasty.errors import BasketError
from vertebroplasty.report.exhibits import MOST_EXHIBITS, Basket, from_file, to_file
from vertebroplasty.ui.taking import BASKET_KEY, UNKEPT_KEY, basket, put

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
            _mount(key=_KEY, data={"keep": to_file(basket()).decode()})
        st.session_state[UNKEPT_KEY] = False
    elif UNKEPT_KEY not in st.session_state:
        with st.sidebar:
            _mount(key=_KEY, data={"keep": None}, on_kept_change=_restore)
        st.session_state[UNKEPT_KEY] = False


def _restore() -> None:
    """Take up what the browser kept (a callback), before what was added meanwhile."""
    try:
        kept = from_file(str(st.session_state[_KEY].get("kept")).encode())
    except BasketError:
        return  # of another version, or not ours: it is left as it is until something is added
    added = basket().exhibits
    if BASKET_KEY in st.session_state:
        put(Basket(title=kept.title, exhibits=(*kept.exhibits, *added)[:MOST_EXHIBITS]))
    else:
        st.session_state[BASKET_KEY] = kept
