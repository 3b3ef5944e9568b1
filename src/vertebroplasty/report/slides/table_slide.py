"""A part of a table as a native table, and what no slide shows of it."""

from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.util import Pt

from vertebroplasty.report.exhibits import Exhibit
from vertebroplasty.report.slides.areas import Area
from vertebroplasty.report.slides.markup import Run
from vertebroplasty.report.slides.native import describe
from vertebroplasty.report.slides.table_layout import LEADING, MARGIN, TablePart
from vertebroplasty.report.slides.table_widths import PADDING
from vertebroplasty.report.slides.words import Look, add_words, fill


def add_table(slide: Slide, area: Area, exhibit: Exhibit, part: TablePart) -> None:
    """Add a part of a table, and say how much of the table there is beyond the slides.

    Parameters
    ----------
    slide : Slide
        To which.
    area : Area
        Where.
    exhibit : Exhibit
        Whose words describe it.
    part : TablePart
        What to show.
    """
    place = area._replace(width=sum(part.wide), height=sum(part.high))
    count = len(part.texts), len(part.wide)
    table = slide.shapes.add_table(*count, *(Pt(value) for value in place))
    describe(table, exhibit.title, exhibit.alt)
    _write(table.table, part)
    if part.left_out:
        below = area._replace(top=place.bottom + MARGIN, height=part.letters * LEADING)
        words, look = [(Run(part.left_out),)], Look(part.letters, anchor="middle")
        add_words(slide, below, "Left out", words, look)


def _write(table: Table, part: TablePart) -> None:
    for column, across in zip(table.columns, part.wide, strict=True):
        column.width = Pt(round(across))
    for row, high in zip(table.rows, part.high, strict=True):
        row.height = Pt(high)
    for at, row in enumerate(part.texts):
        for place, text in enumerate(row):
            align = "right" if part.is_number[place] else "left"
            look = Look(part.letters, bold=at == 0, align=align)
            _fill(table.cell(at, place), text, look)


def _fill(cell: _Cell, text: str, look: Look) -> None:
    cell.margin_top = cell.margin_bottom = Pt(MARGIN)
    cell.margin_left = cell.margin_right = Pt(PADDING / 2)
    if text:
        fill(cell.text_frame, [(Run(line),) for line in text.split("\n")], look)
    else:  # of what is said of its end an empty cell takes its height
        end = cell.text_frame.paragraphs[0]._p.get_or_add_endParaRPr()
        end.set("sz", str(round(100 * look.size)))
