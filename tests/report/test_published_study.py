"""The published study given back: every figure of the abstract beside the dashboard's own.

Authority: abstract of "Percutaneous vertebroplasty for osteoporotic fractures", Pain Physician
2007;10(4):559-63, PMID 17660854. The figures below were typed from it, not taken from the program.
"""

from typing import NamedTuple

import pytest

from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.report.published_study import Row, comparison

PERCENT = "\N{NO-BREAK SPACE}%"


class Printed(NamedTuple):
    """A figure as the abstract prints it, and what it rests on here."""

    item: str
    figure: str
    rests_on: str = ""


ABSTRACT = (
    Printed("Patients", "30"),
    Printed("Treated vertebrae", "54"),
    Printed("Mean age, years", "73.7", "30 procedures"),
    Printed("Period of treatment, months", "35"),
    Printed("Mean follow-up, months", "21.5", "25 procedures"),
    Printed("Range of follow-up, months", "6–44", "25 procedures"),
    Printed("Technical success", "all patients", "30 of 30 procedures"),
    Printed("Significant relief at 24 hours", f"97{PERCENT}", "29 of 30 procedures"),
    # 92 % cannot come from 30 patients: 25 is assumed, and said to be.
    Printed("Significant improvement at follow-up", f"92{PERCENT}", "23 of 25 procedures"),
    Printed("Ambulation improved at follow-up", f"92{PERCENT}", "23 of 25 procedures"),
    Printed("VAS before", "8.91 ± 1.82", "30 procedures"),
    Printed("VAS at follow-up", "2.02 ± 1.95", "25 procedures"),
    Printed("Change in VAS, paired t test", "p < .0001", "25 pairs"),
    Printed("The same, Wilcoxon", "p < .0001", "25 pairs"),
    Printed("Patients with a cement leak", "1", "1 of 30 procedures"),
    Printed("Levels with a cement leak", "1", "1 of 54 levels in 30 procedures"),
    Printed("Epidural leaks", "1", "1 of 54 levels"),
    Printed("Symptomatic leaks", "0", "0 of 54 levels"),
    Printed("Leaks that needed an intervention", "0", "0 of 54 levels"),
)


@pytest.fixture(scope="module")
def rows(srinagar: Dataset) -> dict[str, Row]:
    return {row.item: row for row in comparison(srinagar)}


@pytest.mark.parametrize("printed", ABSTRACT, ids=[printed.item for printed in ABSTRACT])
def test_the_dashboard_gives_back_the_abstract(printed: Printed, rows: dict[str, Row]) -> None:
    """Pain Physician 2007;10(4):559-63, PMID 17660854, to its printed precision."""
    row = rows[printed.item]
    assert row.shown == printed.figure
    assert row.published == printed.figure
    assert printed.rests_on in row.rests_on


def test_no_row_is_left_out_and_the_table_is_printed(rows: dict[str, Row]) -> None:
    """Shown by ``pytest -rP`` or ``-s``: the abstract's figure, the dashboard's, whether equal."""
    lines = [("Figure", "Published", "Shown", "Equal", "Rests on")]
    for printed in ABSTRACT:
        row = rows[printed.item]
        equal = "yes" if row.shown == printed.figure else "NO"
        lines.append((printed.item, printed.figure, row.shown, equal, row.rests_on))
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    print("\nsrinagar-2007: Pain Physician 2007;10(4):559-63 beside the dashboard, unfiltered")
    for line in lines:
        print("  ".join(map(str.ljust, line, widths)).rstrip())
    assert set(rows) == {printed.item for printed in ABSTRACT}
    assert all(line[3] == "yes" for line in lines[1:])


@pytest.mark.parametrize(
    "item", ["Significant improvement at follow-up", "Ambulation improved at follow-up"]
)
def test_the_denominator_of_92_percent_is_said_to_be_assumed(
    item: str, rows: dict[str, Row]
) -> None:
    """Closed form: no whole number of 30 patients rounds to 92 %."""
    assert all(round(100 * events / 30) != 92 for events in range(31))
    assert "denominator is assumed" in rows[item].rests_on
