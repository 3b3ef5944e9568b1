"""Charts on a slide: our XML and workbook where python-pptx would write its own."""

from typing import Any, NamedTuple

from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide
from pptx.util import Pt

from vertebroplasty.report.slides.areas import Area
from vertebroplasty.report.slides.markup import printable


class Written(NamedTuple):
    """A chart that is written already, as python-pptx asks for one.

    Attributes
    ----------
    xml : bytes
        The chart.
    xlsx_blob : bytes
        The workbook inside it.
    """

    xml: bytes
    xlsx_blob: bytes

    def xml_bytes(self, _: XL_CHART_TYPE) -> bytes:
        """Return the XML of the chart, of whatever kind it is."""
        return self.xml


def add_chart(slide: Slide, area: Area, chart: tuple[bytes, bytes], name: str, alt: str) -> None:
    """Add a chart to a slide.

    Parameters
    ----------
    slide : Slide
        To which.
    area : Area
        Where, in points.
    chart : tuple of bytes
        Its XML and its workbook.
    name : str
        In the list of what stands on the slide.
    alt : str
        The picture in words.
    """
    place = [Pt(value) for value in area]
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *place, Written(*chart))
    describe(frame, name, alt)


def describe(shape: Any, name: str, alt: str) -> None:
    """Name a shape and say in words what it shows."""
    shape.name = printable(name)
    shape._element._nvXxPr.cNvPr.set("descr", printable(alt))
