"""The reader's report: what is taken along is what stood on the page, whole, and stays so."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.screen import charts, open_app, spoken, turn_to
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.report.exhibits import MOST_EXHIBITS, Basket, Exhibit, to_file
from vertebroplasty.ui.pictures import ASKED_KEY, TURN_KEY, Asked
from vertebroplasty.ui.report_files import FILE_KEY, PROBLEM_KEY
from vertebroplasty.ui.stage.opening import TAKE_KEY
from vertebroplasty.ui.taking import BASKET_KEY, PRESSED_KEY

WITH_CHARTS = ("Overview", "Pain", "Relief", "Leaks", "Cohort", "Over time", "Uncertainty")
CARDS = "cards_relief_24h"


def taken(app: AppTest, *keys: str) -> tuple[Exhibit, ...]:
    """Press the buttons of figures, one after the other; return the report."""
    for key in keys:
        app.session_state[PRESSED_KEY] = key
        app.run()
        assert not app.exception
    report: Basket = app.session_state[BASKET_KEY]
    return report.exhibits


@pytest.mark.parametrize("page", WITH_CHARTS)
def test_every_chart_is_taken_along_as_it_stands(page: str, registry: Dataset) -> None:
    """The page is the authority: the same traces, its cohort, its dataset's hash."""
    app = open_app(registry.name, page, female="true", age=["60", "85"])
    shown = dict(charts(app))
    exhibits = taken(app, *shown)
    assert [one.key for one in exhibits] == [*shown]
    for one in exhibits:
        assert one.figure is not None
        assert one.figure["data"] == shown[one.key]["figure"]["data"]
        assert (one.alt, one.caption) == (shown[one.key]["alt"], shown[one.key]["caption"])
        assert (one.page, one.content_hash) == (page, registry.meta.content_hash)
        assert ("Women" in one.footer) != one.key.endswith("_by_sex")  # left open there
        assert one.footer.endswith("Synthetic data, not patients")
        assert one.rows
        assert one.link.startswith(f"/{'' if page == 'Overview' else page.lower()[:4]}")
        assert "female=true&age=60&age=85" in one.link
    assert [plot["taken"] for _, plot in charts(app)] == [True] * len(shown)


def test_the_case_conference_is_taken_along_at_once(registry: Dataset) -> None:
    """Overview is the authority for two of its figures; none of the six is added twice."""
    overview = dict(charts(open_app(registry.name, female="true")))
    app = open_app(registry.name, "Present", female="true")
    for said in ("6 figures", "0 figures"):
        app.button(key=TAKE_KEY).click().run()
        assert spoken(app, "status") == [f"{said} added to the report."]
    exhibits = app.session_state[BASKET_KEY].exhibits
    assert len(exhibits) == len({one.key for one in exhibits}) == 6
    assert all("Women" in one.footer for one in exhibits)
    both = [one for one in exhibits if one.key in overview]
    assert len(both) == 2
    for one in both:
        assert one.figure["data"] == overview[one.key]["figure"]["data"]


def test_the_cards_are_taken_along_as_their_table(srinagar: Dataset) -> None:
    """Pain Physician 2007;10(4):559-63: significant relief at 24 hours in 97 % of 30 patients."""
    (exhibit,) = taken(open_app(srinagar.name), CARDS)
    assert exhibit.figure is None
    first = dict(zip(exhibit.columns, exhibit.rows[0], strict=True))
    assert (first["Definition"], first["Events"], first["n"]) == ("Reported relief at 24 h", 29, 30)


def test_pressing_again_puts_it_back(registry: Dataset) -> None:
    app = open_app(registry.name)
    assert len(taken(app, CARDS)) == 1
    assert not taken(app, CARDS)


def test_the_same_chart_of_another_cohort_is_another_figure(registry: Dataset) -> None:
    app = open_app(registry.name)
    taken(app, CARDS)
    app.checkbox(key="female").check().run()
    everyone, women = taken(app, CARDS)
    assert everyone.key == women.key
    assert ("All patients" in everyone.footer, "Women" in women.footer) == (True, True)
    assert everyone.rows != women.rows


def test_a_full_report_takes_nothing_more_and_says_so(registry: Dataset) -> None:
    app = open_app(registry.name)
    (one,) = taken(app, CARDS)
    app.session_state[BASKET_KEY] = Basket(exhibits=(one,) * MOST_EXHIBITS)
    app.checkbox(key="male").check().run()
    assert len(taken(app, CARDS)) == MOST_EXHIBITS
    assert "The report is full" in app.toast[0].value


def listed(app: AppTest) -> list[str]:
    return [field.value for field in app.text_input if field.label.startswith("Title of figure")]


def test_figures_are_ordered_renamed_noted_and_removed(registry: Dataset) -> None:
    app = open_app(registry.name)
    keys = [CARDS, *dict(charts(app))]
    titles = [one.title for one in taken(app, *keys)]
    turn_to(app, "Report")
    assert listed(app) == titles
    next(one for one in app.button if one.label == "Down").click().run()
    assert listed(app) == [titles[1], titles[0], titles[2]]
    [one for one in app.button if one.label == "Up"][1].click().run()
    assert listed(app) == titles
    field = next(one for one in app.text_input if one.value == titles[1])
    field.set_value("  Mine  ").run()
    place = app.text_input.values.index("  Mine  ")
    app.text_input[place].set_value("   ").run()
    app.text_area[2].set_value("last <b>").run()
    next(one for one in app.button if one.label == "Remove").click().run()
    kept = app.session_state[BASKET_KEY].exhibits
    assert [(one.title, one.note) for one in kept] == [("Mine", ""), (titles[2], "last <b>")]
    assert not app.exception


def test_a_preview_is_the_figure_itself(registry: Dataset) -> None:
    app = open_app(registry.name)
    keys = [CARDS, next(iter(dict(charts(app))))]
    exhibits = taken(app, *keys)
    turn_to(app, "Report")
    assert not charts(app)
    for box in app.expander:
        app.session_state[box.proto.id.split("-", maxsplit=2)[2]] = True
    app.run()
    ((_, plot),) = charts(app)
    assert plot["figure"] == exhibits[1].figure
    assert plot["taken"] is None
    assert len(app.dataframe) == 1


def test_a_saved_report_is_gone_on_with(registry: Dataset) -> None:
    app = open_app(registry.name)
    saved = to_file(Basket(title="Talk", exhibits=taken(app, CARDS)))
    other = turn_to(open_app(registry.name), "Report")
    assert "Nothing here yet" in other.info[0].value
    other.file_uploader(key=FILE_KEY).set_value(("talk.json", saved, "application/json")).run()
    assert listed(other) == ["Key figures, Overview"]
    assert other.session_state[BASKET_KEY].title == "Talk"
    other.file_uploader(key=FILE_KEY).set_value(("bad.json", b"{}}", "application/json")).run()
    assert "no basket of this dashboard" in other.session_state[PROBLEM_KEY]
    assert "no basket of this dashboard" in other.error[0].value
    assert listed(other) == ["Key figures, Overview"]


def test_a_picture_is_asked_for_once(registry: Dataset) -> None:
    """Another run shows the chart and makes no second file."""
    app = open_app(registry.name, "Overview", female="true")
    key = next(iter(dict(charts(app))))
    for turn in (1, 2):
        asked(app, f"svg {key}", turn)
        picture = dict(charts(app))[key]["picture"]
        assert (picture["format"], picture["turn"]) == ("svg", turn)
        assert picture["name"].startswith("registry-demo-generation-1_vas-change-last-by-level")
        assert "women" in picture["name"]
        assert picture["footer"].replace("<br>", " ").endswith("Synthetic data, not patients")
        assert dict(charts(app.run()))[key]["picture"] is None


def asked(app: AppTest, what: str, turn: int) -> None:
    kind, key = what.split(" ")
    app.session_state[ASKED_KEY] = Asked(key, kind)
    app.session_state[TURN_KEY] = turn
    app.run()
