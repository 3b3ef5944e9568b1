"""A reader without a pointer: Tab, arrows, Space, Enter and letters, and nothing else."""

import re
from collections.abc import Callable

from playwright.sync_api import TimeoutError as NotThere

from tests.browser.screen import Screen

STOPS = 90
"""Stops of the Tab key that a reader may need to get anywhere on a page."""

OPENINGS = 5
"""Letters that come while a list opens may close it again: a reader opens it once more."""
A_LOOK_MS = 3000

_FOCUS = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return ['', false];
  const words = at.getAttribute('aria-label') || at.labels?.[0]?.innerText || at.innerText || '';
  const box = at.getBoundingClientRect();
  return [words.trim().split('\\n').at(-1), box.width > 0 && box.height > 0];
}"""


_TAKEN = """(letters) => {
  const field = document.activeElement;
  const several = field.closest('[data-testid=stMultiSelect]');
  if (!several)
    return field.getAttribute('aria-expanded') !== 'true' && field.value.startsWith(letters);
  return !field.value && [...several.querySelectorAll('[data-tag]')]
    .some((tag) => tag.innerText.startsWith(letters));
}"""
"""Whether a list shows what was picked: closed, as its value; or as one of several."""


class Keys:
    """The keyboard of a page.

    Parameters
    ----------
    screen : Screen
        The page.
    """

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.page = screen.page

    def focus(self) -> str:
        """Return the name of what has the focus, empty when nothing has it."""
        name, shown = self.page.evaluate(_FOCUS)
        return str(name) if shown else ""

    def to(self, name: str, *, back: bool = False) -> "Keys":
        """Press Tab until something has the focus whose name begins so."""
        passed = []
        for _ in range(STOPS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            passed.append(self.focus())
            if re.match(re.escape(name), passed[-1]):
                return self
        raise AssertionError(f"Tab never came to {name!r}, only to {passed}")

    def press(self, *keys: str) -> None:
        """Press keys one after the other, and wait until the page has settled."""
        for key in keys:
            self.page.keyboard.press(key)
        self.screen.settle()

    def pick(self, letters: str) -> None:
        """Write into a list with a field, and take the first option that is left."""
        self.page.keyboard.type(letters)
        for _ in range(OPENINGS):
            if self._offered(letters):
                self.page.keyboard.press("Enter")
            if self._taken(letters):
                return self.screen.settle()
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{letters!r} could not be picked, the focus is on {self.focus()!r}")

    def _offered(self, letters: str) -> bool:
        """Whether the list is open and has such an option."""
        option = self.page.get_by_role("option", name=letters).first
        return _comes(lambda: option.wait_for(timeout=A_LOOK_MS))

    def _taken(self, letters: str) -> bool:
        """Whether the list shows it as picked; letters still in its field do not count."""
        return _comes(lambda: self.page.wait_for_function(_TAKEN, arg=letters, timeout=A_LOOK_MS))

    def stay(self, name: str, key: str) -> None:
        """Press a key on something; the page that answers leaves the focus there."""
        self.to(name).press(key)
        assert self.focus().startswith(name), f"the focus went from {name!r} to {self.focus()!r}"


def _comes(wait: Callable[[], object]) -> bool:
    """Whether something that is waited for comes in time."""
    try:
        wait()
    except NotThere:
        return False
    return True
