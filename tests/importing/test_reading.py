"""The strict CSV reader: what it reads is what was written; what it cannot read, it says."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.folders import VALID, as_bytes, write_folder
from vertebroplasty.importing.checking import check_folder
from vertebroplasty.importing.reading import blocks, read_block

_CELLS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8)


@given(st.lists(st.tuples(_CELLS, _CELLS, _CELLS), min_size=1), st.sampled_from(["\n", "\r\n"]))
def test_rows_written_by_the_csv_module_are_read_back(
    rows: list[tuple[str, str, str]], line_end: str
) -> None:
    """Oracle: Python's csv.writer."""
    text = io.StringIO()
    csv.writer(text, lineterminator=line_end).writerows(rows)
    read = read_block("x.csv", ("a", "b", "c"), 2, text.getvalue().encode())
    assert [tuple(row) for row in read.rows] == rows
    assert read.lines == list(range(2, 2 + len(rows)))
    assert read.problems == []


@given(st.lists(st.binary(max_size=40)), st.integers(1, 50))
def test_blocks_lose_no_byte(pieces: list[bytes], size: int) -> None:
    """The blocks of a file put together are the file; each but the last ends a line."""
    content = b"\n".join(pieces)
    read = list(blocks(io.BytesIO(content), size))
    assert b"".join(read) == content
    assert all(block.endswith(b"\n") for block in read[:-1])


def test_a_line_without_end_is_read_in_pieces_that_are_refused() -> None:
    """So memory stays bounded: 9 MB without a line break are never one row."""
    line = b"a," * 4_500_000
    read = [read_block("x.csv", ("a", "b"), 2, block) for block in blocks(io.BytesIO(line))]
    assert len(read) == 2
    assert all(block.problems and not block.rows for block in read)


_FILES = st.sampled_from(list(VALID))


@settings(max_examples=20, deadline=None)
@given(_FILES, st.integers(0, 10_000), st.binary(max_size=3), st.integers(0, 3))
def test_any_damage_gives_a_report(
    tmp_path_factory: pytest.TempPathFactory, file: str, place: int, new: bytes, cut: int
) -> None:
    """Bytes replaced anywhere: never an exception, and every line is accounted for."""
    content = as_bytes(VALID[file])
    place %= len(content)
    spoilt = content[:place] + new + content[place + cut :]
    folder: Path = write_folder(tmp_path_factory.mktemp("spoilt") / "x", **{file: spoilt})
    report = check_folder(folder)
    count = next(count for count in report.files if count.file == f"{file}.csv")
    lines = spoilt.split(b"\n")[1:]
    assert count.rows_in == sum(bool(line.removesuffix(b"\r")) for line in lines)
    assert count.rows_in == count.rows_stored + count.rows_reported
    assert count.rows_stored == (count.rows_in if report.ok else 0)
