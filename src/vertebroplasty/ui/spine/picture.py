"""What the spine shows: a measure by level in colours, the number of units, and a table."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from vertebroplasty import formatting
from vertebroplasty.breakdown import LEVEL
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.figures.spine import view_box
from vertebroplasty.figures.spine_colours import PERCENT_REACH, Scale, colour_scale, ramp, shade
from vertebroplasty.measures.base import Measure
from vertebroplasty.report.sources import Source
from vertebroplasty.report.spine import AtLevel, SpineReading, spine_table
from vertebroplasty.report.tables import Table
from vertebroplasty.ui.charts import is_change, is_harm
from vertebroplasty.ui.counted import procedures_by, spine_reading
from vertebroplasty.ui.spine.choice import picture_measure
from vertebroplasty.ui.spine.component import show_spine
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.table_buttons import show_buttons
from vertebroplasty.ui.view import current_view
from vertebroplasty.vocabulary import Grain, VertebralLevel

NOBODY = "No procedure of this cohort has a value."
HEAD = ("Level", "Estimate (95 % CI)", "Shrunk", "Own weight, %", "n", "Missing")


def level_picture(dataset: Dataset, cohort: Cohort) -> None:
    """Show the spine in the sidebar, as the filter on levels.

    Parameters
    ----------
    dataset : Dataset
        Whose levels are offered.
    cohort : Cohort
        As the filters stand; its own filter on levels is left open.
    """
    show_spine("level_picture", cohort.levels, _facts(dataset, cohort, picture_measure()))


def show_spine_and_table(measure: Measure) -> None:
    """Show the spine of the current view beside a table that says and does the same."""
    view = current_view()
    reading = _reading(view.dataset, view.cohort, measure)
    whole = formatting.denominator(view.ignoring(LEVEL).estimate(measure))
    title = f"{measure.label} by {LEVEL.label} \N{MIDDLE DOT} {whole}"
    st.header(title, anchor=False)
    facts = _facts(view.dataset, view.cohort, measure) | {"table": _table(reading, measure)}
    show_spine("spine", view.cohort.levels, facts)
    st.caption(" ".join(explain(reading, measure)))
    caption = " ".join(explain(reading, measure, on_paper=True))
    source, printed = Source(spine_table, (view.cohort, measure.key)), partial(_as_text, facts)
    label = "Data behind this picture"
    show_buttons("spine", title, source, printed, caption=caption, label=label)


def _as_text(facts: Mapping[str, Any]) -> Table:
    """Return the table beside the spine."""
    table = facts["table"]
    rows = [(level, *cells) for level, cells in table["rows"].items()]
    return Table(HEAD, (*rows, *([table["foot"]] if table["foot"] else [])))


def explain(reading: SpineReading, measure: Measure, *, on_paper: bool = False) -> list[str]:
    """Return what to know when reading the spine, or what a report draws of it: sentences."""
    noun, unit = measure.grain.noun, "percentage points" if measure.unit == "%" else "points"
    reach = formatting.number(PERCENT_REACH, 0) if measure.unit == "%" else "1.5"
    why = "" if measure.unit == "%" else ", the minimal important change (Ostelo 2008)"
    around = f"the whole dataset's mean{why}, whatever the filters"
    if on_paper:
        around = f"the mean of these levels{why}"
    differ = (
        "No difference between levels is seen beyond chance, or too little is known to see one:"
        " each is drawn to the mean."
    )
    if reading.between_sd:
        spread = formatting.number(reading.between_sd, 2)
        differ = f"Beyond chance, levels differ with a standard deviation of {spread} {unit}."
    return [
        f"Shrunk: a level of few {noun} says little by itself, so its value is drawn toward the",
        "mean of all levels; its own weight says how much of it is left.",
        differ,
        f"The colours reach {reach} {unit} to either side of {around}.",
        "The filter on levels is left open here.",
        "A procedure counts once in each level where it has a treated level."
        if measure.grain is Grain.PROCEDURE
        else "Levels of one procedure are alike; their intervals allow for it.",
    ]


def _facts(dataset: Dataset, cohort: Cohort, measure: Measure) -> dict[str, Any]:
    reading = _reading(dataset, cohort, measure)
    offered = {*procedures_by(dataset, Cohort(), LEVEL), *(level.code for level in cohort.levels)}
    neck = min(offered, default=VertebralLevel.T1.code) < VertebralLevel.T1.code
    scale = _scale(dataset, measure)
    at_level = {at.level: at for at in reading.levels}
    levels = [
        [level.value, *_shown(at_level.get(level), scale, measure)]
        for level in VertebralLevel
        if level.code in offered
    ]
    return {
        "measure": measure.label,
        "noun": measure.grain.noun,
        "view": view_box(VertebralLevel.C1 if neck else VertebralLevel.T1),
        "neck": neck,
        "levels": levels,
        "legend": _legend(reading, scale, measure),
    }


def _reading(dataset: Dataset, cohort: Cohort, measure: Measure) -> SpineReading:
    return spine_reading(dataset, cohort.ignoring(LEVEL.ignores), measure.key)


def _scale(dataset: Dataset, measure: Measure) -> Scale:
    everyone = spine_reading(dataset, Cohort(), measure.key)
    percent, change = measure.unit == "%", is_change(measure)
    return colour_scale(everyone.mean or 0.0, percent=percent, change=change)


def _shown(at: AtLevel | None, scale: Scale, measure: Measure) -> list[str]:
    """Return fill, ink, own value, shrunk value and number of units, empty where there is none."""
    if at is None or at.shrunk is None:
        return ["", "", "", "", "0" if at else ""]
    colours = shade(scale.strength(at.shrunk), current_palette(), harm=is_harm(measure))
    own = formatting.estimate(at.result, signed=is_change(measure))
    return [*colours, own, _printed(at.shrunk, measure), formatting.whole(at.result.n)]


def _printed(value: float | None, measure: Measure) -> str:
    if value is None:
        return ""
    if measure.unit == "%":
        return f"{formatting.number(value, 1)}{formatting.NO_BREAK_SPACE}%"
    return formatting.number(value, signed=is_change(measure))


def _legend(reading: SpineReading, scale: Scale, measure: Measure) -> dict[str, Any]:
    numbers = f"Numbers: {measure.grain.noun}."
    title = f"Colour: {measure.label}, shrunk toward the mean."
    if reading.mean is None:
        return {"title": title, "mean": "", "note": NOBODY}
    stops = ramp(current_palette(), harm=is_harm(measure))
    share = (reading.mean - scale.low) / (scale.high - scale.low)
    return {
        "title": title,
        "low": _end("\N{LESS-THAN OR EQUAL TO}", scale.low, measure),
        "high": _end("\N{GREATER-THAN OR EQUAL TO}", scale.high, measure),
        "mean": f"mean {_printed(reading.mean, measure)}",
        "at": round(100 * min(1.0, max(0.0, share)), 1),
        "stops": stops[::-1] if scale.falling else stops,
        "note": numbers,
    }


def _end(beyond: str, value: float, measure: Measure) -> str:
    """Return what an end of the scale stands for; where no value can lie beyond it, it alone."""
    if measure.unit == "%":
        text = f"{formatting.number(value, 0)}{formatting.NO_BREAK_SPACE}%"
        return text if value in (0, 100) else f"{beyond} {text}"
    text = formatting.number(value, 1, signed=is_change(measure))
    return text if value in (0, 10) and not is_change(measure) else f"{beyond} {text}"


def _table(reading: SpineReading, measure: Measure) -> dict[str, Any]:
    rows = {at.level.value: _row(at, measure) for at in reading.levels}
    mean = _printed(reading.mean, measure)
    return {
        "head": HEAD,
        "rows": rows,
        "foot": ("All levels", "", mean, "", "", "") if mean else (),
    }


def _row(at: AtLevel, measure: Measure) -> list[str]:
    own, limits = formatting.estimate(at.result, signed=is_change(measure)), at.result.interval
    around = f" ({formatting.interval(at.result)})" if limits else ""
    weight = "" if at.weight is None else f"{formatting.number(100 * at.weight, 0)}"
    units = (formatting.whole(at.result.n), formatting.whole(at.result.n_missing))
    return [f"{own}{around}", _printed(at.shrunk, measure), weight, *units]
