"""Copy link: what it carries, where it opens, and what it says when the data have changed."""

import re
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import WINDOW, OpenPage
from tests.browser.expected import overview_values
from tests.browser.screen import Screen
from tests.browser.server import Server, serving
from tests.browser.test_accessibility import NARROW, all_findings
from tests.browser.test_links import whole_text
from tests.soak.sizes import FULL
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset, open_dataset
from vertebroplasty.importing.generations import generation_of
from vertebroplasty.importing.load import import_folder
from vertebroplasty.preaggregate import TALLY_SQL
from vertebroplasty.report.saved_cohorts import SavedCohort, add
from vertebroplasty.vocabulary import VertebralLevel

pytestmark = pytest.mark.browser

NUMBERS = count(1)
AT_T12 = Cohort(levels=(VertebralLevel.T12,))
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
"""As a page has none that came over http from another computer."""
NO_COPYING = "document.execCommand = () => false;"
LEAKS_LOST = 60
"""Rows of leak.csv that the second generation does not have."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of datasets whose generations these tests change."""
    return tmp_path_factory.mktemp("linked")


@pytest.fixture(scope="module")
def linked(
    root: Path, served_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server of that folder."""
    shutil.copytree(served_root, root, dirs_exist_ok=True)
    with serving(root, tmp_path_factory.mktemp("linked-server")) as started:
        yield started


@pytest.fixture
def name(served_root: Path, root: Path) -> str:
    """A dataset of the test's own, in its first generation."""
    name = f"linked-{next(NUMBERS)}"
    shutil.copytree(served_root / "registry-demo", root / name)
    return name


@pytest.fixture
def import_later(registry_folder: Path, root: Path, tmp_path: Path) -> Callable[[str], None]:
    """A function that imports a second generation of a dataset, without the last leaks."""

    def bring(name: str) -> None:
        folder = shutil.copytree(registry_folder, tmp_path / "later")
        leaks = (folder / "leak.csv").read_text(encoding="utf-8").splitlines()
        (folder / "leak.csv").write_text("\n".join([*leaks[:-LEAKS_LOST], ""]), encoding="utf-8")
        import_folder(folder, root, name=name, tally_sql=TALLY_SQL)

    return bring


def of_number(root: Path, name: str, number: int) -> Dataset:
    return open_dataset(generation_of(root, name, number))


def button(screen: Screen) -> Locator:
    return screen.main.get_by_role("button", name="Copy link")


def clipboard(screen: Screen) -> str:
    """What another program would paste, read on a page of its own."""
    context = screen.page.context
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    other = context.new_page()
    other.goto(f"{screen.address}/_stcore/health")
    text: str = other.evaluate("navigator.clipboard.readText()")
    other.close()
    return text


def copied(screen: Screen) -> str:
    """Press the button by keyboard, and return path and query of what was copied."""
    screen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button(screen).focus()
    screen.page.keyboard.press("Enter")
    expect(screen.main.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    link = clipboard(screen)
    assert link.startswith(f"{screen.address}/")
    return link.removeprefix(screen.address)


def query(link: str) -> list[tuple[str, str]]:
    return sorted(parse_qsl(urlsplit(link).query))


def told(screen: Screen) -> list[str]:
    """What stands above the page of its generation, without when that was imported."""
    said = screen.main.locator(".st-key-vo_generation .vo-done").all_inner_texts()
    return [re.sub(r" \(imported [^)]*\)", "", text) for text in said]


def test_a_copied_link_shows_the_same_in_a_fresh_browser(
    open_page: OpenPage, linked: Server, name: str
) -> None:
    """Filters, cohort B, and what the page lets choose; the address is that of the first browser,
    for the generation of the link is the one that is served."""
    address = linked.address
    screen = open_page(f"/compare?dataset={name}&against=Another+cohort", address=address)
    screen.tick("T12")
    screen.eventually(screen.cohort, AT_T12.describe())
    link = copied(screen)
    assert query(link) == sorted([*screen.params(), ("generation", "1")])
    cold = open_page(link, address=address, fresh=True)
    cold.eventually(lambda: whole_text(cold), whole_text(screen))
    cold.eventually(cold.link, screen.link())
    assert (told(cold), cold.dialogs()) == ([], [])
    assert "Ignored from the link" not in cold.main.inner_text()


def test_the_first_dataset_is_named_too(open_page: OpenPage, linked: Server) -> None:
    """Its own address does not: on another computer another dataset may be the first."""
    screen = open_page("/pain?level=T12", address=linked.address)
    expected = [("dataset", "srinagar-2007"), ("generation", "1"), ("level", "T12")]
    assert query(copied(screen)) == expected


def test_after_an_import_the_link_says_so_and_opens_what_was(
    open_page: OpenPage, linked: Server, root: Path, name: str, import_later: Callable[[str], None]
) -> None:
    """Authority: `evaluate` on each generation's file, and the page as it stood before."""
    screen = open_page(f"/?dataset={name}&level=T12", address=linked.address)
    before, link = screen.main.locator(".vo-piece").inner_text(), copied(screen)
    import_later(name)
    then, now = (overview_values(of_number(root, name, n), AT_T12) for n in (1, 2))
    assert then != now
    cold = open_page(link, address=linked.address, fresh=True)
    assert told(cold) == ["This link was made on generation 1; generation 2 is shown now."]
    assert cold.parts("value") == now
    cold.main.get_by_role("button", name="Show generation 1, as it was").click()
    frozen = "Generation 1 of 2, frozen: every page counts it; generation 2 is served now."
    cold.eventually(lambda: told(cold), [frozen])
    cold.eventually(lambda: cold.main.locator(".vo-piece").inner_text(), before)
    assert cold.parts("value") == then
    cold.eventually(cold.params, [("dataset", name), ("frozen", "1"), ("level", "T12")])
    cold.go_to("Leaks")
    cold.eventually(lambda: told(cold), [frozen])
    cold.page.reload()
    cold.eventually(lambda: told(cold), [frozen])
    colder = open_page(copied(cold), address=linked.address, fresh=True)
    colder.eventually(lambda: (told(colder), colder.link()), ([frozen], cold.link()))
    cold.go_to("Overview")
    cold.eventually(lambda: cold.parts("value"), then)
    cold.main.get_by_role("button", name="Back to today").click()
    cold.eventually(lambda: cold.parts("value"), now)
    cold.eventually(cold.params, [("dataset", name), ("level", "T12")])
    cold.turn_back()
    cold.eventually(lambda: (told(cold), cold.parts("value")), ([frozen], then))
    cold.turn_forward()
    cold.eventually(lambda: (told(cold), cold.parts("value")), ([], now))
    cold.main.page.reload()
    cold.eventually(lambda: (told(cold), cold.parts("value")), ([], now))


def test_frozen_stays_where_filters_pages_and_cohorts_lead(
    open_page: OpenPage, linked: Server, root: Path, name: str, import_later: Callable[[str], None]
) -> None:
    """Also from a saved cohort to Compare; another dataset ends it."""
    add(root, SavedCohort.frozen_of("At T12", of_number(root, name, 1), AT_T12))
    import_later(name)
    screen = open_page(f"/cohorts?dataset={name}", address=linked.address)
    screen.main.get_by_role("button", name="Show in generation 1, as it was").click()
    screen.eventually(screen.cohort, AT_T12.describe())
    assert told(screen)[0].startswith("Generation 1 of 2, frozen")
    screen.main.get_by_role("button", name="Compare").click()
    screen.eventually(screen.title, "Compare")
    assert told(screen)[0].startswith("Generation 1 of 2, frozen")
    screen.go_to("Overview")
    screen.tick("Women")
    screen.eventually(lambda: dict(screen.params()).get("female"), "true")
    assert dict(screen.params())["frozen"] == "1"
    screen.choose_dataset("srinagar-2007")
    screen.eventually(lambda: "frozen" in dict(screen.params()), expected=False)
    assert told(screen) == []


def test_a_presentation_s_link_opens_the_screen_that_stands_there(
    open_page: OpenPage, linked: Server, name: str
) -> None:
    """By the key L, also before the address has followed."""
    screen = open_page(f"/present?dataset={name}&screen=1", address=linked.address)
    screen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect(screen.page.locator(".vo-stage h1")).not_to_be_empty()
    screen.page.keyboard.press("4")
    screen.page.keyboard.press("l")
    expect(screen.page.locator(".vo-stage .said")).to_have_text("Link copied")
    link = clipboard(screen)
    assert query(link) == [("dataset", name), ("generation", "1"), ("screen", "4")]
    cold = open_page(link.removeprefix(linked.address), address=linked.address, fresh=True)
    shown = screen.page.locator(".vo-stage h1").inner_text()
    expect(cold.page.locator(".vo-stage h1")).to_have_text(shown)


def without(browser: Browser, server: Server, link: str, *scripts: str) -> Screen:
    """Open a link in a browser that lacks something."""
    page = browser.new_context(viewport=WINDOW).new_page()
    for script in scripts:
        page.add_init_script(script)
    return Screen(page, server.address).open(link)


def test_without_a_clipboard_of_its_own_the_page_copies_as_of_old(
    browser: Browser, linked: Server, name: str
) -> None:
    screen = without(browser, linked, f"/pain?dataset={name}&level=T12", NO_CLIPBOARD)
    button(screen).focus()
    screen.page.keyboard.press("Space")
    expect(screen.main.locator(".vo-copied")).to_have_text("Link copied")
    expect(button(screen)).to_be_focused()
    expected = [("dataset", name), ("generation", "1"), ("level", "T12")]
    assert query(clipboard(screen)) == expected
    screen.page.context.close()


def test_where_nothing_can_be_copied_the_link_stands_there_selected(
    browser: Browser, linked: Server, name: str
) -> None:
    link = f"/pain?dataset={name}&level=T12"
    screen = without(browser, linked, link, NO_CLIPBOARD, NO_COPYING)
    button(screen).click()
    field = screen.main.get_by_role("textbox", name="Link to this view")
    expect(field).to_be_visible()
    expect(field).to_be_focused()
    assert query(field.input_value())[1] == ("generation", "1")
    selected = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    assert field.evaluate(selected) == field.input_value()
    screen.page.set_viewport_size(NARROW)
    assert all_findings(screen) == []
    screen.page.context.close()


@pytest.mark.parametrize("dark", [False, True] if FULL else [True])
def test_what_is_said_of_generations_is_for_everyone(
    open_page: OpenPage, linked: Server, name: str, import_later: Callable[[str], None], dark: bool
) -> None:
    """axe-core, wide and narrow: the notice of a link, and a frozen view; nothing overflows."""
    import_later(name)
    for link in (f"generation=1&dataset={name}", f"frozen=1&dataset={name}&level=T12"):
        screen = open_page(f"/?{link}", address=linked.address, dark=dark)
        for size in (WINDOW, NARROW):
            screen.page.set_viewport_size(size)
            screen.settle()
            assert all_findings(screen) == []
            wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            assert screen.page.evaluate(wide)
