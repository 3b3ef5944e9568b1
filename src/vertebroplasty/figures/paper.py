"""A figure as it is taken along: in light colours, below a title that stands elsewhere."""

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from vertebroplasty.figures.standalone import without_title
from vertebroplasty.figures.theme import LIGHT, Figure, Palette, Part

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b")


def for_paper(drawn: Figure, palette: Palette) -> Part:
    """Return a figure's JSON in light colours and without its title, to be shown below one.

    Parameters
    ----------
    drawn : Figure
        As it stands on a screen.
    palette : Palette
        The colours that it was drawn in.

    Returns
    -------
    dict
        Data and layout.
    """
    return without_title(recoloured(drawn, palette, LIGHT))


def recoloured(drawn: Figure, old: Palette, new: Palette) -> Part:
    """Return a copy of a figure's JSON in the colours of another palette."""
    colours = {getattr(old, one.name): getattr(new, one.name) for one in fields(Palette)}
    made: Part = _in_colours(drawn.to_dict(), colours)
    return made


def _in_colours(part: Any, colours: Mapping[str, str]) -> Any:
    """Return a copy of a part of a figure, in other colours."""
    if isinstance(part, dict):
        return {name: _in_colours(inner, colours) for name, inner in part.items()}
    if isinstance(part, list | tuple):
        return [_in_colours(inner, colours) for inner in part]
    if isinstance(part, str):
        return _COLOUR.sub(lambda found: colours.get(found[0], found[0]), part)
    return part
