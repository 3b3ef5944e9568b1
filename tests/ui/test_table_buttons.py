"""A table of a page as text: what a person reads in its cells, line by line."""

from html import escape

import pytest

from vertebroplasty.report.tables import Table
from vertebroplasty.ui.table_buttons import as_printed


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<b>VAS before</b>", "VAS before"),
        ("76.8 %<div class='vo-detail'>29 of 30</div>", "76.8 %\n29 of 30"),
        ("first<br>second", "first\nsecond"),
        ("97 %<span class='vo-bar' aria-hidden='true'><span></span></span>", "97 %"),
        ("<div>alone</div>", "alone"),
        ("&emsp;women", "\N{EM SPACE}women"),
        (escape("<script>alert('x')</script> & more"), "<script>alert('x')</script> & more"),
        ("", ""),
    ],
)
def test_a_cell_is_what_a_person_reads(markup: str, text: str) -> None:
    """Authority: HTML itself; tags show nothing, a division and a break begin a line."""
    assert as_printed(("Heading",), [(markup,)]) == Table(("Heading",), ((text,),))
