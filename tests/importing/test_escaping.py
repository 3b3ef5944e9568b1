"""Escaping: nothing runs, nothing is lost, numbers stay numbers."""

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.importing.formulas import ALL_FORMULAS, HARMLESS, NUMBERS, running_cells, runs
from vertebroplasty.importing.escaping import add_macros, escaped, escaped_within, plain

TEXTS = st.text(st.sampled_from("'\"=+-@|%;, \t\r\n0a.5\xa0\u200b\uff1d\uff0b\ufeff"), max_size=12)


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    add_macros(connection)
    return connection


def test_there_are_two_hundred_cells() -> None:
    """The issue asks for 200."""
    assert len(set(ALL_FORMULAS)) >= 200


@pytest.mark.parametrize("text", ALL_FORMULAS)
def test_no_formula_runs_and_none_is_lost(text: str) -> None:
    """Authority: OWASP, "CSV Injection", as the oracle in formulas.py reads it."""
    assert running_cells(f"{escaped(text)}\r\n".replace('"', "")) == []
    assert not runs(escaped(text))
    assert plain(escaped(text)) == text


@pytest.mark.parametrize("text", [*NUMBERS, *HARMLESS])
def test_numbers_and_other_texts_are_untouched(text: str) -> None:
    assert (escaped(text), plain(text)) == (text, text)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("=1", "'=1"),
        ("'=1", "''=1"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        (" \N{NO-BREAK SPACE}=1", "' \N{NO-BREAK SPACE}=1"),
        ("\t1", "'\t1"),
        ("x;=1", "x;'=1"),
        ("=1;-x", "'=1;'-x"),
        ("x;'=1", "x;''=1"),
    ],
)
def test_where_the_apostrophe_stands(text: str, stands: str) -> None:
    assert escaped(text) == stands
    assert plain(stands) == text


@given(TEXTS | st.text(max_size=12))
@example("'\t=")
@example(";|=")
@example("-5\n")
def test_plain_undoes_escaped_whatever_the_text(text: str) -> None:
    """Closed form: a bijection onto its image; twice escaped is twice undone."""
    once = escaped(text)
    assert plain(once) == text
    assert plain(plain(escaped(once))) == text
    assert not runs(once)
    assert escaped_within(escaped_within(text)).replace("'", "") == text.replace("'", "")


@given(st.lists(TEXTS | st.text(max_size=12).filter(lambda text: "\0" not in text), max_size=40))
@example([*ALL_FORMULAS, *NUMBERS, *HARMLESS])
def test_the_macros_say_the_same(connection: duckdb.DuckDBPyConnection, texts: list[str]) -> None:
    """Python's re and DuckDB's RE2 are two readers of one pattern."""
    found = connection.execute(
        "SELECT x, escaped_text(x), plain_text(x) FROM (SELECT unnest(?::VARCHAR[]) AS x)", [texts]
    ).fetchall()
    assert found == [(text, escaped(text), plain(text)) for text in texts]


def test_no_text_stays_no_text(connection: duckdb.DuckDBPyConnection) -> None:
    row = connection.execute("SELECT escaped_text(NULL), plain_text(NULL)").fetchone()
    assert row == (None, None)
