"""Tables that stand without a figure on slides: whole, native, as the page printed them."""

from itertools import chain
from typing import Any

import pytest

from tests.report import decks
from tests.report.exhibits import COHORT, WARNING, exhibit
from vertebroplasty.report.exhibits import Basket, Exhibit
from vertebroplasty.report.slides import slides
from vertebroplasty.report.slides.table_layout import MOST_PARTS, SMALL
from vertebroplasty.report.tables import Cell, Table

Rows = tuple[tuple[Cell, ...], ...]
WORDS = "Welch's t test for unequal variances, two-sided, every expected count at least 1; "


def slides_of(made: Exhibit) -> list[Any]:
    """The slides of an exhibit: those between the title and the methods."""
    return list(decks.read(slides(Basket(exhibits=(made,)))).slides)[1:-1]


def cells_of(slide: Any) -> list[list[str]]:
    (frame,) = (shape for shape in slide.shapes if shape.has_table)
    return [[cell.text for cell in row.cells] for row in frame.table.rows]


def numbered(count: int) -> Rows:
    return tuple((f"unit {n}", n / 4) for n in range(count))


def test_a_table_is_native_and_read_as_numbers_are() -> None:
    """Authority: python-pptx; the exhibit's own cells, -6.89 with a minus sign, None empty."""
    (slide,) = slides_of(exhibit())
    assert cells_of(slide) == [
        ["Trace", "Value", "n", "Method"],
        ["Women", "96.667", "30", "Wilson score 95 % interval"],
        ["Men", "\N{MINUS SIGN}6.89", "1,512", ""],
        ["All", "", "0", "no interval"],
    ]
    (frame,) = (shape for shape in slide.shapes if shape.has_table)
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == exhibit().alt


def test_a_small_number_is_not_zero() -> None:
    """A p of 0.0004 is less than a thousandth, not nothing."""
    (slide,) = slides_of(exhibit(columns=("Test", "p"), rows=(("t", 0.0004), ("u", 0.0005))))
    assert cells_of(slide)[1:] == [["t", "< 0.001"], ["u", "0.001"]]


def test_a_long_table_goes_on_over_slides_of_about_as_many_rows() -> None:
    """Authority: the exhibit's own rows, each once and in their order; its own facts on each."""
    found = slides_of(exhibit(columns=("Unit", "Rate"), rows=numbered(36)))
    tables = [cells_of(slide) for slide in found]
    assert 1 < len(tables) <= MOST_PARTS
    assert {tuple(table[0]) for table in tables} == {("Unit", "Rate")}
    names = [row[0] for row in chain.from_iterable(table[1:] for table in tables)]
    assert names == [f"unit {n}" for n in range(36)]
    lengths = [len(table) for table in tables]
    assert max(lengths) - min(lengths) <= len(lengths)
    for number, slide in enumerate(found, 1):
        texts = decks.texts(slide)
        assert texts["Cohort"].startswith(f"Part {number} of {len(found)}")
        assert (COHORT in texts["Footer"], texts["Warning"]) == (True, WARNING)
        assert "Left out" not in texts


def test_what_no_slide_shows_is_said_on_the_last() -> None:
    """By hand: the rows that are shown and those that are left out make 1,000."""
    found = slides_of(exhibit(columns=("Unit", "Rate"), rows=numbered(1000)))
    assert len(found) == MOST_PARTS
    left_out = 1000 - sum(len(cells_of(slide)) - 1 for slide in found)
    said = [decks.texts(slide).get("Left out") for slide in found]
    assert said == [*(None,) * (MOST_PARTS - 1), f"and {left_out} more rows, in the workbook"]


def test_columns_beyond_the_slide_are_said() -> None:
    """By hand: of 40 columns of words, those shown and those left out make 40."""
    columns = tuple(f"Considerable {n}" for n in range(40))
    (slide,) = slides_of(exhibit(columns=columns, rows=(columns,)))
    shown = len(cells_of(slide)[0])
    assert decks.texts(slide)["Left out"] == f"and {40 - shown} more columns, in the workbook"


def test_words_that_need_several_lines_are_whole() -> None:
    """Authority: the exhibit's own words; letters are never smaller than 12 points."""
    rows: Rows = tuple(
        (f"Outcome {n}", "1.02 (0.95 to 1.10)", 2 * WORDS, 3 * WORDS) for n in "abcd"
    )
    found = slides_of(exhibit(columns=("Outcome", "Ratio", "Test", "Method"), rows=rows))
    assert [row for slide in found for row in cells_of(slide)[1:]] == [
        [str(cell).rstrip() for cell in row] for row in rows
    ]
    for slide in found:
        (frame,) = (shape for shape in slide.shapes if shape.has_table)
        letters = {
            run.font.size.pt
            for row in frame.table.rows
            for cell in row.cells
            for paragraph in cell.text_frame.paragraphs
            for run in paragraph.runs
        }
        assert min(letters) >= SMALL


@pytest.mark.parametrize(
    "printed", [None, Table(("Sex", "Relief"), (("Women", "97 %\n29 of 30"),))]
)
def test_what_the_page_printed_is_shown_where_it_did(printed: Table | None) -> None:
    """Authority: the table that was printed, a line of a cell in a paragraph of its own."""
    (slide,) = slides_of(exhibit(printed=printed))
    read = cells_of(slide)
    assert read[0] == list(printed.columns if printed else exhibit().columns)
    if printed:
        assert read[1:] == [["Women", "97 %\n29 of 30"]]


def test_an_empty_cell_is_no_higher_than_a_full_one() -> None:
    """Authority: ECMA-376, a paragraph without runs has the size of its end."""
    (slide,) = slides_of(exhibit())
    (frame,) = (shape for shape in slide.shapes if shape.has_table)
    empty = frame.table.cell(2, 3).text_frame.paragraphs[0]
    full = frame.table.cell(1, 3).text_frame.paragraphs[0]
    assert not empty.runs
    assert empty._p.endParaRPr.get("sz") == str(int(100 * full.runs[0].font.size.pt))
