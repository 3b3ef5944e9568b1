"""The sidebar: what a filter changes, and what puts it back."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.expected import overview_intervals, overview_values, points_by_level
from tests.browser.keys import Keys
from tests.browser.screen import PAGES
from tests.soak.sizes import FULL
from vertebroplasty.cohort import Cohort, to_params
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import LEAK_LEVEL, VAS_CHANGE_LAST
from vertebroplasty.vocabulary import Region, Sex, VertebralLevel

pytestmark = pytest.mark.browser

T12, L1 = VertebralLevel.T12, VertebralLevel.L1
SOME_PAGES = ["Overview", "Pain", "Leaks", "Compare", "Import", "Report", "Definitions"]
WALK = list(PAGES) if FULL else SOME_PAGES
WOMEN_AT_T12 = Cohort(sexes=(Sex.FEMALE,), levels=(T12,))


def test_a_level_ticked_changes_cards_charts_and_address(
    open_page: OpenPage, srinagar: Dataset
) -> None:
    """Cards and points equal `evaluate` in this process; chosen levels solid, the others faint."""
    screen = open_page("/")
    for cohort in (Cohort(), Cohort(levels=(T12,)), Cohort(levels=(T12, L1))):
        for level in cohort.levels[-1:]:
            screen.tick(level)
        screen.eventually(screen.cohort, cohort.describe())
        screen.eventually(lambda: screen.parts("value"), overview_values(srinagar, cohort))
        for measure in (VAS_CHANGE_LAST, LEAK_LEVEL):
            screen.eventually(
                lambda m=measure: screen.points(m.label),
                points_by_level(srinagar, cohort, measure),
            )
        assert screen.params() == sorted(("level", level.value) for level in cohort.levels)
        assert screen.ticked() == set(cohort.levels)


COHORTS = (
    Cohort(),
    WOMEN_AT_T12,
    Cohort(75, 110, include_unknown_age=True, sexes=(Sex.MALE,)),
    Cohort(60, 85, levels=Region.LUMBAR.levels),
    Cohort(sexes=(Sex.UNKNOWN, Sex.FEMALE), levels=Region.UPPER_THORACIC.levels),
)


def test_numbers_on_screen_are_those_of_evaluate(open_page: OpenPage, registry: Dataset) -> None:
    """Big numbers, intervals and points of several cohorts, each opened by its own link."""
    screen = open_page("/")
    for cohort in COHORTS:
        pairs = [f"{name}={value}" for name, vs in to_params(cohort).items() for value in vs]
        screen.open("/?" + "&".join(["dataset=registry-demo", *pairs]))
        assert screen.cohort() == cohort.describe()
        assert screen.parts("value") == overview_values(registry, cohort)
        assert screen.parts("interval") == overview_intervals(registry, cohort)
        for measure in (VAS_CHANGE_LAST, LEAK_LEVEL):
            expected = points_by_level(registry, cohort, measure)
            screen.eventually(lambda m=measure: screen.points(m.label), expected)
        assert screen.problems() == []


def test_clear_all_and_undo_put_back_numbers_and_address(open_page: OpenPage) -> None:
    """Each step back shows every number, count and parameter as they were before the step."""
    screen = open_page("/")
    undo = screen.sidebar.get_by_role("button", name="Undo")
    expect(undo).to_be_disabled()
    states = [screen.state()]
    steps = (
        (lambda: screen.tick("T12"), "All patients, treated at T12"),
        (
            lambda: screen.tick_region("THORACOLUMBAR_JUNCTION"),
            "All patients, treated at T11\u2013L2",
        ),
        (lambda: screen.tick("Women"), "Women, treated at T11\u2013L2"),
        (lambda: screen.press("Clear all"), "All patients"),
    )
    for step, sentence in steps:
        step()
        screen.eventually(screen.cohort, sentence)
        expect(undo).to_be_enabled()
        states.append(screen.state())
    assert states[-1] == states[0]
    assert len({str(state) for state in states}) == len(states) - 1
    for state in states[-2::-1]:
        screen.press("Undo")
        screen.eventually(screen.state, state)
    expect(undo).to_be_disabled()


def test_a_page_switch_keeps_the_filters(open_page: OpenPage) -> None:
    """Over pages of all sections (all pages with ``SOAK=1``), back and forward, and a reload."""
    screen = open_page("/")
    screen.tick("T12")
    screen.eventually(screen.cohort, "All patients, treated at T12")
    screen.tick("Women")
    screen.eventually(screen.cohort, WOMEN_AT_T12.describe())
    states = {}
    for title in WALK:
        if title != "Overview":
            screen.go_to(title)
        states[title] = state = screen.state()
        assert state["path"] == PAGES[title]
        # Import shows nobody's data, and keeps the filters all the same.
        assert state["cohort"] == ("" if title in ("Import", "Report") else WOMEN_AT_T12.describe())
        assert state["params"] == [("female", "true"), ("level", "T12")]
        assert state["ticked"] == {"T12", "Women"}
    for title in WALK[-2::-1]:
        screen.turn_back()
        screen.eventually(screen.state, states[title])
    for title in WALK[1:3]:
        screen.turn_forward()
        screen.eventually(screen.state, states[title])
    screen.page.reload()
    screen.eventually(screen.state, states[WALK[2]])


def test_back_undoes_a_clear_and_forward_does_it_again(open_page: OpenPage) -> None:
    """Address, widgets and numbers stay in step through the browser's own history."""
    screen = open_page("/leaks?level=T12")
    filtered = screen.state()
    screen.press("Clear all")
    screen.eventually(screen.cohort, "All patients")
    everyone = screen.state()
    screen.page.go_back()
    screen.eventually(screen.state, filtered)
    screen.page.go_forward()
    screen.eventually(screen.state, everyone)


def test_ages_are_chosen_with_the_keyboard(open_page: OpenPage, srinagar: Dataset) -> None:
    """Both ends included: 75 to 85 in the address becomes 76 to 85 with one key."""
    screen = open_page("/?age=75&age=85")
    screen.sidebar.get_by_role("slider").first.press("ArrowRight")
    cohort = Cohort(76, 85)
    screen.eventually(screen.cohort, cohort.describe())
    assert screen.params() == [("age", "76"), ("age", "85")]
    assert screen.parts("value") == overview_values(srinagar, cohort)


def test_a_level_is_chosen_in_the_list_by_its_name(open_page: OpenPage) -> None:
    """No pointer is needed to choose a level in the list; the picture has a test of its own."""
    screen = open_page("/")
    screen.sidebar.get_by_role("combobox", name="Levels as a list").focus()
    Keys(screen).pick("T12")
    screen.eventually(screen.cohort, "All patients, treated at T12")
    assert screen.ticked() == {"T12"}


def test_nobody_is_a_sentence_with_the_way_back(open_page: OpenPage) -> None:
    """A cohort without anybody says so; its button clears every filter."""
    screen = open_page("/leaks?age=18&age=18")
    expect(screen.main.get_by_text("Nobody in this dataset matches")).to_be_visible()
    screen.main.get_by_role("button", name="Clear all filters").click()
    screen.eventually(screen.cohort, "All patients")
    assert screen.params() == []
    assert len(screen.cards()) == 4
