"""The fast way into the staging tables gives what the exact one gives, or steps aside."""

import csv
import io
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vertebroplasty.importing.findings import create_findings
from vertebroplasty.importing.report import Problem
from vertebroplasty.importing.sources import delimited
from vertebroplasty.importing.sources.bulk import scan, take
from vertebroplasty.importing.sources.delimited import TextTable, in_utf8
from vertebroplasty.importing.sources.headings import Headings
from vertebroplasty.importing.sources.sheet import DELIMITERS, Dialect
from vertebroplasty.importing.sources.tables import Staged, Target

COLUMNS = ("c1", "c2", "c3")
_PIECES = st.sampled_from(
    [
        *",;\t|",
        '"',
        '""',
        "\n",
        "\r\n",
        "\r",
        "",
        " ",
        "a",
        "T12",
        "7.5",
        "é",
        "\u2028",
        "-",
        "x" * 9,
    ]
)
_ODD = st.lists(_PIECES, max_size=40).map("".join)
_CELL = st.lists(st.sampled_from(["a", '"', ",", " ", "ü", ";", "1", "\t", "|"]), max_size=4)
_ROW = st.lists(_CELL.map("".join), min_size=3, max_size=3)


def staged(
    path: Path, dialect: Dialect, monkeypatch: pytest.MonkeyPatch, fast: bool
) -> tuple[Staged, list[tuple[object, ...]], list[Problem], bool]:
    """Return what one of the two ways makes of a file, and whether the fast one was taken."""
    problems: list[Problem] = []
    taken: list[bool] = []

    def tried(*arguments: object) -> bool:
        taken.append(fast and take(*arguments))  # type: ignore[arg-type]
        return taken[-1]

    with monkeypatch.context() as patch, duckdb.connect() as staging:
        patch.setattr(delimited, "take", tried)
        create_findings(staging)
        to = Target(staging, 1, Headings(("a", "b", "c")), 1, problems.extend)
        text = in_utf8(path, dialect.encoding, path.parent)
        result = TextTable("x.csv", text, dialect, lambda _: None).stage(to)
        rows = staging.execute("FROM sheet_1 ORDER BY line").fetchall()
    return result, rows, problems, taken[0]


def both(content: bytes, dialect: Dialect, folder: Path) -> bool:
    """Compare the two ways; return whether the fast one was taken."""
    path = folder / "x.csv"
    path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        fast = staged(path, dialect, patch, True)
        exact = staged(path, dialect, patch, False)
    assert fast[:3] == exact[:3]
    return fast[3]


@settings(max_examples=60, deadline=None)
@given(body=_ODD, delimiter=st.sampled_from(DELIMITERS))
def test_any_text_is_read_alike(
    body: str, delimiter: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Oracle: the exact reading, row for row and problem for problem."""
    header = delimiter.join("abc")
    both(f"{header}\n{body}".encode(), Dialect("utf-8", delimiter), tmp_path_factory.mktemp("x"))


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(_ROW, max_size=6),
    delimiter=st.sampled_from(DELIMITERS),
    line_end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    ended=st.booleans(),
)
def test_sound_rows_are_read_fast_and_alike(
    *,
    rows: list[list[str]],
    delimiter: str,
    line_end: str,
    quoting: int,
    encoding: str,
    ended: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Oracle: the exact reading; rows as Python's csv.writer writes them."""
    text = io.StringIO()
    table = csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    table.writerows([["a", "b", "c"], *rows])
    content = text.getvalue() if ended else text.getvalue().removesuffix(line_end)
    read = Dialect("cp1252" if encoding == "cp1252" else "utf-8", delimiter)
    fast = both(content.encode(encoding), read, tmp_path_factory.mktemp("x"))
    has_tab = delimiter != "\t" and any("\t" in cell for row in rows for cell in row)
    assert fast is not has_tab


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("1,2,3,\n", id="an empty cell too many, which DuckDB passes over"),
        pytest.param("1,2\n", id="a cell too few"),
        pytest.param('1,"2\n2",3\n', id="a row of two lines"),
        pytest.param('1,2"x,3\n', id="a quote in the middle"),
        pytest.param("1,2,3\n\n4,5,6\n", id="a blank line between"),
        pytest.param("1,2,3\r\n4,5,6\n", id="mixed line ends"),
        pytest.param("1,2,3\r4,5,6\n", id="a lone carriage return"),
        pytest.param("1,\0,3\n", id="NUL"),
        pytest.param(f"1,{'x' * 140_000},3\n", id="a cell longer than any may be"),
    ],
)
def test_an_untidy_file_is_not_read_fast(body: str, tmp_path: Path) -> None:
    """Each of these two readers could take differently."""
    assert not both(f"a,b,c\n{body}".encode(), Dialect(), tmp_path)


def test_rows_stay_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Numbers from 2 to 200,001, in several blocks that DuckDB reads at once."""
    path = tmp_path / "x.csv"
    path.write_text("a,b\n" + "".join(f"{n},{'x' * 60}\n" for n in range(2, 200_002)))
    with duckdb.connect(config={"threads": 4}) as staging:
        assert take(staging, "t", ("a", "b"), scan(path, ",", 1, lambda _: None))
        astray = staging.execute("SELECT count(*), sum((line <> a::BIGINT)::INT) FROM t").fetchall()
    assert astray == [(200_000, 0)]


def test_a_path_with_marks_of_a_pattern_names_itself(tmp_path: Path) -> None:
    """DuckDB would look for other files of that pattern."""
    path = tmp_path / "[2024] x.csv"
    path.write_text("a,b\n1,2\n")
    assert not scan(path, ",", 1, lambda _: None).tidy
