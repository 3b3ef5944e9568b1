"""A panel of bars as a native bar chart: counts, shares and distributions."""

from collections.abc import Sequence
from dataclasses import replace

from vertebroplasty.report.slides.axes import axis, bar_format, rounded_out
from vertebroplasty.report.slides.bar_marks import BarChart
from vertebroplasty.report.slides.bar_series import categories_of, groups_of
from vertebroplasty.report.slides.marks import Room
from vertebroplasty.report.slides.markup import Runs, longest, plain
from vertebroplasty.report.slides.notes import note_runs
from vertebroplasty.report.slides.panels import Panel, Part

SIZE, SMALLEST, LEADING, GAP, EDGE = 14.0, 9.0, 1.3, 10, 6
LEGEND, RIGHT, WIDEST = 32.0, 34.0, 0.45
KEY_SIGNS = "\N{BLACK SQUARE}\N{WHITE SQUARE}"


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
    places, step, categories = categories_of(among, traces, is_across)
    groups = groups_of(traces, places, step, barmode)
    letters = _letters(categories, is_across, size)
    lengths = axis(along)
    low, high, unit = rounded_out(lengths)
    key = _key(panel)
    top = EDGE + (LEGEND if sum(len(group.bars) for group in groups) > 1 else 0)
    top += LEADING * SIZE if key else 0
    return BarChart(
        groups,
        *(categories, places[0], step, is_across),
        replace(lengths, low=low, high=high, step=unit, number_format=bar_format(lengths)),
        plain(among.get("title", {}).get("text", "")),
        Room(_left(categories, letters, is_across, size), top, RIGHT, _bottom()),
        *(size, key, letters),
    )


def _left(
    categories: Sequence[str], letters: float, is_across: bool, size: tuple[float, float]
) -> float:
    if is_across:
        return min(WIDEST * size[0], longest(categories, letters) + GAP + EDGE)
    return longest(["10,000"], SIZE) + GAP + EDGE + LEADING * SIZE


def _bottom() -> float:
    return EDGE + 2 * LEADING * SIZE + GAP


def _key(panel: Panel) -> Runs:
    """Return the annotations above the plot that a legend does not say."""
    return tuple(run for note in panel.notes if _is_key(note) for run in note_runs(note))


def _is_key(note: Part) -> bool:
    return note.get("xref") == "paper" and not set(KEY_SIGNS) & set(note["text"])


def _letters(categories: Sequence[str], is_across: bool, size: tuple[float, float]) -> float:
    if is_across:
        pitch = (size[1] - 110) / max(1, len(categories))
        return max(SMALLEST, min(SIZE, pitch / LEADING))
    pitch = (size[0] - 100) / max(1, len(categories))
    needed = longest(categories, 1.0) + 0.4
    return max(SMALLEST, min(SIZE, pitch / needed))
