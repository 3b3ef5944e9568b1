"""What the last click came to: remembered by a callback, said once by the run that follows."""

from html import escape

import streamlit as st


def remember_said(key: str, text: str, *, problem: bool = False) -> None:
    """Remember a sentence (in a callback).

    Parameters
    ----------
    key : str
        Of the place where it will be said.
    text : str
        The sentence.
    problem : bool
        Whether something is wrong.
    """
    st.session_state[key] = (text, problem)


def say(key: str) -> None:
    """Say once what was remembered, if anything was."""
    if said := st.session_state.pop(key, None):
        text, problem = said
        kind = "vo-problem' role='alert" if problem else "vo-done' role='status"
        st.html(f"<p class='{kind}'>{escape(text)}</p>")
