"""Whether charts stand still while a filter changes: nodes, zoom, selection and picture."""

import json
from collections.abc import Mapping, Sequence
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
ALLOW = """mode => {
  const chart = document.querySelectorAll('.js-plotly-plot')[mode === 'zoom' ? 0 : 1];
  return Plotly.relayout(chart, {
    dragmode: mode, 'xaxis.fixedrange': false, 'yaxis.fixedrange': false,
  });
}"""
SETTLE_MS = 400


class Still(NamedTuple):
    """What stayed over some filter changes.

    Nodes of the frame of the charts that were replaced, of how many; the same of all nodes in them;
    changes after which the zoom and the selection were as before; frames seen, and the least of a
    chart's ink that one of them showed.
    """

    changes: int
    replaced: int
    nodes: int
    inner_replaced: int
    inner: int
    zooms: int
    selections: int
    frames: int
    least_ink: float


def stand_still(
    browser: Browser, contestant: Contestant, server: Server, dataset: str, plan: Plan
) -> Still:
    """Zoom into one chart and select in the other, then go through the changes."""
    visit = Visit(browser, contestant, server, dataset)
    page = visit.page
    page.set_viewport_size(WINDOW)
    visit.open(plan.start)
    _drag(page, "zoom")
    _drag(page, "select")
    page.evaluate(f"() => {{{MARKS}}}")
    before = page.evaluate("kept()")
    film, kept, replaced = Film(page), [], []
    for step, expected in plan.steps:
        with film:
            visit.change(step, expected)
        kept.append(page.evaluate("kept()"))
        replaced.append(page.evaluate("replacedNodes()"))
    page.context.close()
    return _summary(before, kept, replaced, film)


def _drag(page: Page, mode: str) -> None:
    """Drag over the middle of a chart, as a reader whom the page lets do so."""
    page.evaluate(ALLOW, mode)
    place = page.locator(".js-plotly-plot .nsewdrag").nth(0 if mode == "zoom" else 1)
    box = place.bounding_box()
    assert box
    for share, act in ((0.25, page.mouse.down), (0.75, page.mouse.up)):
        x, y = box["x"] + share * box["width"], box["y"] + share * box["height"]
        page.mouse.move(x, y, steps=8)
        act()
    page.mouse.move(5, 5)
    page.wait_for_timeout(SETTLE_MS)


def _summary(
    before: Mapping[str, Any],
    kept: Sequence[Mapping[str, Any]],
    replaced: Sequence[Mapping[str, int]],
    film: Film,
) -> Still:
    if not before["selection"]["box"]:
        raise SystemExit(f"nothing could be selected: {json.dumps(before)}")
    last = replaced[-1]
    return Still(
        len(kept),
        max(one["outer"] for one in replaced),
        last["of"],
        last["inner"],
        last["ofInner"],
        sum(one["zoom"] == before["zoom"] for one in kept),
        sum(one["selection"] == before["selection"] for one in kept),
        film.frames,
        film.least_ink,
    )


def print_still(still: Still) -> None:
    """Print what stayed, and the targets."""
    print(f"\nCharts of Overview over {still.changes} filter changes")
    print(f"nodes of their frames (plot and svg) replaced: {still.replaced} of {still.nodes}")
    print(f"nodes inside replaced by the end: {still.inner_replaced} of {still.inner}")
    print(f"zoom as before after {still.zooms} changes, selection after {still.selections}")
    print(f"{still.frames} frames of the screen during the changes")
    print_target("nodes of the charts' frames replaced", still.replaced, at_most=0)
    print_target("zoom kept", still.zooms / still.changes, at_least=1)
    print_target("selection kept", still.selections / still.changes, at_least=1)
    print_target("least ink of a chart in a frame, share", still.least_ink, at_least=0.5)
