"""The filter panel: widgets to cohort, the way back, and links; counts are the pandas oracle's."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.oracle.counting import Choice, Oracle
from tests.oracle.grouping import procedures_by
from tests.pages.screen import (
    WITH_COHORT,
    markups,
    open_app,
    pages_html,
    spoken,
    titles,
    turn_to,
    words,
)
from vertebroplasty.engine.dataset import Dataset


def banner(app: AppTest) -> str:
    """Return the cohort's sentence and size, first of all; on Compare those of A and B follow."""
    found = re.search(r"<section class='vo vo-banner.*?</section>", pages_html(app), re.DOTALL)
    assert found
    return words(found[0])


def alerts(app: AppTest) -> list[str]:
    return spoken(app, "alert")


def size_words(oracle: Oracle, choice: Choice) -> str:
    """Patients, procedures and levels of a choice out of all, counted by pandas."""
    pairs = zip(
        oracle.size(choice),
        oracle.size(Choice()),
        ("patients", "procedures", "levels"),
        strict=True,
    )
    return " · ".join(f"{some:,} of {every:,} {noun}" for some, every, noun in pairs)


def counts_beside(app: AppTest) -> dict[str, int]:
    """Return the number of procedures beside each option, by the option's name."""
    (line,) = (h.value for h in app.sidebar.get("html") if "class='vo-counts'" in h.value)
    found = re.findall(r"(?:^|· )(\D+?) ([\d,]+)", words(line.partition("vo-counts'>")[2]))
    return {name: int(n.replace(",", "")) for name, n in found}


def test_ticks_and_ages_make_the_cohort(registry: Dataset, oracle: Oracle) -> None:
    app = open_app(registry.name)
    assert banner(app).startswith("All patients")
    app.checkbox(key="female").check()
    app.multiselect(key="level").set_value(["L1", "T12"])
    app.slider(key="age").set_value((75, 110)).run()
    choice = Choice(sexes=("female",), ages=(75, 110), levels=("T12", "L1"))
    assert banner(app).startswith("Women aged 75 or over, treated at T12 or L1 ")
    assert size_words(oracle, choice) in banner(app)
    assert "figures per level count the selected levels only" in banner(app)


def test_counts_beside_the_options_leave_their_own_filter_open(
    registry: Dataset, oracle: Oracle
) -> None:
    app = open_app(registry.name, male="true", L1="true", age=["60", "80"])
    of_sex = procedures_by(oracle, "sex", Choice(ages=(60, 80), levels=("L1",)))
    shown = counts_beside(app)
    assert (shown["Women"], shown["Men"]) == (of_sex["women"], of_sex["men"])


def test_undo_goes_back_a_step_at_a_time_and_clear_all_to_everybody(registry: Dataset) -> None:
    app = open_app(registry.name)
    everybody = banner(app)
    assert app.button(key="undo_filter").disabled
    app.checkbox(key="male").check().run()
    men = banner(app)
    app.multiselect(key="level").set_value(["L3"]).run()
    assert banner(app).startswith("Men, treated at L3 ")
    app.button(key="undo_filter").click().run()
    assert banner(app) == men
    app.button(key="undo_filter").click().run()
    assert banner(app) == everybody
    assert app.button(key="undo_filter").disabled
    app.slider(key="age").set_value((18, 70)).run()
    app.checkbox(key="female").check().run()
    app.button(key="clear_all").click().run()
    assert banner(app) == everybody
    app.button(key="undo_filter").click().run()
    assert banner(app).startswith("Women aged 70 or under ")


def test_a_link_of_version_0_1_means_what_it_meant(registry: Dataset, oracle: Oracle) -> None:
    """It named each level as a parameter; the address is written anew as links are now."""
    app = open_app(registry.name, T12="true", L1="true")
    assert banner(app).startswith("All patients, treated at T12 or L1 ")
    assert size_words(oracle, Choice(levels=("T12", "L1"))) in banner(app)
    assert not alerts(app)
    assert app.query_params.keys().isdisjoint({"T12", "L1"})


def test_unknown_age_is_a_choice_only_where_ages_are_chosen(
    registry: Dataset, oracle: Oracle
) -> None:
    app = open_app(registry.name)
    assert app.checkbox(key="unknown_age").disabled
    app.slider(key="age").set_value((80, 90)).run()
    without = Choice(ages=(80, 90))
    assert size_words(oracle, without) in banner(app)
    app.checkbox(key="unknown_age").check().run()
    assert banner(app).startswith("All patients aged 80–90 or of unknown age ")
    assert size_words(oracle, without._replace(unknown_age=True)) in banner(app)


def test_no_choice_of_unknown_age_where_every_age_is_known(srinagar: Dataset) -> None:
    app = open_app(srinagar.name)
    assert "unknown_age" not in {box.key for box in app.sidebar.checkbox}


def test_a_page_switch_keeps_the_filters(registry: Dataset, oracle: Oracle) -> None:
    """One reader, from page to page through the whole menu."""
    app = open_app(registry.name, female="true", T12="true")
    size = size_words(oracle, Choice(sexes=("female",), levels=("T12",)))
    for page in WITH_COHORT:
        turn_to(app, page)
        assert titles(app) == [page]
        assert banner(app).startswith(f"Women, treated at T12 {size}"), page


DROPPED = {
    "age=17, 200": ({"age": ["17", "200"]}, "two whole years from 18 to 110 would do"),
    "age=85, 60": ({"age": ["85", "60"]}, "two whole years from 18 to 110 would do"),
    "age=sixty": ({"age": ["sixty"]}, "two whole years from 18 to 110 would do"),
    "female=perhaps": ({"female": ["perhaps"]}, "true or false would do"),
    "level=T13": ({"level": ["T13", "L1"]}, "C1 to S1 would do"),
    "horizon=1 year": ({"horizon": ["1 year"]}, "Last follow-up, 24 hours would do"),
    "dataset=nowhere": ({"dataset": ["nowhere"]}, "would do"),
}


@pytest.mark.parametrize("given", DROPPED)
def test_a_parameter_that_is_not_understood_is_dropped_and_said(
    given: str, srinagar: Dataset
) -> None:
    params, what_would_do = DROPPED[given]
    app = open_app(srinagar.name, **{"L1": "true", **params})
    (said,) = alerts(app)
    assert said.startswith(f"Ignored from the link: {given}")
    assert what_would_do in said
    assert banner(app).startswith("All patients, treated at L1 ")
    app.multiselect(key="level").set_value([]).run()
    assert not alerts(app)


def test_markup_in_a_link_is_text(srinagar: Dataset) -> None:
    """OWASP: what a link brings is escaped where it is shown."""
    app = open_app(srinagar.name, **{"<b>": "<script>alert(1)</script>"})
    assert not any("<script>alert" in one or "<b>=" in one for one in markups(app._tree))
    assert alerts(app) == [
        "Ignored from the link: <b>=<script>alert(1)</script> is no filter of this dashboard"
    ]
