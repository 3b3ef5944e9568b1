"""A browser and servers for the tests that look at the screen."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.browser.install_browser import find_browser
from tests.browser.screen import Screen
from tests.browser.server import Server, serving
from vertebroplasty.engine.dataset import Dataset

OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

WINDOW = ViewportSize(width=1280, height=900)

OpenPage = Callable[..., Screen]


@pytest.fixture(scope="session")
def served_root(
    registry: Dataset,
    srinagar: Dataset,
    dataset_root: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A folder with the two demo datasets and nothing else."""
    root = tmp_path_factory.mktemp("served")
    for dataset in (registry, srinagar):
        shutil.copytree(dataset_root / dataset.name, root / dataset.name)
    return root


@pytest.fixture(scope="session")
def server(served_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that most tests share."""
    with serving(served_root, tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, closed with each module: Playwright's event loop would disturb other tests."""
    path = find_browser()
    assert path, "no browser for the tests: run python tests/browser/install_browser.py"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def warm_context(browser: Browser) -> BrowserContext:
    """A browser context that has the program's scripts in its cache."""
    return browser.new_context(viewport=WINDOW)


@pytest.fixture
def open_page(browser: Browser, warm_context: BrowserContext, server: Server) -> Iterator[OpenPage]:
    """Open a link on a page of its own, which is a session of its own.

    ``fresh`` opens it in a browser context that has never seen the program.
    """
    opened: list[Page | BrowserContext] = []

    def open_link(
        link: str = "/", *, address: str = "", fresh: bool = False, dark: bool = False
    ) -> Screen:
        context = warm_context
        if fresh:
            context = browser.new_context(viewport=WINDOW)
        page = context.new_page()
        opened.append(context if fresh else page)
        page.emulate_media(color_scheme="dark" if dark else "light")
        return Screen(page, address or server.address).open(link)

    yield open_link
    for each in opened:
        each.close()
