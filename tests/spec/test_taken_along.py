"""Whatever a reader takes along is in every file as it stood on the screen: on random cohorts.

EXPORTS=50 tries as many cohorts, each on a page of its own turn (make exports).
"""

import html
import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.pages.screen import PAGES, WITH_COHORT, charts, pages_html
from tests.report import decks
from tests.report.test_slides import drawn_numbers
from tests.spec.test_reproduce import session
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.report.basket_csv import basket_csv
from vertebroplasty.report.basket_workbook import basket_workbook
from vertebroplasty.report.document import report_html
from vertebroplasty.report.exhibits import Basket, Exhibit
from vertebroplasty.report.slides import slides
from vertebroplasty.ui.taking import BASKET_KEY, PRESSED_KEY

COHORTS = int(os.environ.get("EXPORTS", "4"))
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
