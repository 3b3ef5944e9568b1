"""Import: from a clinic's sheet to a dataset on Overview; nothing is stored before the last click.

Rows, problems and figures are counted by hand from the sheet that the test itself writes.
"""

import time
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.screen import APP, PAGES, cards, pages_html, table_rows, words
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.importing.generations import dataset_names, generations
from vertebroplasty.importing.mapping.model import FIELDS, ROW_UNITS, SheetMapping, Target
from vertebroplasty.importing.mapping.text import to_yaml
from vertebroplasty.importing.sources.preview import ColumnPreview, SheetPreview
from vertebroplasty.importing.sources.sheet import Dialect
from vertebroplasty.ui.importing import codes, draft
from vertebroplasty.ui.importing.wizard import Wizard
from vertebroplasty.ui.importing.words import FIELD_WORDS, NOT_READ, ROW_WORDS

PATIENCE_SECONDS = 60
NUMBERS = count(1)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = ("Pat ID", "Name", "Sex", "Age (yrs)", "Date of procedure", "Level", "Cement ml")
HEADINGS += ("VAS pre", "VAS post 24h", "Leak Y/N")
ROWS = [
    ("P1", "<b>Nobody</b>", "F", 71, "2024-03-04", "Th12", 4.5, 8.5, 3, "Y"),
    ("P2", "Somebody", "F", 82, "2024-03-05", "L1", 3, 9, 2.5, "N"),
    ("P3", "Anybody", "M", 66, "2024-04-01", "L2", 3.5, 7, 1, "N"),
]
"""Three patients, three levels, one leak; mean VAS before 8.17."""


ANSWERS = ("fluoroscopy", "patients")


def workbook(rows: list[tuple[object, ...]]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    for row in rows:
        book.active.append(row)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


class Person:
    """Somebody who imports a file of a name of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.name = f"clinic-{next(NUMBERS)}"
        self.app = AppTest.from_file(str(APP), default_timeout=60)
        self.app.run()
        self.app.switch_page(PAGES["Import"]).run()

    @property
    def wizard(self) -> Wizard:
        found: Wizard = self.app.session_state["import wizard"]
        return found

    def press(self, label: str) -> None:
        (button,) = (one for one in self.app.button if one.label.startswith(label))
        assert not button.disabled
        button.click().run()

    def look(self, *files: tuple[str, bytes, str]) -> None:
        """Choose files and wait for the look at them."""
        self.app.file_uploader[0].set_value(list(files)).run()
        self.press("Look at these files")
        self.wait()

    def wait(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.wizard.phase in ("inspecting", "checking") and time.monotonic() < deadline:
            time.sleep(0.05)
        self.app.run()
        assert not self.app.exception

    def answer(self) -> None:
        """Answer what only a person can: how leakage was looked for, and what the rows are."""
        for place, question in enumerate(self.wizard.questions):
            (answer,) = (one for one in question.options if one.label in ANSWERS)
            box = self.app.selectbox(key=f"import_{self.wizard.number}_question_{place}")
            box.set_value(str(question.options.index(answer))).run()

    def check(self) -> None:
        self.press("Check the files with this mapping")
        self.wait()

    def text(self) -> str:
        return words(pages_html(self.app))

    def left_behind(self) -> list[str]:
        return [path.name for path in self.root.glob(".import-*")]


@pytest.fixture
def person(dataset_root: Path, srinagar: Dataset) -> Iterator[Person]:
    assert srinagar.name in dataset_names(dataset_root)
    someone = Person(dataset_root)
    yield someone
    if someone.wizard.job:
        someone.wizard.job.cancel()


def sheet_of(person: Person, rows: list[tuple[object, ...]]) -> tuple[str, bytes, str]:
    return f"{person.name}.xlsx", workbook(rows), XLSX


def test_a_clinics_sheet_becomes_a_dataset_on_overview(person: Person) -> None:
    before = dataset_names(person.root)
    person.look(sheet_of(person, ROWS))
    assert "3 rows · 10 columns" in person.text()
    check = next(one for one in person.app.button if one.label.startswith("Check the files"))
    assert check.disabled  # until every question has an answer
    person.answer()
    person.check()
    assert person.wizard.phase == "ready", person.text()
    assert "The files are accepted" in person.text()
    rows = [row for row in table_rows(person.app) if row]
    assert ["procedure", "0", "3", "3", "0", "0"] in rows
    assert ["leak", "0", "1", "1", "0", "0"] in rows
    assert dataset_names(person.root) == before  # nothing is loaded by looking
    person.press("Load as generation 1")
    assert [one.number for one in generations(person.root, person.name)] == [1]
    assert f"Generation 1 of {person.name} is loaded" in person.text()
    assert person.left_behind() == []
    person.app.switch_page(PAGES["Overview"]).run()
    assert "3 patients · 3 procedures · 3 levels" in person.text()
    assert cards(person.app)["Leak per treated level"].startswith("33 %")


def test_names_are_not_read_and_text_is_never_markup(person: Person) -> None:
    person.look(sheet_of(person, ROWS))
    sheet = person.wizard.mapping.sheets[0]
    assert "Name" not in sheet.columns
    assert "&lt;b&gt;Nobody&lt;/b&gt;" in pages_html(person.app)
    assert "<b>Nobody</b>" not in pages_html(person.app)


def test_a_refused_file_names_every_problem_and_stores_nothing(person: Person) -> None:
    """17 years (18-110 allowed) and a level X9 stand on lines 2 and 3 of the sheet."""
    first, second, third = ROWS
    usual = [(f"Q{number}", *third[1:]) for number in range(20)]
    spoilt = [(*first[:3], 17, *first[4:]), (*second[:5], "X9", *second[6:]), *usual]
    person.look(sheet_of(person, spoilt))
    person.answer()
    person.check()
    assert person.wizard.phase == "refused"
    problems = {(p.line, p.column, p.value) for p in person.wizard.job.prepared.report.problems}
    assert {(2, "Age (yrs)", "17"), (3, "Level", "X9")} <= problems
    assert "The files are refused" in person.text()
    assert not [one for one in person.app.button if one.label.startswith("Load")]
    assert person.name not in dataset_names(person.root)


def test_cancelling_leaves_nothing_and_begins_anew(person: Person) -> None:
    person.look(sheet_of(person, ROWS))
    assert person.left_behind()
    person.press("Cancel this import")
    assert person.left_behind() == []
    assert person.app.file_uploader
    assert person.name not in dataset_names(person.root)


def test_a_changed_mapping_must_be_checked_again(person: Person) -> None:
    person.look(sheet_of(person, ROWS))
    person.answer()
    person.check()
    key = person.wizard.key(0, f"column_{HEADINGS.index('Cement ml')}")
    person.app.selectbox(key=key).set_value(NOT_READ).run()
    person.app.run()
    (load,) = (one for one in person.app.button if one.label.startswith("Load as"))
    assert load.disabled
    person.wizard.load()
    assert person.name not in dataset_names(person.root)
    person.check()
    person.press("Load as generation 1")
    assert [one.number for one in generations(person.root, person.name)] == [1]


def test_a_saved_mapping_is_used_instead_of_a_guess(person: Person) -> None:
    """Next month: the same form with its mapping needs no answers, and adds one patient."""
    person.look(sheet_of(person, ROWS))
    person.answer()
    person.check()
    person.press("Load as generation 1")
    saved = ("mapping.yaml", to_yaml(person.wizard.mapping).encode(), "application/yaml")
    person.press("Import more")
    more = [*ROWS, ("P4", "New", "M", 70, "2024-05-01", "Th11", 4, 6.5, 2, "N")]
    person.look(sheet_of(person, more), saved)
    assert not person.wizard.questions
    person.check()
    assert "Against generation 1, which is served now." in person.text()
    assert ["patient", "3", "4", "1", "0", "0"] in [row for row in table_rows(person.app) if row]
    person.press("Load as generation 2")


def test_a_mapping_that_is_none_is_refused_in_words(person: Person) -> None:
    bad = ("mapping.yaml", b"version: 7\n", "application/yaml")
    person.app.file_uploader[0].set_value([sheet_of(person, ROWS), bad]).run()
    person.press("Look at these files")
    assert person.app.file_uploader
    (alert,) = (h.value for h in person.app.main.get("html") if "role='alert'" in h.value)
    assert "must be" in alert or "needs" in alert or "missing" in alert
    assert person.left_behind() == []


def test_the_page_works_where_there_is_no_dataset(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VERTEBROPLASTY_DATA", str(tmp_path))
        app = AppTest.from_file(str(APP), default_timeout=60).run()
        app.switch_page(PAGES["Import"]).run()
    assert not app.exception
    assert app.file_uploader
    assert "There is no dataset yet" in words(pages_html(app))


def test_every_field_and_every_row_has_words() -> None:
    """The mapping's own lists are the authority."""
    assert set(FIELD_WORDS) == set(FIELDS)
    assert len(set(FIELD_WORDS.values())) == len(FIELDS)
    assert set(ROW_WORDS) == set(ROW_UNITS)


def column(heading: str, *texts: str) -> ColumnPreview:
    return ColumnPreview(heading, len(texts), tuple((text, 1) for text in texts), len(set(texts)))


SHEET = SheetMapping(
    "procedure",
    {"Who": (Target("patient_id"),), "G": (Target("patient.sex"),)},
    codes={"G": {"w": "female"}},
)


def test_another_meaning_takes_its_codes_along() -> None:
    renamed = draft.with_meaning(SHEET, "G", "procedure.operator", "")
    assert renamed.columns["G"] == (Target("procedure.operator"),)
    assert renamed.codes == {}
    left_out = draft.with_meaning(SHEET, "G", NOT_READ, "")
    assert "G" not in left_out.columns
    assert left_out.ignored == ("G",)
    again = draft.with_meaning(left_out, "G", "visit.odi", "3 months")
    assert again.columns["G"] == (Target("visit.odi", "3 months"),)
    assert again.ignored == ()
    assert draft.with_meaning(SHEET, "G", "patient.sex", "") == SHEET


def test_what_the_wizard_cannot_say_stands_as_written() -> None:
    several = (Target("treated_level.level"), Target("leak.level"))
    choice = draft.choice_of(several)
    assert choice == "treated_level.level + leak.level"
    sheet = SheetMapping("procedure", {"L": several})
    assert draft.with_meaning(sheet, "L", choice, "") == sheet


def test_texts_that_are_no_terms_ask_for_a_code() -> None:
    """Case makes no difference; what means "not known" and empty cells ask for nothing."""
    preview = SheetPreview(
        "a.csv", "", Dialect(), 1, 5,
        (column("Who", "1"), column("G", "Female", "w", "?", "n/a", " ")), (),
    )  # fmt: skip
    sheet = SheetMapping("procedure", SHEET.columns, codes=SHEET.codes, missing=("N/A",))
    (coded,) = codes.coded_columns(sheet, preview)
    assert (coded.heading, coded.texts) == ("G", ("w", "?"))
    assert codes.meaning_of(sheet, "G", "W") == "female"
    assert codes.meaning_of(sheet, "G", "?") is None
    assert codes.meaning_of(codes.with_code(sheet, "G", "?", ""), "G", "?") == ""


def test_a_tick_can_stand_for_a_term_only_where_there_may_be_ticks() -> None:
    ticks, words_of = column("T", "0", "1", ""), column("T", "epidural", "disc")
    assert "disc" in draft.contexts("leak.site", ticks)
    assert draft.contexts("leak.site", words_of) == ()
    assert draft.contexts("leak.symptomatic", ticks) == ()
    assert "3 months" in draft.contexts("visit.odi", words_of)


def two_sheets() -> bytes:
    """The clinic's sheet, and one with patients whose headings nobody knows."""
    book = openpyxl.load_workbook(BytesIO(workbook(ROWS)))
    other = book.create_sheet("Other")
    for row in [("Who", "What"), ("P1", "a"), ("P2", "b")]:
        other.append(row)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_sheet_can_be_left_out_and_read_by_hand(person: Person) -> None:
    """What the guess drops can be read, what it proposes can be left out, and the reverse."""
    person.look((f"{person.name}.xlsx", two_sheets(), XLSX))
    assert "Not read: " in person.text()
    assert [sheet.sheet for sheet in person.wizard.mapping.sheets] == ["Sheet"]
    person.press("Read this sheet too")
    assert [sheet.sheet for sheet in person.wizard.mapping.sheets] == ["Sheet", "Other"]
    assert dict(person.wizard.mapping.sheets[1].columns) == {}
    assert "no column is mapped" in person.text()
    key = person.wizard.key(1, "column_0")
    person.app.selectbox(key=key).set_value("patient_id").run()
    assert person.wizard.mapping.sheets[1].columns == {"Who": (Target("patient_id"),)}
    asked = person.wizard.open_questions
    left_out = [one for one in person.app.button if one.label == "Do not read this sheet"]
    left_out[0].click().run()
    assert [sheet.sheet for sheet in person.wizard.mapping.sheets] == ["Other"]
    assert person.wizard.mapping.sheets[0].columns == {"Who": (Target("patient_id"),)}
    assert person.wizard.open_questions == asked - 1  # what the rows are is still asked
    assert "Not read: " in person.text()


def test_a_sheet_that_is_left_out_keeps_nothing_from_loading(person: Person) -> None:
    person.look((f"{person.name}.xlsx", two_sheets(), XLSX))
    person.press("Read this sheet too")
    left_out = [one for one in person.app.button if one.label == "Do not read this sheet"]
    left_out[1].click().run()
    person.answer()
    person.check()
    assert person.wizard.phase == "ready", person.text()
    person.press("Load as generation 1")
