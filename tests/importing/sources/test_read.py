"""What a mapping reads of some files, and what is said of the rest."""

import datetime as dt
import io
from pathlib import Path

import duckdb
import openpyxl
import pytest

from vertebroplasty.importing.findings import create_findings
from vertebroplasty.importing.mapping.model import Mapping, SheetMapping
from vertebroplasty.importing.progress import no_progress
from vertebroplasty.importing.sources.preview import Inspection, Upload
from vertebroplasty.importing.sources.read import inspect, read_sheets
from vertebroplasty.importing.sources.sheet import Dialect, Sheet

Rows = list[tuple[object, ...]]
GERMAN = Dialect("cp1252", ";")


def part(*headings: str, **more: object) -> SheetMapping:
    return SheetMapping("procedure", dict.fromkeys(headings, ()), **more)  # type: ignore[arg-type]


def read(
    folder: Path, files: dict[str, bytes], *parts: SheetMapping
) -> tuple[tuple[Sheet, ...], list[Rows], Rows]:
    """Return the sheets, their rows, and (rule, severity, file, sheet, line, column, value)."""
    uploads = []
    for number, (name, content) in enumerate(files.items()):
        (folder / str(number)).write_bytes(content)
        uploads.append(Upload(name, folder / str(number)))
    with duckdb.connect() as staging:
        create_findings(staging)
        mapping = Mapping("x", "x", "synthetic", "x", parts)
        sheets = read_sheets(staging, uploads, mapping, no_progress)
        rows = [staging.execute(f"FROM {s.table} ORDER BY line").fetchall() for s in sheets]
        findings = staging.execute(
            "SELECT rule, severity, file, sheet, line, column_name, value FROM finding ORDER BY ALL"
        ).fetchall()
    return sheets, rows, findings


def book(*sheets: tuple[str, Rows]) -> bytes:
    workbook, file = openpyxl.Workbook(), io.BytesIO()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(file)
    return file.getvalue()


def test_cells_of_a_workbook_become_the_texts_that_are_documented(tmp_path: Path) -> None:
    """Expected texts typed from the docstring of `cell_text.text_of`."""
    row = (
        7.0,
        7.5,
        True,
        dt.date(2024, 3, 1),
        dt.datetime.fromisoformat("2024-03-01 09:30"),
        "a\nb",
        " Th12 ",
    )
    content = book(("S", [tuple("abcdefg"), row, (), (None,) * 6 + ("x",)]))
    sheets, rows, findings = read(tmp_path, {"c.xlsx": content}, part(*"abcdefg"))
    texts = ("7", "7.5", "TRUE", "2024-03-01", "2024-03-01 09:30:00", "a b", " Th12 ")
    assert rows == [[(2, *texts), (4, *(None,) * 6, "x")]]
    assert (sheets[0].name, sheets[0].rows_in, sheets[0].sound) == ("S", 2, True)
    assert findings == []


def test_table_that_does_not_begin_in_the_first_cell(tmp_path: Path) -> None:
    """Lines and columns are those that the user sees in the workbook."""
    content = book(("S", [(), ("", "Registry"), ("", "id", "age"), ("", "A", 70)]))
    (sheet,) = inspect_one(tmp_path, "c.xlsx", content).sheets
    assert (sheet.header_line, sheet.header, sheet.sample) == (3, ("id", "age"), (("A", "70"),))
    _, rows, _ = read(tmp_path, {"c.xlsx": content}, part("id", "age", header_line=3))
    assert rows == [[(4, None, "A", "70")]]


def inspect_one(folder: Path, name: str, content: bytes) -> Inspection:
    (folder / "bytes").write_bytes(content)
    return inspect([Upload(name, folder / "bytes")], no_progress)


def test_german_export_is_understood(tmp_path: Path) -> None:
    """Windows-1252, semicolons, decimal commas, a title above: as Excel writes it in Germany."""
    content = "Register 2024;;\r\nAlter;Größe;VAS\r\n70;1,65;8,5\r\n71;1,70;\r\n".encode("cp1252")
    (sheet,) = inspect_one(tmp_path, "k.csv", content).sheets
    assert (sheet.dialect, sheet.header_line, sheet.rows_in) == (GERMAN, 2, 2)
    assert sheet.sample == (("70", "1,65", "8,5"), ("71", "1,70", ""))
    assert [(c.heading, c.filled, c.distinct) for c in sheet.columns] == [
        ("Alter", 2, 2),
        ("Größe", 2, 2),
        ("VAS", 1, 1),
    ]
    german = part("Größe", "VAS", ignored=("Alter",), dialect=GERMAN, header_line=2)
    _, rows, findings = read(tmp_path, {"k.csv": content}, german)
    assert rows == [[(3, "70", "1,65", "8,5"), (4, "71", "1,70", None)]]
    assert findings == []


def test_what_is_not_read_is_told(tmp_path: Path) -> None:
    """Rules named in the issue: extra sheets, unknown columns, files and parts without a match."""
    workbook = book(("S", [("id", "age", "shoe"), ("A", 70, 38)]), ("Notes", [("x", "y"), (1, 2)]))
    files = {"c.xlsx": workbook, "other.csv": b"u,v\n1,2\n"}
    sheets, _, findings = read(tmp_path, files, part("id", "age"), part("u", "w"))
    assert [sheet.label for sheet in sheets] == ["c.xlsx [S]"]
    assert findings == [
        ("column.unknown", "warning", "c.xlsx", "S", 1, "header", "shoe"),
        ("sheet.missing", "error", "other.csv", "", 0, "header", "w"),
        ("sheet.unmatched", "error", "other.csv", "", 0, "file", "not read"),
        ("sheet.unmatched", "warning", "c.xlsx", "Notes", 0, "sheet", "not read"),
    ]


def test_bad_cells_matter_only_in_columns_that_are_read(tmp_path: Path) -> None:
    """A BMI that Excel could not divide stops nobody who does not read it."""
    content = book(("S", [("id", "bmi"), ("A", "=1/0"), ("B", "#DIV/0!")]))
    ignored = part("id", ignored=("bmi",))
    assert read(tmp_path, {"c.xlsx": content}, ignored)[2] == []
    assert read(tmp_path, {"c.xlsx": content}, part("id", "bmi"))[2] == [
        ("cell.error", "error", "c.xlsx", "S", 3, "bmi", "#DIV/0!"),
        ("cell.formula", "error", "c.xlsx", "S", 2, "bmi", "a formula without its result"),
    ]


@pytest.mark.parametrize(("columns", "severity"), [(("id",), "warning"), (("age",), "error")])
def test_a_repeated_heading_is_an_error_where_it_is_read(
    columns: tuple[str, ...], severity: str, tmp_path: Path
) -> None:
    """Which of the two ages was meant, nobody can know."""
    mapped = part(*columns, ignored=("id", "age"))
    _, _, findings = read(tmp_path, {"c.csv": b"id,age,age\nA,70,71\n"}, mapped)
    assert findings == [("header.repeated", severity, "c.csv", "", 1, "header", "age")]


def test_unreadable_rows_are_named_with_their_column_and_counted(tmp_path: Path) -> None:
    """Lines counted by hand; the sheet is not sound."""
    content = b"id,age\nA,70\n\n,\nB\nC,\xff\n"
    sheets, rows, findings = read(tmp_path, {"c.csv": content}, part("id", "age"))
    assert (sheets[0].rows_in, sheets[0].sound) == (3, False)
    assert rows == [[(2, "A", "70")]]
    assert findings == [
        ("row.columns", "error", "c.csv", "", 5, "columns", "1"),
        ("row.encoding", "error", "c.csv", "", 6, "age", r"\xff"),
    ]
