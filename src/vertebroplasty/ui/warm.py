"""Keep garbage collection out of the way of a rerun.

Streamlit collects all generations after every run; with a hundred thousand objects of imported
modules that takes most of a rerun's CPU. Once everything heavy is imported, those objects are moved
out of the collector's sight.
"""

import gc

import streamlit as st


@st.cache_resource(show_spinner=False)
def freeze_imports() -> int:
    """Freeze what is alive now, once a process; call at the end of the first run.

    Returns
    -------
    int
        How many objects are frozen.
    """
    gc.collect()
    gc.freeze()
    return gc.get_freeze_count()
