"""An empty Streamlit page, with the app's own remedy against collection after every run."""

import streamlit as st

from vertebroplasty.ui.warm import freeze_imports

st.empty()
freeze_imports()
