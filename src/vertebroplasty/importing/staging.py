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
from vertebroplasty.importing.headers import read_header
from vertebroplasty.importing.reading import (
    LONGEST_LINE,
    Block,
    blocks,
    read_block,
)
from vertebroplasty.importing.sources.bulk import Scan, scan, take
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
    with path.open("rb") as file:
        header, problems = read_header(source, file.readline(LONGEST_LINE))
    add_problems(staging, problems)
    scanned = scan(path, ",", 1, advance)
    if not problems and _take_whole(staging, source, header, scanned):
        return StagedFile(source, header, scanned.sha256, scanned.lines, True)
    return _stage_exactly(staging, source, path, header, not problems)


def _take_whole(
    staging: duckdb.DuckDBPyConnection, source: SourceFile, header: tuple[str, ...], scanned: Scan
) -> bool:
    """Read a tidy file in one go; return False, and leave no trace, if it is not."""
    # A cursor: an error would spoil the transaction that the connection may be in.
    cursor = staging.cursor()
    if not take(cursor, "taken", header, scanned):
        return False
    level, join = "", ""
    if "level" in header:
        texts = cursor.execute(
            "SELECT DISTINCT level FROM taken WHERE level IS NOT NULL"
        ).fetchall()
        cursor.execute("CREATE TABLE spelling (level VARCHAR, name VARCHAR)")
        cursor.execute(
            "INSERT INTO spelling SELECT unnest(?::VARCHAR[]), nullif(unnest(?::VARCHAR[]), '')",
            [[text for (text,) in texts], [_level_name(text) for (text,) in texts]],
        )
        level, join = ", spelling.name AS level_name", " LEFT JOIN spelling USING (level)"
    cursor.execute(f"INSERT INTO {source.name} BY NAME SELECT taken.*{level} FROM taken{join}")
    cursor.execute("DROP TABLE taken; DROP TABLE IF EXISTS spelling")
    return True


def _stage_exactly(
    staging: duckdb.DuckDBPyConnection,
    source: SourceFile,
    path: Path,
    header: tuple[str, ...],
    sound: bool,
) -> StagedFile:
    """Read a file line by line where need be, and tell what is wrong with the lines."""
    digest, rows_in, first_line = hashlib.sha256(), 0, 2
    with path.open("rb") as file:
        digest.update(file.readline(LONGEST_LINE))
        for content in blocks(file):
            digest.update(content)
            block = read_block(source.file_name, header, first_line, content)
            sound = sound and not block.problems
            _add_block(staging, source, header, block)
            rows_in += block.rows_in
            first_line += content.count(b"\n")
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
