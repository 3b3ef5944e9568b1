"""The style sheets of the page, in the reader's colours, and in those of paper when it is printed.

Text is the theme's own colour, thinned where it is secondary; the accent and the warning hue come
from the figures' palette, so that a colour means one thing.
"""

from functools import lru_cache

import streamlit as st

from vertebroplasty.figures.theme import LIGHT, Palette, palette
from vertebroplasty.ui.assist import ASSISTANCE
from vertebroplasty.ui.back_button import STEPS
from vertebroplasty.ui.copy_link import COPYING
from vertebroplasty.ui.sheets.narrow import NARROW
from vertebroplasty.ui.sheets.paper import PAPER, recoloured
from vertebroplasty.ui.sheets.screen import SCREEN
from vertebroplasty.ui.sheets.still import STILL


def current_palette() -> Palette:
    """Return the colours for the reader's theme, light or dark."""
    return palette(st.context.theme.type == "dark")


def apply_style() -> None:
    """Put the style sheets on the page, in the reader's colours, and three scripts."""
    sheets = f"<style>{_sheets(current_palette())}</style>"
    # In the sidebar: what is said there to a screen reader is no part of the page's own text.
    st.sidebar.html(f"{sheets}{ASSISTANCE}{STEPS}{COPYING}", unsafe_allow_javascript=True)


@lru_cache(maxsize=2)
def _sheets(colours: Palette) -> str:
    sheets = f"{_variables(colours)}{SCREEN}{NARROW}{STILL}"
    return f"{sheets}@media print {{ {_variables(LIGHT)}{PAPER}{recoloured(colours, LIGHT)} }}"


def _variables(colours: Palette) -> str:
    """Return the rule by which the sheets know the colours."""
    named = {
        "accent": colours.accent,
        "harm": colours.harm,
        "grid": colours.grid,
        "secondary": colours.reference,
    }
    return f":root {{ {' '.join(f'--vo-{name}: {value};' for name, value in named.items())} }}\n"
