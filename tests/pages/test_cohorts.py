"""The page Cohorts: saved, used, compared, revised, deleted, taken along; sizes: the oracle's."""

import re
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import imported
from tests.folders import changed, write_folder
from tests.oracle.counting import Choice, Oracle
from tests.pages.screen import open_app, pages_html, spoken, titles, turn_to, words
from tests.pages.test_compare import sides
from tests.pages.test_filters import banner, size_words
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.report.saved_cohorts import (
    FILE_NAME,
    SavedCohort,
    add,
    delete,
    from_yaml,
    saved_cohorts,
    to_yaml,
)
from vertebroplasty.ui.saved.acting import AS_A, DELETE, DOWN, EDIT, UP
from vertebroplasty.vocabulary import Sex, VertebralLevel

NUMBERS = count(1)
HOSTILE = "<img src=x onerror=alert(1)> **bold** $x$ :red[y]"
WOMEN_AT_T12 = Cohort(sexes=(Sex.FEMALE,), levels=(VertebralLevel.T12,))


@pytest.fixture(autouse=True)
def _nothing_saved(registry: Dataset, dataset_root: Path) -> Iterator[None]:
    yield
    (dataset_root / registry.name / FILE_NAME).unlink(missing_ok=True)


def save(app: AppTest, name: str, text: str = "", kind: str = "Dynamic") -> AppTest:
    app.text_input(key="saved_name").set_value(name)
    app.text_input(key="saved_text").set_value(text)
    app.segmented_control(key="saved_kind").set_value(kind)
    return app.button(key="save_cohort_button").click().run()


def listed(app: AppTest) -> list[str]:
    """What stands on each saved cohort's card, in their order."""
    found = re.findall(r"<h3 class='vo-saved'>.*?</section>", pages_html(app), re.DOTALL)
    return [words(card) for card in found]


def names(root: Path, dataset: Dataset) -> list[str]:
    return [saved.name for saved in saved_cohorts(root, dataset.name)]


def fill(root: Path, dataset: Dataset, *found: str) -> None:
    for name in found:
        add(root, SavedCohort.of(name, dataset, WOMEN_AT_T12))


def choose(app: AppTest, place: int, what: str) -> AppTest:
    return app.menu_button(key=f"saved_more_{place}").click(what).run()


def test_a_cohort_is_saved_with_its_sentence_and_size(
    registry: Dataset, dataset_root: Path, oracle: Oracle
) -> None:
    app = open_app(registry.name, "Cohorts", female="true", level="T12")
    assert "Nothing is saved yet" in words(pages_html(app))
    save(app, " Women at T12 ", "For the audit")
    (card,) = listed(app)
    size = size_words(oracle, Choice(sexes=("female",), levels=("T12",)))
    assert card == (f"Women at T12 dynamic on screen Women, treated at T12 {size} For the audit")
    assert spoken(app, "status") == ["Women at T12 was saved."]
    assert app.text_input(key="saved_name").value == ""
    (saved,) = saved_cohorts(dataset_root, registry.name)
    assert saved == SavedCohort.of("Women at T12", registry, WOMEN_AT_T12, "For the audit")
    assert listed(open_app(registry.name, "Cohorts"))[0].startswith("Women at T12 dynamic Women,")


@pytest.mark.usefixtures("oracle")
def test_what_cannot_be_saved_is_said_and_stays_in_the_form(registry: Dataset) -> None:
    app = save(open_app(registry.name, "Cohorts"), "Everybody")
    save(app, "EVERYBODY", "kept")
    (said,) = spoken(app, "alert")
    assert said == (
        "Nothing was changed: 'EVERYBODY' is saved already; another name would do, or delete that"
        " one first"
    )
    assert app.text_input(key="saved_name").value == "EVERYBODY"
    assert app.text_input(key="saved_text").value == "kept"
    save(app, " ")
    assert "1 to 60 would do" in spoken(app, "alert")[0]


def test_use_sets_the_filters_and_is_one_step_of_the_history(
    registry: Dataset, dataset_root: Path
) -> None:
    fill(dataset_root, registry, "Women at T12")
    app = open_app(registry.name, "Cohorts", male="true")
    app.button(key="saved_use_0").click().run()
    assert banner(app).startswith("Women, treated at T12 ")
    app.button(key="undo_filter").click().run()
    assert banner(app).startswith("Men ")
    app.button(key="redo_filter").click().run()
    assert banner(app).startswith("Women, treated at T12 ")
    assert app.button(key="redo_filter").disabled


def test_redo_takes_every_step_again_and_a_change_drops_it(registry: Dataset) -> None:
    app = open_app(registry.name)
    banners = [banner(app)]
    for key in ("female", "male", "other"):
        app.checkbox(key=key).check().run()
        banners.append(banner(app))
    app.button(key="clear_all").click().run()
    banners.append(banner(app))
    assert app.button(key="redo_filter").disabled
    for before in banners[-2::-1]:
        app.button(key="undo_filter").click().run()
        assert banner(app) == before
    for after in banners[1:]:
        assert not app.button(key="redo_filter").disabled
        app.button(key="redo_filter").click().run()
        assert banner(app) == after
    app.button(key="undo_filter").click().run()
    app.checkbox(key="female").uncheck().run()
    assert app.button(key="redo_filter").disabled


@pytest.mark.parametrize("visited", [False, True])
def test_compare_opens_the_page_with_both(
    visited: bool, registry: Dataset, dataset_root: Path, oracle: Oracle
) -> None:
    """As B against the cohort on screen, and as A; also when Compare showed another B before."""
    fill(dataset_root, registry, "Women at T12")
    link = {"against": "Another cohort", "b_level": "L5", "b_age": ["60", "70"]}
    app = open_app(registry.name, "Compare", male="true", **(link if visited else {}))
    women, men = Choice(sexes=("female",), levels=("T12",)), Choice(sexes=("male",))
    for how, (a, b) in (("", (men, women)), (AS_A, (women, men))):
        turn_to(app, "Cohorts")
        app.checkbox(key="female").uncheck()
        app.checkbox(key="male").check()
        app.multiselect(key="level").set_value([]).run()
        if how:
            choose(app, 0, how)
        else:
            app.button(key="saved_compare_0").click().run()
        assert titles(app) == ["Compare"]
        for who, choice in (("A", a), ("B", b)):
            assert sides(app)[who].endswith(size_words(oracle, choice)), how


def test_the_list_is_put_in_order_and_revised(registry: Dataset, dataset_root: Path) -> None:
    fill(dataset_root, registry, "One", "Two", "Three")
    app = open_app(registry.name, "Cohorts")
    assert app.menu_button(key="saved_more_0").options == [AS_A, DOWN, EDIT, DELETE]
    assert app.menu_button(key="saved_more_2").options == [AS_A, UP, EDIT, DELETE]
    choose(app, 2, UP)
    choose(app, 0, DOWN)
    assert names(dataset_root, registry) == ["Three", "One", "Two"]
    choose(app, 1, EDIT)
    assert app.text_input(key="revised_name").value == "One"
    app.text_input(key="revised_name").set_value("First")
    app.text_area(key="revised_text").set_value("two\nlines")
    app.button(key="revise_keep").click().run()
    assert listed(app)[1].startswith("First dynamic Women, treated at T12 ")
    assert listed(app)[1].endswith("two lines")
    assert not [one for one in app.text_input if one.key == "revised_name"]


def test_a_name_that_is_taken_leaves_the_form_open(registry: Dataset, dataset_root: Path) -> None:
    fill(dataset_root, registry, "One", "Two")
    app = choose(open_app(registry.name, "Cohorts"), 1, EDIT)
    app.text_input(key="revised_name").set_value("one")
    app.button(key="revise_keep").click().run()
    assert "'one' is saved already" in spoken(app, "alert")[0]
    assert app.text_input(key="revised_name").value == "one"
    app.button(key="revise_leave").click().run()
    assert names(dataset_root, registry) == ["One", "Two"]


def test_a_cohort_is_deleted_only_when_asked_twice(registry: Dataset, dataset_root: Path) -> None:
    fill(dataset_root, registry, "One", "Two")
    app = choose(open_app(registry.name, "Cohorts"), 1, DELETE)
    assert names(dataset_root, registry) == ["One", "Two"]
    assert "Delete Two for every reader?" in words(pages_html(app))
    app.button(key="saved_keep").click().run()
    assert "for every reader?" not in words(pages_html(app))
    choose(app, 1, DELETE).button(key="saved_delete").click().run()
    assert names(dataset_root, registry) == ["One"]
    assert spoken(app, "status") == ["Two was deleted."]


def test_what_another_reader_deleted_is_said(registry: Dataset, dataset_root: Path) -> None:
    """The button still stands there; it means the cohort that it stood beside, not the place."""
    fill(dataset_root, registry, "One", "Two")
    app = choose(open_app(registry.name, "Cohorts"), 0, DELETE)
    delete(dataset_root, registry.name, "One")
    app.button(key="saved_delete").click().run()
    assert "'One' is not saved any more" in spoken(app, "alert")[0]
    assert names(dataset_root, registry) == ["Two"]


def test_markup_in_a_name_is_text(registry: Dataset, dataset_root: Path) -> None:
    """OWASP: escaped where it lands; Markdown is shown as its characters too."""
    add(dataset_root, SavedCohort(HOSTILE, registry.name, ((HOSTILE, (HOSTILE,)),), HOSTILE))
    app = choose(open_app(registry.name, "Cohorts"), 0, DELETE)
    assert "<img" not in pages_html(app)
    assert pages_html(app).count("&lt;img src=x onerror=alert(1)&gt; **bold**") >= 4
    assert not [one for one in (*app.button, *app.menu_button) if "img" in one.label]


def test_what_is_not_understood_is_said_and_cannot_be_used(
    registry: Dataset, dataset_root: Path
) -> None:
    """It would be another cohort than was meant; without it the file keeps what it says."""
    add(dataset_root, SavedCohort("Odd", registry.name, (("level", ("T12", "T13")),)))
    add(dataset_root, SavedCohort.of("Rest", registry, WOMEN_AT_T12.others()))
    app = open_app(registry.name, "Cohorts")
    first, second = listed(app)
    assert "Not understood: level=T13: C1 to S1 would do" in first
    assert "procedures" not in first
    assert "the page Compare sets a cohort against everyone else" in second
    for place in (0, 1):
        assert app.button(key=f"saved_use_{place}").disabled
        assert app.button(key=f"saved_compare_{place}").disabled
        assert AS_A not in app.menu_button(key=f"saved_more_{place}").options


def test_a_file_that_is_no_list_is_said_and_left(registry: Dataset, dataset_root: Path) -> None:
    path = dataset_root / registry.name / FILE_NAME
    path.write_text("format: 1\ncohorts: 5\n", encoding="utf-8")
    app = save(open_app(registry.name, "Cohorts"), "New")
    assert not app.exception
    assert all(f"{registry.name}/{FILE_NAME} cannot be read" in one for one in spoken(app, "alert"))
    assert path.read_text(encoding="utf-8") == "format: 1\ncohorts: 5\n"


def test_a_list_is_brought_in(registry: Dataset, dataset_root: Path) -> None:
    fill(dataset_root, registry, "One")
    text = to_yaml("elsewhere", [SavedCohort("One", "elsewhere", (("height", ("1",)),))])
    app = open_app(registry.name, "Cohorts")
    assert app.button(key="saved_import").disabled
    app.get("file_uploader")[0].upload("list.yaml", text.encode(), "application/yaml").run()
    app.button(key="saved_import").click().run()
    (said,) = spoken(app, "status")
    assert said.startswith("1 cohort added. ")
    assert "'One' was taken, so it is called 'One (2)'" in said
    assert "height=1 is no filter" in said
    assert names(dataset_root, registry) == ["One", "One (2)"]
    assert app.button(key="saved_import").disabled
    app.get("file_uploader")[0].upload("list.yaml", b"\xff", "application/yaml").run()
    app.button(key="saved_import").click().run()
    assert "The file is no text in UTF-8" in spoken(app, "alert")[0]


def test_the_list_is_taken_along(registry: Dataset, dataset_root: Path) -> None:
    app = open_app(registry.name, "Cohorts")
    assert "saved_export" not in str([one.proto.id for one in app.get("download_button")])
    fill(dataset_root, registry, "One", "Two")
    there = saved_cohorts(dataset_root, registry.name)
    assert from_yaml(to_yaml(registry.name, there)) == there
    ids = [one.proto.id for one in app.run().get("download_button")]
    assert [one for one in ids if one.endswith("saved_export")]


def test_a_shared_view_shows_and_changes_nothing(
    registry: Dataset, dataset_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(dataset_root, registry, "One", "Two")
    monkeypatch.setenv("VERTEBROPLASTY_SHARED", "1")
    app = open_app(registry.name, "Cohorts")
    assert len(listed(app)) == 2
    assert "can be used, compared and taken along here, but not saved" in words(pages_html(app))
    assert app.menu_button(key="saved_more_0").options == [AS_A]
    keys = {button.key for button in app.button}
    assert keys.isdisjoint({"save_cohort_button", "saved_import", "saved_delete"})
    app.button(key="saved_use_0").click().run()
    assert banner(app).startswith("Women, treated at T12 ")


def test_a_static_cohort_says_what_a_later_generation_changed(
    dataset_root: Path, tmp_path: Path
) -> None:
    """tests/folders has 2 patients with 3 levels; in the second generation A's cement differs."""
    name = f"static-{next(NUMBERS)}"
    about = f'name = "{name}"\ntitle = "T"\nnature = "synthetic"\nnote = "Tests."\n'
    first = write_folder(tmp_path / "first", dataset=about)
    imported(first, dataset_root)
    app = save(open_app(name, "Cohorts"), "All", kind="Static")
    assert listed(app)[0].endswith(
        "Saved in generation 1 with 2 patients · 2 procedures · 3 levels. The data are the same"
        " now."
    )
    other = changed("treated_level", 2, cement_ml="5")
    imported(write_folder(tmp_path / "second", dataset=about, treated_level=other), dataset_root)
    assert listed(app.run())[0].endswith("The data differ now, the size does not.")
    shutil.rmtree(dataset_root / name)
