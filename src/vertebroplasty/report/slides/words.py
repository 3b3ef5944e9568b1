"""Texts on a slide: boxes of words with a size, and the tag that says what the data are."""

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Pt

from vertebroplasty.report.slides.areas import Area
from vertebroplasty.report.slides.markup import BOLD, Run, Runs, cut, printable, width

TAG_SIZE, TAG_HEIGHT, PADDING = 14.0, 24.0, 24.0
TAG_COLOUR, PAPER = "#B84F00", "#FFFFFF"


@dataclass(frozen=True)
class Look:
    """How words look: size in points, colour (empty: the template's), weight, slant, side."""

    size: float
    colour: str = ""
    bold: bool = False
    italic: bool = False
    align: str = "left"
    anchor: str = "top"


def add_words(slide: Slide, area: Area, name: str, paragraphs: Sequence[Runs], look: Look) -> None:
    """Add a box of words to a slide.

    Parameters
    ----------
    slide : Slide
        To which.
    area : Area
        Where, in points.
    name : str
        In the list of what stands on the slide.
    paragraphs : sequence of tuple of Run
        The words.
    look : Look
        Of those that have none of their own.
    """
    box = slide.shapes.add_textbox(*(Pt(value) for value in area))
    box.name = name
    write(box.text_frame, paragraphs, look)


def write(frame: TextFrame, paragraphs: Sequence[Runs], look: Look) -> None:
    """Fill a frame with words, without margins of its own."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR[look.anchor.upper()]
    fill(frame, paragraphs, look)


def fill(frame: TextFrame, paragraphs: Sequence[Runs], look: Look) -> None:
    """Put words into a frame that keeps its place and margins."""
    for number, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN[look.align.upper()]
        for run in runs:
            piece = paragraph.add_run()
            piece.text = printable(run.text).replace("\n", " ")
            font = piece.font
            font.size, font.bold, font.italic = Pt(look.size), run.bold or look.bold, look.italic
            if colour := run.colour or look.colour:
                font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))


def tag_width(text: str, most: float) -> float:
    """Return how wide the tag of a text is."""
    return min(most, width(text, TAG_SIZE * BOLD) + PADDING)


def add_tag(slide: Slide, area: Area, text: str) -> None:
    """Add the tag that says that the data are no patients, at the right of an area."""
    text = cut(text, TAG_SIZE * BOLD, area.width / 2 - PADDING, 1)
    across = tag_width(text, area.width / 2)
    place = area._replace(left=area.left + area.width - across, width=across)
    tag = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *(Pt(value) for value in place))
    tag.name = "Warning"
    tag.fill.solid()
    tag.fill.fore_color.rgb = RGBColor.from_string(TAG_COLOUR.removeprefix("#"))
    tag.line.fill.background()
    tag.shadow.inherit = False
    look = Look(TAG_SIZE, PAPER, bold=True, align="center", anchor="middle")
    write(tag.text_frame, [(Run(text),)], look)
