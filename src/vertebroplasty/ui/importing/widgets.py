"""Widgets whose labels are ours and whose values come from the mapping the first time only."""

from collections.abc import Mapping, Sequence

import streamlit as st


def choose(
    label: str,
    options: Sequence[str],
    value: str,
    key: str,
    words: Mapping[str, str] | None = None,
    *,
    bare: bool = False,
) -> str:
    """Let the person choose a text.

    Parameters
    ----------
    label : str
        What is chosen; never a text of a file, for labels are markup.
    options : sequence of str
        What there is to choose from.
    value : str
        What is chosen at first; when it is none of the options, nothing is.
    key : str
        Of the widget.
    words : mapping of str to str, optional
        Options in words.
    bare : bool
        Whether the label is for screen readers only.

    Returns
    -------
    str
        The choice; the empty text when there is none.
    """
    if value in options:
        st.session_state.setdefault(key, value)
    chosen = st.selectbox(
        label,
        options,
        index=None,
        key=key,
        format_func=lambda option: (words or {}).get(option, option),
        label_visibility="collapsed" if bare else "visible",
        placeholder="please choose",
    )
    return chosen if chosen is not None else ""


def write(label: str, value: str, key: str, help_text: str = "") -> str:
    """Let the person write a line of text.

    Parameters
    ----------
    label : str
        What is written; never a text of a file.
    value : str
        What stands there at first.
    key : str
        Of the widget.
    help_text : str
        What to know.

    Returns
    -------
    str
        Without blanks around it.
    """
    st.session_state.setdefault(key, value)
    written: str = st.text_input(label, key=key, help=help_text or None)
    return written.strip()
