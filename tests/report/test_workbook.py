"""The workbook and the template, read by openpyxl."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.folders import VALID, write_folder
from tests.importing.exported import hash_of, loaded, nasty_folder
from tests.importing.formulas import ALL_FORMULAS, NUMBERS, runs
from vertebroplasty.errors import DatasetError
from vertebroplasty.importing.checking import check_folder
from vertebroplasty.importing.dictionary import SOURCE_FILES, VISIT
from vertebroplasty.importing.generations import Generation
from vertebroplasty.importing.rules import EXAMPLE
from vertebroplasty.report import workbook
from vertebroplasty.report.codebook import codebook_rows
from vertebroplasty.report.template import template_workbook
from vertebroplasty.report.workbook import export_workbook
from vertebroplasty.vocabulary import VertebralLevel

TABLES = [source.name for source in SOURCE_FILES]


def exported(generation: Generation, path: Path) -> Workbook:
    export_workbook(generation, path)
    return load_workbook(path)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    folder = tmp_path_factory.mktemp("small")
    return loaded(write_folder(folder / "x"), folder / "root")


@pytest.fixture(scope="module")
def book(small: Generation, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return exported(small, tmp_path_factory.mktemp("book") / "small.xlsx")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("template") / "template.xlsx"
    template_workbook(path)
    return load_workbook(path)


def rows_of(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


def test_the_workbook_says_what_it_is(book: Workbook, small: Generation) -> None:
    assert book.sheetnames == ["About", "Codebook", *TABLES]
    about = {row[0]: row[1] for row in rows_of(book, "About")}
    assert about["Warning"] == "Synthetic data, not patients"
    assert about["Title"] == "A small dataset"
    assert about["Note"] == "Made up for tests; no patients."
    assert about["Dataset"] == "small, generation 1"
    assert about["Content hash"] == hash_of(small)
    imported = dt.datetime.fromisoformat(str(about["Imported"]))
    assert book.properties.created == imported.replace(tzinfo=None)
    assert str(about["Sheet treated_level"]).startswith("3 rows: ")


def test_the_codebook_says_every_column(book: Workbook) -> None:
    rows = rows_of(book, "Codebook")
    columns = [(source.name, name) for source in SOURCE_FILES for name in source.column_names]
    assert [row[:2] for row in rows[1:]] == columns
    assert all(row[2] and row[4] for row in codebook_rows())


def test_cells_have_types(book: Workbook) -> None:
    """Values typed from tests/folders.py."""
    assert rows_of(book, "procedure")[1][:6] == (
        *("A", "P1", 78, dt.datetime.fromisoformat("2021-03-04"), "O1", "north"),
    )
    assert rows_of(book, "treated_level")[3][:5] == ("B", "T7", None, None, None)
    assert rows_of(book, "visit")[1] == (
        *("A", "baseline", -1, "VAS 0-10", 8.5, 8.5, 61.5, 18, "walker", None, "completed"),
    )
    assert {len(rows_of(book, name)) - 1 for name in TABLES} == {len(v) for v in VALID.values()}
    heading = book["visit"]["A1"]
    assert (heading.font.b, book["visit"].freeze_panes) == (True, "A2")


def test_no_cell_runs_and_numbers_stay_numbers(tmp_path: Path) -> None:
    """openpyxl calls a formula "f", text "s": the whole set of formulas.py is text, and inert."""
    ids = (*dict.fromkeys(ALL_FORMULAS), *NUMBERS)
    book = exported(
        loaded(nasty_folder(tmp_path / "x", ids), tmp_path / "root"), tmp_path / "b.xlsx"
    )
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    assert not [cell.value for cell in cells if cell.data_type == "s" and runs(str(cell.value))]
    operators = {row[4] for row in rows_of(book, "procedure")}
    assert set(NUMBERS) <= operators


def test_the_same_generation_gives_the_same_bytes(small: Generation, tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        export_workbook(small, tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.xlsx", "two.xlsx"]


def test_more_rows_than_a_sheet_holds_are_refused(
    small: Generation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel's limit is 1,048,576 rows with the headings; here it is three, and visits are five."""
    assert workbook.MOST_ROWS == 1_048_576 - 1
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    with pytest.raises(DatasetError, match=r"visit has 5 rows, .* export CSV files instead"):
        export_workbook(small, tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_template_has_a_drop_down_for_every_term(template: Workbook) -> None:
    assert template.sheetnames == ["About", "Codebook", *TABLES]
    for source in SOURCE_FILES:
        sheet = template[source.name]
        heads = {cell.value: cell.column_letter for cell in sheet[1]}
        assert list(heads) == [name for name in source.column_names if name != "vas"]
        checks = {
            str(check.sqref).split(":")[0]: check for check in sheet.data_validations.dataValidation
        }
        for column in source.columns:
            if column.name == "vas":
                continue
            check = checks[f"{heads[column.name]}2"]
            terms = column.terms or (tuple(VertebralLevel) if column.kind == "level" else ())
            if terms:
                assert check.type == "list"
                assert check.formula1 == f'"{",".join(map(str, terms))}"'
            elif column.bounds != (0, 0):
                assert (float(check.formula1), float(check.formula2)) == column.bounds
                assert check.type in {"whole", "decimal"}


def test_the_template_s_example_is_marked_and_refused_when_it_is_left(template: Workbook) -> None:
    """One grey row a sheet; tests/importing/test_rules.py tries the rule that it breaks."""
    for name in TABLES:
        rows = rows_of(template, name)
        assert (len(rows), rows[1][0]) == (2, EXAMPLE)
        assert template[name]["A2"].font.i
        assert template[name]["A2"].font.color.rgb == "FF808080"
    assert any(EXAMPLE in str(row[1]) for row in rows_of(template, "About"))
    assert VISIT.column_names[5] == "vas"


def folder_of(template: Workbook, identifier: str) -> dict[str, list[dict[str, str]]]:
    """The template's example as rows of a source folder, under another identifier."""
    folder = {}
    for name in TABLES:
        heads, values = rows_of(template, name)
        cells = [identifier if value == EXAMPLE else value for value in values]
        texts = [v.date().isoformat() if isinstance(v, dt.datetime) else v for v in cells]
        shown = ["" if v is None else str(v) for v in texts]
        folder[name] = [dict(zip(map(str, heads), shown, strict=True))]
    return folder


def test_the_example_is_refused_and_breaks_no_other_rule(
    template: Workbook, tmp_path: Path
) -> None:
    """Under another identifier it is an acceptable dataset."""
    report = check_folder(write_folder(tmp_path / "x", **folder_of(template, EXAMPLE)))
    assert {problem.rule for problem in report.problems} == {
        *("patient.patient_id.example", "procedure.procedure_id.example")
    }
    assert "delete the template's example row" in str(report.problems[0])
    accepted = write_folder(tmp_path / "y", **folder_of(template, "P1"))
    assert check_folder(accepted).problems == ()
