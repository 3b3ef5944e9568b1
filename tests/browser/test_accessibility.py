"""Every page for everyone: what axe-core finds, in every state, light and dark, wide and narrow.

Authority: axe-core's rules (WCAG 2.2 A and AA, and its best practices); contrast by WCAG's formula.
The usual run takes each page once, every state and both themes among them; AXE=1 takes the product.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.axe import Finding, bare_charts, faint_texts, findings
from tests.browser.conftest import WINDOW, OpenPage
from tests.browser.screen import PAGES, Screen

pytestmark = pytest.mark.browser

FULL = "AXE" in os.environ
NARROW = {"width": 390, "height": 900}
DAMAGED = "damaged"
NOBODY = "dataset=registry-demo&age=18&age=18&level=T12&level=L1&female=true&etiology=osteoporotic"

OPEN = """() => {
  const closed = [...document.querySelectorAll(
    'details:not([open]) > summary, [class*=_closed] button, [data-box]:not([hidden])')];
  closed.forEach((one) => one.click());
  return closed.length;
}"""
"""Click every box that is closed, or the button that stands for it; how many there were."""

STATES = {
    "everyone": "dataset=registry-demo",
    "nobody": NOBODY,
    "a link that holds nonsense": "dataset=nowhere&L9=true&horizon=never",
    "a damaged dataset": f"dataset={DAMAGED}",
    "every box open": "dataset=registry-demo&level=T12&level=L1&female=true",
}


def sampled(state: str) -> tuple[tuple[str, bool, bool], ...]:
    """Pages to look at in a state: title, whether in the dark, and whether narrow as well."""
    if FULL:
        return tuple((title, dark, True) for dark in (False, True) for title in PAGES)
    turn = list(STATES).index(state)
    mine = list(PAGES)[turn :: len(STATES)]
    return tuple((title, place % 2 == 1, place < 2) for place, title in enumerate(mine))


@pytest.fixture(scope="module")
def damaged(served_root: Path) -> Iterator[None]:
    """A dataset that no database opens, beside the sound ones for as long as this module runs."""
    folder = served_root / DAMAGED
    folder.mkdir()
    (folder / "current").write_bytes((served_root / "srinagar-2007" / "current").read_bytes())
    (folder / "generation-000001.duckdb").write_bytes(b"no database")
    yield
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def visit(screen: Screen, title: str, state: str, *, dark: bool) -> None:
    """Go to a page as a reader would: by the menu, or by a link where there is no page to see."""
    screen.page.set_viewport_size(WINDOW)
    screen.page.emulate_media(color_scheme="dark" if dark else "light")
    if DAMAGED in state:
        screen.open(f"{PAGES[title]}?{STATES[state]}")
    elif screen.title() != title:
        screen.go_to(title)
    screen.settle()
    if state == "every box open":
        open_boxes(screen)


def open_boxes(screen: Screen) -> None:
    """Open every box of page and sidebar, so that its content is there to be looked at."""
    while screen.page.evaluate(OPEN):
        screen.settle()


def all_findings(screen: Screen) -> list[Finding]:
    """Return what axe-core finds, and what it cannot judge in pictures."""
    page = screen.page
    return [*findings(page), *faint_texts(page), *bare_charts(page)]


@pytest.mark.usefixtures("damaged")
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(open_page: OpenPage, state: str) -> None:
    """Not even what is minor, in any state: numbers, nobody, an error, and all boxes open."""
    screen, found = None, dict[Finding, str]()
    for title, dark, narrow in sampled(state):
        screen = screen or open_page(f"{PAGES[title]}?{STATES[state]}", dark=dark)
        visit(screen, title, state, dark=dark)
        for width in (WINDOW, NARROW) if narrow else (WINDOW,):
            screen.page.set_viewport_size(width)
            screen.settle()
            place = f"{title}, {'dark' if dark else 'light'}, {width['width']} pixels"
            for one in all_findings(screen):
                found.setdefault(one, place)
    assert not found, "\n".join(f"{place}: {' | '.join(one)}" for one, place in found.items())


def test_a_change_of_the_cohort_is_said(open_page: OpenPage) -> None:
    """Once a filter has changed it, and not when a page opens, which is read by its title."""
    screen = open_page("/?dataset=registry-demo&T12=true")
    live = screen.page.locator("[role=status].vo-live")
    expect(live).to_be_empty()
    screen.tick("Women")
    expect(live).to_contain_text("Women, treated at T12: ")
    said = live.inner_text()
    screen.go_to("Pain")
    assert live.inner_text() == said


def test_a_row_on_a_telephone_names_its_cells(open_page: OpenPage) -> None:
    """Below each other, without the headings of a table, every value stands after its own."""
    screen = open_page("/operators?dataset=registry-demo")
    screen.page.set_viewport_size(NARROW)
    cells = screen.main.locator(".vo-stack tbody tr").first.locator("td")
    words = [
        cell.evaluate("one => getComputedStyle(one, '::before').content") for cell in cells.all()
    ]
    heads = ("Rate (exact 95 % CI)", "Events", "In the funnel")
    assert words == ["none", *(f'"{head}: "' for head in heads)]
