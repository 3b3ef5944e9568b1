"""SQL as text: DuckDB itself says whether a literal is the value that was bound."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vertebroplasty.engine.recording import Query
from vertebroplasty.report.sql_text import literal, sql_text, statement

BARE = duckdb.connect()
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=20)
values = st.lists(st.one_of(st.integers(-(2**62), 2**62), texts), max_size=5)


@given(values)
def test_a_literal_is_the_value_that_was_bound(bound: list[int | str]) -> None:
    """Authority: DuckDB, asked both ways."""
    sql = f"SELECT 'why?' AS \"so?\", {', '.join('?' for _ in bound) or '1'}"
    expected = BARE.execute(sql, bound).fetchall()
    assert BARE.execute(statement(Query(sql, tuple(bound)))).fetchall() == expected


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (74, "74"),
        (-3, "(-3)"),
        ("O'Neill", "'O''Neill'"),
        ("'; DROP TABLE x; --", "'''; DROP TABLE x; --'"),
    ],
)
def test_literals(value: int | str, written: str) -> None:
    """SQL standard: a quote within quotes is doubled."""
    assert literal(value) == written


def test_a_long_line_is_broken_outside_quotes_only() -> None:
    query = Query("SELECT ' FROM ', age FROM procedure WHERE age > ? GROUP BY age", (60,))
    assert statement(query) == "SELECT ' FROM ', age\nFROM procedure\nWHERE age > 60\nGROUP BY age;"


def test_values_without_a_place_are_an_error() -> None:
    with pytest.raises(ValueError, match="more values than placeholders"):
        statement(Query("SELECT ?", (1, 2)))


def test_what_it_is_stays_in_comments() -> None:
    """Text from data cannot leave its comment; DuckDB counts the statements."""
    text = sql_text([Query("SELECT 1"), Query("SELECT ?", (2,))], ["Leaks\nDROP TABLE x;", "B"])
    assert text == "-- Leaks DROP TABLE x;\n-- B\n\nSELECT 1;\n\nSELECT 2;\n"
    assert len(duckdb.extract_statements(text)) == 2
