"""The browser and the served datasets, as the browser tests have them."""

from tests.browser.conftest import browser, open_page, served_root, server, warm_context

__all__ = ["browser", "open_page", "served_root", "server", "warm_context"]
