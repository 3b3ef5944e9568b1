"""The presentation that slides are written into: ours in 16:9, or a hospital's own template."""

import io
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Inches, Length

from vertebroplasty.errors import BasketError

MOST_BYTES = 300_000_000
"""Of a template, unpacked."""
WIDE = (Inches(13 + 1 / 3), Inches(7.5))
TITLE_PLACE = (Inches(0.2), Inches(0.95))
TEMPLATE, PRESENTATION = (
    f"application/vnd.openxmlformats-officedocument.presentationml.{kind}main+xml".encode()
    for kind in ("template.", "presentation.")
)
TYPES = "[Content_Types].xml"
TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
BODIES = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE}
BODIES |= {PP_PLACEHOLDER.PICTURE, PP_PLACEHOLDER.CHART, PP_PLACEHOLDER.TABLE}
SUBTITLE = PP_PLACEHOLDER.SUBTITLE
FEET = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
EPOCH = (1980, 1, 1, 0, 0, 0)
WOULD_DO = "a .pptx or .potx that PowerPoint opens, with a layout that has a title, would do"


def opened(template: bytes | None) -> Deck:
    """Return a presentation without slides.

    Parameters
    ----------
    template : bytes or None
        A hospital's own; None: python-pptx's plain one, made wide.

    Raises
    ------
    BasketError
        If it is no presentation, or none of its layouts has a title.
    """
    if template is None:
        return _widened(Presentation())
    try:
        deck = Presentation(io.BytesIO(_as_presentation(template)))
        _without_slides(deck)
    except BasketError:
        raise
    except Exception as error:
        raise BasketError(
            f"The template of {len(template):,} bytes cannot be read ({type(error).__name__});"
            f" {WOULD_DO}"
        ) from error
    if not any(_kinds(layout) & TITLES for layout in deck.slide_layouts):
        raise BasketError(f"None of the template's layouts has a place for a title; {WOULD_DO}")
    return deck


def content_layout(deck: Deck) -> SlideLayout:
    """Return the first layout with a title and nothing to fill in below it, else with a title."""
    titled = [layout for layout in deck.slide_layouts if _kinds(layout) & TITLES]
    return next((layout for layout in titled if not _kinds(layout) & BODIES), titled[0])


def title_layout(deck: Deck) -> SlideLayout:
    """Return the layout of a title slide, else that of the others."""
    centred = (
        layout for layout in deck.slide_layouts if PP_PLACEHOLDER.CENTER_TITLE in _kinds(layout)
    )
    return next(centred, content_layout(deck))


def saved(deck: Deck) -> bytes:
    """Return the file: its parts have no time of their own."""
    kept = io.BytesIO()
    deck.save(kept)
    return _repacked(kept.getvalue())


def _kinds(layout: SlideLayout) -> set[Any]:
    return {place.placeholder_format.type for place in layout.placeholders}


def _as_presentation(template: bytes) -> bytes:
    """Return a template of PowerPoint's own kind (.potx) as a presentation."""
    try:
        with ZipFile(io.BytesIO(template)) as file:
            if sum(part.file_size for part in file.infolist()) > MOST_BYTES:
                raise BasketError(
                    f"The template unpacks to more than {MOST_BYTES:,} bytes; {WOULD_DO}"
                )
    except BadZipFile as error:
        raise BasketError(
            f"The template of {len(template):,} bytes is no presentation; {WOULD_DO}"
        ) from error
    return _repacked(template)


def _repacked(content: bytes) -> bytes:
    kept = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as source, ZipFile(kept, "w") as target:
        for part in source.infolist():
            held = source.read(part)
            if part.filename == TYPES:
                held = held.replace(TEMPLATE, PRESENTATION)
            entry = ZipInfo(part.filename, EPOCH)
            entry.compress_type, entry.external_attr = 8, 0o600 << 16
            target.writestr(entry, held)
    return kept.getvalue()


def _without_slides(deck: Deck) -> None:
    """Remove the slides, and what lists them: sections and shows of the presentation."""
    part, root = deck.part, deck.part._element
    slides = root.sldIdLst
    for entry in [] if slides is None else list(slides):
        part.drop_rel(entry.rId)
        slides.remove(entry)
    for child in list(root):
        name = child.tag.rpartition("}")[2]
        if name == "custShowLst":
            root.remove(child)
        elif name == "extLst":
            for extension in [e for e in child if any("sectionLst" in s.tag for s in e)]:
                child.remove(extension)


def _widened(deck: Deck) -> Deck:
    """Return python-pptx's own template, which is 4:3, at 16:9, with titles near the top."""
    ratio = WIDE[0] / deck.slide_width
    deck.slide_width, deck.slide_height = WIDE
    master = deck.slide_master
    for owner in (master, *master.slide_layouts):
        for shape in owner.shapes:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = (
                    Length(round(value * ratio)) for value in (shape.left, shape.width)
                )
    for place in master.placeholders:
        if place.placeholder_format.type == PP_PLACEHOLDER.TITLE:
            place.top, place.height = TITLE_PLACE
    _without_feet(deck)
    return deck


def _without_feet(deck: Deck) -> None:
    """Remove the places for date, footer and number, where our own footer stands."""
    for owner in (deck.slide_master, *deck.slide_master.slide_layouts):
        for place in [p for p in owner.placeholders if p.placeholder_format.type in FEET]:
            place.element.getparent().remove(place.element)
