"""What each page says of itself: sentence, sizes, cards, definitions and the published study."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.figures.reading import rows
from tests.oracle.counting import Choice, Oracle
from tests.pages.screen import (
    PAGES,
    WITH_COHORT,
    cards,
    figures,
    key_of,
    open_app,
    open_every_box,
    pages_html,
    table_rows,
    turn_to,
    words,
)
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import MEASURES
from vertebroplasty.ui.navigation import SECTIONS


def test_the_navigation_is_the_pages_under_test() -> None:
    """A page that is added to the menu must be added to PAGES, and so to every test of them."""
    registered = [entry for entries in SECTIONS.values() for entry in entries]
    assert {entry.title: entry.path for entry in registered} == PAGES


@pytest.mark.parametrize("page", WITH_COHORT)
def test_every_page_names_its_cohort_its_size_and_the_nature_of_its_data(
    page: str,
    registry: Dataset,
    srinagar: Dataset,
    oracle: Oracle,
    reader: Callable[..., AppTest],
) -> None:
    whole = words(pages_html(turn_to(reader(registry.name), page)))
    patients, procedures, levels = oracle.size(Choice())
    size = f"{patients:,} patients · {procedures:,} procedures · {levels:,} levels"
    assert f"All patients {size} Synthetic data, not patients" in whole
    reconstruction = "30 patients · 30 procedures · 54 levels Reconstruction from published"
    assert reconstruction in words(pages_html(turn_to(reader(srinagar.name), page)))


def test_cards_count_what_pandas_counts(registry: Dataset, oracle: Oracle) -> None:
    choice = Choice(sexes=("female",), levels=("T12", "L1"))
    app = open_app(registry.name, female="true", T12="true", L1="true")
    found = oracle.measures(*oracle.units(choice))
    everyone = oracle.measures(*oracle.units(Choice()))
    shown = cards(app)
    for label, key in (
        ("Reported relief at 24 h", "relief_24h"),
        ("Reported improvement at last follow-up", "improvement_last"),
    ):
        units, n, events = found[key]
        assert f" {events:,} of {n:,} procedures · {units - n:,} not recorded" in shown[label]
        _, n, events = everyone[key]
        assert f"({events:,} of {n:,} procedures)" in shown[label].partition("All: ")[2]
    units, n, leaks, clusters, *_ = found["leak_level"]
    of_levels = f"{leaks:,} of {n:,} levels in {clusters:,} procedures · {units - n:,} not known"
    assert of_levels in shown["Leak per treated level"]


def test_definitions_are_generated_from_the_registry(srinagar: Dataset) -> None:
    rows = [row for row in table_rows(open_app(srinagar.name, "Definitions")) if row]
    assert [row[0] for row in rows] == [measure.label for measure in MEASURES]
    for row, measure in zip(rows, MEASURES, strict=True):
        assert measure.unit in row[1]
        assert measure.grain.value.replace("_", " ") in row[1]
        assert row[2].startswith(measure.definition)
        assert row[3].startswith(measure.source)
        method = row[2].removeprefix(measure.definition).strip()
        # The abstract reports no VAS at 24 hours.
        none = "24h" in measure.key and measure.key != "relief_24h"
        assert method == "No interval: no procedures with a value" if none else "95 %" in method


def test_a_page_defines_the_measures_that_it_shows(srinagar: Dataset) -> None:
    app = open_every_box(open_app(srinagar.name, "Leaks"))
    boxes = {key_of(box.proto.id): box for box in app.expander if box.proto.id}
    method = boxes["method"]
    text = words(method.get("html")[0].value)
    for measure in MEASURES:
        if measure.label in cards(app):
            assert f"{measure.label}. {measure.definition} Source: {measure.source}." in text


def test_the_published_study_is_given_back_in_every_row(srinagar: Dataset) -> None:
    """Pain Physician 2007;10(4):559-63; the figures themselves are in tests/report."""
    app = open_app(srinagar.name, "Published study")
    rows = [row for row in table_rows(app) if row]
    assert len(rows) == 19
    assert {row[-1] for row in rows} == {"yes"}
    text = words(pages_html(app))
    assert "PMID 17660854" in text
    assert "coincide with those of McGraw et al." in text
    filtered = open_app(srinagar.name, "Published study", L1="true")
    assert [row for row in table_rows(filtered) if row] == rows


def test_the_published_study_page_of_another_dataset_says_where_to_look(registry: Dataset) -> None:
    app = open_app(registry.name, "Published study")
    assert app.info[0].value == (
        "This page compares the dataset srinagar-2007. Choose it in the sidebar."
    )


def test_a_chart_ignores_the_filter_on_its_own_groups(registry: Dataset, oracle: Oracle) -> None:
    """Every level is drawn whatever levels are chosen; the numbers follow the other filters."""
    app = open_app(registry.name, male="true", L1="true")
    (by_level,) = (f for f in figures(app) if f["alt"].startswith("Leak per treated level by"))
    beside = rows(by_level["layout"])
    for level in ("T12", "L1", "L2"):
        men = oracle.measures(*oracle.units(Choice(sexes=("male",), levels=(level,))))
        _, n, leaks, *_ = men["leak_level"]
        assert beside[level] == f"{leaks:,}/{n:,}"
