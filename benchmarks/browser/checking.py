"""Whether a page shows what it must: every text of a part, every point of a chart."""

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from benchmarks.browser.contestants import Contestant
from benchmarks.browser.expected import Expected, ExpectedChart

READER = Path(__file__).with_name("read_page.js").read_text(encoding="utf-8")
CLOSE = 1e-9

Seen = dict[str, Any]
Pair = tuple[object, object]
"""What is seen, and what must be."""


def problems(page: Page, contestant: Contestant, expected: Expected) -> tuple[int, list[str]]:
    """Return how many things were compared, and in words those that differ."""
    seen: Seen = page.evaluate(READER, dict(contestant.parts))
    pairs = list(_pairs(seen, expected))
    return len(pairs), [f"{is_} instead of {must}" for is_, must in pairs if not _same(is_, must)]


def _pairs(seen: Seen, expected: Expected) -> Iterator[Pair]:
    """A page that says how many are in the cohort says whom it holds in our words."""
    yield seen["state"], [expected.sentence if "size" in seen else expected.line]
    if "size" in seen:
        yield seen["size"], [expected.size]
    if "options" in seen:
        pairs = (one.rpartition(" ") for one in " ".join(seen["options"]).split(" \u00b7 "))
        counts = {name: count for name, _, count in pairs if name in expected.options}
        yield from _in_both(counts, expected.options)
    if "spine" in seen:
        yield from _in_both(seen["spine"], expected.spine)
    if "cards" in seen:
        yield from _cards(seen["cards"], expected)
        yield len(seen["charts"]), len(expected.charts)
        for chart in expected.charts:
            yield from _chart(seen["charts"].get(chart.title), chart)


def _cards(texts: list[str], expected: Expected) -> Iterator[Pair]:
    shown = [[line.strip() for line in text.split("\n") if line.strip()] for text in texts]
    yield [len(card) for card in shown], [len(card) for card in expected.cards]
    for card, wanted in zip(shown, expected.cards, strict=False):
        yield from zip(card, wanted, strict=False)


def _chart(seen: Mapping[str, Any] | None, wanted: ExpectedChart) -> Iterator[Pair]:
    yield seen is not None, True
    if seen is not None:
        yield from _in_both(seen["beside"], wanted.beside)
        yield from _in_both(seen["points"], wanted.points)


def _in_both(seen: Mapping[str, Any], expected: Mapping[str, Any]) -> Iterator[Pair]:
    for name in [*expected, *(name for name in seen if name not in expected)]:
        yield seen.get(name), expected.get(name)


def _same(seen: object, expected: object) -> bool:
    if isinstance(seen, list) and isinstance(expected, tuple) and len(seen) == len(expected):
        return all(_close(a, b) for a, b in zip(seen, expected, strict=True))
    return seen == expected


def _close(seen: object, expected: object) -> bool:
    if isinstance(seen, int | float) and isinstance(expected, int | float):
        return math.isclose(seen, expected, rel_tol=CLOSE, abs_tol=CLOSE)
    return seen == expected
