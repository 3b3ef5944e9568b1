"""A reader at one page of a contestant: opens it, changes a filter, and notes how long it took."""

import re
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from benchmarks.browser.checking import problems
from benchmarks.browser.contestants import Contestant
from benchmarks.browser.expected import Expected
from benchmarks.browser.walk import AGE_KEYS, Step
from benchmarks.server import Server
from tests.browser.conftest import WINDOW

CLOCK = Path(__file__).with_name("change_clock.js").read_text(encoding="utf-8")
QUIET_MS = 600
PATIENCE_MS = 30_000
START_SECONDS = 60
HAND_MS = 80
"""Between pointing at a box and clicking it, so that what pointing does is over."""


class Change(NamedTuple):
    """A filter, milliseconds to the last change and to its paint, and how much was checked."""

    kind: str
    changed: float
    painted: float
    checks: int


def until_ready(server: Server, contestant: Contestant) -> None:
    """Wait until a server answers."""
    address = f"http://127.0.0.1:{server.port}{contestant.ready}"
    give_up = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(address).close()
        except (urllib.error.URLError, ConnectionError) as error:
            if time.monotonic() > give_up:
                raise SystemExit(f"{contestant.name} does not run: {error}") from error
            time.sleep(0.2)
        else:
            return


class Visit:
    """A page of a contestant in a browser context of its own."""

    def __init__(
        self, browser: Browser, contestant: Contestant, server: Server, dataset: str
    ) -> None:
        self.contestant = contestant
        self.page: Page = browser.new_context(viewport=WINDOW).new_page()
        self.page.add_init_script(f"window.areasOfChange = {contestant.areas!r};{CLOCK}")
        self._address = f"http://127.0.0.1:{server.port}{contestant.link.format(dataset=dataset)}"

    def open(self, expected: Expected) -> "Visit":
        """Open the page, wait until it shows what it must, and stands still."""
        self.page.goto(self._address)
        self._until(expected, "opened")
        return self

    def change(self, step: Step, expected: Expected) -> Change:
        """Change a filter; stop everything when a number is not what it must be."""
        if step.kind == "age":
            self.page.locator(self.contestant.thumbs).nth(step.end).focus()
            self._arm("keydown")
            self.page.keyboard.press(AGE_KEYS[step.end])
        else:
            self._point_at(step)
            self._arm("pointerup")
            self.page.mouse.down()
            self.page.mouse.up()
        checks = self._until(expected, str(step))
        clock = self.page.evaluate("({...changeClock})")
        changed, painted = (clock[moment] - clock["input"] for moment in ("last", "painted"))
        return Change(step.kind, changed, painted, checks)

    def _point_at(self, step: Step) -> None:
        """Put the pointer on the box or the level, where a reader would."""
        if step.kind == "level" and self.contestant.level:
            place = self.page.locator(self.contestant.level.format(step.box))
        else:
            words = re.compile(rf"^\s*{step.box}( \u00b7|\s*$)")
            place = self.page.locator("label").filter(has_text=words)
        place.scroll_into_view_if_needed()
        box = place.bounding_box()
        assert box, step
        self.page.mouse.move(box["x"] + 8, box["y"] + box["height"] / 2)
        self.page.wait_for_timeout(HAND_MS)

    def _until(self, expected: Expected, what: str) -> int:
        """Wait for quiet; where numbers are still those of before, for the next quiet."""
        give_up = time.monotonic() + PATIENCE_MS / 1000
        while True:
            self._wait()
            checks, wrong = problems(self.page, self.contestant, expected)
            if not wrong:
                return checks
            if time.monotonic() > give_up:
                raise SystemExit(f"{self.contestant.name}, {what}, {expected.line}: {wrong[:5]}")
            self.page.wait_for_timeout(QUIET_MS)

    def _arm(self, trigger: str) -> None:
        self.page.evaluate("trigger => { changeClock.arm(trigger); }", trigger)

    def _wait(self) -> None:
        quiet = self.page.evaluate(f"changeClock.quiet({QUIET_MS}, {PATIENCE_MS})")
        if not quiet:
            raise SystemExit(f"{self.contestant.name}: nothing changed within {PATIENCE_MS} ms")
