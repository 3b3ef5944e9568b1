"""The staged texts of a source folder, in a DuckDB file of their own.

So memory stays bounded, and the load takes what was checked instead of reading the files again.
"""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import duckdb

from vertebroplasty.errors import VocabularyError
from vertebroplasty.importing.dictionary import SOURCE_FILES, SourceFile
from vertebroplasty.importing.findings import StagedFile, add_problems, create_findings
from vertebroplasty.importing.reading import (
    LONGEST_LINE,
    Block,
    blocks,
    read_block,
    read_header,
)
from vertebroplasty.vocabulary import VertebralLevel


def create_tables(staging: duckdb.DuckDBPyConnection) -> None:
    """Make an empty table for every file of the data dictionary, and one for the findings."""
    for source in SOURCE_FILES:
        columns = [f"{name} VARCHAR" for name in (*source.column_names, "level_name")]
        staging.execute(f"CREATE TABLE {source.name} (line BIGINT, {', '.join(columns)})")
    create_findings(staging)


def stage_file(
    staging: duckdb.DuckDBPyConnection,
    source: SourceFile,
    path: Path,
    advance: Callable[[int], None],
) -> StagedFile:
    """Read a file into its table, and what cannot be read into the findings.

    Parameters
    ----------
    staging : duckdb.DuckDBPyConnection
        Where the tables are.
    source : SourceFile
        What the file should hold.
    path : pathlib.Path
        The file.
    advance : callable
        Told how many bytes were read.

    Returns
    -------
    StagedFile
        What became of it.
    """
    digest, rows_in = hashlib.sha256(), 0
    with path.open("rb") as file:
        line = file.readline(LONGEST_LINE)
        digest.update(line)
        header, problems = read_header(source, line)
        add_problems(staging, problems)
        sound, first_line = not problems, 2
        for content in blocks(file):
            digest.update(content)
            block = read_block(source.file_name, header, first_line, content)
            sound = sound and not block.problems
            _add_block(staging, source, header, block)
            rows_in += block.rows_in
            first_line += content.count(b"\n")
            advance(len(content))
    return StagedFile(source, header, digest.hexdigest(), rows_in, sound)


def _add_block(
    staging: duckdb.DuckDBPyConnection, source: SourceFile, header: tuple[str, ...], block: Block
) -> None:
    add_problems(staging, block.problems)
    if not block.rows:
        return
    cells = dict(zip(reversed(header), reversed(list(zip(*block.rows, strict=True))), strict=True))
    names = [name for name in source.column_names if name in cells]
    columns = [list(cells[name]) for name in names]
    if "level" in names:
        columns.append([_level_name(text) for text in cells["level"]])
        names.append("level_name")
    texts = ", ".join(f"nullif({name}, '') AS {name}" for name in names)
    listed = ", ".join(f"unnest(?::VARCHAR[]) AS {name}" for name in names)
    staging.execute(
        f"INSERT INTO {source.name} BY NAME SELECT line{texts and ', '}{texts}"
        f" FROM (SELECT unnest(?::BIGINT[]) AS line{listed and ', '}{listed})",
        [block.lines, *columns],
    )


@lru_cache(maxsize=4096)
def _level_name(text: str) -> str:
    """Return the level as our vocabulary spells it; the empty text when it is none."""
    try:
        return str(VertebralLevel.parse(text))
    except VocabularyError:
        return ""
