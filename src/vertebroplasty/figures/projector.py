"""A figure for a projector: dark, and with letters that the last row reads."""

from typing import Any

from vertebroplasty.figures.paper import recoloured
from vertebroplasty.figures.standalone import without_title
from vertebroplasty.figures.theme import DARK, Figure, Palette, Part

LEAST_SIZE = 24
"""Of letters, in pixels."""
SCALE = 2.0
"""24 pixels are twice the least size of a figure on a page."""
PIXELS = {
    *(("font", "size"), ("tickfont", "size"), ("textfont", "size"), ("marker", "size")),
    *(("margin", side) for side in ("l", "r", "t", "b")),
    *(("annotations", "xshift"), ("annotations", "yshift"), ("title", "standoff")),
    *(("line", "width"), ("error_x", "thickness"), ("error_y", "thickness")),
}
"""What is a length on the screen, by the part that it stands in; others are lengths of the data."""


def projected(drawn: Figure, palette: Palette) -> Part:
    """Return a figure's JSON in dark colours and twice the size, without its title.

    Parameters
    ----------
    drawn : Figure
        As it stands on a page.
    palette : Palette
        The colours that it was drawn in.

    Returns
    -------
    dict
        Data and layout; whoever shows it gives it the height of the screen.
    """
    made: Part = _larger(without_title(recoloured(drawn, palette, DARK)), "")
    return made


def _larger(part: Any, within: str) -> Any:
    """Return a copy of a part of a figure with letters, margins and lines of twice the size."""
    if isinstance(part, dict):
        return {
            name: _grown(inner) if (within, name) in PIXELS else _larger(inner, name)
            for name, inner in part.items()
        }
    if isinstance(part, list):
        return [_larger(inner, within) for inner in part]
    return part


def _grown(size: Any) -> Any:
    return [SCALE * one for one in size] if isinstance(size, list) else SCALE * size
