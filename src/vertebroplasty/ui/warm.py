"""Import what is heavy once and whole, and keep garbage collection out of the way of a rerun.

Streamlit imports pandas when it first shows a table: in the middle of a session's run, while other
sessions' threads may find half a module. Imported here, at the top of ``app.py``, no session goes
on before pandas is whole.

Streamlit collects all generations after every run; with a hundred thousand objects of imported
modules that takes most of a rerun's CPU. Once everything heavy is imported, those objects are moved
out of the collector's sight.
"""

import gc

import pandas as pd
import streamlit as st

from vertebroplasty.ui.descriptors import make_room
from vertebroplasty.ui.sockets import send_at_once

HEAVY = (pd,)
"""Imported for what they must not do later: load in the middle of another session's run."""


@st.cache_resource(show_spinner=False)
def freeze_imports() -> int:
    """Prepare this process for its readers, once, and freeze what is alive now.

    Call it at the end of the first run.

    Returns
    -------
    int
        How many objects are frozen.
    """
    make_room()
    send_at_once()
    gc.collect()
    gc.freeze()
    return gc.get_freeze_count()
