"""The clock of `make bench-browser` notes the last change of a number or a chart, and no other.

Order is compared, never a duration: the page notes its own moments on the same clock.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.browser.visit import CLOCK

pytestmark = pytest.mark.browser

PAGE = """
<button>change</button> <p id="numbers"><b>1</b></p> <p id="elsewhere">a</p>
<div id="chart" class="js-plotly-plot"><svg><path d="M0 0"/></svg></div> <div id="host"></div>
"""
AREAS = "#numbers, .js-plotly-plot, #host"
MOMENTS = """steps => {
  window.moments = [];
  const root = document.querySelector('#host').attachShadow({ mode: 'open' });
  root.innerHTML = '<svg><text>1</text></svg>';
  const acts = {
    number: () => (document.querySelector('#numbers b').firstChild.data = '2'),
    point: () => document.querySelector('path').setAttribute('d', 'M1 1'),
    hidden: () => root.querySelector('text').setAttribute('x', '1'),
    class: () => (document.querySelector('#numbers').className = 'stale'),
    other: () => (document.querySelector('#elsewhere').textContent = 'b'),
  };
  const go = ([step, ...more]) => step && setTimeout(() => {
    moments.push(performance.now());
    acts[step]();
    go(more);
  }, 20);
  document.querySelector('button').onclick = () => go(steps);
}"""
QUIET = "changeClock.quiet(100, 1000)"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with the clock."""
    page = browser.new_page()
    page.add_init_script(f"window.areasOfChange = {AREAS!r};{CLOCK}")
    page.goto("about:blank")
    page.set_content(PAGE)
    yield page
    page.close()


def noted(page: Page, *steps: str) -> tuple[float, float, list[float]]:
    """Return the moments of the click, of the last change noted, and of each step."""
    page.evaluate(MOMENTS, list(steps))
    page.wait_for_timeout(50)
    page.evaluate("() => changeClock.arm('click')")
    page.click("button")
    assert page.evaluate(QUIET)
    page.wait_for_function(f"moments.length === {len(steps)}")
    clock = page.evaluate("({...changeClock})")
    assert clock["last"] <= clock["painted"]
    return clock["input"], clock["last"], page.evaluate("moments")


@pytest.mark.parametrize("last", ["number", "point", "hidden"])
def test_the_last_number_or_chart_is_noted(page: Page, last: str) -> None:
    """Also a point that only moves, and what is drawn in a shadow root; not what comes after it."""
    click, change, moments = noted(page, "number", last, "class", "other")
    assert click < moments[0]
    assert moments[1] <= change < moments[2]


def test_nothing_changed_is_not_quiet(page: Page) -> None:
    """A page that does not answer is never measured as a quick one."""
    page.evaluate(MOMENTS, ["class", "other"])
    page.wait_for_timeout(50)
    page.evaluate("() => changeClock.arm('click')")
    page.click("button")
    assert not page.evaluate(QUIET)
