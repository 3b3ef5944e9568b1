"""What can be done with a table of a page: see the numbers behind it, take it along."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from html.parser import HTMLParser

from vertebroplasty.report.sources import Source
from vertebroplasty.report.tables import Table
from vertebroplasty.ui.boxes import is_open
from vertebroplasty.ui.piece.gathering import show, show_below
from vertebroplasty.ui.piece.parts import box_button, side_by_side, take_button
from vertebroplasty.ui.reproduce import DATA, show_source
from vertebroplasty.ui.taking import Shown, is_taken, take

BEHIND_TABLE = "Data behind this table"
NEW_LINE = ("br", "div")
"""Tags of our cells that begin a line."""


def show_buttons(
    key: str,
    title: str,
    source: Source,
    printed: Callable[[], Table] | None = None,
    *,
    caption: str = "",
    label: str = BEHIND_TABLE,
) -> None:
    """Show the buttons of a table: its data, and the reader's report.

    Parameters
    ----------
    key : str
        Identity on its page.
    title : str
        What the table shows.
    source : Source
        Returns its numbers.
    printed : callable, optional
        Returns it as the page prints it; asked only when it is taken along.
    caption : str
        What to know when reading it.
    label : str
        What stands on the button of its data.
    """
    take(Shown(key, title, None, "", caption, source, printed))
    box = f"{key}{DATA}"
    show(side_by_side(box_button(label, box), take_button(key, taken=is_taken(key))))
    if is_open(box):
        show_below(partial(show_source, key, title, source, label))


def as_printed(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table as text.

    Parameters
    ----------
    head : sequence of str
        Headings.
    rows : iterable of sequence of str
        Cells as `show_table` takes them: markup.

    Returns
    -------
    Table
        A cell that has several lines on the page has them here too.
    """
    return Table(tuple(head), tuple(tuple(map(_words, row)) for row in rows))


class _Words(HTMLParser):
    """Gathers the words of a cell."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a line where the page does."""
        del attrs
        if tag in NEW_LINE and self.found:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        """Take up words."""
        self.found.append(data)


def _words(markup: str) -> str:
    parser = _Words()
    parser.feed(markup)
    parser.close()
    return "".join(parser.found)
