"""Every page as a reader finds it: nothing sent away, no error, words for charts, nothing cut."""

from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import WINDOW, OpenPage
from tests.browser.screen import PAGES, Screen
from tests.browser.server import Server
from tests.soak.sizes import FULL
from vertebroplasty.figures.theme import DARK, LIGHT, Palette

pytestmark = pytest.mark.browser

WARNINGS = {
    "srinagar-2007": "Reconstruction from published summary figures, not patient data",
    "registry-demo": "Synthetic data, not patients",
}
WIDTHS = (1280, 820, 1920, 390)
"""A laptop, a tablet, a projector and a telephone."""

CUT_TEXT = """() => {
  const selectors = ['.vo', '.vo *', '.vo-filter', 'h1', 'h2', 'h3', 'button p', 'label', 'label *',
    '[data-testid=stTopNavLink]', '[data-testid=stCaptionContainer]', '[data-testid=stAlert] *'];
  const seen = [...document.querySelectorAll(selectors.join(','))].filter(one =>
    one.clientWidth > 1 && one.checkVisibility()
    && !one.closest('.vo-scroll, [data-testid=stSidebar][data-collapsed=true]'));
  return seen.filter(one => one.scrollWidth > one.clientWidth + 1)
    .map(one => `${one.tagName}.${one.className}: ${one.innerText}`.slice(0, 120));
}"""

WIDER_THAN_WINDOW = """() => ['html', '[data-testid=stMain]',
    '[data-testid=stSidebar][data-collapsed=false] [data-testid=stSidebarContent]']
  .map(name => document.querySelector(name))
  .filter(one => one && one.scrollWidth > one.clientWidth + 1)
  .map(one => `${one.tagName} ${one.scrollWidth} > ${one.clientWidth}`)"""

OUTSIDE_CHART = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => {
  const frame = chart.getBoundingClientRect();
  return [...chart.querySelectorAll('text')].filter(text => text.textContent.trim())
    .filter(text => {
      const box = text.getBoundingClientRect();
      return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1
        || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
    }).map(text => text.textContent.slice(0, 80));
})"""


class Tour(NamedTuple):
    """What was met on the way over all pages of a dataset."""

    dataset: str
    requests: list[str]
    errors: list[str]
    words: dict[str, list[tuple[str, str]]]
    texts: dict[str, str]


@pytest.fixture(scope="module", params=list(WARNINGS) if FULL else list(WARNINGS)[1:])
def tour(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Tour:
    """Open a dataset in a fresh browser and visit every page."""
    met = Tour(request.param, [], [], {}, {})
    context = browser.new_context(viewport=WINDOW)
    context.on("request", lambda sent: met.requests.append(sent.url))
    context.on("weberror", lambda error: met.errors.append(str(error.error)))
    context.on("console", lambda said: met.errors.append(said.text) if said.type == "error" else 0)
    page = context.new_page()
    page.on("websocket", lambda opened: met.requests.append(opened.url))
    screen = Screen(page, server.address).open(f"/?dataset={request.param}")
    for title in PAGES:
        if title != "Overview":
            screen.go_to(title)
            screen.settle()
        met.words[title] = page.evaluate(
            "[...document.querySelectorAll('.vo-plot')].map(chart =>"
            " [chart.getAttribute('role'), chart.getAttribute('aria-label') || ''])"
        )
        met.texts[title] = screen.main.inner_text()
    context.close()
    return met


def test_nothing_leaves_this_computer(tour: Tour, server: Server) -> None:
    """Every request, of any kind, goes to the server that was started."""
    hosts = {urlsplit(url).netloc for url in tour.requests if not url.startswith("data:")}
    assert hosts - {""} == {urlsplit(server.address).netloc}
    assert {urlsplit(url).scheme for url in tour.requests} <= {"http", "ws", "data", "blob"}


def test_the_console_has_no_errors(tour: Tour) -> None:
    """Neither a message of kind error nor an exception on any page."""
    assert tour.errors == []


def test_every_page_says_what_the_data_are(tour: Tour) -> None:
    """Synthetic and reconstructed data are called so on every screen; Import shows none of them."""
    silent = [title for title, text in tour.texts.items() if WARNINGS[tour.dataset] not in text]
    assert silent == ["Import", "Report"]


def test_every_chart_has_words(tour: Tour) -> None:
    """Its alternative text is a sentence of more than its kind."""
    charts = [chart for page in tour.words.values() for chart in page]
    assert len(charts) >= 16
    assert all(role == "figure" for role, _ in charts)
    assert [words for _, words in charts if len(words) < 30] == []


def test_nothing_is_cut_or_overflows(open_page: OpenPage) -> None:
    """No text is wider than its box, no page wider than its window, on four widths."""
    screen = open_page("/?dataset=registry-demo&level=T12&level=L1&female=true&age=60&age=85")
    problems = {}
    for title in PAGES:
        if title != "Overview":
            screen.go_to(title)
        for width in WIDTHS:
            screen.page.set_viewport_size({"width": width, "height": 900})
            screen.settle()
            for check in (CUT_TEXT, WIDER_THAN_WINDOW, OUTSIDE_CHART):
                problems[f"{title} {width}"] = found = settled(screen, check)
                if found:
                    break
        screen.page.set_viewport_size(WINDOW)
    assert {place: found for place, found in problems.items() if found} == {}


def test_the_sidebar_fits_a_telephone(open_page: OpenPage) -> None:
    """Opened there, none of its labels is cut."""
    screen = open_page("/?dataset=registry-demo&level=T12")
    screen.page.set_viewport_size({"width": 390, "height": 900})
    screen.page.get_by_test_id("stExpandSidebarButton").click()
    screen.sidebar.get_by_text("More filters").click()
    screen.sidebar.get_by_text("From month").wait_for()
    for check in (CUT_TEXT, WIDER_THAN_WINDOW):
        assert settled(screen, check) == []


def settled(screen: Screen, check: str) -> list[str]:
    """Return what a check finds once charts have taken their new width; a few looks at most."""
    for _ in range(20):
        found: list[str] = screen.page.evaluate(check)
        if not found:
            break
        screen.page.wait_for_timeout(100)
    return found


def rgb(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


@pytest.mark.parametrize(("dark", "palette"), [(False, LIGHT), (True, DARK)])
def test_the_page_is_drawn_in_the_colours_of_its_theme(
    open_page: OpenPage, dark: bool, palette: Palette
) -> None:
    """Paper, numbers and charts follow the reader's system, light or dark."""
    screen = open_page("/?level=T12", dark=dark)

    def colour(selector: str, name: str) -> str:
        found: str = screen.page.evaluate(
            "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]",
            [selector, name],
        )
        return found

    screen.eventually(lambda: colour(".vo-value", "color"), rgb(palette.accent))
    screen.eventually(lambda: colour(".vo-card.harm .vo-value", "color"), rgb(palette.harm))
    assert colour(".stApp", "backgroundColor") == rgb(palette.background)
    assert colour(".stApp", "color") == rgb(palette.text)
    screen.eventually(lambda: colour(".gtitle", "fill"), rgb(palette.text))
    screen.eventually(lambda: colour(".point", "fill"), rgb(palette.accent))
