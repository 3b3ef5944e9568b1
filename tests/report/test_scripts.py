"""A script is Python that makes the arguments again; tests/spec/test_reproduce.py runs them."""

import ast
import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import cohorts
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.pain import AT_LAST, Horizon
from vertebroplasty.report.result_tables import measure_by_table
from vertebroplasty.report.scripts import print_table, script, written
from vertebroplasty.report.sources import Source
from vertebroplasty.report.tables import Table
from vertebroplasty.vocabulary import Sex, VertebralLevel

NAMES = {"Cohort": Cohort, "Sex": Sex, "VertebralLevel": VertebralLevel, "Horizon": Horizon}
plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(), cohorts, st.sampled_from(Sex))
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda parts: st.lists(parts, max_size=3).map(tuple),
    max_leaves=6,
)


@given(plain)
def test_what_is_written_makes_the_value_again(value: object) -> None:
    """Authority: Python's own reading of the expression."""
    assert eval(written(value), dict(NAMES)) == value


def test_only_what_is_chosen_is_written() -> None:
    cohort = Cohort(age_min=60, sexes=(Sex.FEMALE,), operators=("x",))
    assert written(cohort) == "Cohort(age_min=60, sexes=(Sex.FEMALE,), operators=('x',))"
    assert written(AT_LAST) == "Horizon(column='vas_last', words='last follow-up')"
    assert written(Cohort()) == "Cohort()"


def test_a_script_says_what_it_is_and_asks_for_its_content(srinagar: Dataset) -> None:
    source = Source(measure_by_table, (Cohort(sexes=(Sex.FEMALE,)), "leak_level", "level"))
    text = script(source, srinagar, ["Leaks\nimport os", "Synthetic"])
    assert text.startswith("# Leaks import os\n# Synthetic\n#\n# Run it where")
    assert f'CONTENT = "{srinagar.meta.content_hash}"' in text
    assert "from vertebroplasty.cohort import Cohort\n" in text
    imported = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Import)]
    assert [alias.name for node in imported for alias in node.names] == ["sys"]


def test_a_table_is_printed_in_utf_8_whatever_the_terminal_speaks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """RFC 4180: lines end with CR LF, also where the system writes them itself."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", newline="\r\n"))
    print_table(Table(("VAS ≤ 3",), ((1,), (None,))))
    sys.stdout.flush()
    assert raw.getvalue() == '"VAS ≤ 3"\r\n1\r\n""\r\n'.encode()
