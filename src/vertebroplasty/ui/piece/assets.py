"""Where the browser gets plotly.js from: the file that the plotly package ships, packed once.

Streamlit serves the folder of a component and would pack a script anew for each reader, in the
thread that serves all of them. A packed file it sends as it is, a third of the size.
"""

import gzip
import tempfile
from importlib.metadata import version
from pathlib import Path

import streamlit as st
from streamlit.components.v1 import declare_component

from vertebroplasty.figures.standalone import plotly_js

_LEVEL = 4
"""Of compression: 0.1 s; the highest takes twice as long and saves 4 %."""

_folder = tempfile.TemporaryDirectory(prefix="vertebroplasty-plotly-")
"""Removed when the process ends."""


def plotly_source() -> str:
    """Pack plotly.js, have Streamlit serve it, and return its address on this server."""
    name = f"plotly-{version('plotly')}.min.js.gz"
    Path(_folder.name, name).write_bytes(gzip.compress(plotly_js(), _LEVEL, mtime=0))
    served = declare_component("plotly", path=_folder.name)
    base = st.get_option("server.baseUrlPath").strip("/")
    return "/".join(["", *filter(None, [base]), "component", served.name, name])
