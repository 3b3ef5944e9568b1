"""plotly.js, most of a page's weight: fetched once, kept by the browser, and what plotly ships."""

import gzip
from urllib.request import Request, urlopen

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.server import Server
from vertebroplasty.figures.standalone import plotly_js

pytestmark = pytest.mark.browser

FETCHED = """() => performance.getEntriesByType('resource')
  .filter((one) => one.name.includes('plotly')).map((one) => [one.name, one.transferSize])"""


def test_a_page_that_is_opened_again_fetches_nothing_of_plotly(open_page: OpenPage) -> None:
    """Authority: the browser's record, where what its cache had has a size of 0."""
    open_page("/leaks")
    ((address, size),) = open_page("/").page.evaluate(FETCHED)
    assert "/plotly/plotly-" in address
    assert size == 0


@pytest.mark.parametrize(("accepted", "unpack"), [("gzip, br", gzip.decompress), ("", bytes)])
def test_what_is_served_is_what_plotly_ships(
    open_page: OpenPage, server: Server, accepted: str, unpack: type[bytes]
) -> None:
    """RFC 9110, 12.5.3: packed only for who accepts it; RFC 8246: for good, as it never changes."""
    ((address, _),) = open_page("/").page.evaluate(FETCHED)
    with urlopen(Request(address, headers={"Accept-Encoding": accepted})) as answer:
        assert unpack(answer.read()) == plotly_js()
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers.get("Content-Encoding") == ("gzip" if accepted else None)
        assert answer.headers["Content-Type"].startswith("text/javascript")
    assert address.startswith(server.address)
