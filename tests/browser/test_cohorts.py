"""Saved cohorts, undo, redo and the browser's own buttons: numbers and address at each step."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.expected import overview_values
from tests.browser.screen import Screen
from tests.browser.test_accessibility import NARROW, all_findings
from tests.browser.test_compare import expected_rows, rows, show_the_cohorts
from tests.soak.sizes import FULL
from vertebroplasty.cohort import Cohort, to_params
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.counts import CohortSize
from vertebroplasty.report.saved_cohorts import (
    FILE_NAME,
    Frozen,
    SavedCohort,
    add,
    from_yaml,
    saved_cohorts,
)
from vertebroplasty.vocabulary import Sex, VertebralLevel

pytestmark = pytest.mark.browser

T11, T12, L1 = VertebralLevel.T11, VertebralLevel.T12, VertebralLevel.L1
WOMEN_AT_T12 = Cohort(sexes=(Sex.FEMALE,), levels=(T12,))
LINK = "/cohorts?dataset=registry-demo"


@pytest.fixture(autouse=True)
def _nothing_saved(served_root: Path) -> Iterator[None]:
    yield
    (served_root / "registry-demo" / FILE_NAME).unlink(missing_ok=True)


def params_of(cohort: Cohort) -> list[tuple[str, str]]:
    pairs = [(key, value) for key, values in to_params(cohort).items() for value in values]
    return sorted([("dataset", "registry-demo"), *pairs])


def save(screen: Screen, name: str, kind: str = "Dynamic") -> None:
    screen.main.get_by_role("textbox", name="Name").fill(name)
    screen.main.get_by_role("radio", name=kind).click()
    screen.main.get_by_role("button", name="Save").click()
    screen.eventually(lambda: names(screen)[-1:], [name])


def names(screen: Screen) -> list[str]:
    cards = screen.main.locator("section[aria-label]:has(> h3.vo-saved)")
    found: list[str] = cards.evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
    return found


def card(screen: Screen, name: str) -> str:
    return screen.main.locator(f"section[aria-label='{name}']").inner_text()


def stands_at(screen: Screen, dataset: Dataset, cohort: Cohort) -> None:
    """The sentence, the cards and the address are those of the cohort; wait for them."""
    screen.eventually(screen.cohort, cohort.describe())
    screen.eventually(lambda: screen.parts("value"), overview_values(dataset, cohort))
    screen.eventually(screen.params, params_of(cohort))


def test_a_cohort_outlives_a_reload_and_history_goes_both_ways(
    open_page: OpenPage, registry: Dataset
) -> None:
    """Save, reload, use, undo five times, redo five times, back, forward: each shows the cohort's
    sentence, the cards of `evaluate` in this process, and the parameters of `to_params`."""
    screen = open_page("/?dataset=registry-demo")
    screen.tick("T12")
    screen.tick("Women")
    stands_at(screen, registry, WOMEN_AT_T12)
    screen.go_to("Cohorts")
    save(screen, "Women at T12")
    screen.page.reload()
    screen.eventually(lambda: names(screen), ["Women at T12"])
    assert WOMEN_AT_T12.describe() in card(screen, "Women at T12")
    screen.press("Clear all")
    screen.eventually(screen.cohort, "All patients")
    screen.go_to("Overview")
    men = (Sex.MALE,)
    walk = [Cohort(), Cohort(levels=(L1,)), Cohort(levels=(L1,), sexes=men)]
    walk += [Cohort(), Cohort(levels=(T11,)), WOMEN_AT_T12]
    presses = (screen.tick, "L1"), (screen.tick, "Men"), (screen.press, "Clear all")
    for (press, label), cohort in zip((*presses, (screen.tick, "T11")), walk[1:], strict=False):
        press(label)
        stands_at(screen, registry, cohort)
    screen.go_to("Cohorts")
    screen.main.get_by_role("button", name="Use").click()
    screen.eventually(screen.cohort, WOMEN_AT_T12.describe())
    screen.go_to("Overview")
    stands_at(screen, registry, WOMEN_AT_T12)
    redo = screen.sidebar.get_by_role("button", name="Redo")
    expect(redo).to_be_disabled()
    for cohort in walk[-2::-1]:
        screen.press("Undo")
        stands_at(screen, registry, cohort)
    for cohort in walk[1:]:
        screen.press("Redo")
        stands_at(screen, registry, cohort)
    expect(redo).to_be_disabled()
    for cohort in walk[-2::-1]:
        screen.turn_back()
        stands_at(screen, registry, cohort)
    for cohort in walk[1:]:
        screen.turn_forward()
        stands_at(screen, registry, cohort)
    screen.page.reload()
    stands_at(screen, registry, WOMEN_AT_T12)


def test_back_takes_one_step_for_each_thing_done(open_page: OpenPage, registry: Dataset) -> None:
    """Also where one click changes several parameters, and where no button of ours was pressed."""
    screen = open_page("/?dataset=registry-demo")
    walk = [Cohort(), Cohort(levels=(T12,)), WOMEN_AT_T12, Cohort()]
    for press, cohort in zip(
        (lambda: screen.tick("T12"), lambda: screen.tick("Women"), lambda: screen.press("Clear")),
        walk[1:],
        strict=True,
    ):
        press()
        stands_at(screen, registry, cohort)
    screen.go_to("Pain")
    screen.turn_back()
    screen.eventually(screen.title, "Overview")
    for cohort in walk[-2::-1]:
        screen.turn_back()
        stands_at(screen, registry, cohort)
    for cohort in walk[1:]:
        screen.turn_forward()
        stands_at(screen, registry, cohort)
    screen.turn_forward()
    screen.eventually(screen.title, "Pain")


def test_back_after_undo_is_what_redo_would_bring(open_page: OpenPage, registry: Dataset) -> None:
    """The browser's back button leads to the address before the undo; the way on stays open."""
    screen = open_page("/?dataset=registry-demo")
    walk = [Cohort(), Cohort(levels=(T12,)), Cohort(levels=(T12, L1))]
    for label, cohort in zip(("T12", "L1"), walk[1:], strict=True):
        screen.tick(label)
        stands_at(screen, registry, cohort)
    for cohort in walk[1::-1]:
        screen.press("Undo")
        stands_at(screen, registry, cohort)
    screen.turn_back()
    stands_at(screen, registry, walk[1])
    screen.press("Redo")
    stands_at(screen, registry, walk[2])
    screen.press("Undo")
    stands_at(screen, registry, walk[1])
    screen.tick("Women")
    stands_at(screen, registry, WOMEN_AT_T12)
    expect(screen.sidebar.get_by_role("button", name="Redo")).to_be_disabled()


def test_the_buttons_of_the_sidebar_are_whole(open_page: OpenPage) -> None:
    """Three in one row, each label in one line and within its button."""
    screen = open_page("/?dataset=registry-demo")
    measured: list[dict[str, Any]] = screen.page.evaluate("""() =>
      ['clear_all', 'undo_filter', 'redo_filter'].map(key => {
        const button = document.querySelector(`.st-key-${key} button`);
        const label = button.querySelector('p');
        const range = document.createRange(); range.selectNodeContents(label);
        const [text, box] = [range.getBoundingClientRect(), button.getBoundingClientRect()];
        return {top: box.top, lines: range.getClientRects().length,
          within: text.left >= box.left + 2 && text.right <= box.right - 2}; })""")
    assert len({one["top"] for one in measured}) == 1
    assert [(one["lines"], one["within"]) for one in measured] == [(1, True)] * 3


def test_compare_opens_with_a_link_that_holds_both(open_page: OpenPage, registry: Dataset) -> None:
    """The numbers are those of `comparisons`; a fresh browser sees the same by the address."""
    screen = open_page(f"{LINK}&female=true&level=T12")
    save(screen, "Women at T12")
    screen.press("Clear all")
    screen.eventually(screen.cohort, "All patients")
    screen.tick("Men")
    screen.eventually(screen.cohort, "Men")
    men = Cohort(sexes=(Sex.MALE,))
    screen.main.get_by_role("button", name="Compare").click()
    screen.eventually(screen.title, "Compare")
    screen.eventually(lambda: show_the_cohorts(screen, registry, men, WOMEN_AT_T12), True)
    assert rows(screen) == expected_rows(registry, men, WOMEN_AT_T12)
    cold = open_page(screen.link(), fresh=True)
    cold.eventually(lambda: show_the_cohorts(cold, registry, men, WOMEN_AT_T12), True)
    assert cold.problems() == []
    assert dict(parse_qsl(urlsplit(cold.page.url).query))["b_female"] == "true"
    assert screen.dialogs() == cold.dialogs() == []


def choose(screen: Screen, place: int, what: str) -> None:
    screen.main.get_by_role("button", name="More").nth(place).click()
    screen.page.get_by_text(what, exact=True).click()


def test_the_list_is_ordered_revised_and_deleted_by_hand(
    open_page: OpenPage, served_root: Path
) -> None:
    """What another session sees at its next click is the file's list."""
    screen, other = open_page(f"{LINK}&female=true"), open_page(LINK)
    save(screen, "One")
    save(screen, "Two")
    choose(screen, 1, "Move up")
    screen.eventually(lambda: names(screen), ["Two", "One"])
    choose(screen, 1, "Rename or describe")
    revising = screen.main.get_by_test_id("stForm").nth(1)
    expect(revising).to_be_visible()
    screen.settle()
    revising.get_by_role("textbox", name="Name").fill("First")
    screen.main.get_by_role("button", name="Keep changes").click()
    screen.eventually(lambda: (names(screen), screen.problems()), (["Two", "First"], []))
    choose(screen, 0, "Delete")
    screen.main.get_by_role("button", name="Delete for good").click()
    screen.eventually(lambda: names(screen), ["First"])
    assert [one.name for one in saved_cohorts(served_root, "registry-demo")] == ["First"]
    other.tick("Men")
    other.eventually(lambda: names(other), ["First"])


def test_a_list_goes_out_and_comes_in(open_page: OpenPage, tmp_path: Path) -> None:
    screen = open_page(f"{LINK}&female=true&level=T12")
    save(screen, "Women at T12", "Static")
    with screen.page.expect_download() as download:
        screen.main.get_by_role("button", name="Take the list along").click()
    taken = tmp_path / "taken.yaml"
    download.value.save_as(taken)
    (saved,) = from_yaml(taken.read_text(encoding="utf-8"))
    assert (saved.name, saved.cohort, saved.kind) == ("Women at T12", WOMEN_AT_T12, "static")
    screen.main.locator("input[type=file]").set_input_files(taken)
    screen.main.get_by_role("button", name="Add its cohorts").click()
    screen.eventually(lambda: names(screen), ["Women at T12", "Women at T12 (2)"])
    assert "The data are the same now." in card(screen, "Women at T12 (2)")


@pytest.mark.parametrize("dark", [False, True] if FULL else [True])
def test_five_cohorts_and_what_is_asked_are_for_everyone(
    open_page: OpenPage, registry: Dataset, served_root: Path, dark: bool
) -> None:
    """axe-core, wide and narrow, with a form open, a problem and a static cohort that changed."""
    for name in ("One", "Two", "Three"):
        add(served_root, SavedCohort.of(name, registry, WOMEN_AT_T12, "Why"))
    frozen = Frozen(1, "another", CohortSize(1, 2, 3))
    add(served_root, SavedCohort("Then", registry.name, (), "", frozen))
    add(served_root, SavedCohort("Odd", registry.name, (("level", ("T13",)),)))
    screen = open_page(f"{LINK}&female=true&level=T12", dark=dark)
    for width in (None, NARROW):
        if width:
            screen.page.set_viewport_size(width)
        for place, what in ((0, "Rename or describe"), (1, "Delete")):
            choose(screen, place, what)
            screen.settle()
            assert all_findings(screen) == []
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert screen.page.evaluate(wide)
