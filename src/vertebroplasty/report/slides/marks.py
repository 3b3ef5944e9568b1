"""What a native chart draws: series of points with marks, lines, whiskers and labels."""

from dataclasses import dataclass, field
from typing import NamedTuple

from vertebroplasty.report.slides.markup import Runs

Numbers = tuple[float | None, ...]


class Ink(NamedTuple):
    """A colour as ``#RRGGBB``, empty for none, and how opaque it is from 0 to 1."""

    colour: str
    opacity: float = 1.0


class Line(NamedTuple):
    """A line: its ink, its width in points, and its dashes as DrawingML names them."""

    ink: Ink
    width: float
    dash: str = "solid"


class Mark(NamedTuple):
    """The mark of a point: its symbol as DrawingML names it, its size in points, its inks."""

    symbol: str
    size: float
    fill: Ink
    edge: Line | None = None


class Label(NamedTuple):
    """Words at a point and the side where they stand: ``l``, ``r``, ``t``, ``b`` or ``ctr``."""

    runs: Runs
    side: str
    size: float
    colour: str


@dataclass(frozen=True)
class Whiskers:
    """Lengths of the error bars of a series.

    Attributes
    ----------
    along : str
        ``x`` or ``y``.
    minus, plus : tuple
        A number a point, None where it has none.
    line : Line
        Their look.
    """

    along: str
    minus: Numbers
    plus: Numbers
    line: Line


@dataclass(frozen=True)
class Series:
    """Points of a chart.

    Attributes
    ----------
    name : str
        Heading of their values in the workbook.
    x, y : tuple
        Their places; None parts a line.
    marks : tuple of Mark or None
        One a point; empty for none at all.
    line : Line or None
        From point to point.
    whiskers : Whiskers or None
        Their error bars.
    labels : tuple of Label or None
        One a point; empty for none at all.
    helper : bool
        Whether it draws no number of the data.
    """

    name: str
    x: Numbers
    y: Numbers
    marks: tuple[Mark | None, ...] = ()
    line: Line | None = None
    whiskers: Whiskers | None = None
    labels: tuple[Label | None, ...] = ()
    helper: bool = False


@dataclass(frozen=True)
class Axis:
    """An axis of values.

    Attributes
    ----------
    low, high : float
        Its ends, the lower one first.
    is_reversed : bool
        Whether it runs downwards or to the left.
    title : str
        What is measured.
    step : float or None
        Between its own labels; None: it has none, a series writes them.
    number_format : str
        Of its own labels.
    ticks : tuple of (float, Runs)
        What stands where.
    grid : bool
        Whether lines stand at the ticks.
    zero : Line or None
        At 0, where it shows.
    visible : bool
        Whether anything of it shows.
    """

    low: float
    high: float
    is_reversed: bool = False
    title: str = ""
    step: float | None = None
    number_format: str = "General"
    ticks: tuple[tuple[float, Runs], ...] = ()
    grid: bool = True
    zero: Line | None = None
    visible: bool = True

    @property
    def length(self) -> float:
        """From one end to the other."""
        return self.high - self.low


class Room(NamedTuple):
    """Points kept between the edge of a chart and what it plots."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Scatter:
    """A chart of points on two axes of values, ready to be written."""

    x: Axis
    y: Axis
    series: tuple[Series, ...]
    room: Room
    key: Runs = ()
    size: tuple[float, float] = field(default=(0.0, 0.0))
