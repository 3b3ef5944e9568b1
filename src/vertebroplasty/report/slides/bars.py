"""A panel of bars as groups of a native bar chart: counts, shares and distributions."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vertebroplasty.report.slides.axes import axis, bar_format, names_rows, rounded_out
from vertebroplasty.report.slides.marks import Axis, Ink, Line, Numbers, Room
from vertebroplasty.report.slides.markup import Runs, longest, plain
from vertebroplasty.report.slides.notes import note_runs
from vertebroplasty.report.slides.panels import Panel, Part, each, ink

SIZE, SMALLEST, LEADING, GAP, EDGE = 14.0, 9.0, 1.3, 10, 6
LEGEND_HEIGHT, RIGHT, WIDEST = 30.0, 30.0, 0.45
KEY_SIGNS = "\N{BLACK SQUARE}\N{WHITE SQUARE}"
OTHERS = "not chosen"


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
    """Bars of one width, on top of each other or in each other's place."""

    bars: tuple[Bar, ...]
    is_stacked: bool
    gap: int


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


def has_bars(panel: Panel) -> bool:
    """Whether anything in a panel is a bar."""
    return any(trace["type"] == "bar" for trace in panel.traces)


def bar_chart(panel: Panel, size: tuple[float, float], barmode: str) -> BarChart:
    """Return a panel of bars as a chart.

    Parameters
    ----------
    panel : Panel
        With bars.
    size : tuple of float
        Width and height in points.
    barmode : str
        Plotly's: ``stack`` or ``overlay``.
    """
    traces = [trace for trace in panel.traces if trace["type"] == "bar"]
    is_across = traces[0].get("orientation") == "h"
    among, along = (panel.upright, panel.across) if is_across else (panel.across, panel.upright)
    places, step, categories = _categories(among, traces, is_across)
    lengths = axis(along)
    low, high, unit = rounded_out(lengths)
    letters = _letters(categories, is_across, size)
    has_legend = len(traces) > 1
    words = tuple(run for note in _words(panel) for run in (*note_runs(note),))
    top = EDGE + (LEGEND_HEIGHT if has_legend else 0) + (LEADING * SIZE if words else 0)
    names = longest(categories, letters) if is_across else longest(["100 %", "1,000"], SIZE)
    left = min(WIDEST * size[0], names + GAP + EDGE)
    title = plain(among.get("title", {}).get("text", ""))
    left += 0 if is_across else LEADING * SIZE
    bottom = EDGE + (2 * LEADING * SIZE) + GAP
    groups = _groups(traces, places, step, barmode)
    return BarChart(
        groups,
        categories,
        places[0],
        step,
        is_across,
        replace(lengths, low=low, high=high, step=unit, number_format=bar_format(lengths)),
        title,
        Room(left, top, RIGHT, bottom),
        size,
        words,
        letters,
    )


def _words(panel: Panel) -> list[Part]:
    """Return the annotations that a legend does not say."""
    return [
        note
        for note in panel.notes
        if note.get("xref") == "paper" and not set(KEY_SIGNS) & set(note["text"])
    ]


def _categories(
    among: Part, traces: Sequence[Part], is_across: bool
) -> tuple[tuple[float, ...], float, tuple[str, ...]]:
    """Return where the categories stand, how far apart, and what each is."""
    if names_rows(among) or is_across:
        texts = tuple(plain(text) for text in among["ticktext"])
        return tuple(among["tickvals"]), 1.0, texts
    step = float(math.ceil(max(trace["width"] for trace in traces)))
    start = min(at for trace in traces for at in trace["x"]) % step
    low, high = among["range"]
    first = low + (start - low) % step
    places = tuple(first + step * n for n in range(math.floor((high - first) / step) + 1))
    return places, step, tuple(_bin(at, step) for at in places)


def _bin(middle: float, step: float) -> str:
    """Return a whole number, or the whole numbers from one to another that a bin holds."""
    if step == 1:
        return f"{middle:g}"
    start = middle - step / 2
    return f"{start:g}\N{EN DASH}{start + step - 1:g}"


def _letters(categories: Sequence[str], is_across: bool, size: tuple[float, float]) -> float:
    if is_across:
        pitch = (size[1] - 110) / max(1, len(categories))
        return max(SMALLEST, min(SIZE, pitch / LEADING))
    pitch = (size[0] - 100) / max(1, len(categories))
    needed = longest(categories, 1.0) + 0.4
    return max(SMALLEST, min(SIZE, pitch / needed))


def _groups(
    traces: Sequence[Part], places: Sequence[float], step: float, barmode: str
) -> tuple[Group, ...]:
    if barmode == "stack":
        return (_group(traces, places, step, True),)
    widths = sorted({trace["width"] for trace in traces}, reverse=True)
    layers = [[trace for trace in traces if trace["width"] == width] for width in widths]
    return tuple(
        _group(layer, places, step, any("base" in trace for trace in layer)) for layer in layers
    )


def _group(traces: Sequence[Part], places: Sequence[float], step: float, is_stacked: bool) -> Group:
    gap = round(100 * (step / traces[0]["width"] - 1))
    bars = [_bar(trace, places) for trace in traces]
    return Group(tuple(bars), is_stacked, max(0, min(500, gap)))


def _bar(trace: Part, places: Sequence[float]) -> Bar:
    is_across = trace.get("orientation") == "h"
    at, length = ("y", "x") if is_across else ("x", "y")
    where = {place: number for number, place in enumerate(trace[at])}
    marker, count = trace["marker"], len(trace[at])
    opacity = [trace.get("opacity", 1.0) * one for one in each(marker.get("opacity", 1.0), count)]
    colours = each(marker["color"], count)
    fills = [ink(colour, faint) for colour, faint in zip(colours, opacity, strict=True)]
    edge = marker.get("line", {})
    line = Line(ink(edge["color"]), edge["width"]) if edge.get("width") else None
    texts = trace.get("text", [""] * count)
    kept = [where.get(place) for place in places]
    faint = trace.get("opacity", 1.0) < 1
    return Bar(
        plain(trace["name"]) + (f", {OTHERS}" if faint else ""),
        tuple(None if n is None else trace[length][n] for n in kept),
        tuple(fills[0] if n is None else fills[n] for n in kept),
        line,
        tuple("" if n is None else plain(texts[n]) for n in kept),
        trace.get("insidetextfont", {}).get("color", ""),
    )
