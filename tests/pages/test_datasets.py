"""Datasets: provenance in the generation's own words, and moving between generations."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.folders import changed
from tests.pages.moving import Moving, two_generations
from tests.pages.screen import open_app, pages_html, spoken, table_rows, words


@pytest.fixture
def moving(dataset_root: Path, tmp_path: Path) -> Iterator[Moving]:
    """In the second generation, cement at A's T12 went from 4.5 to 5 ml."""
    made = two_generations(
        dataset_root, tmp_path, treated_level=changed("treated_level", 2, cement_ml="5")
    )
    yield made
    shutil.rmtree(dataset_root / made.name)


def said(app: AppTest) -> list[str]:
    """What the page says at once: done, changed, or wrong."""
    return spoken(app, "status", "alert")


def test_provenance_is_that_of_the_files(moving: Moving) -> None:
    """SHA-256 of the bytes and lines of the files are the authority."""
    moving.import_first()
    app = open_app(moving.name, "Datasets")
    rows = {row[0]: row[1:] for row in table_rows(app) if row}
    for name in ("patient", "procedure", "treated_level", "visit"):
        raw = (moving.first / f"{name}.csv").read_bytes()
        lines = str(raw.decode().strip().count("\n"))
        assert rows[f"{name}.csv"] == [lines, lines, "0", hashlib.sha256(raw).hexdigest()]
    assert rows["Title"] == ["A moving one"]
    assert rows["Dataset"] == [f"{moving.name}, generation 3"]
    assert rows["Holds"] == ["2 patients · 2 procedures · 3 levels"]
    assert "Synthetic data, not patients" in words(pages_html(app))
    assert "Not needed: the sources were files in the data dictionary's own format." in (
        words(pages_html(app))
    )


def test_generations_are_listed_newest_first_and_told_apart(moving: Moving) -> None:
    """Equal records have one content hash, whatever the generation's number."""
    app = open_app(moving.name, "Datasets")
    listed = [row for row in table_rows(app) if row and row[0] in ("1", "2") and len(row) == 7]
    assert [(row[0], row[6]) for row in listed] == [("2", "served"), ("1", "")]
    assert [row[2:5] for row in listed] == [["2", "2", "3"]] * 2
    assert listed[0][5] != listed[1][5]


def test_two_generations_are_compared_cell_by_cell(moving: Moving) -> None:
    """The fixture changed one cell: 4.5 to 5 ml at A's T12."""
    app = open_app(moving.name, "Datasets")
    app.button(key="compare").click().run()
    rows = [row for row in table_rows(app) if row]
    assert ["treated level", "3", "3", "0", "1", "0"] in rows
    assert ["A, T12", "cement_ml", "4.5", "5.0"] in rows
    assert "From generation 1 to generation 2." in words(pages_html(app))


def test_going_back_serves_the_other_one_and_says_so(moving: Moving) -> None:
    app = open_app(moving.name, "Datasets")
    app.selectbox(key="serve_number").set_value(1)
    app.button(key="serve").click().run()
    assert moving.served.number == 1
    changed_to, done = said(app)[0], said(app)[-1]
    assert changed_to.startswith("The data changed: generation 1 of A moving one, imported ")
    assert changed_to.endswith(" UTC, is shown now (before: 2).")
    assert done == "Generation 1 is served now."
    app.run()
    assert not [text for text in said(app) if "changed" in text or "served now" in text]


def test_another_session_is_told_of_a_change_once_on_any_page(moving: Moving) -> None:
    app = open_app(moving.name)
    assert not said(app)
    moving.import_first()
    app.run()
    assert [text.partition(", imported")[0] for text in said(app)] == [
        "The data changed: generation 3 of A moving one"
    ]
    app.run()
    assert not said(app)


@pytest.mark.usefixtures("registry")
def test_another_dataset_is_no_change(moving: Moving) -> None:
    app = open_app(moving.name)
    app.sidebar.selectbox(key="dataset").set_value("registry-demo").run()
    assert not said(app)


def test_a_generation_is_deleted_only_when_its_number_is_typed(moving: Moving) -> None:
    app = open_app(moving.name, "Datasets")
    assert app.button(key="delete").disabled
    app.text_input(key="delete_typed").set_value("2").run()
    assert app.button(key="delete").disabled
    app.text_input(key="delete_typed").set_value("1").run()
    app.button(key="delete").click().run()
    assert moving.numbers == [2]
    assert "Generation 1 was deleted." in said(app)
    assert "delete" not in [button.key for button in app.button]


def test_what_cannot_be_done_is_said_and_changes_nothing(moving: Moving) -> None:
    """Another session went back meanwhile: what this one may delete is served now."""
    app = open_app(moving.name, "Datasets")
    app.text_input(key="delete_typed").set_value("1").run()
    (moving.root / moving.name / "current").write_text("generation-000001.duckdb\n")
    app.button(key="delete").click().run()
    assert moving.numbers == [1, 2]
    assert any("is the one that is served" in text for text in said(app))


def test_a_damaged_generation_is_left_by_the_datasets_page(moving: Moving) -> None:
    path = moving.served.path
    path.write_bytes(b"no database")
    app = open_app(moving.name, "Datasets")
    assert not app.exception
    assert any("cannot be opened" in text for text in said(app))
    app.selectbox(key="serve_number").set_value(1)
    app.button(key="serve").click().run()
    assert moving.served.number == 1
    assert "2 patients · 2 procedures · 3 levels" in words(pages_html(app))


def test_exports_are_offered(moving: Moving) -> None:
    app = open_app(moving.name, "Datasets")
    keys = {button.proto.id.split("-", maxsplit=2)[2] for button in app.get("download_button")}
    assert {"export_zip", "export_workbook", "export_template"} <= keys
