"""What a figure needs to stand in a document of its own, away from the dashboard."""

from functools import lru_cache
from html import unescape
from importlib.resources import files

from vertebroplasty.figures.theme import LINE_HEIGHT, Part

_LEAST_LINES = 2
"""Of a title, for which `theme.layout` keeps room."""


@lru_cache(maxsize=1)
def plotly_js() -> bytes:
    """Return plotly.js as the plotly package ships it."""
    return files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()


def without_title(figure: Part, title: str) -> Part:
    """Return a figure without its title and the room for it, where the document prints the same.

    Parameters
    ----------
    figure : dict
        Of `Figure.to_dict`; it is not changed.
    title : str
        What the document prints above the figure.

    Returns
    -------
    dict
        The figure as it was where its title is another one.
    """
    layout = figure.get("layout", {})
    drawn: str = layout.get("title", {}).get("text", "")
    if not drawn or _plain(drawn) != _plain(title):
        return figure
    room = LINE_HEIGHT * max(_LEAST_LINES, drawn.count("<br>") + 1)
    margin = {**layout["margin"], "t": layout["margin"]["t"] - room}
    kept = {name: part for name, part in layout.items() if name != "title"}
    return {**figure, "layout": {**kept, "margin": margin, "height": layout["height"] - room}}


def _plain(text: str) -> str:
    return " ".join(unescape(text.replace("<br>", " ")).split())
