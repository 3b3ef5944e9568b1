"""The slide of an exhibit: finding, cohort, chart or table, words, footer and notes."""

from collections.abc import Iterator, Sequence

from pptx.slide import Slide

from vertebroplasty.report.exhibits import Exhibit
from vertebroplasty.report.slides.areas import Area, Frame
from vertebroplasty.report.slides.bar_marks import BarChart
from vertebroplasty.report.slides.bars import bar_chart, has_bars
from vertebroplasty.report.slides.bars_xml import written as written_bars
from vertebroplasty.report.slides.marks import Scatter
from vertebroplasty.report.slides.markup import Run, cut, in_one_line, lines_of, printable, runs
from vertebroplasty.report.slides.means import add_means, columns, mean_lines
from vertebroplasty.report.slides.native import add_chart
from vertebroplasty.report.slides.panels import Panel, Part, panels, sentence
from vertebroplasty.report.slides.rooms import left_of
from vertebroplasty.report.slides.scatter import scatter
from vertebroplasty.report.slides.scatter_xml import written as written_scatter
from vertebroplasty.report.slides.spine_shapes import add_spine
from vertebroplasty.report.slides.table_layout import TablePart, table_parts
from vertebroplasty.report.slides.table_slide import add_table
from vertebroplasty.report.slides.words import TAG_HEIGHT, Look, add_tag, add_words, tag_width
from vertebroplasty.report.spine_exhibit import spine_rows

MUTED = "#5F6B76"
LETTERS, SENTENCE, FOOTER, LEADING = 14.0, 20.0, 10.5, 1.2
MOST_LINES, FOOTER_LINES, GAP = 3, 8, 4
AROUND_ROWS, AXIS = 150.0, 40.0
"""Points of subtitle, caption and axis around the rows of a figure, and of an axis alone."""


def fill_slide(
    slide: Slide, exhibit: Exhibit, frame: Frame, subtitle: str, part: TablePart | None = None
) -> None:
    """Put an exhibit on a slide that has its title.

    Parameters
    ----------
    slide : Slide
        Which one.
    exhibit : Exhibit
        What to show.
    frame : Frame
        The room that is left.
    subtitle : str
        What follows the title.
    part : TablePart, optional
        Of a table, what this slide shows.
    """
    add_footer(slide, frame.footer, exhibit.footer)
    rest = _with_subtitle(slide, frame.content, exhibit, subtitle)
    _show(slide, exhibit, _with_words(slide, rest, exhibit), part)
    slide.notes_slide.notes_text_frame.text = printable(speaker_notes(exhibit))


def add_footer(slide: Slide, area: Area, footer: str) -> None:
    """Add whom a slide covers, how many, of which data, and when."""
    text = cut(in_one_line(footer), FOOTER, area.width, FOOTER_LINES)
    look = Look(FOOTER, MUTED, anchor="bottom")
    add_words(slide, area, "Footer", [(Run(text),)], look)


def footer_height(text: str, across: float) -> float:
    """Return how high a footer is."""
    lines = min(FOOTER_LINES, lines_of(in_one_line(text), FOOTER, across))
    return lines * FOOTER * LEADING + GAP


def rows_height(frame: Frame) -> float:
    """Return about how high the rows of a figure may be together."""
    return frame.content.height - AROUND_ROWS


def parts_of_table(exhibit: Exhibit, frame: Frame) -> list[TablePart]:
    """Return what each slide shows of a table that stands without a figure; none of any other."""
    if exhibit.figure is not None or spine_rows(exhibit) or not exhibit.read.columns:
        return []
    area = frame.content
    above = 2 * LETTERS * LEADING + GAP
    below = sum(height for *_, height in _words(area, exhibit))
    return table_parts(exhibit.read, area._replace(height=area.height - above - below))


def _words(area: Area, exhibit: Exhibit) -> Iterator[tuple[str, str, bool, float]]:
    """Yield name, text, weight and height of caption and note."""
    looks = (("Caption", exhibit.caption, False), ("Note", exhibit.note, True))
    for name, words, bold in looks:
        if text := cut(in_one_line(words), LETTERS, area.width, MOST_LINES):
            height = lines_of(text, LETTERS, area.width) * LETTERS * LEADING + GAP
            yield name, text, bold, height


def _with_subtitle(slide: Slide, area: Area, exhibit: Exhibit, subtitle: str) -> Area:
    """Add the subtitle, with the warning at its right; return what is left below."""
    warning = in_one_line(exhibit.warning)
    room = area.width - (tag_width(warning, area.width / 2) + GAP if warning else 0)
    text = cut(in_one_line(subtitle), LETTERS, room, 2)
    height = max(lines_of(text, LETTERS, room) * LETTERS * LEADING, TAG_HEIGHT) + GAP
    if warning:
        add_tag(slide, area._replace(height=TAG_HEIGHT), warning)
    if text:
        place = area._replace(width=room, height=height)
        add_words(slide, place, "Cohort", [(Run(text),)], Look(LETTERS, MUTED))
    return area._replace(top=area.top + height, height=area.height - height)


def _with_words(slide: Slide, area: Area, exhibit: Exhibit) -> Area:
    """Add caption and the reader's note at the bottom of an area; return what is left of it."""
    bottom = area.bottom
    for name, text, bold, height in _words(area, exhibit):
        bottom -= height
        place = area._replace(top=bottom, height=height)
        add_words(slide, place, name, [(Run(text),)], Look(LETTERS, bold=bold))
    return area._replace(height=bottom - area.top)


def _show(slide: Slide, exhibit: Exhibit, area: Area, part: TablePart | None) -> None:
    if levels := spine_rows(exhibit):
        add_spine(slide, area, exhibit, levels)
    elif exhibit.figure is None:
        if part:
            add_table(slide, area, exhibit, part)
    elif found := panels(exhibit.figure):
        places = _slices(area, [high - low for low, high in (panel.share for panel in found)])
        left = max(left_of(panel, place[2:]) for panel, place in zip(found, places, strict=True))
        for panel, place in zip(found, places, strict=True):
            _add_panel(slide, place, panel, exhibit, left)
    else:
        words = [runs(sentence(exhibit.figure).replace("<br>", " "))]
        add_words(slide, area, "Sentence", words, Look(SENTENCE, align="center", anchor="middle"))


def _slices(area: Area, shares: Sequence[float]) -> list[Area]:
    """Return the places of panels below each other; the axis stands below the lowest."""
    axis = AXIS if len(shares) > 1 else 0.0
    top, found = area.top, []
    for share in shares:
        height = (area.height - axis) * share / sum(shares)
        found.append(area._replace(top=top, height=height))
        top += height
    return [*found[:-1], found[-1]._replace(height=found[-1].height + axis)]


def _add_panel(slide: Slide, area: Area, panel: Panel, exhibit: Exhibit, left: float) -> None:
    size, figure = (area.width, area.height), exhibit.figure or {}
    chart: BarChart | Scatter
    if has_bars(panel):
        chart = bar_chart(panel, size, _barmode(figure))
    else:
        chart = scatter(panel, size, left)
    lines = mean_lines(panel)
    if isinstance(chart, BarChart):
        written = written_bars(chart, columns(lines))
    else:
        written = written_scatter(chart)
    add_chart(slide, area, written, exhibit.title, exhibit.alt)
    if isinstance(chart, BarChart):
        add_means(slide, area, chart, lines, panel.notes)
    if chart.key:
        left = chart.room.left
        place = Area(area.left + left, area.top, area.width - left, LETTERS * LEADING + GAP)
        add_words(slide, place, "Key", [chart.key], Look(LETTERS))


def _barmode(figure: Part) -> str:
    return str(figure["layout"].get("barmode", "overlay"))


def speaker_notes(exhibit: Exhibit) -> str:
    """Return what the speaker reads: methods, caption, the picture in words, where it is."""
    parts = [exhibit.title, exhibit.methods, exhibit.caption, exhibit.alt, exhibit.note]
    parts += [f"{exhibit.page}: {exhibit.link}", exhibit.footer]
    return "\n\n".join(part for part in parts if part)
