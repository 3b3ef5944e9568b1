"""The spine as a component: what Python sends it, and what a gesture on it does.

The list below it is the one truth about chosen levels; a gesture sets it as a reader would. The
component sends all chosen levels with the number of its gesture, and hears back the last number
that was dealt with: so quick gestures neither get lost nor undo each other.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from vertebroplasty.figures.spine import geometry
from vertebroplasty.ui.filter_state import LEVEL_KEY
from vertebroplasty.ui.piece.component import script_of
from vertebroplasty.vocabulary import VertebralLevel

NAME = "vertebroplasty_spine"
_HERE = Path(__file__).parent
_SHAPE = json.dumps(geometry(), separators=(",", ":"), ensure_ascii=False)

_mount = st.components.v2.component(
    NAME,
    html='<div class="vo-spine"></div>',
    css=(_HERE / "spine.css").read_text(encoding="utf-8"),
    js=script_of("own_root.js", _HERE / "spine.js").replace("GEOMETRY", _SHAPE, 1),
)


def show_spine(key: str, selected: Sequence[VertebralLevel], facts: Mapping[str, Any]) -> None:
    """Show the spine.

    Parameters
    ----------
    key : str
        Identity on the page; no more than one of a key in a run.
    selected : sequence of VertebralLevel
        The levels that are chosen.
    facts : mapping
        What is drawn, as `ui.spine.picture` puts it together.
    """
    handle: Callable[[], None] = partial(_choose, key)
    state = {
        "selected": [level.value for level in selected],
        "turn": st.session_state.get(_turn_key(key), 0),
    }
    _mount(key=key, data={**facts, **state}, on_chosen_change=handle)


def _choose(key: str) -> None:
    """Set the list of levels as a gesture left it (a callback)."""
    message = st.session_state[key].get("chosen")
    chosen, turn = read_gesture(message)
    if chosen is not None:
        st.session_state[LEVEL_KEY] = [level.value for level in VertebralLevel if level in chosen]
        st.session_state[_turn_key(key)] = turn


def read_gesture(message: object) -> tuple[frozenset[VertebralLevel] | None, int]:
    """Return the levels and the number of a gesture; what a browser sends is never trusted.

    Parameters
    ----------
    message : object
        Should be a mapping with ``levels``, names of levels, and ``turn``, a whole number.

    Returns
    -------
    levels : frozenset of VertebralLevel or None
        None when the message is none of ours; names that are no level are left out.
    turn : int
        The gesture's number.
    """
    if not isinstance(message, Mapping):
        return None, 0
    names, turn = message.get("levels"), message.get("turn")
    if not isinstance(names, list) or not isinstance(turn, int):
        return None, 0
    return frozenset(level for level in VertebralLevel if level.value in names), turn


def _turn_key(key: str) -> str:
    return f"{key} turn"
