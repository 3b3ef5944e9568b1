"""VAS before and after over one scale."""

from vertebroplasty.figures.axes import share_axis, vas_axis
from vertebroplasty.figures.theme import (
    ALONG_X,
    FONT_SIZE,
    NOBODY,
    Figure,
    Palette,
    Part,
    empty_figure,
    figure,
    layout,
    note,
    safe,
)
from vertebroplasty.formatting import (
    EN_DASH,
    NOT_RECORDED,
    denominator,
    number,
    share,
    units,
    whole,
)
from vertebroplasty.results import Proportion
from vertebroplasty.tallies import Histogram, JointTally

PLOT_HEIGHT = 260
USUAL_SHARE, MEAN_ROOM = 50, 1.2
"""The share axis ends at 50 %, at 100 % once a share is larger; a fifth more holds the means."""
BEFORE = "Before"
VAS_ENDS = (-0.6, 10.6)
"""Half a bar beyond 0 and 10."""
BAR_WIDTH = 0.85
CAPTION_TURNS = 4
"""The caption of a mean stands beside its line: at its right below this VAS, else at its left."""


def before_after_figure(
    title: str, tally: JointTally, palette: Palette, after_words: str
) -> Figure:
    """Draw VAS before as bars upwards and VAS after as bars downwards, over one scale.

    Parameters
    ----------
    title : str
        The finding's unit and n.
    tally : JointTally
        Complete pairs, in tenths of a point.
    palette : Palette
        Colours.
    after_words : str
        When "after" is, such as ``At last follow-up``.

    Returns
    -------
    Figure
        Shares of procedures by whole point, with both means.
    """
    if not tally.n:
        return empty_figure(title, palette, _nothing(tally))
    before, after = whole_points(tally.before), whole_points(tally.after)
    largest = 100 * max(n for side in (before, after) for _, n in side.counts) / tally.n
    top = USUAL_SHARE if largest <= USUAL_SHARE else 100
    end = top * MEAN_ROOM
    traces = [
        _point_bars(BEFORE, before, palette.muted, 1),
        _mean_line(BEFORE, tally.before, palette, end),
        _point_bars(after_words, after, palette.accent, -1),
        _mean_line(after_words, tally.after, palette, -end),
    ]
    frame = layout(palette, title=title, height=PLOT_HEIGHT) | {
        "barmode": "overlay",
        "xaxis": vas_axis(palette, f"VAS 0{EN_DASH}10, tenths rounded half up", VAS_ENDS)
        | {"showgrid": False},
        "yaxis": share_axis(palette, "% of procedures", top, end),
        "annotations": [
            _mean_caption(BEFORE, tally.before, palette, end),
            _mean_caption(after_words, tally.after, palette, -end),
        ],
    }
    return figure(traces, frame)


def whole_points(tenths: Histogram) -> Histogram:
    """Return a histogram of VAS in tenths by whole point, half a point rounded up."""
    counts: dict[int, int] = {}
    for value, n in tenths.counts:
        point = (value + 5) // 10
        counts[point] = counts.get(point, 0) + n
    return Histogram.of(counts, tenths.n_missing)


def _mean(tenths: Histogram) -> float:
    return tenths.moments.total / (10 * tenths.n)


def _point_bars(words: str, points: Histogram, colour: str, sign: int) -> Part:
    shares = [Proportion(n, points.n, 0, "procedures", None) for _, n in points.counts]
    return {
        "type": "bar",
        "name": safe(words),
        "x": [point for point, _ in points.counts],
        "y": [sign * 100 * n / points.n for _, n in points.counts],
        # By itself a bar is as wide as the nearest two are apart: 0 and 10 alone would touch.
        "width": BAR_WIDTH,
        "marker": {"color": colour, "line": {"width": 0}},
        "hoverinfo": "text",
        "hovertext": [
            f"<b>VAS {point}, {safe(words)}</b><br>{share(part)}<br>{denominator(part)}"
            for (point, _), part in zip(points.counts, shares, strict=True)
        ],
    }


def _mean_line(words: str, tenths: Histogram, palette: Palette, end: float) -> Part:
    return {
        "type": "scatter",
        "name": f"mean {safe(words)}",
        "mode": "lines",
        "x": [_mean(tenths)] * 2,
        "y": [0, end],
        "line": {"color": palette.text, "width": 1.5, "dash": "dot"},
        "hoverinfo": "skip",
        **ALONG_X,
    }


def _mean_caption(words: str, tenths: Histogram, palette: Palette, end: float) -> Part:
    mean = _mean(tenths)
    anchor = "left" if mean < CAPTION_TURNS else "right"
    return note(
        palette,
        f"{safe(words)}: mean {number(mean)}",
        x=mean,
        y=end,
        xanchor=anchor,
        xshift=3 if anchor == "left" else -3,
        yanchor="top" if end > 0 else "bottom",
        font={"size": FONT_SIZE, "color": palette.text},
    )


def describe_before_after(title: str, tally: JointTally, after_words: str) -> str:
    """Return what the figure shows as a sentence."""
    if not tally.n:
        return f"{title}. {_nothing(tally)}."
    before, after = (number(_mean(side)) for side in (tally.before, tally.after))
    n = whole(tally.n)
    return f"{title}. {BEFORE}: mean {before}. {after_words}: mean {after}. {n} complete pairs."


def _nothing(tally: JointTally) -> str:
    missing = f"VAS before and after {NOT_RECORDED} in {units(tally.n_missing, 'procedures')}"
    return missing if tally.n_missing else NOBODY
