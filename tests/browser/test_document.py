"""The report in a real browser, from a file, with every request refused: screen, paper and PDF.

Authority: the browser's own count of requests and boxes, axe-core, and pypdf, which reads the PDF.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pypdf import PdfReader

from tests.browser.axe import faint_texts, findings
from tests.report.exhibits import COHORT, COLUMNS, ROWS, WARNING, basket, exhibit, gallery
from vertebroplasty.report.document import report_html
from vertebroplasty.report.document_pdf import report_pdf
from vertebroplasty.report.exhibits import Basket, Exhibit

pytestmark = pytest.mark.browser

LONG = (
    "Women or men aged 60\N{EN DASH}85 or of unknown age, treated at T4 or T6 or T8 or T10 or L2,"
    " for osteoporotic fracture or metastasis, by operator-1 or operator-2 at site-A, from January"
    " 2019 to December 2021; 12 of 1,512 procedures"
)
WIDTHS = (1280, 390)
HEIGHT_OF_A4 = 1123
"""Of the whole paper, in a browser's pixels of 1/96 inch."""

CHARTS = """() => [...document.querySelectorAll('.chart')].map((chart) => {
  const [frame, svg] = [chart, chart.querySelector('.main-svg')].map((one) =>
    one?.getBoundingClientRect());
  return {drawn: 'drawn' in chart.dataset, frame: frame.height, room: Number(chart.dataset.room),
    svg: svg?.height, width: svg?.width, right: svg?.right,
    ink: chart.querySelectorAll('.main-svg text, .main-svg path, .main-svg line').length};
})"""
RECORD = f"""() => window.addEventListener('beforeprint', () => {{
  window.printed = ({CHARTS})();
  window.tables = [...document.querySelectorAll('details')].map((one) => one.open);
}})"""


@dataclass
class Opened:
    """A report as a reader opens it, with what it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, file: Path) -> "Opened":
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.route("**/*", lambda route: self.answer(route, file.as_uri()))
        self.page.goto(file.as_uri())
        expect(self.page.locator("html[data-drawn]")).to_be_attached(timeout=60_000)
        return self

    def answer(self, route: Route, address: str) -> None:
        """Count every request, and let none through but the one for the file itself."""
        self.requests.append(route.request.url)
        if route.request.url == address and len(self.requests) == 1:
            route.continue_()
        else:
            route.abort()


def tall() -> Exhibit:
    """A figure of many more rows than a page has room for."""
    rows = [f"Group {row}" for row in range(100)]
    trace = {"type": "scatter", "mode": "markers", "x": [*range(100)], "y": rows, "name": "all"}
    layout = {"height": 2600, "margin": {"l": 90, "r": 8, "t": 20, "b": 40}, "yaxis": {"dtick": 1}}
    return exhibit("A tall figure", figure={"data": [trace], "layout": layout})


def told() -> Basket:
    """Every kind of figure, long words, wide tables, a note: all that a page may have to hold."""
    wide = tuple(f"Completed visit {at}" for at in range(30))
    return basket(
        *gallery(),
        exhibit("A note & a short table", figure=next(gallery()).figure, note="Ask <them>"),
        exhibit("Two long cohorts", figure=next(gallery()).figure, cohorts=(LONG, LONG[9:])),
        tall(),
        exhibit("A table alone", columns=wide, rows=((*range(29), "x" * 90),) * 36),
        title="Meeting of the spine group",
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(report_html(told()))
    return path


@pytest.fixture(scope="module", params=WIDTHS)
def opened(browser: Browser, file: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    """The report on a desk and on a telephone, without a network."""
    context = browser.new_context(viewport={"width": request.param, "height": 900}, offline=True)
    yield Opened(context.new_page()).open(file)
    context.close()


def test_every_figure_draws_and_nothing_is_asked_for(opened: Opened, file: Path) -> None:
    charts = opened.page.evaluate(CHARTS)
    assert len(charts) == sum(one.figure is not None for one in told().exhibits)
    assert [one for one in charts if not one["drawn"] or one["ink"] < 2] == []
    assert opened.requests == [file.as_uri()]
    assert opened.complaints == []


def test_it_fits_the_screen(opened: Opened) -> None:
    width = opened.page.viewport_size["width"]  # type: ignore[index]
    assert opened.page.evaluate("document.documentElement.scrollWidth") == width
    charts = opened.page.evaluate(CHARTS)
    assert [one for one in charts if one["right"] > width or one["svg"] != one["frame"]] == []


def test_a_pointer_reads_a_figure(opened: Opened) -> None:
    """Interactive: a point says its numbers when a pointer rests on it."""
    chart = opened.page.locator("#exhibit-6 .chart")
    chart.scroll_into_view_if_needed()
    box = chart.locator(".scatterlayer .point").first.bounding_box()
    assert box
    opened.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
    opened.page.wait_for_selector("#exhibit-6 .hovertext")
    assert "29 of 30" in (chart.locator(".hoverlayer").text_content() or "")


def test_axe_finds_nothing_and_every_text_is_legible(opened: Opened) -> None:
    opened.page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert findings(opened.page) == []
    assert faint_texts(opened.page) == []
    opened.page.evaluate(
        "document.querySelectorAll('details').forEach((one) => (one.open = false))"
    )


def test_what_would_be_fetched_or_run_is_refused(browser: Browser, tmp_path: Path) -> None:
    """The policy holds even where markup had slipped through: the file is spoilt by hand."""
    spoilt = tmp_path / "spoilt.html"
    slipped = "<img src='https://example.org/a.png'><script>window.ran = true</script></main>"
    spoilt.write_bytes(report_html(basket(exhibit())).replace(b"</main>", slipped.encode()))
    page = browser.new_page()
    asked: list[str] = []
    page.route("https://**", lambda route: (asked.append(route.request.url), route.abort()))
    page.goto(spoilt.as_uri())
    assert page.evaluate("[...document.images].map((one) => one.src)") == [
        "https://example.org/a.png"
    ]
    assert (asked, page.evaluate("'ran' in window")) == ([], False)
    page.close()


def test_no_figure_is_cut_on_paper(opened: Opened, tmp_path: Path) -> None:
    """Drawn to the paper's width before it is laid out, back to the window's after it."""
    before = opened.page.evaluate(CHARTS)
    opened.page.evaluate(RECORD)
    opened.page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    printed = opened.page.evaluate("printed")
    assert [one for one in printed if not one["svg"] <= one["frame"] <= one["room"] + 1] == []
    assert max(one["width"] for one in printed) <= 681
    assert max(one["room"] for one in printed) < HEIGHT_OF_A4
    shown = opened.page.evaluate("[...document.querySelectorAll('details')].map((one) => one.open)")
    assert (any(shown), any(opened.page.evaluate("tables"))) == (False, True)
    assert opened.page.evaluate(CHARTS) == before


@pytest.fixture(scope="module")
def pdf() -> PdfReader:
    """Printed by the function that the page Report calls."""
    printed = report_pdf(report_html(told()))
    assert printed, "no browser printed it"
    return PdfReader(io.BytesIO(printed))


def words(text: str) -> str:
    """Without what a line break makes of blanks."""
    return "".join(text.split())


def test_every_page_has_its_number_and_whom_it_covers(pdf: PdfReader) -> None:
    pages = [words(page.extract_text()) for page in pdf.pages]
    for number, text in enumerate(pages, 1):
        assert f"Page{number}of{len(pages)}" in text
        assert words(WARNING) in text
        assert words(COHORT) in text or words(LONG) in text
        assert "0a1b2c3d4e5f" in text or number < 3, "the front has the whole hash in its list"


def test_each_exhibit_begins_a_page_with_its_figure(pdf: PdfReader) -> None:
    """A heading that stood alone would have no chart's text below it on its page."""
    pages = [words(page.extract_text()) for page in pdf.pages]
    starts = [
        next(
            at
            for at, text in enumerate(pages)
            if at and f"{n}.{words(one.title)}{words(one.cohorts[0])}" in text
        )
        for n, one in enumerate(told().exhibits, 1)
    ]
    assert starts == sorted(set(starts))
    assert "Group99" in pages[starts[-2]]
    assert "Group0" in pages[starts[-2]]


def test_paper_lies_as_it_holds_most(pdf: PdfReader) -> None:
    """ISO 216: A4 is 210 by 297 mm, 595 by 842 points; a wide table alone has it across."""
    sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in pdf.pages]
    assert set(sizes) == {(595, 842), (842, 595)}
    assert sizes.index((842, 595)) == sizes.count((595, 842))


def test_the_same_report_prints_the_same_bytes() -> None:
    html = report_html(basket(exhibit(figure=next(gallery()).figure, columns=COLUMNS, rows=ROWS)))
    printed = report_pdf(html)
    assert printed == report_pdf(html)
    parts = sorted({*re.findall(rb"\(node([0-9]{8})\)", printed)})
    assert parts == [b"%08d" % number for number in range(len(parts))] != []
