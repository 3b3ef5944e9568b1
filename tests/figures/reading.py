"""How the tests read a figure, and the results that they draw."""

import re
from collections.abc import Iterator
from typing import Any

from vertebroplasty.figures.theme import Figure
from vertebroplasty.results import Interval, Mean, Proportion

TEXT_KEYS = {"text", "hovertext", "ticktext", "name"}

RELIEF = Proportion(29, 30, 0, "procedures", Interval(0.833, 0.994, "Wilson score 95 % interval"))
"""29/30 with its Wilson interval as domain.md prints it: 83.3-99.4 %."""
ONE = Proportion(1, 1, 0, "procedures", Interval(0.207, 1.0, "Wilson score 95 % interval"))
NO_EVENT = Proportion(0, 20, 0, "procedures", Interval(0.0, 0.161, "Wilson score 95 % interval"))
"""Newcombe 1998, Stat Med 17:857: 0/20 gives 0-.1611."""
NOBODY = Proportion(0, 0, 7, "procedures", None)
LEAKS = Proportion(
    38, 120, 3, "levels", Interval(0.22, 0.43, "cluster-robust"), 97, Interval(0.24, 0.40, "naive")
)
FALL = Mean(30, 2, "procedures", -6.89, 2.4, Interval(-7.79, -5.99, "t 95 % interval, df 29"))
SMALL_FALL = Mean(12, 0, "procedures", -4.1, 2.0, Interval(-5.37, -2.83, "t 95 % interval, df 11"))
RISE = Mean(9, 0, "procedures", 4.5, 1.5, Interval(3.35, 5.65, "t 95 % interval, df 8"))
SINGLE = Mean(1, 0, "procedures", -3.0, None, None)
UNMEASURED = Mean(0, 5, "procedures", None, None, None)
BEFORE = Mean(30, 0, "procedures", 8.91, 1.82, Interval(8.23, 9.59, "t 95 % interval, df 29"))


def trace(figure: Figure, name: str) -> dict[str, Any]:
    """The one trace of a name."""
    (found,) = (part for part in figure.to_dict()["data"] if part["name"] == name)
    return found


def rows(layout: dict[str, Any]) -> dict[str, str]:
    """What stands beside the name of each row, by that name."""
    texts = layout.get("yaxis", {}).get("ticktext", ())
    found = [
        re.fullmatch(r"(.*?)\N{EM SPACE}<span.*?>\N{FIGURE SPACE}*(.*)</span>", t) for t in texts
    ]
    return {text[1].replace("<br>", " "): text[2] for text in found if text}


def names(figure: Figure) -> list[str]:
    return [part["name"] for part in figure.to_dict()["data"]]


def texts(part: object, key: str = "") -> Iterator[str]:
    """Every text of a figure that a reader may see."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield from texts(value, name)
    elif isinstance(part, (list, tuple)):
        for value in part:
            yield from texts(value, key)
    elif key in TEXT_KEYS:
        yield str(part)


def font_sizes(part: object, key: str = "") -> Iterator[float]:
    if isinstance(part, dict):
        if key.endswith("font") and "size" in part:
            yield part["size"]
        for name, value in part.items():
            yield from font_sizes(value, name)
    elif isinstance(part, (list, tuple)):
        for value in part:
            yield from font_sizes(value, key)
