"""How many cohorts and outcomes a session has looked at stands beside its p values."""

from streamlit.testing.v1 import AppTest

from tests.pages.screen import PAGES, open_app, pages_html, words
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.ui.looks import LOOKS_KEY, MOST


def looked_at(app: AppTest) -> str:
    said = words(pages_html(app))
    start = said.index("Looked at in this session: ")
    return said[start : said.index(".", start)].removeprefix("Looked at in this session: ")


def test_cohorts_and_outcomes_are_counted_once_each(registry: Dataset) -> None:
    """By hand: seven outcomes of Overview and five of Pain, three in common."""
    app = open_app(registry.name, "Pain")
    overview = {"relief_24h", "improvement_last", "leak_level", "leak_procedure"}
    shared = {"vas_baseline", "vas_last", "vas_change_last"}
    pain = shared | {"vas_24h", "vas_change_24h"}
    outcomes = len(overview | shared | pain)
    assert looked_at(app) == f"1 different cohort and {outcomes} outcomes"
    assert looked_at(app.run()) == f"1 different cohort and {outcomes} outcomes"
    app.checkbox(key="female").check().run()
    assert looked_at(app) == f"2 different cohorts and {outcomes} outcomes"
    app.checkbox(key="female").uncheck().run()
    assert looked_at(app) == f"2 different cohorts and {outcomes} outcomes"


def test_another_session_begins_at_one(registry: Dataset) -> None:
    assert looked_at(open_app(registry.name, "Pain", female="true")).startswith(
        "1 different cohort"
    )


def test_the_count_is_bounded_and_says_so(registry: Dataset) -> None:
    """Beyond the bound the count stands still."""
    app = open_app(registry.name, "Pain")
    looks = app.session_state[LOOKS_KEY]
    looks |= {("elsewhere", number, "outcome") for number in range(MOST)}
    app.switch_page(PAGES["Pain"]).run()
    assert looked_at(app).startswith("more than ")
    assert len(app.session_state[LOOKS_KEY]) == len(looks)
