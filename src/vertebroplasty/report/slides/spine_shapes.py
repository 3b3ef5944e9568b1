"""A measure along the spine as native shapes: a body for each level, its numbers beside it."""

from collections.abc import Mapping
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide
from pptx.util import Pt

from vertebroplasty.figures.spine import MIDDLE, Vertebra
from vertebroplasty.figures.theme import LIGHT
from vertebroplasty.report.exhibits import Exhibit
from vertebroplasty.report.slides.areas import Area
from vertebroplasty.report.slides.markup import Run
from vertebroplasty.report.slides.native import describe
from vertebroplasty.report.slides.table_layout import shown
from vertebroplasty.report.slides.words import Look, write
from vertebroplasty.report.spine_exhibit import SHRUNK, Row, drawn_levels, fill_of
from vertebroplasty.report.tables import LIMITS

LETTERS, LARGEST, BESIDE, ACROSS, LEADING = 14.0, 1.2, 110.0, 0.24, 1.2


def add_spine(slide: Slide, area: Area, exhibit: Exhibit, rows: Mapping[str, Row]) -> None:
    """Draw the levels from the first to the last that has a row.

    Parameters
    ----------
    slide : Slide
        To which.
    area : Area
        Where.
    exhibit : Exhibit
        Whose words describe it.
    rows : mapping of str to dict
        As `spine_rows` returns them.
    """
    drawn = drawn_levels(rows)
    length = drawn[-1].top + drawn[-1].pitch - drawn[0].top
    scale = min(LARGEST, area.height / length)
    letters = min(LETTERS, min(v.pitch for v in drawn) * scale / LEADING)
    group = slide.shapes.add_group_shape()
    for vertebra in drawn:
        row = rows.get(vertebra.level.value)
        top = area.top + (vertebra.top - drawn[0].top) * scale
        middle = area.left + ACROSS * area.width + (vertebra.x - MIDDLE) * scale
        _add_body(group.shapes, vertebra, (middle, top), scale, fill_of(row))
        left = area.left + ACROSS * area.width + BESIDE * scale
        place = Area(left, top, area.left + area.width - left, vertebra.pitch * scale)
        _add_words(group.shapes, place, vertebra.level.value, row, letters)
    describe(group, exhibit.title, exhibit.alt)


def _add_body(
    shapes: Any, vertebra: Vertebra, spot: tuple[float, float], scale: float, fill: str
) -> None:
    middle, top = spot
    width, height = vertebra.width * scale, vertebra.height * scale
    place = (middle - width / 2, top + (vertebra.pitch * scale - height) / 2, width, height)
    body = shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *(Pt(value) for value in place))
    body.name, body.rotation = vertebra.level.value, vertebra.tilt
    body.fill.solid()
    body.fill.fore_color.rgb = RGBColor.from_string(fill.removeprefix("#"))
    body.line.color.rgb = RGBColor.from_string(LIGHT.reference.removeprefix("#"))
    body.line.width, body.shadow.inherit = Pt(0.75), False


def _add_words(shapes: Any, place: Area, level: str, row: Row | None, letters: float) -> None:
    box = shapes.add_textbox(*(Pt(value) for value in place))
    box.name = f"Words of {level}"
    runs = (
        Run(level, bold=True),
        Run(f"  {_numbers(row)}" if row else "", colour=LIGHT.muted_text),
    )
    write(box.text_frame, [runs], Look(letters, LIGHT.text, anchor="middle"))


def _numbers(row: Row) -> str:
    """Return the estimate, its limits and what it rests on."""
    if row["Estimate"] is None:
        return f"not recorded, n {shown(row['n'])}"
    low, high = (row.get(limit) for limit in LIMITS)
    limits = f" ({shown(low)} to {shown(high)})" if low is not None and high is not None else ""
    return f"{shown(row['Estimate'])}{limits}, n {shown(row['n'])}; shrunk {shown(row[SHRUNK])}"
