"""Titles of slides: what does not fit two lines goes below them."""

from pptx.slide import Slide
from pptx.util import Pt

from vertebroplasty.report.slides.areas import Area
from vertebroplasty.report.slides.markup import BOLD, Run, cut, in_one_line, lines_of
from vertebroplasty.report.slides.words import Look, fill

TITLE, LINES, PADDING = 24.0, 2, 16.0
BREAKS = ("; ", ": ", ". ", ", ", " ")


def headed(title: str, across: float) -> tuple[str, str]:
    """Return a title that fits, and the rest of it for the line below.

    Parameters
    ----------
    title : str
        Of any length.
    across : float
        Points of a line.
    """
    text, room = in_one_line(title), across - PADDING
    if lines_of(text, TITLE * BOLD, room) <= LINES:
        return text, ""
    for sign in BREAKS:
        start = len(text)
        while (start := text.rfind(sign, 1, start)) > 0:
            first = text[:start]
            if lines_of(first, TITLE * BOLD, room) <= LINES:
                return first + sign.rstrip(" ,;:"), text[start + len(sign) :]
    short = cut(text, TITLE * BOLD, room, LINES)
    return short, text


def set_title(slide: Slide, area: Area, text: str) -> None:
    """Write a slide's title into its place, moved only where the layout has no room for one.

    Parameters
    ----------
    slide : Slide
        Whose title is empty.
    area : Area
        Where it stands.
    text : str
        What it says.
    """
    title = slide.shapes.title
    words = cut(in_one_line(text), TITLE * BOLD, area.width - PADDING, LINES)
    if abs(title.top.pt - area.top) > 1 or abs(title.height.pt - area.height) > 1:
        title.left, title.top, title.width, title.height = (Pt(value) for value in area)
    title.text_frame.word_wrap = True
    fill(title.text_frame, [(Run(words),)], Look(TITLE, bold=True))
