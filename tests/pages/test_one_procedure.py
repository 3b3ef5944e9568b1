"""One procedure on screen: found by its pseudonym, stepped to, and never on a shared dashboard."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.screen import (
    cards,
    figures,
    markups,
    open_app,
    open_every_box,
    pages_html,
    spoken,
    words,
)
from tests.pages.test_odd_cohorts import nothing_undefined
from vertebroplasty.disclosure import SHARED_VARIABLE
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.ui.one_procedure import OFF, PSEUDONYM_KEY

PAGE = "One procedure"
ALONE = """
from vertebroplasty.ui.one_procedure import show_one_procedure
show_one_procedure("no view is looked at")
"""


def ask(app: AppTest, name: str) -> AppTest:
    return app.text_input(key=PSEUDONYM_KEY).set_value(name).run()


def said(app: AppTest) -> list[str]:
    return spoken(app, "status")


def test_a_pseudonym_shows_its_procedure(odd: Callable[[str], str]) -> None:
    """By hand from tests/pages/cohorts.py, "five-levels": procedure A1."""
    app = ask(open_app(odd("five-levels"), PAGE), "A1")
    shown = cards(app)
    assert shown["Age"].startswith("74 years")
    assert shown["Treated at"] == "T7, T11, T12, L1, L4 5 levels"
    assert shown["Leak"].startswith("T7, T11, T12, L1, L4")
    assert shown["Ambulation before → last follow-up"] == "walker → cane"
    (figure,) = figures(app)
    line = next(part for part in figure["data"] if part["name"] == "this procedure")
    assert line["y"] == [8, 4, 2]
    nothing_undefined(open_every_box(app))


HOSTILE = ["A9", "A1' OR '1'='1", "<img src=x onerror=alert(1)>", "![x](http://x/y.png)"]


@pytest.mark.parametrize("name", HOSTILE)
def test_an_unknown_pseudonym_is_a_sentence_and_text(name: str, odd: Callable[[str], str]) -> None:
    """OWASP: what was typed is shown as text, whatever it holds."""
    app = ask(open_app(odd("five-levels"), PAGE), name)
    assert said(app) == [
        f"No procedure of this dataset has the pseudonym {name}; the whole pseudonym as it is"
        " recorded, capitals and all, would do."
    ]
    assert not cards(app)
    assert not any("<img" in markup for markup in markups(app._tree))
    assert not any("![x]" in text.value for text in app.markdown)


def test_a_procedure_outside_the_cohort_says_so(odd: Callable[[str], str]) -> None:
    app = ask(open_app(odd("one-level-once"), PAGE, L1="true"), "A7")
    assert said(app)[0].startswith("Procedure A7 is not in this cohort")
    assert cards(app)["Treated at"].startswith("T7")
    assert not said(ask(app, "A2"))


def test_stepping_from_the_first_to_the_last(odd: Callable[[str], str]) -> None:
    """By hand: "three-procedures" are A1, A2 and A3 of one patient."""
    app = open_app(odd("three-procedures"), PAGE)
    assert app.button(key="procedure_previous").disabled
    for name in ("A1", "A2", "A3"):
        app.button(key="procedure_next").click().run()
        assert app.text_input(key=PSEUDONYM_KEY).value == name
        assert "3 procedures of this patient" in cards(app)["Age"]
    assert app.button(key="procedure_next").disabled
    app.button(key="procedure_previous").click().run()
    assert app.text_input(key=PSEUDONYM_KEY).value == "A2"


@pytest.mark.parametrize("name", ["no-visit", "nobody-due", "only-last"])
def test_odd_procedures_stay_calm(name: str, odd: Callable[[str], str]) -> None:
    """Visits that are all missing, or only one of them: sentences, nothing undefined."""
    app = open_every_box(ask(open_app(odd(name), PAGE), "A1"))
    assert cards(app)
    nothing_undefined(app)


def test_a_shared_dashboard_shows_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is not in the menu; a page file that is run all the same says why it is empty."""
    monkeypatch.setenv(SHARED_VARIABLE, "1")

    app = AppTest.from_string(ALONE).run()
    assert not app.exception
    assert [box.value for box in app.info] == [OFF]
    assert not app.text_input


def test_the_warning_about_synthetic_data_stands(registry: Dataset) -> None:
    assert "Synthetic data, not patients" in words(pages_html(open_app(registry.name, PAGE)))
