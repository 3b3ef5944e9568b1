"""What a page draws and what it offers to make that again, read off the page and run."""

import ast
import contextlib
import csv
import html
import io
import math
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.figures.reading import rows
from tests.pages.screen import charts, key_of, pages_html, words
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.engine.recording import Query, RecordingEngine
from vertebroplasty.importing.escaping import escaped

ROUNDING, DRAWN_SHORT = 0.51e-6, 0.51e-4
"""Tables hold six decimals; a figure of many points may draw four."""
NUMBER = re.compile(
    r"(?<![\w.])(?P<bound>[<>] )?(?P<number>[-+\N{MINUS SIGN}]?(?:\d[\d,]*)?\.?\d+)"
)
TICK = re.compile(r"[-+\N{MINUS SIGN}]?[\d,.]+\s?%?")
LEVEL_OF_CONFIDENCE = re.compile(r"\b95\s%\s(CI|interval)")
Row = list[str | float]


@dataclass(frozen=True)
class Offer:
    """What one box offers: the table on screen, SQL and a Python script."""

    key: str
    shown: pd.DataFrame
    sql: str
    script: str
    methods: str

    def run(self, file: Path) -> tuple[list[Row], dict[str, Any]]:
        """Run the script on a dataset file; return the rows it prints and what it has made."""
        made: dict[str, Any] = {"__name__": "__main__"}
        printed = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(printed):
            patch.setattr(sys, "argv", ["script.py", str(file)])
            exec(compile(self.script, f"{self.key}.py", "exec"), made)
        return parsed(printed.getvalue()), made

    def asked(self, made: dict[str, Any]) -> list[tuple[Query, list[tuple[Any, ...]]]]:
        """Return the queries of the script's one call, each with the engine's own answer."""
        (call,) = (
            node.value
            for node in ast.parse(self.script).body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "table"
        )
        dataset: Dataset = made["dataset"]
        recording = RecordingEngine(dataset.engine)
        eval(ast.unparse(call), made | {"dataset": replace(dataset, engine=recording)})
        return [(q, dataset.engine.rows(q.sql, q.values)) for q in recording.queries]

    def answers(self, connection: duckdb.DuckDBPyConnection) -> list[list[tuple[Any, ...]]]:
        """Run the SQL as it stands on a bare connection."""
        statements = duckdb.extract_statements(self.sql)
        return [connection.execute(statement).fetchall() for statement in statements]


@dataclass(frozen=True)
class Drawn:
    """A figure's numbers and texts, each with where it stands."""

    key: str
    spec: dict[str, Any]

    @cached_property
    def numbers(self) -> list[tuple[str, float, tuple[float, float] | None]]:
        """Each number drawn: the trace, the value, and where its axis ends."""
        traces = [t for t in self.spec["data"] if t.get("meta") != "helper"]
        return [number for trace in traces for number in self._of_trace(trace)]

    def _of_trace(self, trace: dict[str, Any]) -> Iterator[tuple[str, float, Any]]:
        labels = self.spec["layout"].get("yaxis", {}).get("ticktext", ())
        across = (
            trace.get("orientation") == "h"
            or "error_x" in trace
            or not all(TICK.fullmatch(label) for label in labels)
        )
        axis = trace.get("meta") or ("x" if across else "y")
        ends = self.spec["layout"].get(f"{axis}axis", {}).get("range")
        bars = trace.get(f"error_{axis}") or {}
        for place, value in enumerate(trace[axis]):
            if isinstance(value, int | float):
                downwards = trace["type"] == "bar" and value < 0
                yield trace["name"], -value if downwards else value, ends
                for sign, limits in ((-1, "arrayminus"), (1, "array")):
                    size = (bars.get(limits) or [None] * len(trace[axis]))[place]
                    if size is not None:
                        yield f"{trace['name']}, {limits}", value + sign * size, ends

    @property
    def texts(self) -> Iterator[str]:
        """Each text that holds numbers: hovers, what stands beside the rows, annotations."""
        for trace in self.spec["data"]:
            hover = trace.get("hovertext") or []
            yield from [hover] if isinstance(hover, str) else hover
        layout = self.spec["layout"]
        yield from rows(layout).values()
        for axis in ("yaxis2", "xaxis2"):
            beside = layout.get(axis, {}).get("ticktext", ())
            yield from (text for text in beside if not TICK.fullmatch(text))
        yield from (note["text"] for note in layout.get("annotations", ()))


class Cells:
    """The numbers and words of a table that a script printed."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.numbers = [cell for row in rows for cell in row if isinstance(cell, float)]

    def hold(self, value: float, ends: Sequence[float] | None = None) -> bool:
        """Whether a number is a cell, or is an axis' end with a cell beyond it."""
        near = DRAWN_SHORT if value == round(value, 4) else ROUNDING
        if any(abs(value - cell) <= near for cell in self.numbers):
            return True
        low, high = ends or (math.nan, math.nan)
        return (abs(value - low) < 1e-9 and min(self.numbers, default=low) < low) or (
            abs(value - high) < 1e-9 and max(self.numbers, default=high) > high
        )

    def hold_in_a_row(self, text: str) -> bool:
        """Whether one row holds every number of a text, at the precision that is printed."""
        found = list(printed_numbers(text))
        return not found or any(all(within(token, row) for token in found) for row in self.rows)

    def hold_somewhere(self, text: str) -> bool:
        """Whether each number of a text stands in some row."""
        everything = [cell for row in self.rows for cell in row]
        return all(within(token, everything) for token in printed_numbers(text))


def printed_numbers(text: str) -> Iterator[str]:
    """Yield the numbers of a text as printed; bounds such as ``< 0.1`` are no numbers."""
    plain = LEVEL_OF_CONFIDENCE.sub("", words(text.replace("<br>", " ")))
    for match in NUMBER.finditer(plain):
        if not match["bound"]:
            yield match["number"].replace(",", "").replace("\N{MINUS SIGN}", "-")


def within(token: str, row: Iterable[str | float]) -> bool:
    """Whether a printed number is one of some cells, rounded as it is printed."""
    half = 0.5 * 10 ** -len(token.partition(".")[2]) + ROUNDING
    return any(
        abs(float(token) - cell) <= half
        if isinstance(cell, float)
        else token.lstrip("+-") in cell.replace(",", "")
        for cell in row
    )


def parsed(text: str) -> list[Row]:
    """Return the rows of printed CSV: numbers as numbers, headings first."""
    return list(csv.reader(io.StringIO(text, newline=""), quoting=csv.QUOTE_NONNUMERIC))


def rows_on_screen(shown: pd.DataFrame) -> list[Row]:
    """Return a table on screen as its script prints it."""

    def cell(value: Any) -> str | float:
        if isinstance(value, str):
            return escaped(value)
        return "" if pd.isna(value) else float(value)

    head: list[Row] = [[escaped(name) for name in map(str, shown.columns)]]
    return [*head, *([cell(v) for v in row] for row in shown.astype(object).to_numpy())]


def offers(app: AppTest) -> dict[str, Offer]:
    """Return what the opened boxes of a page offer, by the key of what they belong to."""
    found = {}
    for box in app.main.expander:
        texts = [element.value for element in box.get("code")]
        if len(texts) == 3:
            key = key_of(box.proto.id).removesuffix("_data")
            found[key] = Offer(key, box.dataframe[0].value, *texts)
    return found


def drawn(app: AppTest) -> list[Drawn]:
    """Return every figure of a page."""
    return [Drawn(key, sent["figure"]) for key, sent in charts(app)]


def card_lines(app: AppTest) -> list[str]:
    """Return each line of each card as a person reads it."""
    cards = re.findall(r"<section class='vo-card.*?</section>", pages_html(app), re.DOTALL)
    return [html.unescape(line) for card in cards for line in re.findall(r"<div.*?</div>", card)]
