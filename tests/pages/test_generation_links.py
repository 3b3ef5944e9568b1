"""A link that names a generation: told where another one is shown, and shown frozen when asked."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from tests.folders import changed
from tests.pages.moving import Moving, two_generations
from tests.pages.screen import cards, open_app, pages_html, spoken, table_rows, turn_to, words
from vertebroplasty.importing.publishing import delete_generation
from vertebroplasty.report.exhibits import Basket
from vertebroplasty.report.saved_cohorts import saved_cohorts
from vertebroplasty.ui.taking import BASKET_KEY, PRESSED_KEY

BEFORE = "VAS before \N{RIGHTWARDS ARROW} last follow-up"
MEANS = {1: "7.75", 2: "8.25"}
"""Of the VAS before, closed form: (8.5 + 7) / 2, and (9.5 + 7) / 2 in the second generation."""
PAGES = ("Pain", "Cohort", "Compare", "Datasets", "Cohorts", "Report", "Definitions")


@pytest.fixture
def moving(dataset_root: Path, tmp_path: Path) -> Iterator[Moving]:
    """In the second generation, A's VAS before went from 8.5 to 9.5."""
    visits = changed("visit", 2, pain_raw="9.5", vas="9.5")
    made = two_generations(dataset_root, tmp_path, visit=visits)
    yield made
    shutil.rmtree(dataset_root / made.name)


def said(app: AppTest) -> list[str]:
    """What stands there of generations and links, without when they were imported."""
    return [text.partition(" (imported")[0] for text in spoken(app, "status", "alert")]


def shows(app: AppTest, number: int) -> bool:
    """Whether Overview counts a generation, and no other."""
    assert not app.exception
    other = MEANS[3 - number]
    return MEANS[number] in cards(app)[BEFORE] and other not in cards(app)[BEFORE]


def address(app: AppTest) -> dict[str, str | list[str]]:
    """The parameters of the address but for the dataset."""
    return {key: values for key, values in app.query_params.items() if key != "dataset"}


def test_a_link_on_what_is_served_says_nothing_and_becomes_plain(moving: Moving) -> None:
    app = open_app(moving.name, generation="2")
    assert shows(app, 2)
    assert said(app) == []
    assert address(app) == {}


def test_a_link_on_another_generation_is_told_and_offers_it(moving: Moving) -> None:
    """Also after a filter changed and on the next page, until the reader has answered."""
    app = open_app(moving.name, generation="1")
    assert shows(app, 2)
    assert said(app) == ["This link was made on generation 1"]
    app.sidebar.checkbox(key="female").check().run()
    assert said(turn_to(app, "Pain")) == ["This link was made on generation 1"]
    app.button(key="stay").click().run()
    assert said(app) == []
    assert said(app.run()) == []
    assert "generation" not in address(app)


def test_the_frozen_generation_is_counted_on_every_page_until_the_way_back(moving: Moving) -> None:
    app = open_app(moving.name, generation="1")
    app.button(key="freeze").click().run()
    for page in PAGES:
        assert said(turn_to(app, page)) == ["Generation 1 of 2, frozen"]
    assert shows(turn_to(app, "Overview"), 1)
    assert address(app) == {"frozen": "1"}
    moving.import_first()
    assert said(app.run()) == ["Generation 1 of 3, frozen"]
    app.button(key="thaw").click().run()
    (changed_to,) = said(app)
    assert changed_to.startswith("The data changed: generation 3 of A moving one")
    assert shows(app, 1)  # the third generation is the first one again
    assert address(app) == {}


def test_a_link_can_hold_a_frozen_generation(moving: Moving) -> None:
    """As Copy link gives it, with the generation that was on screen."""
    app = open_app(moving.name, frozen="1", generation="1")
    assert shows(app, 1)
    assert said(app) == ["Generation 1 of 2, frozen"]
    assert address(app) == {"frozen": "1"}
    app.button(key="thaw").click().run()
    assert (said(app), shows(app, 2)) == ([], True)


@pytest.mark.parametrize("key", ["generation", "frozen"])
def test_a_generation_that_is_gone_is_said_and_not_offered(moving: Moving, key: str) -> None:
    delete_generation(moving.root, moving.name, 1)
    app = open_app(moving.name, **{key: "1"})
    assert shows(app, 2)
    assert said(app)[0].startswith("This link was made on generation 1; generation 2")
    (text,) = spoken(app, "status")
    assert "Generation 1 is no longer kept. What was taken along of it" in text
    assert "freeze" not in [button.key for button in app.button]
    app.button(key="stay").click().run()
    assert (said(app), address(app)) == ([], {})


@pytest.mark.parametrize(
    ("key", "given"),
    [
        *(("generation", "3"), ("generation", "0"), ("generation", ""), ("generation", "9" * 40)),
        *(("frozen", "3"), ("frozen", "-1"), ("frozen", "two"), ("frozen", ["1", "2"])),
        ("frozen", "\N{ARABIC-INDIC DIGIT ONE}"),
    ],
    ids=ascii,
)
def test_a_number_that_no_generation_ever_had_is_said_and_dropped(
    moving: Moving, key: str, given: str | list[str]
) -> None:
    app = open_app(moving.name, **{key: given})
    shown = ", ".join(given)[:40] if isinstance(given, list) else given
    assert spoken(app, "alert") == [
        words(f"Ignored from the link: {key}={shown}: a whole number from 1 to 2 would do")
    ]
    assert shows(app, 2)
    assert address(app) == {}


@pytest.mark.usefixtures("srinagar")
def test_another_dataset_ends_the_frozen_view(moving: Moving) -> None:
    app = open_app(moving.name, frozen="1")
    app.sidebar.selectbox(key="dataset").set_value("srinagar-2007").run()
    assert (said(app), address(app)) == ([], {})
    app.sidebar.selectbox(key="dataset").set_value(moving.name).run()
    assert (said(app), shows(app, 2)) == ([], True)


def test_two_sessions_on_two_generations_do_not_mix(moving: Moving) -> None:
    """Each is asked in turn, with filters that neither has seen."""
    frozen, current = open_app(moving.name, frozen="1"), open_app(moving.name)
    for _ in range(2):
        assert (shows(frozen.run(), 1), shows(current.run(), 2)) == (True, True)
    for app in (frozen, current):
        app.sidebar.slider(key="age").set_value((60, 80)).run()
    assert (shows(frozen, 1), shows(current, 2)) == (True, True)


def test_a_frozen_generation_is_not_taken_for_the_served_one(moving: Moving) -> None:
    """The page Datasets lists both for what they are, and can freeze one by itself."""
    app = open_app(moving.name, "Datasets")
    app.selectbox(key="serve_number").set_value(1).run()
    app.button(key="freeze_other").click().run()
    listed = [row for row in table_rows(app) if row and row[0] in ("1", "2") and len(row) == 7]
    assert [(row[0], row[6]) for row in listed] == [("2", "served"), ("1", "frozen")]
    assert [f"{moving.name}, generation 1"] in [row[1:] for row in table_rows(app) if row]
    assert app.selectbox(key="serve_number").options == ["1"]
    assert moving.served.number == 2


def test_what_the_report_takes_keeps_the_generation_in_its_link(moving: Moving) -> None:
    app = open_app(moving.name, frozen="1")
    app.session_state[PRESSED_KEY] = "cards_relief_24h"
    app.run()
    report: Basket = app.session_state[BASKET_KEY]
    (exhibit,) = report.exhibits
    params = parse_qs(urlsplit(exhibit.link).query)
    assert params == {"dataset": [moving.name], "generation": ["1"]}
    assert said(open_app(moving.name, generation="1")) == ["This link was made on generation 1"]


def save_static(app: AppTest) -> None:
    app.text_input(key="saved_name").set_value("All")
    app.segmented_control(key="saved_kind").set_value("Static")
    app.button(key="save_cohort_button").click().run()


def test_a_static_cohort_leads_to_its_own_generation(moving: Moving) -> None:
    """The generation of the day when it was saved, with its filters, while that is kept."""
    app = open_app(moving.name, "Cohorts", frozen="1", female="true")
    assert any("Generation 1 is shown: it is not" in caption.value for caption in app.caption)
    save_static(app)
    (saved,) = saved_cohorts(moving.root, moving.name)
    assert saved.frozen
    assert saved.frozen.generation == 1
    assert "The data are the same in generation 1." in words(pages_html(app))
    assert "saved_reopen_0" not in [button.key for button in app.button]
    app = open_app(moving.name, "Cohorts")
    assert "The data differ now, the size does not." in words(pages_html(app))
    app.button(key="saved_reopen_0").click().run()
    assert said(app) == ["Generation 1 of 2, frozen"]
    assert address(app) == {"frozen": "1", "female": "true"}
    delete_generation(moving.root, moving.name, 1)
    app = open_app(moving.name, "Cohorts")
    assert "Generation 1, as it was then, is not kept here." in words(pages_html(app))
    assert "saved_reopen_0" not in [button.key for button in app.button]


def test_a_frozen_generation_is_shown_although_the_served_one_is_damaged(moving: Moving) -> None:
    moving.served.path.write_bytes(b"no database")
    app = open_app(moving.name, frozen="1")
    assert shows(app, 1)
    app.button(key="thaw").click().run()
    assert not app.exception
    assert any("cannot be opened" in text for text in spoken(app, "alert"))
