"""Places on a slide, in points from its upper left corner."""

from typing import NamedTuple

from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Length

from vertebroplasty.report.slides.opening import FEET, TITLES

MARGIN, TOP = 0.04, 0.02
TITLE_TOP, TITLE_HEIGHT, INSET = 0.03, 0.13, 7.2
WIDE_ENOUGH, GAP = 0.7, 4.0
LOWEST_TITLE = 0.4
"""Where a template's title may end, as a share of the height; a lower one is no heading."""


class Area(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Its lower end."""
        return self.top + self.height

    def slice(self, start: float, stop: float) -> "Area":
        """Return the part between two shares of the height, from the top."""
        return self._replace(
            top=self.top + start * self.height, height=(stop - start) * self.height
        )


class Frame(NamedTuple):
    """What stands where on a slide.

    Attributes
    ----------
    title : Area
        What was found.
    content : Area
        Everything between title and footer.
    footer : Area
        Whom it covers, of which data.
    """

    title: Area
    content: Area
    footer: Area


def frame(deck: Deck, layout: SlideLayout, footer_height: float) -> Frame:
    """Return the places on the slides of a layout.

    Parameters
    ----------
    deck : Presentation
        Its size counts.
    layout : SlideLayout
        Where its title and its own footer stand counts.
    footer_height : float
        Room for our footer, in points.
    """
    width, height = size(deck)
    title = _title(layout, width, height)
    left, across = title.left + INSET, title.width - 2 * INSET
    if across < WIDE_ENOUGH * width:
        left, across = MARGIN * width, (1 - 2 * MARGIN) * width
    end = min([(1 - TOP) * height, *_feet(layout, height)])
    top = title.bottom + 0.01 * height
    footer = Area(left, end - footer_height, across, footer_height)
    return Frame(title, Area(left, top, across, footer.top - top - GAP), footer)


def size(deck: Deck) -> tuple[float, float]:
    """Return width and height of the slides."""
    return Length(deck.slide_width).pt, Length(deck.slide_height).pt


def _title(layout: SlideLayout, width: float, height: float) -> Area:
    """Return where a layout has its title; ours where that is no heading."""
    for place in layout.placeholders:
        if place.placeholder_format.type in TITLES and place.height:
            box = (place.left, place.top, place.width, place.height)
            area = Area(*(Length(value).pt for value in box))
            if area.bottom < LOWEST_TITLE * height and area.width > width / 3:
                return area
    across = (1 - 2 * MARGIN) * width
    return Area(MARGIN * width, TITLE_TOP * height, across, TITLE_HEIGHT * height)


def _feet(layout: SlideLayout, height: float) -> list[float]:
    """Return where a layout's own date, footer and number begin at the bottom."""
    tops = [
        place.top.pt
        for place in layout.placeholders
        if place.placeholder_format.type in FEET and place.top is not None
    ]
    return [top for top in tops if top > height / 2]
