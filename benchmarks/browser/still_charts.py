"""Whether charts stand still while a filter changes: nodes, zoom, marked group and picture."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page

from benchmarks.browser.contestants import Contestant
from benchmarks.browser.frames import Film
from benchmarks.browser.round_robin import Plan
from benchmarks.browser.visit import Visit
from benchmarks.server import Server
from benchmarks.timing import print_target

MARKS = Path(__file__).with_name("still_charts.js").read_text(encoding="utf-8")
WINDOW = {"width": 1280, "height": 1500}
"""High enough that both charts are in view."""
CHART = ".js-plotly-plot"
ZOOM = "chart => chart._fullLayout.xaxis.range"
"""Rows cannot be zoomed into: each filter may have others."""
MARKED = """chart => chart.data.flatMap(trace => [...(trace.selectedpoints ?? [])]
  .map(at => /<b>(.*?)<.b>/.exec(trace.hovertext[at])[1]))"""
POINT_OF_A_COMMON_LEVEL = 11
SETTLE_MS = 500


class Still(NamedTuple):
    """What stayed over some filter changes.

    Nodes of the charts' frames that were replaced, of how many; the same of all nodes in them;
    changes after which the zoom and the mark were as before; frames seen, and the least share of
    its ink that a chart had in one of them.
    """

    changes: int
    nodes: dict[str, int]
    zooms: int
    marks: int
    frames: int
    least_ink: float


def stand_still(
    browser: Browser, contestant: Contestant, server: Server, dataset: str, plan: Plan
) -> Still:
    """Zoom into one chart and mark a group in the other, then go through the changes."""
    visit = Visit(browser, contestant, server, dataset)
    page = visit.page
    page.set_viewport_size(WINDOW)  # type: ignore[arg-type]
    visit.open(plan.start)
    _mark(page)
    _zoom(page)
    page.evaluate(f"() => {{{MARKS}}}")
    film, kept = Film(page), [_kept(page)]
    for step, expected in plan.steps:
        with film:
            visit.change(step, expected)
        kept.append(_kept(page))
    nodes = page.evaluate("replacedNodes()")
    page.context.close()
    zooms, marks = (_as_before([one[place] for one in kept]) for place in (0, 1))
    return Still(len(plan.steps), nodes, zooms, marks, film.frames, film.least_ink)


def _mark(page: Page) -> None:
    """Click a point of the second chart."""
    chart = page.locator(CHART).nth(1)
    chart.locator(".point").nth(POINT_OF_A_COMMON_LEVEL).click(force=True)
    page.mouse.move(5, 5)
    page.wait_for_timeout(SETTLE_MS)
    if len(chart.evaluate(MARKED)) != 1:
        raise SystemExit("no group of a chart could be marked")


def _zoom(page: Page) -> None:
    """Press the first chart's button for it, and drag over the middle of the chart."""
    before = page.locator(CHART).first.evaluate(ZOOM)
    page.locator(".vo-plot-zoom").first.click()
    box = page.locator(f"{CHART} .nsewdrag").first.bounding_box()
    assert box
    for share, act in ((0.25, page.mouse.down), (0.75, page.mouse.up)):
        x, y = box["x"] + share * box["width"], box["y"] + share * box["height"]
        page.mouse.move(x, y, steps=8)
        act()
    page.mouse.move(5, 5)
    page.wait_for_timeout(SETTLE_MS)
    if page.locator(CHART).first.evaluate(ZOOM) == before:
        raise SystemExit("no chart could be zoomed")


def _kept(page: Page) -> tuple[Any, Any]:
    charts = page.locator(CHART)
    return charts.first.evaluate(ZOOM), charts.nth(1).evaluate(MARKED)


def _as_before(kept: Sequence[Any]) -> int:
    return sum(one == kept[0] for one in kept[1:])


def print_still(still: Still) -> None:
    """Print what stayed, and the targets."""
    nodes = still.nodes
    print(f"\nCharts of Overview over {still.changes} filter changes")
    print(
        f"replaced: {nodes['outer']} of {nodes['ofOuter']} nodes (each plot and its svgs),", end=" "
    )
    print(f"{nodes['inner']} of {nodes['ofInner']} inside")
    print(f"as before: the zoom after {still.zooms} changes, the marked group after {still.marks}")
    print(f"{still.frames} frames of the screen during the changes")
    print_target("nodes of the charts replaced", nodes["outer"], at_most=0)
    print_target("zoom kept", still.zooms / still.changes, at_least=1, decimals=2)
    print_target("marked group kept", still.marks / still.changes, at_least=1, decimals=2)
    print_target("least ink of a chart in any frame", still.least_ink, at_least=0.5, decimals=2)
