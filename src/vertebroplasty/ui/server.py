"""Streamlit's own command line, which knows from its first run on where the pages are.

A folder ``pages`` beside the app makes a fresh server look for pages as Streamlit did of old, until
the script has called `st.navigation` once. A link to any page but the first that is opened before
that is answered "Page not found", and loses its filters.

Run as ``python -m vertebroplasty.ui.server run app.py``, with the words of ``streamlit run``.
"""

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.cli import main

if __name__ == "__main__":
    PagesManager.uses_pages_directory = False
    main(prog_name="streamlit")
