"""Garbage collection stays out of the way of a rerun, in the live server."""

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.server import Server

pytestmark = pytest.mark.browser

RERUNS = 20
IMPORTED = 100_000
"""Objects of imported modules, at the least: 170,000 were alive when this was written."""


def test_a_rerun_is_not_spent_collecting_garbage(open_page: OpenPage, server: Server) -> None:
    """What was imported is frozen, and the rest is not collected in full after each run.

    Streamlit would do that (``gc.collect(2)``, most of a rerun's CPU as ui/warm.py
    says). The share is CPU over CPU, so that a busy machine does not change it.
    """
    screen = open_page("/")
    before = server.collections()[-1]
    for rerun in range(RERUNS):
        screen.tick("T12")
        screen.eventually(screen.ticked, set() if rerun % 2 else {"T12"})
    *_, after = collections = server.collections()
    since = [one for one in collections if one.cpu > before.cpu]
    assert since
    assert all(one.frozen > IMPORTED for one in since), since
    share = (after.collecting - before.collecting) / (after.cpu - before.cpu)
    assert share < 0.3, f"{share:.0%} of the server's CPU went into collecting garbage"
