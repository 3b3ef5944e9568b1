"""A figure for a projector: every letter is large enough, and no number is another one."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.figures.gallery import DRAWN, EMPTY
from vertebroplasty.figures.projector import LEAST_SIZE, projected
from vertebroplasty.figures.theme import DARK, LIGHT

EVERY = {**DRAWN, **EMPTY}
OF_THE_DATA = ("x", "y", "width", "base", "error_x", "error_y", "customdata", "text")


def fonts(part: Any) -> Iterator[float]:
    """Return the size of every font in a part of a figure."""
    if isinstance(part, dict):
        for name, inner in part.items():
            if name.endswith("font"):
                sizes = inner.get("size", LEAST_SIZE)
                yield from sizes if isinstance(sizes, list) else [sizes]
            yield from fonts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from fonts(inner)


def data_of(trace: dict[str, Any]) -> dict[str, Any]:
    kept = {name: trace.get(name) for name in OF_THE_DATA}
    for side in ("error_x", "error_y"):
        kept[side] = {k: v for k, v in (kept[side] or {}).items() if k in ("array", "arrayminus")}
    return kept


@pytest.mark.parametrize("name", EVERY)
def test_letters_are_large_and_numbers_are_the_same(name: str) -> None:
    """At least 24 pixels; the figure on the page is the authority for its numbers."""
    page = EVERY[name](DARK)
    shown = projected(page, DARK)
    assert min(fonts(shown)) >= LEAST_SIZE
    assert [*map(data_of, shown["data"])] == [*map(data_of, page.data)]
    for axis in (one for one in page.layout if one.startswith(("xaxis", "yaxis"))):
        assert shown["layout"][axis].get("range") == page.layout[axis].get("range")
        assert shown["layout"][axis].get("ticktext") == page.layout[axis].get("ticktext")
    assert "title" not in shown["layout"]
    assert shown == projected(EVERY[name](LIGHT), LIGHT)
