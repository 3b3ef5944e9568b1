"""Every export of random cohorts says exactly whom it covers, how many, and of which content.

Authority: the cohort's own sentence, the size that `query` counts, the hash in the dataset's file;
read by openpyxl, zipfile and Python's HTML reader.
"""

import io
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.figures.gallery import DRAWN
from tests.report.exhibits import basket, exhibit
from tests.report.test_document import Page
from tests.strategies import cohorts
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.figures.theme import LIGHT
from vertebroplasty.query.counts import cohort_size
from vertebroplasty.report.basket_csv import basket_csv
from vertebroplasty.report.basket_workbook import basket_workbook
from vertebroplasty.report.document import report_html
from vertebroplasty.report.exhibits import Basket, Exhibit
from vertebroplasty.report.methods import cohort_lines
from vertebroplasty.report.result_tables import measure_by_table
from vertebroplasty.report.sources import Source

FIGURES = [draw(LIGHT).to_dict() for draw in DRAWN.values()]
COHORTS = 50


def taken(dataset: Dataset, cohort: Cohort, place: int) -> Exhibit:
    source = Source(measure_by_table, (cohort, "relief_24h", "sex"))
    table = source.table(dataset)
    return exhibit(
        f"Relief, {place}",
        figure=FIGURES[place % len(FIGURES)],
        columns=table.columns,
        rows=table.rows,
        cohorts=cohort_lines(dataset, source),
        dataset=dataset.describe(),
        content_hash=dataset.meta.content_hash,
    )


@settings(max_examples=3, deadline=None, suppress_health_check=[*HealthCheck])
@given(st.lists(cohorts, min_size=COHORTS, max_size=COHORTS))
def test_each_export_says_whom_it_covers(registry: Dataset, chosen: list[Cohort]) -> None:
    told = basket(*(taken(registry, cohort, place) for place, cohort in enumerate(chosen)))
    makers = (report_html, basket_workbook, basket_csv)
    html, book, archive = (make(told) for make in makers)
    assert (html, book, archive) == tuple(make(told) for make in makers)
    parts = zip(chosen, articles(html), sheets(book), files(archive), strict=True)
    for cohort, *texts in parts:
        for text in texts:
            assert cohort.describe() in text
            assert f"{cohort_size(registry, cohort).procedures:,} procedure" in text
            assert registry.meta.content_hash[:12] in text
            assert "Synthetic data" in text
    assert_whole_hash(told, Page(html).elements[0]["text"], *sheets(book), *files(archive))


def assert_whole_hash(told: Basket, *texts: str) -> None:
    assert all(told.exhibits[0].content_hash in text for text in texts)


def articles(html: bytes) -> list[str]:
    return [one["text"] for one in Page(html).all("article")]


def sheets(book: bytes) -> list[str]:
    read = load_workbook(io.BytesIO(book), read_only=True)
    return [
        "\n".join(str(cell) for row in read[name].iter_rows(values_only=True) for cell in row)
        for name in read.sheetnames[1:-2]
    ]


def files(archive: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return [opened.read(name).decode("utf-8-sig") for name in opened.namelist()]
