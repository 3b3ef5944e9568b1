"""The numbers of a basket as CSV files in one archive, each saying what it is."""

import io
import zipfile

from vertebroplasty.importing.exporting import timeless
from vertebroplasty.report.exhibits import SEPARATOR, Basket, Exhibit
from vertebroplasty.report.table_csv import file_name, to_csv

_LEVEL = 6
"""Of compression."""


def basket_csv(basket: Basket) -> bytes:
    """Return a ZIP archive with a CSV file for each exhibit; the same basket, the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number, exhibit in enumerate(basket.exhibits, 1):
            name = f"{number:02d}_{_name(exhibit)}"
            archive.writestr(timeless(name), exhibit_csv(exhibit), compresslevel=_LEVEL)
    return written.getvalue()


def exhibit_csv(exhibit: Exhibit) -> bytes:
    """Return the numbers of an exhibit as CSV, with the mark by which Excel knows UTF-8."""
    text = to_csv(
        exhibit.table,
        title=exhibit.title,
        cohort=SEPARATOR.join(exhibit.cohorts),
        size=exhibit.footer,
        dataset=f"{exhibit.dataset}, content {exhibit.content_hash}",
        warning=exhibit.warning,
    )
    return text.encode("utf-8-sig")


def _name(exhibit: Exhibit) -> str:
    return file_name(SEPARATOR.join(exhibit.cohorts), exhibit.title, exhibit.dataset)
