"""Overview as a careful person would write it with Dash and polars, all else as it comes.

Run as ``python -m benchmarks.peers.dash_page --port 8050``.
"""

import argparse
from typing import Any

from dash import Dash, Input, Output, dcc, html

from benchmarks.peers.cards import Card, cards
from benchmarks.peers.counted import Chosen, charts
from benchmarks.peers.filters import AGE_AT_FIRST, AGE_LIMITS, LEVELS, SEXES, state_line
from benchmarks.peers.polars_counts import PolarsFrames

BESIDE = {"display": "flex", "gap": "1rem"}
SIDEBAR = {"width": "16rem", "flex": "none"}
FIGURES = ("change", "leak")


def page(frames: PolarsFrames) -> Dash:
    """Return the app: a layout and one callback."""
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Div(_filters(), style=SIDEBAR),
            html.Div(_answers(), style={"flex": "1", "minWidth": 0}),
        ],
        style=BESIDE,
    )

    @app.callback(
        Output("state", "children"),
        Output("cards", "children"),
        *(Output(name, "figure") for name in FIGURES),
        Input("ages", "value"),
        Input("sexes", "value"),
        Input("levels", "value"),
    )
    def answer(ages: list[int], sexes: list[str], levels: list[str]) -> tuple[Any, ...]:
        chosen = Chosen.of(ages, sexes, levels)
        counted = frames.count(chosen)
        shown = cards(counted.estimates, frames.everyone.estimates)
        figures = charts(counted, frames.everyone, chosen)
        return state_line(ages, sexes, levels), [_card(card) for card in shown], *figures

    return app


def _filters() -> list[Any]:
    low, high = AGE_LIMITS
    return [
        html.Div("Age at procedure, years"),
        dcc.RangeSlider(low, high, 1, value=list(AGE_AT_FIRST), marks=None, id="ages"),
        dcc.Checklist(list(SEXES), [], id="sexes"),
        dcc.Checklist(list(LEVELS), [], id="levels"),
    ]


def _answers() -> list[Any]:
    graphs = [html.Div(dcc.Graph(id=name), style={"flex": "1", "minWidth": 0}) for name in FIGURES]
    return [
        html.H1("Overview"),
        html.Div(id="state"),
        html.Div(id="cards", style=BESIDE),
        html.Div(graphs, style=BESIDE),
    ]


def _card(card: Card) -> html.Div:
    label, value, *lines = card
    heading = [html.H3(label), html.Div(value, style={"fontSize": "2rem"})]
    return html.Div([*heading, *(html.Div(line) for line in lines)], className="card")


def main() -> None:
    """Serve on the loopback address."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8050)
    page(PolarsFrames()).run(host="127.0.0.1", port=parser.parse_args().port)


if __name__ == "__main__":
    main()
