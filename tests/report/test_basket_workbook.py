"""The workbook of a basket, read by openpyxl."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.importing.formulas import ALL_FORMULAS, NUMBERS, runs
from tests.report.exhibits import COHORT, COLUMNS, HASH, METHODS, ROWS, WARNING, basket, exhibit
from vertebroplasty.errors import BasketError
from vertebroplasty.importing.escaping import plain
from vertebroplasty.measures import MEASURES
from vertebroplasty.report.basket_workbook import CELL_LENGTH, basket_workbook, sheet_name
from vertebroplasty.report.codebook import codebook_rows
from vertebroplasty.report.exhibits import Basket


def read(of: Basket) -> Workbook:
    return load_workbook(io.BytesIO(basket_workbook(of)))


def rows_of(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [row for row in sheet.iter_rows(values_only=True) if any(row)]


def facts_of(sheet: Worksheet) -> dict[object, str]:
    """The first column names each fact; one that stands in several cells comes together."""
    facts: dict[object, str] = {}
    for label, text, *_ in sheet.iter_rows(values_only=True):
        if label is None:
            break
        facts[label] = facts.get(label, "") + str(text)
    return facts


def numbers_of(sheet: Worksheet) -> list[tuple[object, ...]]:
    """What stands below the first empty row."""
    every = list(sheet.iter_rows(values_only=True))
    return every[next(at for at, row in enumerate(every) if not any(row)) + 1 :]


def test_a_sheet_for_each_exhibit_and_what_explains_them() -> None:
    book = read(basket(exhibit("Relief at 24 h"), exhibit("Leak per level"), title="A talk"))
    assert book.sheetnames == [
        *("About", "1 Relief at 24 h", "2 Leak per level", "Definitions", "Codebook")
    ]
    about = facts_of(book["About"])
    assert about["Title"] == "A talk"
    assert about["Warning"] == WARNING
    assert HASH in about["Content hash"]
    assert about["Sheet 2"] == "Leak per level"


def test_an_exhibit_says_whom_it_covers_and_where_it_comes_from() -> None:
    one = exhibit("Relief", note="Ask\nat the meeting")
    facts = facts_of(read(basket(one)).worksheets[1])
    assert (facts["Title"], facts["Cohort"]) == ("Relief", COHORT)
    assert (facts["In short"], facts["Note"]) == (one.footer, "Ask\nat the meeting")
    assert (facts["Content hash"], facts["Warning"]) == (HASH, WARNING)
    assert (facts["Methods"], facts["Filters"]) == (METHODS, one.link)


def test_cells_have_types_and_hold_what_is_kept() -> None:
    """The exhibit's own table: percent as it is kept, undefined cells empty, numbers numbers."""
    sheet = read(basket(exhibit())).worksheets[1]
    assert numbers_of(sheet) == [COLUMNS, *ROWS]
    heads = sheet.max_row - len(ROWS)
    assert sheet.auto_filter.ref == f"A{heads}:D{sheet.max_row}"
    assert sheet.cell(heads, 1).font.b


def test_definitions_and_codebook_are_the_registry_s_own() -> None:
    book = read(basket(exhibit()))
    defined = rows_of(book["Definitions"])[1:]
    assert [(row[0], row[4], row[5]) for row in defined] == [
        (one.label, one.definition, one.source) for one in MEASURES
    ]
    assert len(rows_of(book["Codebook"])) == len(codebook_rows()) + 1


def test_no_cell_runs_and_each_gives_its_text_back() -> None:
    """openpyxl calls a formula "f", text "s": the whole set of formulas.py is text, and inert."""
    texts = (*dict.fromkeys(ALL_FORMULAS), *NUMBERS)
    nasty = exhibit(
        texts[0],
        note=texts[1],
        cohorts=(texts[2],),
        dataset=texts[3],
        methods=texts[4],
        columns=("Text", "=1+1"),
        rows=tuple((text, -2.5) for text in texts),
    )
    book = read(basket(nasty, title=texts[5]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not [cell.value for cell in cells if cell.data_type == "s" and runs(str(cell.value))]
    found = numbers_of(book.worksheets[1])[1:]
    assert [(plain(str(text)), number) for text, number in found] == [(t, -2.5) for t in texts]


def test_the_same_basket_gives_the_same_bytes_with_its_own_day() -> None:
    made = [basket_workbook(basket(exhibit(), exhibit(taken_on="2026-12-01"))) for _ in range(2)]
    assert made[0] == made[1]
    created = load_workbook(io.BytesIO(made[0])).properties.created
    assert created == dt.datetime.fromisoformat("2026-12-01")


@pytest.mark.parametrize("taken_on", ["", "yesterday"])
def test_a_day_that_is_none_is_shown_as_it_is(taken_on: str) -> None:
    book = read(basket(exhibit(taken_on=taken_on)))
    assert facts_of(book.worksheets[1]).get("Taken on", "") == taken_on
    assert read(basket()).sheetnames == ["About", "Definitions", "Codebook"]


TITLES = ["a[b]:c*d?e/f\\g", "'quoted'", "", "x" * 99, "Leak \N{GRINNING FACE}\x00\x1f", "'"]


@pytest.mark.parametrize("title", TITLES)
def test_the_name_of_a_sheet_is_one_that_excel_takes(title: str) -> None:
    """Microsoft, "Rename a worksheet": 1 to 31 signs, none of []:*?/\\, no apostrophe at an end."""
    name = sheet_name(60, title)
    assert 1 <= len(name) <= 31
    assert not set(name) & set("[]:*?/\\\x00")
    assert name[0] != "'" != name[-1]


def test_two_exhibits_of_one_title_have_two_sheets() -> None:
    titles = [*TITLES, *TITLES, "x" * 98]
    names = read(basket(*map(exhibit, titles))).sheetnames
    assert len({name.casefold() for name in names}) == len(titles) + 3


def test_a_long_note_is_kept_whole_in_several_cells() -> None:
    """Excel takes 32,767 signs of UTF-16 in a cell; a writer that is given more drops them all."""
    for note in ("word, " * 20_000, ",=" * 40_000, "\N{GRINNING FACE}" * 40_000):
        sheet = read(basket(exhibit(note=note))).worksheets[1]
        assert plain(facts_of(sheet)["Note"]).replace("'", "") == note
        longest = max(len(str(row[1]).encode("utf-16-le")) // 2 for row in rows_of(sheet))
        assert longest <= 32_767


def test_what_a_cell_cannot_hold_is_refused() -> None:
    wordy = exhibit("Too much", rows=(("x" * (CELL_LENGTH + 1), 1, 2, None),))
    with pytest.raises(BasketError, match=r"'Too much' has .* text of 16,001 signs.* CSV files"):
        basket_workbook(basket(wordy))
