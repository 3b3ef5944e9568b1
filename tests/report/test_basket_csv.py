"""The archive of CSV files, read by zipfile and csv."""

import codecs
import csv
import io
import re
import zipfile

from tests.importing.formulas import ALL_FORMULAS, running_cells
from tests.report.exhibits import COHORT, COLUMNS, HASH, ROWS, WARNING, basket, exhibit
from vertebroplasty.report.basket_csv import basket_csv
from vertebroplasty.report.exhibits import Basket


def files_of(of: Basket) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(basket_csv(of))) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    assert all(content.startswith(codecs.BOM_UTF8) for content in files.values())
    return {name: content.decode("utf-8-sig") for name, content in files.items()}


def test_a_file_for_each_exhibit_in_their_order() -> None:
    names = list(files_of(basket(exhibit("Relief"), exhibit("Leak"), exhibit("Leak"))))
    assert [name.split("_")[0] for name in names] == ["01", "02", "03"]
    assert all(re.fullmatch(r"\d\d_[a-z0-9][a-z0-9_-]*\.csv", name) for name in names)
    assert "registry-demo-generation-3_leak_women-aged-60-85" in names[1]
    assert files_of(basket()) == {}


def test_each_says_what_it_is() -> None:
    one = exhibit("Relief")
    (text,) = files_of(basket(one)).values()
    assert text.split("\r\n")[:5] == [
        *("# Relief", f"# {COHORT}", f"# {one.footer}"),
        *(f"# registry-demo, generation 3, content {HASH}", f"# {WARNING}"),
    ]


def test_the_numbers_are_those_of_the_exhibit() -> None:
    """Authority: the exhibit's own table, read by Python's csv module."""
    (text,) = files_of(basket(exhibit())).values()
    lines = [line for line in io.StringIO(text, newline="") if not line.startswith("# ")]
    shown = [["" if cell is None else str(cell) for cell in row] for row in (COLUMNS, *ROWS)]
    assert list(csv.reader(lines, strict=True)) == shown


def test_no_cell_runs() -> None:
    """Authority: OWASP, as the oracle of tests/importing/formulas.py reads it."""
    rows = tuple((text, -2.5) for text in ALL_FORMULAS)
    (text,) = files_of(basket(exhibit("=1+1", columns=("=x", "n"), rows=rows))).values()
    assert running_cells(text, ",") == []


def test_the_same_basket_gives_the_same_bytes_and_tells_no_time() -> None:
    made = [basket_csv(basket(exhibit())) for _ in range(2)]
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        (about,) = archive.infolist()
    assert about.date_time == (1980, 1, 1, 0, 0, 0)
