"""What a piece of a page is made of: markup of our own, and figures side by side."""

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from vertebroplasty.figures.theme import Figure
from vertebroplasty.ui.boxes import is_open


class Plot(NamedTuple):
    """A figure as the page shows it.

    Attributes
    ----------
    key : str
        Identity on the page; the next one with the same key changes it in place.
    figure : Figure
        The picture.
    alt : str
        The picture in words.
    caption : str
        What to know when reading it.
    box : str
        Key of the box that a button below it opens.
    """

    key: str
    figure: Figure
    alt: str
    caption: str
    box: str


class Markup(NamedTuple):
    """Markup, in which every text that is not ours went through `html.escape`.

    Attributes
    ----------
    html : str
        The markup.
    boxes : tuple of str
        Keys of the boxes that its buttons open.
    """

    html: str
    boxes: tuple[str, ...] = ()


Row = tuple[Plot, ...]
"""Figures side by side."""
Part = Markup | Row


def box_button(label: str, box: str) -> Markup:
    """Return a button that opens a box; while the box is open it is hidden, and nothing jumps."""
    hidden = " hidden" if is_open(box) else ""
    button = f"<button type='button' class='vo-open' data-box='{escape(box)}'{hidden}>"
    return Markup(f"{button}{escape(label)}</button>", boxes=(box,))


def boxes_of(part: Part) -> Iterator[str]:
    """Return the keys of the boxes that a part opens."""
    yield from part.boxes if isinstance(part, Markup) else (plot.box for plot in part)
