"""The spine as the filter on levels: by mouse, by keyboard, on every page, and back exactly."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenPage
from tests.browser.expected import overview_values
from tests.browser.screen import Screen
from vertebroplasty import formatting
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import LEAK_LEVEL, RELIEF_24H, VAS_BASELINE
from vertebroplasty.query.counts import cohort_size
from vertebroplasty.query.evaluate import evaluate
from vertebroplasty.vocabulary import Region, VertebralLevel

pytestmark = pytest.mark.browser

T12_OR_L1 = Cohort(levels=(VertebralLevel.T12, VertebralLevel.L1))
FIRST_CARD = {"Pain": VAS_BASELINE, "Relief": RELIEF_24H, "Leaks": LEAK_LEVEL}


def on_spine(screen: Screen, name: str) -> Locator:
    """A level or a region of the spine in the sidebar."""
    return screen.sidebar.get_by_role("checkbox", name=f"{name},")


def chosen(screen: Screen) -> list[str]:
    """Levels that the spine in the sidebar shows as chosen, for the eye and for a screen reader."""
    marked = screen.sidebar.locator(".level[aria-checked=true]:not(.faint)")
    names = [str(level.get_attribute("data-level")) for level in marked.all()]
    words = [str(level.get_attribute("aria-label")) for level in marked.all()]
    assert all(label.endswith(", selected") for label in words)
    return names


def by_mouse(screen: Screen) -> None:
    on_spine(screen, "T12").click()
    on_spine(screen, "L1").click()


def by_keyboard(screen: Screen) -> None:
    """Tab to the levels, arrows to T12; Space and Enter choose; nothing else is touched."""
    keyboard = screen.page.keyboard
    level = """() => { let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return at?.dataset?.level || ''; }"""
    for _ in range(40):
        keyboard.press("Tab")
        if screen.page.evaluate(level):
            break
    for _ in range(25):
        if screen.page.evaluate(level) == "T12":
            break
        keyboard.press("ArrowDown")
    expect(on_spine(screen, "T12")).to_be_focused()
    keyboard.press("Space")
    keyboard.press("ArrowDown")
    keyboard.press("Enter")


@pytest.mark.parametrize("choose", [by_mouse, by_keyboard])
def test_t12_and_l1_picked_on_the_spine_change_every_page(
    choose: Callable[[Screen], None], open_page: OpenPage, srinagar: Dataset
) -> None:
    """Sentence, size and numbers equal `evaluate` of that cohort in this process."""
    screen = open_page("/")
    choose(screen)
    screen.eventually(screen.cohort, "All patients, treated at T12 or L1")
    screen.eventually(lambda: screen.parts("value"), overview_values(srinagar, T12_OR_L1))
    some, every = cohort_size(srinagar, T12_OR_L1), cohort_size(srinagar, Cohort())
    size = f"{some.procedures} of {every.procedures} procedures"
    for page in ("Pain", "Relief", "Leaks", "Cohort"):
        screen.go_to(page)
        assert screen.cohort() == T12_OR_L1.describe()
        assert size in screen.main.locator(".vo-size").inner_text()
        assert chosen(screen) == ["T12", "L1"]
        if page in FIRST_CARD:
            measure = FIRST_CARD[page]
            shown = formatting.estimate(evaluate(srinagar, (measure,), T12_OR_L1)[measure.key])
            assert screen.parts("value")[0] == shown
    screen.page.reload()
    screen.settle()
    assert screen.cohort() == T12_OR_L1.describe()
    screen.eventually(lambda: chosen(screen), ["T12", "L1"])


def test_deselecting_restores_everything_however_often(open_page: OpenPage) -> None:
    """Peers' bug: a selection that drifts. Clicks faster than the answers, then back: no trace."""
    screen = open_page("/?female=true")
    before = screen.state()
    for name in ("L1", "T12", "L3", "L3", "L1", "T12") * 2:
        on_spine(screen, name).click()
    screen.eventually(lambda: chosen(screen), [])
    screen.eventually(screen.state, before)
    for name in ("L3", "T12"):
        on_spine(screen, name).click()
    screen.eventually(screen.cohort, "Women, treated at T12 or L3")
    screen.page.keyboard.press("Escape")
    screen.eventually(screen.state, before)


def test_a_drag_and_a_region_are_one_change_each(open_page: OpenPage) -> None:
    """T11 to L2 is the junction; the lumbar levels in one tap; a step back undoes a gesture."""
    screen = open_page("/")
    ends = [on_spine(screen, name).bounding_box() for name in ("T11", "L2")]
    points = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in ends if box]
    mouse = screen.page.mouse
    mouse.move(*points[0])
    mouse.down()
    mouse.move(*points[1], steps=6)
    mouse.up()
    screen.eventually(screen.cohort, "All patients, treated at T11\u2013L2")
    junction = on_spine(screen, Region.THORACOLUMBAR_JUNCTION.value)
    expect(junction).to_be_checked()
    assert screen.params() == [("level", name) for name in ("L1", "L2", "T11", "T12")]
    on_spine(screen, "Lumbar").click()
    screen.eventually(screen.cohort, "All patients, treated at T11\u2013L5")
    on_spine(screen, "L4").click()
    screen.eventually(screen.cohort, "All patients, treated at T11\u2013L3 or L5")
    assert on_spine(screen, "Lumbar").get_attribute("aria-checked") == "mixed"
    for sentence in ("T11\u2013L5", "T11\u2013L2"):
        screen.press("Undo")
        screen.eventually(screen.cohort, f"All patients, treated at {sentence}")
    junction.click()
    screen.eventually(screen.cohort, "All patients")
    assert screen.params() == []


def test_the_table_and_both_spines_say_the_same(open_page: OpenPage) -> None:
    """A box of the table, a click on the large spine and the sidebar stay in step."""
    screen = open_page("/spine?dataset=registry-demo")
    table, large = screen.main.locator("table"), screen.main.locator("svg.spine, .vo-spine svg")
    table.get_by_role("checkbox", name="T12").check()
    screen.eventually(lambda: chosen(screen), ["T12"])
    large.get_by_role("checkbox", name="L1,").click()
    screen.eventually(lambda: chosen(screen), ["T12", "L1"])
    expect(table.get_by_role("checkbox", name="L1")).to_be_checked()
    on_spine(screen, "T12").click()
    screen.eventually(lambda: chosen(screen), ["L1"])
    expect(table.get_by_role("checkbox", name="T12")).not_to_be_checked()
    expect(large.get_by_role("checkbox", name="T12,")).not_to_be_checked()
