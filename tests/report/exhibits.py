"""Exhibits for the tests of what is made of them: every drawn kind of figure, with its numbers."""

from collections.abc import Iterator
from typing import Any

from tests.figures.gallery import DRAWN, EMPTY
from tests.spec.reproduced import Drawn
from vertebroplasty.figures.theme import LIGHT, Figure, Part
from vertebroplasty.report.exhibits import Basket, Exhibit
from vertebroplasty.report.tables import Cell

COHORT = "Women aged 60\N{EN DASH}85, treated at T12 or L1; 97 of 1,512 procedures"
HASH = "0a1b2c3d4e5f" + 52 * "7"
WARNING = "Synthetic data, not patients"
METHODS = "Proportions are given with Wilson score 95 % intervals (Wilson 1927).\nVersion 0.1.0."
COLUMNS = ("Trace", "Value", "n", "Method")
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("Women", 96.666667, 30, "Wilson score 95 % interval"),
    ("Men", -6.89, 1512, None),
    ("All", None, 0, "no interval"),
)


def exhibit(
    title: str = "Relief at 24 h", figure: Figure | Part | None = None, **other: Any
) -> Exhibit:
    """An exhibit with what a test does not name."""
    facts: dict[str, Any] = {
        "key": "relief",
        "page": "Overview",
        "link": "/?dataset=registry-demo&T12=true",
        "title": title,
        "caption": "Bars are 95 % intervals.",
        "alt": "Relief by sex: women 97 %, men not defined, in words of its own",
        "figure": figure.to_dict() if isinstance(figure, Figure) else figure,
        "columns": COLUMNS,
        "rows": ROWS,
        "cohorts": (COHORT,),
        "dataset": "registry-demo, generation 3",
        "content_hash": HASH,
        "warning": WARNING,
        "methods": METHODS,
        "taken_on": "2026-11-27",
    }
    return Exhibit(**(facts | other))


def gallery() -> Iterator[Exhibit]:
    """Every kind of figure, drawn and empty, each with the numbers that are drawn in it."""
    kinds = {**DRAWN, **{f"empty {name}": draw for name, draw in EMPTY.items()}}
    for name, draw in kinds.items():
        figure = draw(LIGHT).to_dict()
        rows = tuple((trace, value) for trace, value, _ in Drawn(name, figure).numbers)
        yield exhibit(
            f"The figure {name}", key=name, figure=figure, columns=("Trace", "Value"), rows=rows
        )


def basket(*exhibits: Exhibit, title: str = "Vertebroplasty outcomes") -> Basket:
    return Basket(title=title, exhibits=exhibits)
