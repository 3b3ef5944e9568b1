"""Garbage collection stays out of the way of a rerun, in the live server."""

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.server import Server

pytestmark = pytest.mark.browser

RERUNS = 20


def test_a_rerun_is_not_spent_collecting_garbage(open_page: OpenPage, server: Server) -> None:
    """What was imported is frozen, so that a full collection walks the rest only.

    Streamlit collects fully after each run (``gc.collect(2)``, a measurement of design.md): frozen
    and walked objects are counts, and the share is CPU over CPU, so a busy machine changes neither.
    """
    screen = open_page("/")
    before = server.collections()[-1]
    for rerun in range(RERUNS):
        screen.tick("T12")
        screen.eventually(screen.ticked, set() if rerun % 2 else {"T12"})
    collections = server.collections()
    after = collections[-1]
    since = [one for one in collections if one.cpu > before.cpu]
    assert len(since) >= RERUNS, "Streamlit no longer collects after each run: drop the freezing"
    assert all(one.frozen > 4 * one.walked for one in since), since
    share = (after.collecting - before.collecting) / (after.cpu - before.cpu)
    assert share < 0.3, f"{share:.0%} of the server's CPU went into collecting garbage"
