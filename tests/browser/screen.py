"""What a reader does and sees: one page of a browser, waited for by conditions."""

import re
import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page

PATIENCE_SECONDS = 30.0
LOOK_EVERY_MS = 50
MOMENT_MS = 400
"""After which nothing more is under way that would write into the browser's history."""
LEVEL_NAME = r"[CTLS]\d+"

PAGES = {
    "Overview": "/",
    "Pain": "/pain",
    "Relief": "/relief",
    "Leaks": "/leaks",
    "Cohort": "/cohort",
    "Subgroups": "/subgroups",
    "Compare": "/compare",
    "Spine": "/spine",
    "Over time": "/over-time",
    "Operators and sites": "/operators",
    "Uncertainty": "/uncertainty",
    "Literature": "/literature",
    "One procedure": "/procedure",
    "Data quality": "/data-quality",
    "Datasets": "/datasets",
    "Import": "/import",
    "Report": "/report",
    "Present": "/present",
    "Cohorts": "/cohorts",
    "Snapshots": "/snapshots",
    "Published study": "/published-study",
    "Definitions": "/definitions",
}

SECTIONS = {
    "Subgroups": "Analysis",
    "Compare": "Analysis",
    "Spine": "Analysis",
    "Over time": "Analysis",
    "Operators and sites": "Analysis",
    "Uncertainty": "Analysis",
    "Literature": "Analysis",
    "One procedure": "Analysis",
    "Data quality": "Data",
    "Datasets": "Data",
    "Import": "Data",
    "Report": "Share",
    "Present": "Share",
    "Cohorts": "Share",
    "Snapshots": "Share",
    "Published study": "Help",
    "Definitions": "Help",
}
"""The menu on top that holds a page's link; the others stand there by themselves."""

Seen = TypeVar("Seen")

_SETTLED = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app && app.dataset.testScriptState === 'notRunning'
    && app.dataset.testConnectionState === 'CONNECTED'
    && document.querySelector('[data-testid=stMain] h1')
    && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
    && [...document.querySelectorAll('.vo-piece')].every(piece => piece.children.length)
    && [...document.querySelectorAll('.vo-plot')]
         .every(chart => chart.querySelector('.main-svg'));
}"""

_DIALOGS = """
window.dialogs = [];
new MutationObserver(() => document.querySelectorAll('[role=dialog]').forEach(
  dialog => window.dialogs.push(dialog.innerText)
)).observe(document, {childList: true, subtree: true});
"""

_POINTS = """title => {
  const charts = [...document.querySelectorAll('.js-plotly-plot')];
  const chart = charts.find(one => one.layout?.title?.text.replaceAll('<br>', ' ')
    .startsWith(title));
  if (!chart) return {};
  const traces = chart.data.filter(trace => trace.name?.endsWith('estimates'));
  return Object.fromEntries(traces.flatMap(trace => trace.hovertext.map((words, i) =>
    [words.match(/<b>(.*?)<.b>/)[1], [trace.x[i], trace.opacity]])));
}"""


class Screen:
    """A page of the dashboard in a browser.

    Parameters
    ----------
    page : playwright.sync_api.Page
        Still empty.
    address : str
        Of the server.
    """

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        page.add_init_script(_DIALOGS)
        self.main = page.get_by_test_id("stMain")
        self.sidebar = page.get_by_test_id("stSidebar")

    def open(self, link: str = "/") -> "Screen":
        """Open a link of this server, path and query."""
        self.page.goto(self.address + link)
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until the script has ended and everything it made is drawn."""
        self.page.wait_for_function(_SETTLED, timeout=PATIENCE_SECONDS * 1000)

    def eventually(self, see: Callable[[], Seen], expected: Seen) -> None:
        """Wait until something is as expected, and stays so once the page has settled."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while see() != expected and time.monotonic() < deadline:
            self.page.wait_for_timeout(LOOK_EVERY_MS)
        self.settle()
        assert see() == expected

    def go_to(self, title: str) -> None:
        """Switch to another page by its link on top."""
        link = "stTopNavLink"
        if section := SECTIONS.get(title):
            self.page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
            link = "stTopNavDropdownLink"
        self.page.get_by_test_id(link).filter(has_text=title).click()
        self.eventually(self.title, title)

    def turn_back(self) -> None:
        """Press the browser's back button, a moment after the page stands still."""
        self._stand_still()
        self.page.go_back()

    def turn_forward(self) -> None:
        """Press the browser's forward button, a moment after the page stands still."""
        self._stand_still()
        self.page.go_forward()

    def _stand_still(self) -> None:
        self.settle()
        self.page.wait_for_timeout(MOMENT_MS)
        self.settle()

    def option(self, label: str) -> Locator:
        """Return the checkbox of the sidebar with a label such as ``Women``."""
        return self.sidebar.locator("label").filter(has_text=re.compile(rf"^{label}$"))

    def offers(self, label: str) -> bool:
        """Whether a sex or a level is there to be chosen."""
        level = self.sidebar.locator(f"[data-level={label}]:not(.absent)")
        return (level if re.fullmatch(LEVEL_NAME, label) else self.option(label)).count() > 0

    def tick(self, label: str) -> None:
        """Click a sex, or a level on the spine, and wait for nothing."""
        level = self.sidebar.locator(f"[data-level={label}]")
        (level if re.fullmatch(LEVEL_NAME, label) else self.option(label)).click()

    def tick_region(self, name: str) -> None:
        """Click a region on the spine, and wait for nothing."""
        self.sidebar.locator(f"[data-region={name}] text").first.click()

    def press(self, name: str) -> None:
        """Click a button of the sidebar, and wait for nothing."""
        self.sidebar.get_by_test_id("stButton").get_by_role("button", name=name).click()

    def choose_dataset(self, name: str) -> None:
        """Choose a dataset in the sidebar, and wait for nothing."""
        self.sidebar.get_by_role("combobox", name="Dataset").click()
        self.page.get_by_role("option", name=name, exact=True).click()

    def title(self) -> str:
        """Return the page's title."""
        return self.main.locator("h1").first.inner_text().strip()

    def cohort(self) -> str:
        """Return the sentence on top of the page."""
        return " ".join(self.main.locator(".vo-cohort").all_inner_texts())

    def cards(self) -> list[tuple[str, ...]]:
        """Return label, value, interval and lines of each card."""
        return [tuple(text.split("\n")) for text in self.main.locator(".vo-card").all_inner_texts()]

    def parts(self, name: str) -> list[str]:
        """Return one part of every card: ``value`` or ``interval``."""
        return self.main.locator(f".vo-card .vo-{name}").all_inner_texts()

    def problems(self) -> list[str]:
        """Return what is said to be wrong."""
        return self.main.get_by_role("alert").all_inner_texts()

    def ticked(self) -> set[str]:
        """Return the names beside ticked boxes, and the chosen levels."""
        boxes = self.sidebar.locator("label").filter(has=self.page.locator("input:checked"))
        return {*boxes.all_inner_texts(), *self.levels()}

    def levels(self) -> list[str]:
        """Return the levels that the list in the sidebar holds."""
        chosen = self.sidebar.get_by_test_id("stMultiSelect").filter(has_text="Levels as a list")
        return chosen.locator("[data-tag]:visible").all_inner_texts()

    def link(self) -> str:
        """Return path and query of the address."""
        parts = urlsplit(self.page.url)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    def params(self) -> list[tuple[str, str]]:
        """Return the parameters of the address, sorted: their order means nothing."""
        return sorted(parse_qsl(urlsplit(self.page.url).query))

    def points(self, title: str) -> dict[str, list[float]]:
        """Return estimate and opacity of each group, from the chart that the browser drew."""
        found: dict[str, list[float]] = self.page.evaluate(_POINTS, title)
        return found

    def state(self) -> dict[str, Any]:
        """Return everything that a filter may change."""
        return {
            "cohort": self.cohort(),
            "size": self.main.locator(".vo-size").all_inner_texts(),
            "cards": self.cards(),
            "params": self.params(),
            "path": urlsplit(self.page.url).path,
            "ticked": self.ticked(),
            "counts": self.sidebar.locator("label").all_inner_texts(),
        }

    def dialogs(self) -> list[str]:
        """Return the text of every dialog that was ever on the page."""
        seen: list[str] = self.page.evaluate("window.dialogs")
        return seen
