"""The Subgroups page: which breakdowns, what is tested, and calm words where nothing is."""

import pytest

from tests.oracle.counting import Choice, Oracle
from tests.pages.screen import figures, open_app, open_every_box, texts
from tests.pages.test_odd_cohorts import nothing_undefined
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import LEAK_LEVEL, RELIEF_24H
from vertebroplasty.ui.analysis_choices import BY_KEY, SUBGROUPS_KEY


def forest(dataset: Dataset, **params: str | list[str]) -> tuple[dict[str, str], str]:
    """Return what stands beside each row, and all words of the page."""
    app = open_app(dataset.name, "Subgroups", **params)
    assert not app.exception
    (found,) = figures(app)
    frame = found["layout"]
    labels = [label.replace("<br>", " ") for label in frame["yaxis"]["ticktext"]]
    words = " ".join([*texts(app), *(note["text"] for note in frame["annotations"])])
    return dict(zip(labels, frame["yaxis2"]["ticktext"], strict=True)), words


def test_a_link_names_measure_and_breakdowns(registry: Dataset, oracle: Oracle) -> None:
    """Authority: the oracle's counts of women at each etiology."""
    beside, words = forest(
        registry,
        female="true",
        **{SUBGROUPS_KEY: RELIEF_24H.label, BY_KEY: ["Etiology", "Sex"]},
    )
    for etiology in ("osteoporotic", "neoplastic"):
        choice = Choice(sexes=("female",), etiologies=(etiology,))
        units, n, events = oracle.measures(*oracle.units(choice))["relief_24h"]
        assert beside[etiology] == f"{events:,}/{n:,} ({units - n:,})"
    assert "women" in beside
    assert "men" in beside
    assert "The filter on sex is left open there" in words
    assert "2 breakdowns tested, adjusted by Holm" in words


def test_overlapping_groups_are_not_tested_and_say_why(registry: Dataset) -> None:
    _, words = forest(registry, by=["Region", "Viscosity"])
    assert "Not tested: region, cement viscosity (a procedure counts in each group" in words
    assert "none could be tested" in words


def test_how_leakage_was_looked_for_splits_measures_of_levels_only(registry: Dataset) -> None:
    beside, words = forest(registry, by=["How leakage was looked for", "Sex"])
    assert "fluoroscopy" not in beside
    assert "splits measures per treated level only" in words
    beside, _ = forest(
        registry, by=["How leakage was looked for"], **{SUBGROUPS_KEY: LEAK_LEVEL.label}
    )
    assert "fluoroscopy" in beside


def test_small_groups_are_marked_with_the_rule(registry: Dataset) -> None:
    beside, words = forest(registry, by=["Sex"])
    assert "other sex \N{EN DASH} too few" in beside
    assert "fewer than 10 procedures with a value (a rule of display, ours)" in words


def test_nothing_chosen_is_a_sentence(registry: Dataset) -> None:
    app = open_app(registry.name, "Subgroups")
    app.session_state[BY_KEY] = []
    app.run()
    assert app.info[0].value == "Choose at least one way to split the cohort."
    assert not figures(app)


@pytest.mark.parametrize("measure", [LEAK_LEVEL, RELIEF_24H], ids=lambda m: m.key)
def test_every_breakdown_at_once_is_calm(srinagar: Dataset, measure: object) -> None:
    label = getattr(measure, "label", "")
    app = open_app(srinagar.name, "Subgroups", **{SUBGROUPS_KEY: label})
    nothing_undefined(open_every_box(app))
