"""The data behind a chart, on screen and as a file."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.expected import points_by_level
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import VAS_CHANGE_LAST
from vertebroplasty.vocabulary import Sex

pytestmark = pytest.mark.browser


def test_the_data_behind_a_chart_open_and_download(
    open_page: OpenPage, srinagar: Dataset, tmp_path: Path
) -> None:
    """The only file on offer says whom it covers, which generation, and that these are no patients.

    Its rows hold the points of the chart (`evaluate` in this process). The table's own toolbar
    would give a bare one.
    """
    cohort = Cohort(sexes=(Sex.FEMALE,))
    screen = open_page("/?female=true")
    screen.main.get_by_text("Data behind this chart").first.click()
    expect(screen.main.get_by_test_id("stDataFrame")).to_be_visible()
    screen.main.get_by_test_id("stDataFrame").hover()
    screen.settle()
    expect(screen.main.get_by_role("button", name="Download as CSV")).to_have_count(1)
    with screen.page.expect_download() as waiting:
        screen.main.get_by_role("button", name="Download as CSV").click()
    download = waiting.value
    download.save_as(tmp_path / "table.csv")
    lines = (tmp_path / "table.csv").read_text(encoding="utf-8-sig").splitlines()
    said = [line.removeprefix("# ") for line in lines if line.startswith("# ")]
    assert {cohort.describe(), srinagar.describe(), srinagar.meta.nature.warning} <= set(said)
    assert any(line.startswith("22 of 30 patients") for line in said)
    rows = list(csv.reader(line for line in lines if not line.startswith("# ")))
    beside = ("All groups", "Everyone")
    shown = {row[0]: float(row[1]) for row in rows[1:] if row[1] and row[0] not in beside}
    points = points_by_level(srinagar, cohort, VAS_CHANGE_LAST)
    assert shown == pytest.approx({label: value for label, (value, _) in points.items()}, abs=0.006)
    assert download.suggested_filename.startswith("srinagar-2007")
    assert "women" in download.suggested_filename
