"""A line that is cut, a server that is another one: filters and page are as they were.

Authority: the page before; what a fresh browser shows for the same link. At full length (30 s) with
``SOAK=1``; nothing depends on it but how often the browser asks whether the server is back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.line import Line, line_to
from tests.browser.screen import Screen
from tests.browser.server import Server, serving
from tests.program_copy import copy_program
from tests.soak.sizes import size
from vertebroplasty.cohort import Cohort
from vertebroplasty.measures import LEAK_LEVEL

pytestmark = pytest.mark.browser

CUT_MS = size(2, 30) * 1000
PATIENCE_MS = 60_000
LINK = "/?dataset=registry-demo&age=60&age=85"
WOMEN, BOTH = "Women aged 60\u201385", "Women or men aged 60\u201385"
SECOND_COHORT = "&against=Another+cohort&b_age=18&b_age=59"
_CONNECTION = "document.querySelector('[data-testid=stApp]').dataset.testConnectionState"


def port_of(server: Server) -> int:
    port = urlsplit(server.address).port
    assert port
    return port


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    with line_to(port_of(server)) as one:
        yield one


def filtered(open_page: OpenPage, line: Line, link: str = LINK) -> Screen:
    """Filter by a link and by a click; the window remembers that it was loaded once."""
    screen = open_page(link, address=line.address)
    screen.tick("Women")
    screen.eventually(screen.cohort, WOMEN)
    screen.page.evaluate("window.loadedOnce = true")
    return screen


def at_leaks(open_page: OpenPage, line: Line) -> Screen:
    """Filter on Overview, and go to another page."""
    screen = filtered(open_page, line)
    screen.go_to("Leaks")
    return screen


def seen(screen: Screen) -> dict[str, Any]:
    """Return what a reader sees, and whether it is still the page that was loaded."""
    return {
        **screen.state(),
        "points": screen.points(LEAK_LEVEL.label),
        "text": screen.main.inner_text(),
        "problems": screen.problems(),
        "loaded once": screen.page.evaluate("window.loadedOnce"),
    }


def wait_until_connected(screen: Screen) -> None:
    screen.page.wait_for_function(f"{_CONNECTION} === 'CONNECTED'", timeout=PATIENCE_MS)
    expect(screen.page.get_by_role("dialog")).to_have_count(0)
    screen.settle()


@contextmanager
def cut_off(screen: Screen, line: Line) -> Iterator[None]:
    """Every connection is reset and none is taken: the reader is told, and can change nothing."""
    line.cut()
    expect(screen.page.get_by_text("Connecting").first).to_be_visible()
    expect(screen.option("Men").locator("input")).to_be_disabled()
    yield
    line.come_back()


@contextmanager
def silent_and_forgotten(_screen: Screen, line: Line) -> Iterator[None]:
    """Nothing gets through, and then nobody knows of the connections."""
    line.go_silent()
    yield
    line.forget()


@pytest.mark.parametrize("broken", [cut_off, silent_and_forgotten])
def test_a_cut_leaves_filters_and_page_as_they_were(
    broken: Any, open_page: OpenPage, line: Line
) -> None:
    """All numbers stay readable meanwhile; then the same session goes on, with its undo."""
    screen = at_leaks(open_page, line)
    before = seen(screen)
    with broken(screen, line):
        screen.page.wait_for_timeout(CUT_MS)
        assert seen(screen) == before
    wait_until_connected(screen)
    assert seen(screen) == before
    screen.tick("Men")
    screen.eventually(screen.cohort, BOTH)
    screen.press("Undo")
    screen.eventually(lambda: seen(screen), before)


def test_a_click_in_the_silence_is_answered_when_the_line_is_back(
    open_page: OpenPage, line: Line
) -> None:
    """Everything that was held gets through; until then sentence and numbers agree."""
    screen = at_leaks(open_page, line)
    before = seen(screen)
    line.go_silent()
    screen.tick("Men")
    screen.page.wait_for_timeout(CUT_MS)
    assert (screen.cohort(), screen.cards()) == (WOMEN, before["cards"])
    line.come_back()
    screen.eventually(screen.cohort, BOTH)
    screen.press("Undo")
    screen.eventually(lambda: seen(screen), before)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The app of a program that may be updated while it serves."""
    return copy_program(tmp_path / "program")


@pytest.fixture
def line_to_program(program: Path, served_root: Path, tmp_path: Path) -> Iterator[Line]:
    with (
        serving(served_root, tmp_path, with_demo=False, app=program) as server,
        line_to(port_of(server)) as one,
    ):
        yield one


def update(program: Path) -> Path:
    """Change every script that a page may have; return a folder for the log of a new server."""
    for script in program.parent.glob("src/**/*.js"):
        script.write_text(script.read_text(encoding="utf-8") + "\n// updated\n", encoding="utf-8")
    scratch = program.parent / "log"
    scratch.mkdir()
    return scratch


def test_an_updated_server_takes_the_filters_from_the_page(
    open_page: OpenPage, line_to_program: Line, served_root: Path, program: Path
) -> None:
    """It knows nobody. The first click counts; undo begins anew; two cohorts are still two; what
    other scripts drew is drawn anew, once."""
    line = line_to_program
    leaks = at_leaks(open_page, line)
    compare = filtered(open_page, line, f"/compare{LINK[1:]}{SECOND_COHORT}")
    screens = (leaks, compare)
    before = [seen(screen) for screen in screens]
    assert Cohort(18, 59).describe() in before[1]["text"]
    line.cut()
    with serving(served_root, update(program), with_demo=False, app=program) as another:
        line.to = port_of(another)
        line.come_back()
        for screen, state in zip(screens, before, strict=True):
            wait_until_connected(screen)
            assert seen(screen) == state
            screen.tick("Men")
            screen.eventually(screen.cohort, BOTH)
            fresh = open_page(screen.link(), address=another.address, fresh=True)
            assert fresh.state() == screen.state()
            assert fresh.main.inner_text() == screen.main.inner_text()
            assert (
                screen.page.locator(".vo-spine svg").count()
                == fresh.page.locator(".vo-spine svg").count()
            )
            expect(screen.sidebar.get_by_role("button", name="Undo")).to_be_disabled()
            screen.tick("Men")
            screen.eventually(screen.cohort, WOMEN)
            assert screen.state() == {key: state[key] for key in screen.state()}
