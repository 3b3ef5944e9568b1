"""What a native bar chart draws: groups of series of bars over categories."""

from dataclasses import dataclass

from vertebroplasty.report.slides.marks import Axis, Ink, Line, Numbers, Room
from vertebroplasty.report.slides.markup import Runs


@dataclass(frozen=True)
class Bar:
    """A series of bars.

    Attributes
    ----------
    name : str
        In the legend.
    values : tuple
        One a category; None where there is no bar.
    fills : tuple of Ink
        One a category.
    edge : Line or None
        Around each.
    texts : tuple of str
        Words in the bars; empty where none.
    text_ink : str
        Their colour.
    """

    name: str
    values: Numbers
    fills: tuple[Ink, ...]
    edge: Line | None
    texts: tuple[str, ...]
    text_ink: str


@dataclass(frozen=True)
class Group:
    """Bars of one width.

    Attributes
    ----------
    bars : tuple of Bar
        In the order in which they are drawn.
    is_stacked : bool
        Whether they stand on top of each other; else in each other's place.
    gap : int
        Between two categories, in percent of a bar's width.
    aside : tuple of (str, tuple)
        Heading and numbers of the figure that the bars are sums of, for the workbook.
    """

    bars: tuple[Bar, ...]
    is_stacked: bool
    gap: int
    aside: tuple[tuple[str, Numbers], ...] = ()


@dataclass(frozen=True)
class BarChart:
    """A chart of bars, ready to be written.

    Attributes
    ----------
    groups : tuple of Group
        One or two; the second stands before the first.
    categories : tuple of str
        What each place is.
    first, step : float
        Where the first category stands in the figure, and how far the next.
    is_across : bool
        Whether bars run to the right.
    values : Axis
        How long they are.
    title : str
        What the categories are.
    room, size, key, letters
        As of `Scatter`; the size of the categories' letters.
    """

    groups: tuple[Group, ...]
    categories: tuple[str, ...]
    first: float
    step: float
    is_across: bool
    values: Axis
    title: str
    room: Room
    size: tuple[float, float]
    key: Runs
    letters: float
