"""The slide of an exhibit: finding, cohort, chart or table, words, footer and notes."""

from pptx.slide import Slide

from vertebroplasty.report.exhibits import Exhibit
from vertebroplasty.report.slides.areas import Area, Frame
from vertebroplasty.report.slides.bars import bar_chart, has_bars
from vertebroplasty.report.slides.bars_xml import written as written_bars
from vertebroplasty.report.slides.markup import Run, cut, lines_of, printable, runs
from vertebroplasty.report.slides.means import add_means, columns, mean_lines
from vertebroplasty.report.slides.native import add_chart
from vertebroplasty.report.slides.panels import Panel, Part, panels, sentence
from vertebroplasty.report.slides.scatter import scatter
from vertebroplasty.report.slides.scatter_xml import written as written_scatter
from vertebroplasty.report.slides.table_slide import add_table
from vertebroplasty.report.slides.words import Look, add_tag, add_words

MUTED = "#5F6B76"
LETTERS, SENTENCE, FOOTER, LEADING = 14.0, 20.0, 10.5, 1.2
MOST_LINES, GAP = 3, 4


def fill_slide(slide: Slide, exhibit: Exhibit, frame: Frame, subtitle: str) -> None:
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
    """
    add_warning_and_footer(slide, frame, exhibit.warning, exhibit.footer)
    top, rest = _with_subtitle(slide, frame.content, subtitle)
    body = _with_words(slide, rest, exhibit)
    _show(slide, exhibit, body._replace(top=top, height=body.top + body.height - top))
    slide.notes_slide.notes_text_frame.text = printable(speaker_notes(exhibit))


def add_warning_and_footer(slide: Slide, frame: Frame, warning: str, footer: str) -> None:
    """Add the tag that says that the data are no patients, where so, and the footer."""
    if warning:
        add_tag(slide, frame.tag, in_one_line(warning))
    look = Look(FOOTER, MUTED, anchor="bottom")
    add_words(slide, frame.footer, "Footer", [(Run(in_one_line(footer)),)], look)


def footer_height(text: str, across: float) -> float:
    """Return how high a footer is."""
    return lines_of(in_one_line(text), FOOTER, across) * FOOTER * LEADING + GAP


def _with_subtitle(slide: Slide, area: Area, subtitle: str) -> tuple[float, Area]:
    """Add the subtitle; return where what follows begins, and the area."""
    text = cut(in_one_line(subtitle), LETTERS, area.width, 2)
    if not text:
        return area.top, area
    height = lines_of(text, LETTERS, area.width) * LETTERS * LEADING + GAP
    place = area._replace(height=height)
    add_words(slide, place, "Cohort", [(Run(text),)], Look(LETTERS, MUTED))
    return area.top + height, area


def _with_words(slide: Slide, area: Area, exhibit: Exhibit) -> Area:
    """Add caption and the reader's note at the bottom of an area; return what is left of it."""
    bottom = area.top + area.height
    looks = (("Note", exhibit.note, Look(LETTERS, bold=True)), ("Caption", exhibit.caption, None))
    for name, words, look in looks:
        text = cut(in_one_line(words), LETTERS, area.width, MOST_LINES)
        if text:
            height = lines_of(text, LETTERS, area.width) * LETTERS * LEADING + GAP
            bottom -= height
            place = area._replace(top=bottom, height=height)
            add_words(slide, place, name, [(Run(text),)], look or Look(LETTERS))
    return area._replace(height=bottom - area.top)


def _show(slide: Slide, exhibit: Exhibit, area: Area) -> None:
    if exhibit.figure is None:
        add_table(slide, area, exhibit)
    elif found := panels(exhibit.figure):
        for panel in found:
            low, high = panel.share
            _add_panel(slide, area.slice(1 - high, 1 - low), panel, exhibit)
    else:
        words = [runs(sentence(exhibit.figure).replace("<br>", " "))]
        add_words(slide, area, "Sentence", words, Look(SENTENCE, align="center", anchor="middle"))


def _add_panel(slide: Slide, area: Area, panel: Panel, exhibit: Exhibit) -> None:
    size, figure = (area.width, area.height), exhibit.figure or {}
    if not has_bars(panel):
        add_chart(slide, area, written_scatter(scatter(panel, size)), exhibit.title, exhibit.alt)
        return
    chart, lines = bar_chart(panel, size, _barmode(figure)), mean_lines(panel)
    add_chart(slide, area, written_bars(chart, columns(lines)), exhibit.title, exhibit.alt)
    add_means(slide, area, chart, lines, panel.notes)


def _barmode(figure: Part) -> str:
    return str(figure["layout"].get("barmode", "overlay"))


def in_one_line(text: str) -> str:
    """Return text in one line, of characters that a slide can hold."""
    return " ".join(printable(text).split())


def speaker_notes(exhibit: Exhibit) -> str:
    """Return what the speaker reads: methods, caption, the picture in words, where it is."""
    parts = [exhibit.title, exhibit.methods, exhibit.caption, exhibit.alt, exhibit.note]
    parts += [f"{exhibit.page}: {exhibit.link}", exhibit.footer]
    return "\n\n".join(part for part in parts if part)
