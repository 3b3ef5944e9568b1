"""What a reader sees: every text of a page, whichever element holds it."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from vertebroplasty.ui.boxes import CLOSED
from vertebroplasty.ui.piece.component import NAME
from vertebroplasty.ui.reproduce import DATA

APP = Path(__file__).parents[2] / "app.py"
PAGES = {
    "Overview": "pages/outcomes/overview_page.py",
    "Pain": "pages/outcomes/pain_page.py",
    "Relief": "pages/outcomes/relief_page.py",
    "Leaks": "pages/outcomes/leaks_page.py",
    "Cohort": "pages/data/cohort_page.py",
    "Subgroups": "pages/analysis/subgroups_page.py",
    "Compare": "pages/analysis/compare_page.py",
    "Spine": "pages/analysis/spine_page.py",
    "Over time": "pages/analysis/over_time_page.py",
    "Operators and sites": "pages/analysis/operators_page.py",
    "Uncertainty": "pages/analysis/uncertainty_page.py",
    "Literature": "pages/analysis/literature_page.py",
    "One procedure": "pages/analysis/procedure_page.py",
    "Data quality": "pages/data/quality_page.py",
    "Datasets": "pages/data/datasets_page.py",
    "Import": "pages/data/import_page.py",
    "Report": "pages/share/report_page.py",
    "Present": "pages/share/present_page.py",
    "Cohorts": "pages/share/cohorts_page.py",
    "Snapshots": "pages/share/snapshots_page.py",
    "Published study": "pages/data/study_page.py",
    "Definitions": "pages/help/definitions_page.py",
}
"""Every page of the menu by its title; a test compares the two."""

WITH_COHORT = [page for page in PAGES if page not in ("Import", "Report")]
"""Import shows nobody's data, Report that of other moments."""

NOT_TEXT = {
    *("id", "spec", "config", "form_id", "data", "columns", "styler", "element_id", "key"),
    *("json", "html_content", "css_content", "js_content"),
}
OURS_ALONE = ("<style", '<div class="vo-live')
"""How the style sheets begin, and the script that assists screen readers: both are constants."""
EMPTY_CELL = "None"
"""What Streamlit's grid shows where a table has no value and no placeholder."""


def open_app(dataset: str, page: str = "Overview", /, **params: str | list[str]) -> AppTest:
    """Open a page on a dataset, as a link with these query parameters does."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["dataset"] = dataset
    for name, value in params.items():
        app.query_params[name] = value
    app.run()
    return app if page == "Overview" else turn_to(app, page)


def turn_to(app: AppTest, page: str) -> AppTest:
    """Switch to another page as its link in the menu does."""
    return app.switch_page(PAGES[page]).run()


def open_every_box(app: AppTest) -> AppTest:
    """Open every box, and with them the tables behind the charts and the methods."""
    for button in app.button:
        if button.key and button.key.endswith(CLOSED):
            app.session_state[button.key.removesuffix(CLOSED)] = True
    for key, _ in charts(app):
        app.session_state[f"{key}{DATA}"] = True
    for box in re.findall(r"data-box='(.*?)'", pages_html(app)):
        app.session_state[box] = True
    for box in app.expander:
        if box.proto.id:  # without one it is open or closed in the browser alone
            app.session_state[key_of(box.proto.id)] = True
    return app.run()


def key_of(widget_id: str) -> str:
    """Return the key of a widget from its id: ``$$ID-<hash>-<key>``."""
    return widget_id.split("-", maxsplit=2)[2]


def texts(app: AppTest) -> list[str]:
    """Return every text of page and sidebar, with markup; SQL, scripts and styles left out."""
    found = [text for node in _nodes(app._tree) for text in _of_node(node)]
    return [text for text in found if not text.lstrip().startswith(OURS_ALONE)]


def pages_html(app: AppTest) -> str:
    """Return the page's own markup as one text; style sheet left out."""
    return "\n".join(markups(app.main))


def markups(root: Any) -> list[str]:
    """Return all markup below a part of the page, in its order; style sheets left out."""
    found = [markup for node in _nodes(root) for markup in _markups_of(node)]
    return [markup for markup in found if not markup.lstrip().startswith(OURS_ALONE)]


def _markups_of(node: Any) -> list[str]:
    if node.type == "html":
        return [node.value]
    return [part["markup"] for part in _parts(node) if "markup" in part]


def spoken(app: AppTest, *roles: str) -> list[str]:
    """Return the paragraphs that a screen reader says by themselves, of these roles."""
    found = re.findall(r"<p class='[^']*' role='(\w+)'>(.*?)</p>", pages_html(app), re.DOTALL)
    return [words(text) for role, text in found if role in roles]


def words(markup: str) -> str:
    """Return markup as a person reads it, tags as blanks."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", markup))).strip()


def figures(app: AppTest) -> list[dict[str, Any]]:
    """Return every chart as plotly.js gets it, with its words for those who cannot see it.

    A bare NaN or Infinity in it is an error: no browser reads such JSON.
    """
    return [sent["figure"] | {"alt": sent["alt"]} for _, sent in charts(app)]


def charts(app: AppTest) -> list[tuple[str, dict[str, Any]]]:
    """Return the key of every chart and what is sent of it: figure, alt and caption."""
    parts = [part for node in app.get("bidi_component") for part in _parts(node)]
    return [(plot["key"], plot) for part in parts for plot in part.get("plots", ())]


def _parts(node: Any) -> list[dict[str, Any]]:
    """Return the parts of a piece of the page; none of any other element."""
    if node.type != "bidi_component" or node.proto.component_name != NAME:
        return []
    parts: list[dict[str, Any]] = json.loads(node.proto.json, parse_constant=_refuse)["parts"]
    return parts


def titles(app: AppTest) -> list[str]:
    """Return the page's title, which is one."""
    return [words(title) for title in re.findall(r"<h1.*?</h1>", pages_html(app))]


def cards(app: AppTest) -> dict[str, str]:
    """Return what stands on each card, by its label."""
    found = re.findall(r"<section class='vo-card[^>]*><h3>(.*?)</h3>(.*?)</section>", _all(app))
    return {words(label): words(rest) for label, rest in found}


def table_rows(app: AppTest) -> list[list[str]]:
    """Return the rows of the tables that the page writes itself, cell by cell."""
    rows = re.findall(r"<tr>(.*?)</tr>", _all(app), re.DOTALL)
    return [[words(cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)] for row in rows]


def _all(app: AppTest) -> str:
    return "\n".join(markups(app._tree))


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)


def _of_node(node: Any) -> Iterator[str]:
    if node.type == "code" and node.language in ("sql", "python"):
        return
    proto = getattr(node, "proto", None)
    if isinstance(proto, Message):
        yield from strings(proto)
    if node.type == "html":
        yield node.value
    elif node.type == "bidi_component":
        yield from _strings_of_json(json.loads(proto.json, parse_constant=_refuse))
    elif node.type in ("arrow_data_frame", "dataframe", "table"):
        shown = proto.placeholder if proto.HasField("placeholder") else EMPTY_CELL
        yield from _cells(node.value, shown)


def strings(message: Message) -> Iterator[str]:
    """Return every text of a protobuf message, ids and data left out."""
    for field, value in message.ListFields():
        if field.name not in NOT_TEXT:
            for part in _each(value):
                if isinstance(part, Message):
                    yield from strings(part)
                elif isinstance(part, str):
                    yield part


def _each(value: Any) -> Iterable[Any]:
    return value if isinstance(value, Iterable) and not isinstance(value, str) else [value]


def _strings_of_json(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _strings_of_json(inner)


def _cells(table: pd.DataFrame, placeholder: str) -> Iterator[str]:
    yield from map(str, table.columns)
    for value in table.to_numpy(dtype=object).ravel():
        yield placeholder if pd.isna(value) else str(value)


def _refuse(constant: str) -> float:
    raise AssertionError(f"{constant} in a figure's JSON")
