"""Rows of a figure: each group's name and what it rests on, in margins that are known beforehand.

An axis of its own at the right, and margins that the browser has to measure, would take it three
quarters of the time of a change.
"""

import math
import re
from collections.abc import Sequence
from html import unescape

from vertebroplasty.figures.axes import axis
from vertebroplasty.figures.theme import FONT_SIZE, Palette, Part, safe, wrapped

LABEL_WIDTH = 24
"""Characters of a row's name before it breaks into another line."""
STANDOFF, EDGE = 7, 6
"""Pixels between a label and the plot, and between it and the edge."""
GAP, FIGURE_SPACE = "\N{EM SPACE}", "\N{FIGURE SPACE}"
NARROW, WIDE = " \N{NO-BREAK SPACE}fijlrt.,:;'()/-", "mwMW%" + GAP
EM_OF_NARROW, EM_OF_WIDE, EM_OF_CAPITAL, EM = 0.32, 0.9, 0.63, 0.55
"""Widths in the fonts of `theme.FONT`, a little generous."""
AXIS_LINE = 16
"""Pixels of a further line below the values."""
TELEPHONE, TITLE_CHARACTER = 350, 5.8
"""Pixels of the narrowest figure, and of a character of the words below the values."""


def row_frame(
    palette: Palette,
    frame: Part,
    rows: Sequence[tuple[str, str]],
    across: Part,
    width: int = LABEL_WIDTH,
) -> Part:
    """Return the layout of a figure with one row a group, the first on top.

    Parameters
    ----------
    palette : Palette
        Colours.
    frame : dict
        As `theme.layout` returns it.
    rows : sequence of (str, str)
        The name of each row, and what it rests on, which may be empty.
    across : dict
        The axis of values.
    width : int
        Characters of a name before it breaks into another line.

    Returns
    -------
    dict
        The frame with its axes, and room for what stands around them.
    """
    besides = [beside for _, beside in rows]
    longest = max(map(len, besides), default=0)
    names = [wrapped(name, width) for name, _ in rows]
    texts = [
        f"{name}{_beside(palette, beside.rjust(longest, FIGURE_SPACE))}" if longest else name
        for name, beside in zip(names, besides, strict=True)
    ]
    upright = axis(palette, "", (len(rows) - 0.5, -0.5), [*enumerate(texts)])
    upright |= {"showgrid": False, "showline": True, "linecolor": palette.grid}
    upright |= {"ticklabelstandoff": STANDOFF, "layer": "below traces", "automargin": False}
    upright["tickfont"] = {"color": palette.text, "size": FONT_SIZE}
    left = STANDOFF + max(map(_width, texts), default=0) + EDGE
    right = EDGE + _width(across["ticktext"][-1]) // 2
    # The words below the values stand under the middle of the plot, right of the figure's own.
    fitting = int((TELEPHONE - left + right) / TITLE_CHARACTER)
    title = wrapped(unescape(across["title"]["text"].replace("<br>", " ")), fitting)
    below = AXIS_LINE * title.count("<br>")
    room = {"l": left, "r": right, "b": frame["margin"]["b"] + below}
    across = across | {"title": across["title"] | {"text": title}}
    return frame | {
        "height": frame["height"] + below,
        "margin": frame["margin"] | room,
        "yaxis": upright,
        "xaxis": across | {"automargin": False},
    }


def _beside(palette: Palette, text: str) -> str:
    return f'{GAP}<span style="color:{palette.muted_text}">{safe(text)}</span>'


def _width(label: str) -> int:
    """Return the pixels of a label's longest line."""
    lines = unescape(re.sub(r"</?span[^>]*>", "", label).replace("<br>", "\n")).split("\n")
    return math.ceil(FONT_SIZE * max(sum(map(_ems, line)) for line in lines))


def _ems(character: str) -> float:
    if character in NARROW:
        return EM_OF_NARROW
    if character in WIDE:
        return EM_OF_WIDE
    return EM_OF_CAPITAL if character.isupper() else EM
