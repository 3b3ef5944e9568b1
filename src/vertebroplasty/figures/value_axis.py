"""The axis of estimates of one kind."""

from collections.abc import Sequence

from vertebroplasty.figures.axes import change_axis, percent_axis, vas_axis
from vertebroplasty.figures.marks import extent
from vertebroplasty.figures.theme import Palette, Part
from vertebroplasty.formatting import EN_DASH, MINUS, NO_BREAK_SPACE
from vertebroplasty.results import Proportion, Result


def value_axis(palette: Palette, results: Sequence[Result], *, change: bool) -> Part:
    """Return the axis of results of one kind: 0-100 %, or the scale of VAS or of its change."""
    limits = f"95{NO_BREAK_SPACE}% interval"
    if isinstance(results[0], Proportion):
        nouns = " or ".join(dict.fromkeys(result.noun for result in results))
        return percent_axis(palette, f"% of {nouns}, {limits}")
    if not change:
        return vas_axis(palette, f"mean VAS 0{EN_DASH}10, {limits}")
    values = [value for result in results for value in extent(result)]
    return change_axis(palette, f"VAS change ({limits}); {MINUS} is improvement", values)
