"""What a figure needs to stand in a document of its own, away from the dashboard."""

from functools import lru_cache
from html import unescape
from importlib.resources import files

from vertebroplasty.figures.theme import Part, title_room

_USUAL_HEIGHT = 450


@lru_cache(maxsize=1)
def plotly_js() -> bytes:
    """Return plotly.js as the plotly package ships it."""
    return files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()


def without_title(figure: Part, title: str | None = None) -> Part:
    """Return a figure without its title and the room for it.

    Parameters
    ----------
    figure : dict
        Of `Figure.to_dict`; it is not changed.
    title : str, optional
        What a document prints above the figure.

    Returns
    -------
    dict
        The figure as it was where its title is another one.
    """
    layout, drawn = _part(figure, "layout"), _part(_part(figure, "layout"), "title").get("text")
    margin = _part(layout, "margin")
    if not isinstance(drawn, str) or "t" not in margin:
        return figure
    if title is not None and _plain(drawn) != _plain(title):
        return figure
    room = title_room(drawn)
    kept = {name: part for name, part in layout.items() if name != "title"}
    kept |= {"margin": {**margin, "t": margin["t"] - room}, "height": height_of(figure) - room}
    return {**figure, "layout": kept}


def height_of(figure: Part) -> float:
    """Return the height of a figure in pixels; plotly's own where it says none."""
    height = _part(figure, "layout").get("height")
    return height if isinstance(height, int | float) else _USUAL_HEIGHT


def _part(of: Part, name: str) -> Part:
    """Return a part of a figure that a file may have brought; nothing where it is none."""
    part = of.get(name)
    return part if isinstance(part, dict) else {}


def _plain(text: str) -> str:
    return " ".join(unescape(text.replace("<br>", " ")).split())
