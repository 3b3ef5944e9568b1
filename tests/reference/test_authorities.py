"""Every statistic against its authority, in one table: ``pytest tests/reference -rP`` prints it."""

import importlib
import math
from pathlib import Path

import pytest

MODULES = sorted(path.stem for path in Path(__file__).parent.glob("*_rows.py"))
ROWS = [
    row for module in MODULES for row in importlib.import_module(f"tests.reference.{module}").rows()
]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.statistic}: {row.case}" for row in ROWS])
def test_found_is_what_the_authority_gives(row):
    assert math.isfinite(row.expected)
    assert row.found == pytest.approx(row.expected, rel=0, abs=row.tolerance), row.authority


def test_all_in_one_table():
    """Each row names its authority; printed, so that a reader can judge it as a whole."""
    heading = f"{'expected':>13} {'found':>13} {'apart':>9} {'allowed':>9}"
    print(f"\n{'statistic':<26} {'case':<44} {heading}  authority")
    print(*ROWS, sep="\n")
    print(f"{len(ROWS)} rows of {len(MODULES)} modules")
    assert ROWS
    assert not [str(row) for row in ROWS if not row.holds]
    assert not [str(row) for row in ROWS if not row.authority]
