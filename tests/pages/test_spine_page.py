"""The spine as the browser gets it: in the sidebar of every page, and on its own page."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.oracle.counting import Choice, Oracle
from tests.pages.screen import open_app, open_every_box
from tests.pages.test_odd_cohorts import nothing_undefined
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import LEAK_LEVEL, VAS_CHANGE_LAST
from vertebroplasty.report.spine import read_spine
from vertebroplasty.ui.spine.choice import SPINE_KEY, SPINE_MEASURES
from vertebroplasty.ui.spine.component import NAME
from vertebroplasty.vocabulary import VertebralLevel

PAYLOAD_BYTES = 4096
"""What is sent with each refresh stays small beside a chart."""


def spines(app: AppTest) -> list[dict[str, Any]]:
    """Return what each spine is told, in the order of the page: sidebar last."""
    sent = [node.proto for node in app.get("bidi_component")]
    return [json.loads(one.json) for one in sent if one.component_name == NAME]


def in_sidebar(app: AppTest) -> dict[str, Any]:
    (found,) = (one for one in spines(app) if "table" not in one)
    return found


def on_page(app: AppTest) -> dict[str, Any]:
    (found,) = (one for one in spines(app) if "table" in one)
    return found


def counts(spine: dict[str, Any]) -> dict[str, str]:
    return {name: n for name, *_, n in spine["levels"]}


@pytest.mark.parametrize("page", ["Overview", "Definitions"])
def test_the_sidebar_counts_what_pandas_counts_on_every_page(
    page: str, registry: Dataset, oracle: Oracle
) -> None:
    """The oracle's men with a VAS change at each level, the filter on levels left open."""
    spine = in_sidebar(open_app(registry.name, page, male="true", L1="true"))
    assert spine["measure"] == VAS_CHANGE_LAST.label
    assert spine["selected"] == ["L1"]
    for level, n in counts(spine).items():
        procedures = oracle.measures(*oracle.units(Choice(sexes=("male",), levels=(level,))))
        units, known, *_ = procedures["vas_change_last"]
        assert n == (f"{known:,}" if units else "")


def test_a_link_opens_with_its_levels_chosen(registry: Dataset) -> None:
    app = open_app(registry.name, "Spine", T12="true", L1="true")
    assert [spine["selected"] for spine in spines(app)] == [["T12", "L1"]] * 2


def test_a_level_that_was_never_treated_is_not_offered(registry: Dataset, oracle: Oracle) -> None:
    """Authority: levels of the whole dataset, counted by pandas."""
    offered = counts(in_sidebar(open_app(registry.name)))
    treated = {v.value for v in VertebralLevel if oracle.size(Choice(levels=(v.value,)))[1]}
    assert set(offered) == treated
    assert VertebralLevel.S1.value not in offered


def test_the_table_says_what_the_picture_says(registry: Dataset) -> None:
    """Authority: `read_spine` on the same dataset; printed by hand from its numbers."""
    label = LEAK_LEVEL.label
    spine = on_page(open_app(registry.name, "Spine", **{SPINE_KEY: label}))
    assert spine["measure"] == label
    reading = read_spine(registry, Cohort(), LEAK_LEVEL.key)
    assert list(spine["table"]["rows"]) == [at.level.value for at in reading.levels]
    for at in reading.levels:
        estimate, shrunk, _, n, missing = spine["table"]["rows"][at.level.value]
        percent = 100 * (at.result.estimate or 0)
        assert float(estimate.split("\N{NO-BREAK SPACE}")[0]) == pytest.approx(percent, abs=0.5)
        assert shrunk == f"{at.shrunk:.1f}\N{NO-BREAK SPACE}%"
        assert (n, missing) == (f"{at.result.n:,}", f"{at.result.n_missing:,}")


def test_the_measure_of_the_spine_page_colours_it_on_other_pages(registry: Dataset) -> None:
    app = open_app(registry.name, "Pain", **{SPINE_KEY: LEAK_LEVEL.label})
    assert in_sidebar(app)["measure"] == LEAK_LEVEL.label
    assert in_sidebar(app)["noun"] == "levels"


@pytest.mark.parametrize("params", [{"age": ["18", "18"]}, {"C1": "true"}, {"T12": "true"}])
def test_what_is_sent_is_small_and_defined(
    params: dict[str, str | list[str]], registry: Dataset
) -> None:
    app = open_every_box(open_app(registry.name, "Spine", **params))
    sent = [node.proto for node in app.get("bidi_component")]
    assert all(len(one.json) < PAYLOAD_BYTES for one in sent if one.component_name == NAME)
    nothing_undefined(app)


def test_nobody_leaves_the_spine_hollow_and_the_way_back_open(registry: Dataset) -> None:
    app = open_app(registry.name, "Spine", age=["18", "18"])
    spine = in_sidebar(app)
    assert {fill for _, fill, *_ in spine["levels"]} == {""}
    assert spine["legend"]["note"] == "No procedure of this cohort has a value."
    assert "Nobody in this dataset matches all filters together" in app.info[0].value


def test_rates_of_both_grains_colour_the_spine(registry: Dataset) -> None:
    app = open_app(registry.name, "Spine")
    for measure in SPINE_MEASURES[-4:]:
        app.selectbox(key=SPINE_KEY).set_value(measure.label).run()
        assert not app.exception
        assert on_page(app)["measure"] == measure.label
