"""The reader's report in a real browser: it outlives a reload and travels as a file."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import WINDOW, OpenPage
from tests.browser.screen import Screen
from tests.browser.server import Server

LINK = "/?dataset=registry-demo&female=true"
TITLES = "[aria-label^='Title of figure']"


def titles(screen: Screen) -> list[str]:
    fields = screen.main.locator(TITLES).all()
    return [field.input_value() for field in fields]


def outcomes(screen: Screen) -> list[str]:
    """Return the titles without their numbers."""
    return [title.partition(" \N{MIDDLE DOT}")[0] for title in titles(screen)]


def add(screen: Screen, number: int) -> None:
    """Add what the button of this number, from the top, stands below."""
    button = screen.main.locator("[data-take]").nth(number)
    button.click()
    expect(button).to_have_text("In the report")
    screen.settle()


def test_what_was_added_is_there_after_a_reload_and_in_another_browser(
    open_page: OpenPage, browser: Browser, server: Server, tmp_path: Path
) -> None:
    screen = open_page(LINK)
    add(screen, 0)
    add(screen, 2)
    screen.page.reload()
    screen.settle()
    expect(screen.main.locator("[data-take]").nth(2)).to_have_text("In the report")
    screen.go_to("Report")
    kept = ["Key figures, Overview", "Leak per treated level by vertebral level"]
    screen.eventually(
        lambda: [title.partition(" \N{MIDDLE DOT}")[0] for title in titles(screen)], kept
    )
    before = titles(screen)
    with screen.page.expect_download() as download:
        screen.main.get_by_role("button", name="Save to go on later").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    page = browser.new_context(viewport=WINDOW).new_page()
    other = Screen(page, server.address).open("/report")
    expect(other.main.get_by_text("Nothing here yet")).to_be_visible()
    other.main.locator("input[type=file]").set_input_files(file)
    other.eventually(lambda: titles(other), before)
    page.context.close()


NAME = "vertebroplasty report"


@pytest.mark.parametrize("kept", ['{"format": 99, "title": "Later"}', '{"title": "Cut off'])
def test_a_report_that_cannot_be_read_is_told_and_kept_aside(
    kept: str, open_page: OpenPage, tmp_path: Path
) -> None:
    """Authority: the browser's own storage, and the file as it was saved."""
    screen = open_page(LINK)
    screen.page.evaluate("localStorage.clear()")
    screen.page.evaluate("([name, text]) => localStorage.setItem(name, text)", [NAME, kept])
    screen.page.reload()
    screen.settle()
    expect(screen.page.get_by_text("cannot be read: the page Report says why")).to_be_visible()
    screen.go_to("Report")
    expect(screen.main.get_by_text("keeps a report that cannot be read here")).to_be_visible()
    assert stored(screen) == {NAME: kept}
    with screen.page.expect_download() as download:
        screen.main.get_by_role("button", name="Save the report that cannot").click()
    download.value.save_as(tmp_path / "kept.json")
    assert (tmp_path / "kept.json").read_text(encoding="utf-8") == kept
    screen.go_to("Overview")
    add(screen, 0)
    add(screen, 1)
    screen.eventually(lambda: stored(screen).get(f"{NAME}, set aside 1"), kept)
    assert len(stored(screen)) == 2
    screen.eventually(lambda: stored(screen)[NAME].count('"cards_'), 1)


def stored(screen: Screen) -> dict[str, str]:
    """Return what the browser keeps of ours."""
    everything: dict[str, str] = screen.page.evaluate("({ ...localStorage })")
    return {name: text for name, text in everything.items() if name.startswith(NAME)}


def test_a_picture_carries_its_cohort_its_data_and_that_they_are_synthetic(
    open_page: OpenPage, tmp_path: Path
) -> None:
    """SVG is text: what stands below the chart can be read in it."""
    screen = open_page(LINK)
    screen.main.locator(".vo-plot-save summary").first.click()
    with screen.page.expect_download() as download:
        screen.main.locator("[data-picture^=svg]").first.click()
    name = download.value.suggested_filename
    assert name == "registry-demo-generation-1_vas-change-last-by-level_women.svg"
    download.value.save_as(tmp_path / name)
    drawn = (tmp_path / name).read_text(encoding="utf-8")
    for words in ("Cohort: Women; ", "registry-demo, generation 1", "Synthetic data"):
        assert words in drawn
    with screen.page.expect_download() as again:
        screen.main.locator(".vo-plot-save summary").first.click()
        screen.main.locator("[data-picture^=png]").first.click()
    again.value.save_as(tmp_path / "p.png")
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
