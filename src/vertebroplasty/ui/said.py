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


def problem_html(text: str) -> str:
    """Return a sentence that says what is wrong, as markup."""
    return f"<p class='vo-problem' role='alert'>{escape(text)}</p>"


def say(key: str) -> None:
    """Say once what was remembered, if anything was."""
    if said := st.session_state.pop(key, None):
        text, problem = said
        done = f"<p class='vo-done' role='status'>{escape(text)}</p>"
        st.html(problem_html(text) if problem else done)
