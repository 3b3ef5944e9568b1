"""The browser and the served datasets, as the browser tests have them."""

from tests.browser.conftest import (
    browser,
    chromium,
    open_page,
    playwright,
    profile,
    served_root,
    server,
    warm_context,
)

__all__ = [
    "browser",
    "chromium",
    "open_page",
    "playwright",
    "profile",
    "served_root",
    "server",
    "warm_context",
]
