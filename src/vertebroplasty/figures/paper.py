"""A figure as it is taken along: in light colours, below a title that stands elsewhere."""

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from vertebroplasty.figures.theme import LIGHT, LINE_HEIGHT, Figure, Palette, Part

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
    colours = {getattr(palette, one.name): getattr(LIGHT, one.name) for one in fields(Palette)}
    made: Part = _recoloured(drawn.to_dict(), colours)
    layout, heading = made["layout"], made["layout"].pop("title")["text"]
    room = LINE_HEIGHT * max(2, heading.count("<br>") + 1)
    layout["margin"] = layout["margin"] | {"t": layout["margin"]["t"] - room}
    layout["height"] -= room
    return made


def _recoloured(part: Any, colours: Mapping[str, str]) -> Any:
    """Return a copy of a part of a figure, in other colours."""
    if isinstance(part, dict):
        return {name: _recoloured(inner, colours) for name, inner in part.items()}
    if isinstance(part, list | tuple):
        return [_recoloured(inner, colours) for inner in part]
    if isinstance(part, str):
        return _COLOUR.sub(lambda found: colours.get(found[0], found[0]), part)
    return part
