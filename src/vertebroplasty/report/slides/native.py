"""Charts on a slide: our XML and workbook where python-pptx would write its own."""

from pptx.chart.data import ChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide
from pptx.util import Pt

from vertebroplasty.report.slides.areas import Area
from vertebroplasty.report.slides.markup import printable


class Written(ChartData):  # type: ignore[misc]  # its base has no types
    """A chart that is written already."""

    def __init__(self, xml: bytes, workbook: bytes) -> None:
        super().__init__()
        self._xml, self._workbook = xml, workbook

    def xml_bytes(self, chart_type: XL_CHART_TYPE) -> bytes:  # noqa: ARG002  (it has its kind)
        """Return the XML of the chart."""
        return self._xml

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook inside it."""
        return self._workbook


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


def describe(shape: object, name: str, alt: str) -> None:
    """Name a shape and say in words what it shows."""
    shape.name = printable(name)
    shape._element._nvXxPr.cNvPr.set("descr", printable(alt))
