"""Whatever a reader takes along is in every file as it stood on the screen: on random cohorts.

Tables that stand without a figure are taken from every page that has one, always.

EXPORTS=50 tries as many cohorts, each on a page of its own turn (make exports).
"""

import html
import io
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.pages.screen import PAGES, WITH_COHORT, charts, pages_html, texts, words
from tests.report import decks
from tests.report.test_slides import drawn_numbers
from tests.spec.test_reproduce import opened, session
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.report.basket_csv import basket_csv
from vertebroplasty.report.basket_workbook import basket_workbook
from vertebroplasty.report.document import report_html
from vertebroplasty.report.exhibits import Basket, Exhibit
from vertebroplasty.report.slides import slides
from vertebroplasty.report.slides.table_layout import MOST_PARTS
from vertebroplasty.ui.taking import BASKET_KEY, PRESSED_KEY

COHORTS = int(os.environ.get("EXPORTS", "4"))
TABLES = {
    "Overview": {"cards_relief_24h"},
    "Pain": {"cards_vas_baseline", "tests"},
    "Cohort": {"cards_followup_completeness", "ledger"},
    "Compare": {"comparison", "table_one"},
    "Spine": {"spine"},
    "Operators and sites": {"units"},
    "Uncertainty": {"methods_in_words", "coupling"},
    "Data quality": {
        *("cards_flagged", "flagged_figures", "flagged_values"),
        *("visits_filled", "fields_filled", "repeats"),
    },
    "Published study": {"published"},
    "One procedure": set(),
}
"""Of each page, by key; a single procedure's are left out."""
ON_THE_REGISTRY = [page for page in TABLES if page != "Published study"]
SEED = 4
"""Of a cohort in which somebody is."""
HASH_LENGTH = 12
TOLERANCE = 1e-9


@pytest.fixture(autouse=True)
def _served(dataset_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERTEBROPLASTY_DATA", str(dataset_root))


def taken(page: str, seed: int, dataset: Dataset) -> tuple[Basket, dict[str, list[float]]]:
    """Every figure of a page in the report, and the numbers that each shows on the screen."""
    app, params = session(seed, dataset)
    for name, value in params.items():
        app.query_params[name] = value
    app.switch_page(PAGES[page]).run()
    shown = {key: list(drawn_numbers(plot["figure"])) for key, plot in charts(app)}
    if BASKET_KEY in app.session_state:
        del app.session_state[BASKET_KEY]
    buttons = set(pages_html(app).split("data-take='")[1:])
    for key in (*shown, *(one.partition("'")[0] for one in buttons)):
        app.session_state[PRESSED_KEY] = key
        app.run()
    assert not app.exception
    report: Basket = app.session_state[BASKET_KEY] if BASKET_KEY in app.session_state else Basket()
    assert {one.key for one in report.exhibits} >= shown.keys()
    return report, shown


@pytest.mark.parametrize("seed", range(COHORTS))
def test_every_file_holds_what_stood_on_the_screen(seed: int, registry: Dataset) -> None:
    """Authority: the figures on the page; files as python-pptx, openpyxl and zipfile read them."""
    page = WITH_COHORT[(seed * 5) % len(WITH_COHORT)]
    report, shown = taken(page, seed, registry)
    for one in report.exhibits:
        assert not missing(one, shown.get(one.key, [])), one.title
        assert without_facts(one) == [], one.title
    for make in (slides, report_html, basket_workbook, basket_csv):
        assert make(report) == make(report)


@pytest.mark.parametrize("page", ON_THE_REGISTRY)
def test_every_table_goes_into_every_file_as_the_page_prints_it(
    page: str, registry: Dataset
) -> None:
    """Authority: the page's own words; files as python-pptx, openpyxl and zipfile read them."""
    check_tables(page, registry)


def test_the_published_study_goes_along_too(srinagar: Dataset) -> None:
    check_tables("Published study", srinagar)


def check_tables(page: str, dataset: Dataset) -> None:
    report, _ = taken(page, SEED, dataset)
    tables = [one for one in report.exhibits if one.figure is None]
    assert {one.key for one in tables} == TABLES[page]
    screen = words("\n".join(texts(opened(page, SEED, dataset))))
    for one in tables:
        assert one.rows
        assert without_facts(one) == [], one.title
        assert one.key == "spine" or not_on(screen, one) == [], one.title
        assert cut_on_slides(one) == [], one.title
    for make in (slides, report_html, basket_workbook, basket_csv):
        assert make(report) == make(report)


def not_on(screen: str, exhibit: Exhibit) -> list[str]:
    """Return printed cells that the page does not show."""
    assert exhibit.printed
    cells = [words(html.escape(cell)) for row in exhibit.read.rows for cell in map(str, row)]
    lines = [line for line in cells if line not in screen]
    return [one for one in lines if any(word not in screen for word in one.split())]


def cut_on_slides(exhibit: Exhibit) -> list[str]:
    """Return cells that no slide holds whole, of a table that goes over all of them."""
    deck = decks.read(slides(Basket(exhibits=(exhibit,))))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    held = {cell.text for s in shapes if s.has_table for row in s.table.rows for cell in row.cells}
    if exhibit.key == "spine":
        return [] if any(shape.name == "T12" for s in shapes for shape in of_group(s)) else ["T12"]
    left_out = any("Left out" in decks.texts(slide) for slide in deck.slides)
    assert not left_out or len(deck.slides) >= MOST_PARTS
    cells = [str(cell) for row in exhibit.read.rows for cell in row]
    return [] if left_out else [cell for cell in cells if cell.rstrip() not in held]


def of_group(shape: object) -> list[Any]:
    return list(getattr(shape, "shapes", ()))


def test_no_value_of_a_single_patient_is_in_a_table_of_the_data_quality(
    registry: Dataset,
) -> None:
    """Authority: the page itself, which names files, lines and values as examples."""
    report, _ = taken("Data quality", SEED, registry)
    screen = words(pages_html(opened("Data quality", SEED, registry)))
    examples = re.findall(r"\S+\.csv, line [\d,]+: \S+ = \S+", screen)
    assert examples
    taken_texts = str([(one.rows, one.printed, one.caption) for one in report.exhibits])
    assert ".csv" not in taken_texts
    assert not re.search(r"line \d", taken_texts)


def missing(exhibit: Exhibit, shown: list[float]) -> list[float]:
    """Return numbers of the screen that no workbook of its native charts holds."""
    deck = decks.read(slides(Basket(exhibits=(exhibit,))))
    held = [number for slide in deck.slides for number in decks.numbers(slide)]
    assert not any(decks.pictures(slide) for slide in deck.slides)
    return [one for one in shown if not any(abs(one - cell) <= TOLERANCE for cell in held)]


def without_facts(exhibit: Exhibit) -> list[str]:
    """Return the files that do not say whom the exhibit covers, how many, and of which data."""
    basket = Basket(exhibits=(exhibit,))
    footers = [decks.texts(slide).get("Footer", "") for slide in decks.read(slides(basket)).slides]
    with zipfile.ZipFile(io.BytesIO(basket_csv(basket))) as archive:
        tables = "".join(archive.read(name).decode() for name in archive.namelist())
    book = openpyxl.load_workbook(io.BytesIO(basket_workbook(basket)))
    cells = "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    )
    files = {
        "slides": footers[1],
        "document": html.unescape(report_html(basket).decode()),
        "workbook": cells,
        "tables": tables,
    }
    facts = (*exhibit.cohorts, exhibit.content_hash[:HASH_LENGTH], exhibit.warning)
    return [name for name, text in files.items() if any(fact not in text for fact in facts)]
