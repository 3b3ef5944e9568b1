"""Axes of a figure as axes of a native chart: its own labels where they can be, else ours."""

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from vertebroplasty.report.slides.marks import Axis, Line
from vertebroplasty.report.slides.markup import plain, runs, words_of
from vertebroplasty.report.slides.panels import Part, ink

_NUMBER = re.compile(r"([-+\N{MINUS SIGN}]?)([\d,]*)(\.\d+)?(\s?%)?")
NEAR = 1e-9


def axis(part: Part) -> Axis:
    """Return an axis of values.

    Parameters
    ----------
    part : dict
        Plotly axis with a range.
    """
    first, last = part["range"]
    ticks = list(zip(part.get("tickvals", ()), part.get("ticktext", ()), strict=True))
    low = min(first, last)
    step = _step(low, [value for value, _ in ticks])
    number_format = _format(ticks) if step else ""
    return Axis(
        low,
        max(first, last),
        is_reversed=first > last,
        title=plain(part.get("title", {}).get("text", "")),
        step=step if number_format else None,
        number_format=number_format,
        ticks=tuple((value, runs(text)) for value, text in ticks),
        grid=part.get("showgrid", True),
        zero=_zero(part),
        visible=part.get("visible", True),
    )


def names_rows(part: Part) -> bool:
    """Whether an axis has names at its ticks, not numbers."""
    return not all(_NUMBER.fullmatch(text) for text in part.get("ticktext", ()))


def step_of(values: Sequence[float]) -> float | None:
    """Return the distance of values that stand at equal ones; None where they do not."""
    steps = [b - a for a, b in pairwise(values)]
    if not steps or steps[0] <= 0 or max(steps) - min(steps) > NEAR * max(1, abs(values[-1])):
        return None
    return round(steps[0], 9)


def _step(low: float, values: Sequence[float]) -> float | None:
    """Return the step of an axis that starts at a tick: a native axis counts from its end."""
    step = step_of(values)
    if step is None or abs(low / step - round(low / step)) > NEAR:
        return None
    return step if abs(values[0] - low) < NEAR else None


def _format(ticks: Sequence[tuple[float, str]]) -> str:
    """Return the number format that prints every tick as the figure does; empty if none does."""
    found = [(value, text, _NUMBER.fullmatch(text)) for value, text in ticks if text]
    if not found or not all(match for *_, match in found):
        return ""
    marks = [(value, match) for value, _, match in found if match]
    digits = max(len(match[3] or ".") - 1 for _, match in marks)
    shape = ("#,##0" if any("," in match[2] for _, match in marks) else "0") + (
        f".{'0' * digits}" if digits else ""
    )
    plus = "+" if any(match[1] == "+" for _, match in marks) else ""
    minus = '"\N{MINUS SIGN}"' if any(match[1] == "\N{MINUS SIGN}" for _, match in marks) else ""
    if any(match[4] for _, match in marks):
        value = next(value for value, match in marks if match[4])
        return f'[={value:g}]{shape}"\N{NO-BREAK SPACE}%";{shape}'
    return f"{plus}{shape};{minus}{shape};{shape}"


def _zero(part: Part) -> Line | None:
    if not part.get("zeroline"):
        return None
    return Line(ink(part["zerolinecolor"]), part.get("zerolinewidth", 1))


def rounded_out(axis: Axis) -> tuple[float, float, float]:
    """Return ends of an axis that are multiples of the step of its ticks, and that step."""
    step = step_of([value for value, _ in axis.ticks]) or axis.length
    low = math.floor(axis.low / step + NEAR) * step
    high = axis.high if axis.low == 0 else math.ceil(axis.high / step - NEAR) * step
    return low, high, step


def bar_format(axis: Axis) -> str:
    """Return the number format of the values of bars, which may hang down."""
    return _format([(at, words_of(words)) for at, words in axis.ticks])
