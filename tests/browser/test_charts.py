"""Charts change in place: no node is replaced, zoom and mark stay, the last cohort is drawn."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.expected import points_by_level
from tests.browser.screen import Screen
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import LEAK_LEVEL, VAS_CHANGE_LAST
from vertebroplasty.vocabulary import Sex, VertebralLevel

pytestmark = pytest.mark.browser

CHANGES = 20
LEVELS = ("T12", "L1", "L3", "T8", "T11")
REMEMBER = """() => {
  window.before = document.querySelectorAll(
    '.vo-plot, .vo-plot .main-svg, .vo-plot .xaxislayer-above');
  window.blank = 0;
  const look = () => {
    const drawn = [...document.querySelectorAll('.vo-plot')]
      .every(one => one.querySelectorAll('.point').length && one.querySelector('.gtitle'));
    if (!drawn) window.blank += 1;
    requestAnimationFrame(look);
  };
  look();
  return window.before.length;
}"""
STILL_THERE = "() => [...window.before].filter(node => node.isConnected).length"
CHART = """title => [...document.querySelectorAll('.vo-plot')]
  .find(one => one.layout.title.text.replaceAll('<br>', ' ').startsWith(title))"""
RANGES = f"title => ['xaxis', 'yaxis'].map(name => ({CHART})(title)._fullLayout[name].range)"
MARKED = f"""title => ({CHART})(title).data.flatMap(trace => (trace.selectedpoints || [])
  .map(at => trace.hovertext[at].match(/<b>(.*?)<.b>/)[1]))"""


def ranges(screen: Screen) -> Any:
    return screen.page.evaluate(RANGES, VAS_CHANGE_LAST.label)


def marked(screen: Screen) -> Any:
    return screen.page.evaluate(MARKED, VAS_CHANGE_LAST.label)


def zoom_button(page: Page) -> Any:
    return page.locator(".vo-plot-zoom").first


def zoom_in(page: Page) -> None:
    """Press the first chart's button for it, and drag over a part of the chart."""
    zoom_button(page).click()
    box = page.locator(".vo-plot .nsewdrag").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 90)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 240, steps=5)
    page.mouse.up()
    page.wait_for_timeout(400)


def test_no_node_is_replaced_and_no_frame_is_blank(open_page: OpenPage) -> None:
    """Over twenty changes of levels, every frame looked at."""
    screen = open_page("/?dataset=registry-demo")
    nodes = screen.page.evaluate(REMEMBER)
    assert nodes == 2 * 5  # a chart, its three layers of plotly's, its axis
    for change in range(CHANGES):
        screen.tick(LEVELS[change % len(LEVELS)])
        if change % 4 == 3:
            screen.settle()
    screen.settle()
    assert screen.page.evaluate(STILL_THERE) == nodes
    assert screen.page.evaluate("window.blank") == 0


def test_zoom_and_mark_outlive_changes(open_page: OpenPage, registry: Dataset) -> None:
    """A marked level is found by its name: with Men, the most cranial one is not treated."""
    screen = open_page("/?dataset=registry-demo")
    whole = ranges(screen)
    screen.page.locator(".vo-plot .point").nth(6).click(force=True)
    screen.eventually(lambda: len(marked(screen)), 1)
    chosen = marked(screen)
    zoom_in(screen.page)
    zoomed = ranges(screen)
    assert zoomed != whole
    screen.tick("Men")
    screen.settle()
    screen.tick("L1")
    cohort = Cohort(sexes=(Sex.MALE,), levels=(VertebralLevel.L1,))
    screen.eventually(
        lambda: screen.points(VAS_CHANGE_LAST.label),
        points_by_level(registry, cohort, VAS_CHANGE_LAST),
    )
    assert ranges(screen) == zoomed
    assert marked(screen) == chosen
    zoom_button(screen.page).press("Enter")
    screen.eventually(lambda: ranges(screen)[0], whole[0])
    assert zoom_button(screen.page).get_attribute("aria-pressed") == "false"


def test_a_zoom_outlives_a_longer_axis_and_ends_with_a_double_click(
    open_page: OpenPage, registry: Dataset
) -> None:
    """Of the nine of other sex, whiskers go further than everyone's; rows are never zoomed."""
    screen = open_page("/?dataset=registry-demo")
    whole, rows = ranges(screen)
    zoom_in(screen.page)
    zoomed = ranges(screen)[0]
    assert (zoomed != whole, ranges(screen)[1]) == (True, rows)
    screen.tick("Other sex")
    screen.eventually(
        lambda: screen.points(VAS_CHANGE_LAST.label),
        points_by_level(registry, Cohort(sexes=(Sex.OTHER,)), VAS_CHANGE_LAST),
    )
    assert ranges(screen)[0] == zoomed
    screen.page.locator(".vo-plot .nsewdrag").first.dblclick()
    screen.eventually(lambda: ranges(screen)[0], [-10, 10])
    assert whole == [-10, 2]


def test_quick_changes_end_at_the_last_cohort(open_page: OpenPage, registry: Dataset) -> None:
    """What a newer change overtakes is never left on screen: `evaluate` of the last cohort."""
    screen = open_page("/?dataset=registry-demo")
    for level in LEVELS:
        screen.tick(level)
    cohort = Cohort(levels=tuple(VertebralLevel(level) for level in LEVELS))
    screen.eventually(screen.cohort, cohort.describe())
    for measure in (VAS_CHANGE_LAST, LEAK_LEVEL):
        screen.eventually(
            lambda m=measure: screen.points(m.label), points_by_level(registry, cohort, measure)
        )


def test_without_plotly_js_a_sentence_stands_where_the_chart_would(open_page: OpenPage) -> None:
    """Numbers and tables do not depend on it."""
    screen = open_page("/definitions")
    screen.page.route("**/plotly-*", lambda route: route.abort())
    screen.page.goto(f"{screen.address}/")
    failure = screen.page.locator(".vo-plot-failure").first
    failure.wait_for()
    assert failure.inner_text().startswith("This chart could not be drawn")
    assert len(screen.parts("value")) == 4
