"""Paper and less motion, for readers who ask for them.

Authority: axe-core and WCAG's contrast on what is printed; the browser's own list of what moves.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faint_texts, findings
from tests.browser.conftest import OpenPage
from tests.browser.screen import PAGES

pytestmark = pytest.mark.browser

LINK = "dataset=registry-demo&T12=true&L1=true&female=true"
ONLY_ON_SCREEN = ("stSidebar", "stHeader", "stToolbar", "stStatusWidget", "stMainMenu")
PRESSED = (
    "[data-testid=stButton], [data-testid=stDownloadButton], .vo-plot-tools, .vo-open, summary"
)
A4 = {"width": 700, "height": 1000}
"""What is left of the paper between its margins, in a browser's pixels."""

CHARTS = """() => [...document.querySelectorAll('.js-plotly-plot')].map((chart) => {
  const [frame, svg] = [chart, chart.querySelector('.main-svg')].map((one) =>
    one.getBoundingClientRect());
  return [Math.round(svg.width), Math.round(svg.height), Math.round(frame.height)];
})"""

RECORD = """() => {
  window.printed = [];
  window.addEventListener('beforeprint', () => { window.printed = (CHARTS)(); });
}""".replace("CHARTS", CHARTS)

MOVING = """() => {
  window.moved = new Set();
  const note = (one) => {
    const {duration, iterations} = one.effect.getComputedTiming();
    const name = one.animationName || one.transitionProperty || 'animate()';
    const node = one.effect.target;
    if (duration * iterations > 10) window.moved.add(
      `${name} of ${node?.dataset?.testid || node?.className || node?.tagName}, ${duration} ms`);
  };
  const look = () => { document.getAnimations().forEach(note); requestAnimationFrame(look); };
  look();
}"""


@pytest.mark.parametrize("page", ["Overview", "Subgroups", "Spine"])
def test_a_printed_page_is_black_on_white(open_page: OpenPage, page: str) -> None:
    """Also from the dark: whom it covers and what the data are; no menu, no filter, no button."""
    screen = open_page(f"{PAGES[page]}?{LINK}", dark=True)
    screen.page.set_viewport_size(A4)
    screen.page.emulate_media(media="print", color_scheme="dark")
    screen.settle()
    for name in ONLY_ON_SCREEN:
        expect(screen.page.get_by_test_id(name).first).to_be_hidden()
    assert screen.page.locator(PRESSED).filter(visible=True).count() == 0
    banner = screen.main.locator(".vo-banner")
    expect(banner).to_contain_text("Women, treated at T12 or L1")
    expect(banner).to_contain_text("Synthetic data, not patients")
    expect(banner.get_by_text("Dataset registry-demo, generation 1")).to_be_visible()
    paper = screen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    assert [*findings(screen.page, "color-contrast"), *faint_texts(screen.page)] == []


def test_a_printed_chart_is_whole(open_page: OpenPage, tmp_path: Path) -> None:
    """Drawn to the paper's width before it is laid out, and back to the window's after it."""
    screen = open_page(f"/subgroups?{LINK}")
    before = screen.page.evaluate(CHARTS)
    screen.page.evaluate(RECORD)
    screen.page.pdf(path=tmp_path / "page.pdf", format="A4")
    ((width, height, frame),) = screen.page.evaluate("printed")
    assert width <= A4["width"] < before[0][0]
    assert height == frame <= A4["height"]
    screen.eventually(lambda: screen.page.evaluate(CHARTS), before)


def test_nothing_moves_for_who_asked_for_less(open_page: OpenPage) -> None:
    """Over a filter, a box, a menu and another page; the same steps do move things otherwise."""
    moved = {}
    for motion in ("no-preference", "reduce"):
        screen = open_page(f"/?{LINK}")
        screen.page.emulate_media(reduced_motion=motion)
        screen.page.evaluate(MOVING)
        screen.tick("Men")
        screen.settle()
        screen.sidebar.get_by_role("button", name="More filters").click()
        screen.settle()
        screen.go_to("Compare")
        screen.settle()
        moved[motion] = screen.page.evaluate("[...moved]")
    assert moved["no-preference"] != []
    assert moved["reduce"] == []
