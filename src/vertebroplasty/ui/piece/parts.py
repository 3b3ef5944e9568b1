"""What a piece of a page is made of: markup of our own, and figures side by side."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, NamedTuple

from vertebroplasty.figures.theme import Figure
from vertebroplasty.ui.boxes import is_open

ADD, IN_REPORT = "Add to report", "In the report"
TAKE_HINT = "Takes these numbers along as they stand now; the page Report makes slides of them"


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
        Key of the box that a button below it opens; empty where there is none.
    taken : bool or None
        Whether the reader's report holds it; None where it cannot be taken.
    picture : dict, optional
        What the browser shall make a file of now.
    """

    key: str
    figure: Figure
    alt: str
    caption: str
    box: str
    taken: bool | None = None
    picture: Mapping[str, Any] | None = None


class Markup(NamedTuple):
    """Markup, in which every text that is not ours went through `html.escape`.

    Attributes
    ----------
    html : str
        The markup.
    boxes : tuple of str
        Keys of the boxes that its buttons open.
    takes : tuple of str
        Keys of what its buttons put into the reader's report.
    """

    html: str
    boxes: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()


Row = tuple[Plot, ...]
"""Figures side by side."""
Part = Markup | Row


def box_button(label: str, box: str) -> Markup:
    """Return a button that opens a box; while the box is open it is hidden, and nothing jumps."""
    hidden = " hidden" if is_open(box) else ""
    button = f"<button type='button' class='vo-open' data-box='{escape(box)}'{hidden}>"
    return Markup(f"{button}{escape(label)}</button>", boxes=(box,))


def take_button(key: str, *, taken: bool) -> Markup:
    """Return a button that puts something into the reader's report, or takes it out again."""
    button = f"<button type='button' class='vo-open' data-take='{escape(key)}'"
    state = f" aria-pressed='{str(taken).lower()}' title='{TAKE_HINT}'>"
    return Markup(f"{button}{state}{IN_REPORT if taken else ADD}</button>", takes=(key,))


def side_by_side(*buttons: Markup) -> Markup:
    """Return buttons in one row."""
    html = "".join(button.html for button in buttons)
    boxes = tuple(box for button in buttons for box in button.boxes)
    takes = tuple(key for button in buttons for key in button.takes)
    return Markup(f"<div class='vo-buttons'>{html}</div>", boxes, takes)


def takes_of(part: Part) -> Iterator[str]:
    """Return the keys of what a part can put into the reader's report."""
    yield from part.takes if isinstance(part, Markup) else (plot.key for plot in part)


def identities(part: Part) -> Iterator[str]:
    """Return what tells a part from the others of its page, whatever it shows."""
    yield from part.boxes if isinstance(part, Markup) else (plot.key for plot in part)


def boxes_of(part: Part) -> Iterator[str]:
    """Return the keys of the boxes that a part opens."""
    yield from part.boxes if isinstance(part, Markup) else (plot.box for plot in part)
