"""A browser and servers for the tests that look at the screen."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    ViewportSize,
    sync_playwright,
)

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

KEPT = "cookies,file_systems,indexeddb,local_storage,service_workers,websql"
"""What a page may keep in a browser, in Chromium's words."""

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


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is; to be asked before anything drives one."""
    path = find_browser()
    assert path, "no browser for the tests: run python tests/browser/install_browser.py"
    return path


@pytest.fixture(scope="module")
def playwright(chromium: str) -> Iterator[Playwright]:
    """What drives Chromium, ended with each module: its event loop would disturb other tests."""
    assert chromium
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Chromium as it is when it is new."""
    launched = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader's own folder of the browser: what it has fetched and compiled it keeps."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="module")
def warm_context(
    playwright: Playwright, chromium: str, profile: Path, server: Server
) -> Iterator[BrowserContext]:
    """A browser that has the program's scripts, and nothing else that a page kept in it."""
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium, args=OPTIONS, viewport=WINDOW
    )
    line = context.new_cdp_session(context.pages[0])
    line.send("Storage.clearDataForOrigin", {"origin": server.address, "storageTypes": KEPT})
    yield context
    context.close()


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest, warm_context: BrowserContext, server: Server
) -> Iterator[OpenPage]:
    """Open a link on a page of its own, which is a session of its own.

    ``fresh`` opens it in a browser that has never seen the program.
    """
    opened: list[Page | BrowserContext] = []

    def open_link(
        link: str = "/", *, address: str = "", fresh: bool = False, dark: bool = False
    ) -> Screen:
        if fresh:
            context = request.getfixturevalue("browser").new_context(viewport=WINDOW)
            page = context.new_page()
        else:
            page = new_window(warm_context)
        opened.append(context if fresh else page)
        page.emulate_media(color_scheme="dark" if dark else "light")
        return Screen(page, address or server.address).open(link)

    yield open_link
    for each in opened:
        each.close()


def new_window(context: BrowserContext) -> Page:
    """Open a page in a window of its own: one that lies behind another draws once a second."""
    line = context.new_cdp_session(context.pages[0])
    with context.expect_page() as opened:
        line.send("Target.createTarget", {"url": "about:blank", "newWindow": True})
    return opened.value
