"""A generation as files again: the data dictionary's own CSV format, which `import_folder` reads.

The import of an export has the content of what was exported, and one generation always gives the
same bytes: rows stand in the order of their keys, and nothing tells the time of the export.
"""

import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from vertebroplasty.errors import DatasetError
from vertebroplasty.importing import provenance
from vertebroplasty.importing.connections import connect
from vertebroplasty.importing.content import content_hash
from vertebroplasty.importing.dictionary import SOURCE_FILES, Column, Kind, SourceFile
from vertebroplasty.importing.escaping import add_macros
from vertebroplasty.importing.generations import Generation
from vertebroplasty.importing.recorded import order_of, row_count, text_of
from vertebroplasty.importing.storage import UNFINISHED, attach
from vertebroplasty.vocabulary import Nature

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first time that a ZIP archive can state: it tells nothing, every time alike."""


def export_folder(generation: Generation, folder: Path) -> None:
    """Write a generation as CSV files, with what they are.

    Parameters
    ----------
    generation : Generation
        Which one.
    folder : pathlib.Path
        A folder that is not there yet, or empty.

    Raises
    ------
    DatasetError
        If the folder is not empty or cannot be written, or the generation cannot be read.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DatasetError(f"{folder.name} is there and not empty; name a folder that is not there")
    unfinished = folder.with_name(f"{UNFINISHED}{folder.name}")
    with written(folder.name, unfinished):
        unfinished.mkdir(parents=True)
        with opened(generation) as connection:
            facts = facts_of(connection)
            rows = {source: _export(connection, source, unfinished) for source in SOURCE_FILES}
        (unfinished / provenance.FILE_NAME).write_text(_toml(facts), encoding="utf-8", newline="\n")
        readme = "\n".join(_readme(generation, facts, rows))
        (unfinished / "README.txt").write_text(f"{readme}\n", encoding="utf-8", newline="\n")
        if folder.exists():
            folder.rmdir()
        unfinished.rename(folder)


def export_zip(generation: Generation, path: Path) -> None:
    """Write the files of `export_folder` as one ZIP archive.

    Parameters
    ----------
    generation : Generation
        Which one.
    path : pathlib.Path
        The archive; one that is there is replaced.

    Raises
    ------
    DatasetError
        If it cannot be written, or the generation cannot be read.
    """
    unfinished = path.with_name(f"{UNFINISHED}{path.name}")
    with written(path.name, unfinished), TemporaryDirectory(dir=path.parent) as workspace:
        folder = Path(workspace) / generation.dataset
        export_folder(generation, folder)
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            for file in sorted(folder.iterdir()):
                about = timeless(f"{folder.name}/{file.name}")
                # "force_zip64": the size is not known before, and may be beyond 4 GB.
                with (
                    file.open("rb") as source,
                    archive.open(about, "w", force_zip64=True) as packed,
                ):
                    shutil.copyfileobj(source, packed)
        unfinished.replace(path)


def timeless(name: str) -> zipfile.ZipInfo:
    """Return what an archive says of a file in it: nothing of when or where it was made."""
    about = zipfile.ZipInfo(name, _EARLIEST)
    about.compress_type, about.create_system = zipfile.ZIP_DEFLATED, 3
    about.external_attr = 0o644 << 16
    return about


@contextmanager
def opened(generation: Generation) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a generation read-only, in a connection of its own.

    Parameters
    ----------
    generation : Generation
        Which one.

    Yields
    ------
    duckdb.DuckDBPyConnection
        With the macros of `escaping`.
    """
    with TemporaryDirectory(prefix="vertebroplasty-") as workspace, connect() as connection:
        connection.execute("SET temp_directory = ?", [workspace])
        attach(connection, generation.path, "generation", "READ_ONLY")
        add_macros(connection)
        connection.execute("USE generation")
        yield connection


@contextmanager
def written(name: str, unfinished: Path) -> Iterator[None]:
    """Explain why an export failed, and leave nothing of it.

    Parameters
    ----------
    name : str
        Of the export.
    unfinished : pathlib.Path
        File or folder that is written first.

    Yields
    ------
    None
        While it is being written.

    Raises
    ------
    DatasetError
        If it cannot be written.
    """
    try:
        yield
    except (OSError, duckdb.Error) as error:
        reason = str(error).partition("\n")[0]
        raise DatasetError(f"{name} could not be exported ({reason})") from error
    finally:
        if unfinished.is_dir():
            shutil.rmtree(unfinished, ignore_errors=True)
        else:
            unfinished.unlink(missing_ok=True)


def facts_of(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return what an open generation says of itself, with its content hash."""
    facts = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    return {"content_hash": content_hash(connection), **facts}


def warning_of(facts: Mapping[str, str]) -> str:
    """Return what every export of data that are no patients says; empty for clinical data."""
    return Nature(facts["nature"]).warning


def _text_of(column: Column) -> str:
    return f"escaped_text(this.{column.name})" if column.kind is Kind.TEXT else text_of(column)


def _export(connection: duckdb.DuckDBPyConnection, source: SourceFile, folder: Path) -> int:
    """Write a table; a table that may be absent is not written when it has no row."""
    count = row_count(connection, source)
    if count or source.required:
        texts = ", ".join(f"{_text_of(column)} AS {column.name}" for column in source.columns)
        literal = str(folder / source.file_name).replace("'", "''")
        connection.execute(
            f"COPY (SELECT {texts} FROM record.{source.name} AS this ORDER BY {order_of(source)})"
            f" TO '{literal}' (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"',"
            " NULLSTR '')"
        )
    return count


def _toml(facts: Mapping[str, str]) -> str:
    # A string of JSON is one of TOML, but for a character that TOML wants escaped.
    stated = {"name": facts["dataset"], **{key: facts[key] for key in ("title", "nature", "note")}}
    texts = {key: json.dumps(text, ensure_ascii=False) for key, text in stated.items()}
    return "".join(f"{key} = {text}\n" for key, text in texts.items()).replace("\x7f", "\\u007f")


def _readme(
    generation: Generation, facts: Mapping[str, str], rows: Mapping[SourceFile, int]
) -> Iterator[str]:
    yield from filter(None, (facts["title"], warning_of(facts), facts["note"]))
    yield ""
    yield f"Dataset {generation.dataset}, generation {generation.number}, made {facts['made_at']}."
    yield f"Content hash {facts['content_hash']}"
    yield ""
    yield from (f"{source.file_name}: {count:,} rows" for source, count in rows.items() if count)
    yield ""
    yield "UTF-8, commas, one header row; an empty cell means not recorded; dates as YYYY-MM-DD."
    yield "A text that a spreadsheet could run as a formula has an apostrophe before it; the import"
    yield "takes it away. To load the folder: python -m vertebroplasty import FOLDER"
